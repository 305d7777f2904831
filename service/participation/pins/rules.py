"""Who may do what with pins, and when: pure predicates on plain values."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from typing import Any

from service.permissions import Actor, has_role, permission

#: The text can be changed this long, and only until somebody has answered it.
EDIT_WINDOW = dt.timedelta(days=7)
#: A form that comes back faster than this was not filled in by a person.
LEAST_SECONDS = 2.0
#: The same text from the same spot within this time goes to a moderator.
REPEAT_DAYS = 30
REPEAT_DISTANCE_M = 25.0
#: A device that says it knows its position to 60 m may be 60 m on either side of the border; but no device that
#: knows less than this is believed.
MOST_ACCURACY_M = 200.0
#: Ideas this near are shown before sending.
SIMILAR_WITHIN_M = 150.0


@permission("pin.submit")
def may_submit_pin(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anybody may be heard, with or without an account."""
    return True


permission("pin.answer")(has_role("planner", "official", "moderator"))


@permission("pin.own")
def may_touch_own_pin(actor: Actor, subject: Any) -> bool:
    """The author, known by the secret link or the account. Without a subject: the route may be asked."""
    return subject is None or is_author(actor, subject)


@permission("pin.edit")
def may_edit_pin(actor: Actor, subject: Any) -> bool:
    """The author, while the pin is young and nobody has answered it."""
    return subject is None or (is_author(actor, subject) and is_editable(subject))


@permission("pin.withdraw")
def may_withdraw_pin(actor: Actor, subject: Any) -> bool:
    """The author, at any time."""
    return subject is None or (is_author(actor, subject) and subject.visibility != "withdrawn")


@permission("pin.see")
def may_see_pin(actor: Actor, subject: Any) -> bool:
    """Anybody when it is public; else its author and those who work for the municipality."""
    return subject.visibility == "public" or is_author(actor, subject) or actor.is_staff


def is_author(actor: Actor, pin: Any) -> bool:
    """Whether the request proves that it comes from the pin's author."""
    if actor.person_id is not None and pin.author_id == actor.person_id:
        return True
    if not actor.edit_token or not pin.edit_token_hash:
        return False
    given = hashlib.sha256(actor.edit_token.encode("utf-8", "replace")).digest()
    return hmac.compare_digest(given, bytes(pin.edit_token_hash))


def is_editable(pin: Any, now: dt.datetime | None = None) -> bool:
    """Whether the text may still be changed: young, not withdrawn, and not answered yet."""
    now = now or dt.datetime.now(dt.UTC)
    return pin.visibility in ("public", "pending") and pin.state == "received" and now - pin.created_at <= EDIT_WINDOW


def is_suspicious(*, trap: str, seconds_open: float | None) -> bool:
    """Whether a form looks filled in by a machine: the hidden field is filled, or it came back at once.

    Such a pin is kept for a moderator, never dropped: a screen reader's user may have met the trap.
    """
    return bool(trap) or (seconds_open is not None and seconds_open < LEAST_SECONDS)


def is_within_accuracy(distance_m: float, *, method: str, accuracy_m: float | None) -> bool:
    """Whether a place so many metres outside the border may as well be inside: it is the position of a device,
    and the border is no farther away than the device's own accuracy (at most MOST_ACCURACY_M).

    Whoever points at the map, writes coordinates or chooses a name means the place, and gets no leniency.
    """
    return method == "gps" and accuracy_m is not None and distance_m <= min(accuracy_m, MOST_ACCURACY_M)


def waiting_reason(
    *, is_outside: bool, is_premoderated: bool, is_suspicious: bool, is_repeat: bool, has_name: bool = False
) -> str:
    """Why a new pin waits for a moderator, as kept in `waits_for`; empty when it is public at once.

    A place outside comes first: it is a list of its own.
    """
    reasons = {
        "outside": is_outside,
        "premoderation": is_premoderated,
        "machine": is_suspicious,
        "repeat": is_repeat,
        "name": has_name,
    }
    return next((reason for reason, is_so in reasons.items() if is_so), "")
