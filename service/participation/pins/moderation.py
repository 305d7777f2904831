"""What a moderator does with a pin: out of sight, or into public. Verbs that flush and never commit."""

from __future__ import annotations

import uuid

from flask import url_for
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from service.audit import record
from service.moderation.kinds import Kind, Target, register_kind
from service.notices.events import note_event
from service.participation.pins.models import Pin
from service.participation.pins.queries import REFERENCE, pin_by_reference, public_reference
from service.permissions import Actor

#: What a moderator may change; what its author took back stays taken back.
MODERATED = ("public", "pending", "hidden")


def pin_for_moderation(db: Session, municipality_id: int, pin_id: uuid.UUID) -> Pin | None:
    """A pin that its author has not taken back, locked for a change; None when there is none."""
    return db.scalar(
        select(Pin)
        .where(Pin.id == pin_id, Pin.municipality_id == municipality_id, Pin.visibility.in_(MODERATED))
        .with_for_update()
    )


def hide_pin(db: Session, actor: Actor, pin: Pin, reason: str) -> bool:
    """Take a pin out of every public output; nothing of it is destroyed.

    Parameters
    ----------
    reason : for the log; never shown to the public.

    Returns whether anything changed: hiding twice is hiding once.
    """
    return _set_visibility(db, actor, pin, "hidden", reason)


def publish_pin(db: Session, actor: Actor, pin: Pin, reason: str = "") -> bool:
    """Show a pin that waited or was hidden; returns whether anything changed.

    One whose place is outside the municipality goes back to wait for a place (`relocating`), never into public.
    """
    return move_pin(db, actor, pin, "public", reason=reason)


def move_pin(
    db: Session, actor: Actor | None, pin: Pin, visibility: str, *, reason: str = "", batch: str = "", deed: str = ""
) -> bool:
    """Give a pin another visibility, as `moderation.kinds.Move` says."""
    if visibility == "public" and pin.waits_for == "outside":
        return pin.visibility == "hidden" and _set_visibility(db, actor, pin, "pending", reason, batch, deed)
    return _set_visibility(db, actor, pin, visibility, reason, batch, deed)


def show_pin(connection: Connection, municipality_id: int, identifier: str) -> Target | None:
    """The public pin with an id or a reference, as something that can be reported."""
    if REFERENCE.fullmatch(identifier.upper()):
        reference: str | None = identifier.upper()
    else:
        reference = public_reference(connection, municipality_id, identifier)
    pin = pin_by_reference(connection, municipality_id, reference) if reference else None
    if pin is None:
        return None
    title = f"{pin.reference}: {pin.title or pin.body[:120]}"
    return Target("pin", str(pin.id), title, url_for("pins.show_pin", reference=pin.reference))


def _set_visibility(
    db: Session, actor: Actor | None, pin: Pin, visibility: str, reason: str, batch: str = "", deed: str = ""
) -> bool:
    was = pin.visibility
    if was == visibility or was not in MODERATED:
        return False
    pin.visibility = visibility
    pin.changed_at = func.now()
    db.flush()
    deed = deed or {"hidden": "pin.hidden", "pending": "pin.returned"}.get(visibility, "pin.published")
    record(db, actor, deed, "pin", str(pin.id), visibility=[was, visibility], reason=reason, batch=batch)
    if visibility in ("hidden", "public"):
        told = "hidden" if visibility == "hidden" else "published"
        note_event(db, pin.municipality_id, told, "pin", str(pin.id), source=uuid.uuid4().hex)
    return True


register_kind(Kind("pin", show_pin, pin_for_moderation, move_pin))
