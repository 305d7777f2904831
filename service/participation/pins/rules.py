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


def first_visibility(*, is_premoderated: bool, is_suspicious: bool, is_repeat: bool) -> str:
    """The visibility that a new pin starts with."""
    return "pending" if is_premoderated or is_suspicious or is_repeat else "public"
