"""Who may doubt an answer, and when: pure predicates on plain values."""

from __future__ import annotations

from typing import Any

from service.permissions import Actor, permission

#: So many doubts an hour are taken from one client.
PER_HOUR = 20


@permission("doubt.send")
def may_doubt(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anybody, with or without an account."""
    return True


def can_be_doubted(state: str) -> bool:
    """Whether somebody has answered, so that there is something to doubt."""
    return state not in ("received", "withdrawn")
