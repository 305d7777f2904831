"""Who may do what with proposals, and when: pure predicates."""

from __future__ import annotations

from typing import Any

from service.permissions import Actor, has_role, permission

#: States that residents see.
PUBLIC_STATES = ("open", "closed")
_writes = has_role("planner")

permission("proposal.write")(_writes)


@permission("proposal.see")
def may_see_proposal(actor: Actor, subject: Any) -> bool:
    """Anybody when it is open or closed; drafts and withdrawn ones only those who may write proposals."""
    return subject is None or is_public(subject.state) or _writes(actor, subject)


def is_public(state: str) -> bool:
    """Whether residents see a proposal in this state."""
    return state in PUBLIC_STATES


def takes_comments(state: str) -> bool:
    """Whether comments are taken in this state."""
    return state == "open"
