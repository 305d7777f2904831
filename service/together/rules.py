"""Who may take part in developing a proposal together."""

from __future__ import annotations

from typing import Any

from service.permissions import Actor, permission


@permission("proposal.join")
def may_join(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anybody with an account: those who write proposals need not ask, and the others are asked who they are."""
    return actor.is_signed_in
