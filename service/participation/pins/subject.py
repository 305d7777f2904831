"""Pins as something that can be discussed and supported."""

from __future__ import annotations

import uuid

from flask import url_for
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.discussion.subjects import Subject, register_subject
from service.participation.pins.models import Pin


def find_pin(db: Session, municipality_id: int, identifier: str) -> Subject | None:
    """The public pin with an id as a subject, or None."""
    try:
        pin_id = uuid.UUID(identifier)
    except ValueError:
        return None
    reference = db.scalar(
        select(Pin.reference).where(
            Pin.id == pin_id, Pin.municipality_id == municipality_id, Pin.visibility == "public"
        )
    )
    if reference is None:
        return None
    return Subject("pin", str(pin_id), municipality_id, url_for("pins.show_pin", reference=reference))


def count_comment(db: Session, identifier: str, change: int) -> None:
    """Keep the pin's number of public comments."""
    pin = update(Pin).where(Pin.id == uuid.UUID(identifier))
    db.execute(pin.values(comment_count=Pin.comment_count + change))


def count_support(db: Session, identifier: str, change: int) -> None:
    """Keep the pin's number of supporters."""
    pin = update(Pin).where(Pin.id == uuid.UUID(identifier))
    db.execute(pin.values(support_count=Pin.support_count + change))


register_subject("pin", find_pin, count_comment=count_comment, count_support=count_support)
