"""Reading how much waits, what nobody has answered, who sends much at once, and the log."""

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
#: So many things from one sender within an hour are shown to officials.
PATTERN = 5

Rows = Sequence[Row[Any]]


@dataclass(frozen=True)
class Counts:
    """How much waits to be published, how much is hidden, and how many ideas wait outside the municipality."""

    waiting: int
    hidden: int
    outside: int


def counts(db: Session, municipality_id: int) -> Counts:
    """The numbers on the tabs."""
    row = db.execute(sql(PACKAGE, "counts"), {"municipality_id": municipality_id}).one()
    return Counts(row.waiting, row.hidden, row.outside)


def patterns(db: Session, municipality_id: int) -> Rows:
    """Senders who sent at least PATTERN things within an hour in the last two days, the busiest first."""
    values = {"municipality_id": municipality_id, "least": PATTERN, "most": MOST}
    return db.execute(sql(PACKAGE, "patterns"), values).all()


def oldest_unanswered(db: Session, municipality_id: int) -> Rows:
    """Public ideas that are still only received, the longest wait first."""
    return db.execute(sql(PACKAGE, "oldest_unanswered"), {"municipality_id": municipality_id, "most": MOST}).all()


def log_newest(db: Session, municipality_id: int, *, kind: str = "", before: int | None = None) -> Rows:
    """The newest MOST acts in the municipality: of one kind (what stands before the dot), before an entry's id."""
    values = {"municipality_id": municipality_id, "most": MOST, "kind": kind, "before": before}
    return db.execute(sql(PACKAGE, "log_newest"), values).all()


def log_kinds(db: Session, municipality_id: int) -> Sequence[str]:
    """The kinds of acts that there are in the municipality's log, by name."""
    return db.scalars(sql(PACKAGE, "log_kinds"), {"municipality_id": municipality_id}).all()


def accesses(db: Session, municipality_id: int) -> Rows:
    """The newest MOST times that somebody of the staff opened a person's data: at, what, who, whose."""
    return db.execute(sql(PACKAGE, "accesses"), {"municipality_id": municipality_id, "most": MOST}).all()
