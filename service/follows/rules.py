"""Who may follow, and who may change or stop a following."""

from __future__ import annotations

from typing import Any

from service.permissions import Actor, permission


@permission("follow.start")
def may_start(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anybody may ask to follow an area; the address itself must confirm it."""
    return True


@permission("follow.own")
def may_change(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Whoever holds the secret link of a following, which the route checks (`links.follow_id`)."""
    return True
