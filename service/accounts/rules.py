"""Who may do what with accounts."""

from __future__ import annotations

from typing import Any

from service.permissions import Actor, permission


@permission("account.own")
def may_see_own_account(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anybody signed in may see and leave their own account."""
    return actor.is_signed_in
