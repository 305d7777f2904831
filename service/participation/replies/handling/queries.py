"""Reading how an input is handled, for staff."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.participation.pins.models import Pin

PACKAGE = "service.participation.replies.handling"


@dataclass(frozen=True)
class Handling:
    """How an input is handled.

    `whole` says who looks after it and by when; `parts` are its parts in order, each with the same fields and
    what the part is about; `notes` are staff's own, oldest first.
    """

    whole: Row[Any]
    parts: Sequence[Row[Any]]
    notes: Sequence[Row[Any]]


def handling_of(db: Session, pin_id: uuid.UUID) -> Handling:
    """How a public input is handled."""
    values = {"pin_id": pin_id}
    return Handling(
        db.execute(sql(PACKAGE, "whole_of"), values).one(),
        db.execute(sql(PACKAGE, "parts_of"), values).all(),
        db.execute(sql(PACKAGE, "notes_of"), values).all(),
    )


def pin_to_handle(db: Session, municipality_id: int, reference: str) -> Pin | None:
    """The public input with a reference, locked for a change; None when there is none."""
    return db.scalar(
        select(Pin)
        .where(Pin.municipality_id == municipality_id, Pin.reference == reference, Pin.visibility == "public")
        .with_for_update()
    )
