"""Reading what waits for a moderator, what was hidden, what nobody has answered, and the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from boundaries.database import sql

PACKAGE = "service.admin"
#: Rows of one kind on a page; the rest come when these are dealt with.
MOST = 100

Rows = Sequence[Row[Any]]


@dataclass(frozen=True)
class Moderated:
    """Ideas and comments of one visibility, each newest first and at most MOST of them."""

    pins: Rows
    comments: Rows

    def __bool__(self) -> bool:
        return bool(self.pins or self.comments)


@dataclass(frozen=True)
class Counts:
    """How much waits to be published, how much is hidden, and how many ideas wait outside the municipality."""

    waiting: int
    hidden: int
    outside: int


def moderated(db: Session, municipality_id: int, visibility: str) -> Moderated:
    """Everything of one visibility ("pending" or "hidden") that a moderator deals with."""
    values = {"municipality_id": municipality_id, "visibility": visibility, "most": MOST}
    return Moderated(
        db.execute(sql(PACKAGE, "pins_by_visibility"), values).all(),
        db.execute(sql(PACKAGE, "comments_by_visibility"), values).all(),
    )


def counts(db: Session, municipality_id: int) -> Counts:
    """The numbers on the tabs."""
    row = db.execute(sql(PACKAGE, "counts"), {"municipality_id": municipality_id}).one()
    return Counts(row.waiting, row.hidden, row.outside)


def oldest_unanswered(db: Session, municipality_id: int) -> Rows:
    """Public ideas that are still only received, the longest wait first."""
    return db.execute(sql(PACKAGE, "oldest_unanswered"), {"municipality_id": municipality_id, "most": MOST}).all()


def log_newest(db: Session, municipality_id: int) -> Rows:
    """The newest MOST acts in the municipality."""
    return db.execute(sql(PACKAGE, "log_newest"), {"municipality_id": municipality_id, "most": MOST}).all()
