"""Who handles inputs, and how the state of a whole follows from its parts: pure predicates on plain values."""

from __future__ import annotations

from collections.abc import Iterable

from service.permissions import has_role, permission

permission("desk.use")(has_role("planner", "official", "moderator"))
permission("unit.manage")(has_role("official"))

#: Nothing more will come of it.
ENDED = frozenset({"declined", "done", "closed_not_done"})
#: Nobody has decided yet.
UNDECIDED = frozenset({"received", "considered"})
#: It was taken up, wholly or in part.
TAKEN_UP = frozenset({"accepted", "partly", "in_progress", "done"})


def whole_state(parts: Iterable[str]) -> str:
    """The state of an input that is answered in parts.

    1. Parts that are all alike give their own state.
    2. While some part is undecided, the whole is being considered.
    3. Some taken up and some not: partly accepted.
    4. None taken up: not accepted.
    5. All taken up, but some partly: partly accepted; else it is in progress until all is done.

    Parameters
    ----------
    parts : the state of each part, at least one.

    Raises ValueError when there are no parts.
    """
    states = set(parts)
    if not states:
        raise ValueError("an input without parts has a state of its own")
    if len(states) == 1:
        return states.pop()
    if states & UNDECIDED:
        return "considered"
    if not states & TAKEN_UP:
        return "declined"
    if "partly" in states or states - TAKEN_UP:
        return "partly"
    return "in_progress"


def may_be_removed(state: str) -> bool:
    """Whether a part may still be taken away: only while nobody has answered it."""
    return state == "received"
