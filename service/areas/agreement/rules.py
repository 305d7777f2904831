"""Who may call for drawings, draw, hide and publish, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from service.areas.rules import has_secret
from service.permissions import Actor, has_role, permission

#: Nothing is shown of fewer drawings than this; a municipality may set more (`least_drawings` of its settings).
LEAST_SHOWN = 5
#: No place that fewer people than this cover is ever shown.
LEAST_TOGETHER = 3
#: The level that a proposed boundary begins from.
HALF = 0.5
#: As long as a call may be open.
LONGEST_OPEN = dt.timedelta(days=366)


@permission("call.open")
def may_open_call(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anyone may call for drawings; what a resident opens waits for a moderator."""
    return True


@permission("call.draw")
def may_draw_in_call(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anyone may draw, once; no account is needed."""
    return True


permission("call.moderate")(has_role("moderator", "official"))
permission("call.publish")(has_role("planner", "official"))
_opens_at_once = has_role("planner", "official", "moderator")


def first_state(actor: Actor) -> str:
    """The state that a call of this person begins in."""
    return "published" if _opens_at_once(actor, None) else "waiting"


def is_open_on(day: dt.date, opens_on: dt.date, closes_on: dt.date) -> bool:
    """Whether drawings are taken; both days are included."""
    return opens_on <= day <= closes_on


def is_own(token: str | None, drawer: bytes, edit_token_hash: bytes, drawer_hash: bytes) -> bool:
    """Whether a drawing is the asker's: by the secret link, or as the one who drew it."""
    return has_secret(token, edit_token_hash) or drawer == bytes(drawer_hash)


def least_shown(settings: Mapping[str, Any]) -> int:
    """The fewest drawings of which a municipality shows anything; never under LEAST_SHOWN."""
    given = settings.get("least_drawings", LEAST_SHOWN)
    return max(LEAST_SHOWN, int(given)) if isinstance(given, int) else LEAST_SHOWN


def how_many_count(drawings: int, least: int, *, is_over: bool) -> int:
    """How many of the drawings, the oldest first, make the public surface.

    While a call is open they are counted `least` at a time, so that no two surfaces differ by one drawing;
    when it is over, all are. Fewer than `least` are never counted.
    """
    if drawings < least:
        return 0
    return drawings if is_over else drawings - drawings % least


def shown_ties(ties: Sequence[str], least: int) -> dict[str, int]:
    """The ties that may be shown apart, with how many drew; the greatest first.

    A tie of fewer than `least` is not, nor one whose rest would be fewer: the whole less the shown ones would
    tell what they drew.
    """
    found = {tie: ties.count(tie) for tie in set(ties)}
    shown = {tie: n for tie, n in sorted(found.items(), key=lambda item: (-item[1], item[0])) if n >= least}
    while shown and 0 < len(ties) - sum(shown.values()) < least:
        shown.popitem()
    return shown if len(shown) > 1 or sum(shown.values()) < len(ties) else {}
