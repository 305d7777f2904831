"""Who may do what with walks, and when: pure predicates on plain values."""

from __future__ import annotations

import datetime as dt
from typing import Any, Protocol

from service.permissions import Actor, has_role, permission

#: A group may gather so long before the time on the invitation, also when nobody has opened the walk.
GATHERS_BEFORE = dt.timedelta(hours=2)
#: A walk that nobody ended is over after so long.
LASTS_AT_MOST = dt.timedelta(hours=24)
#: A phone that was without a network sends what it holds so long after the end.
WAITS_FOR_PHONES = dt.timedelta(days=30)
#: More notes than this come from no pair of feet.
MOST_NOTES = 300
#: Codes that one address may try, right or wrong: a school class joins from one network, each with two tries.
CODES_PER_HOUR = 200

permission("walk.manage")(has_role("planner", "official", "moderator"))
permission("walk.moderate")(has_role("official", "moderator"))


@permission("walk.join")
def may_join(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anybody who has the group's code; the code is checked where they join."""
    return True


class Timed(Protocol):
    """A walk, as far as its times go."""

    state: str
    walked_at: dt.datetime
    ended_at: dt.datetime | None


def present_state(walk: Timed, now: dt.datetime | None = None) -> str:
    """The state as it is now: a group may gather before anybody opened the walk, and a forgotten one is over."""
    now = now or dt.datetime.now(dt.UTC)
    if walk.state in ("planned", "open") and now > walk.walked_at + LASTS_AT_MOST:
        return "ended"
    if walk.state == "planned" and now >= walk.walked_at - GATHERS_BEFORE:
        return "open"
    return walk.state


def takes_walkers(walk: Timed, now: dt.datetime | None = None) -> bool:
    """Whether people may join now."""
    return present_state(walk, now) == "open"


def takes_notes(walk: Timed, now: dt.datetime | None = None) -> bool:
    """Whether something that was noted on the walk is still taken in: phones may have been without a network."""
    now = now or dt.datetime.now(dt.UTC)
    over = walk.ended_at or walk.walked_at + LASTS_AT_MOST
    return walk.state != "cancelled" and now <= over + WAITS_FOR_PHONES


def may_be_rerouted(*, walker_count: int, observation_count: int) -> bool:
    """Whether route and stops may still change: what was noted on them would otherwise lie beside them."""
    return walker_count == 0 and observation_count == 0
