"""Pins as something that can be discussed and supported."""

from __future__ import annotations

import uuid

from flask import url_for
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from service.discussion.subjects import Subject, register_subject
from service.participation.pins.models import Pin
from service.participation.pins.queries import REFERENCE


def find_pin(db: Session, municipality_id: int, identifier: str) -> Subject | None:
    """The public pin with an id or a reference as a subject, or None."""
    row = db.execute(
        select(Pin.id, Pin.reference).where(
            _is_named(identifier), Pin.municipality_id == municipality_id, Pin.visibility == "public"
        )
    ).first()
    if row is None:
        return None
    return Subject("pin", str(row.id), municipality_id, url_for("pins.show_pin", reference=row.reference))


def _is_named(identifier: str) -> ColumnElement[bool]:
    try:
        return Pin.id == uuid.UUID(identifier)
    except ValueError:
        return Pin.reference == (identifier if REFERENCE.fullmatch(identifier) else "")


def count_comment(db: Session, identifier: str, change: int) -> None:
    """Keep the pin's number of public comments."""
    pin = update(Pin).where(Pin.id == uuid.UUID(identifier))
    db.execute(pin.values(comment_count=Pin.comment_count + change))


def count_support(db: Session, identifier: str, change: int) -> None:
    """Keep the pin's number of supporters."""
    pin = update(Pin).where(Pin.id == uuid.UUID(identifier))
    db.execute(pin.values(support_count=Pin.support_count + change))


register_subject("pin", find_pin, count_comment=count_comment, count_support=count_support)
