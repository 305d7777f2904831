"""Reading the desk: what waits, for whom, late first."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Row, TextClause, text
from sqlalchemy.orm import Session

from boundaries.database import sql_source
from service.i18n import TIME_ZONE
from service.participation.pins.queries import REFERENCE, search_words
from service.participation.replies.desk.schemas import DeskQuery

PACKAGE = "service.participation.replies.desk"
PAGE_SIZE = 30


@dataclass(frozen=True)
class Desk:
    """One page of the desk. Counts are by whose and by what is shown."""

    items: Sequence[Row[Any]]
    counts: Row[Any]
    total: int


@dataclass(frozen=True)
class Seat:
    """Who sits at the desk: the person and the units that they work in."""

    person_id: uuid.UUID | None
    unit_ids: Sequence[int]


def desk(db: Session, municipality_id: int, seat: Seat, query: DeskQuery, *, limit: int = PAGE_SIZE) -> Desk:
    """What the desk shows; two queries."""
    values = _values(municipality_id, seat, query)
    counts = db.execute(_statement("counts"), values).one()
    page = {**values, "show": query.show, "limit": limit, "offset": (query.page - 1) * limit}
    return Desk(db.execute(_statement("page"), page).all(), counts, counts._mapping[query.show])


def _values(municipality_id: int, seat: Seat, query: DeskQuery) -> dict[str, Any]:
    reference = query.q.upper() if query.q and REFERENCE.fullmatch(query.q) else None
    return {
        "municipality_id": municipality_id,
        "person_id": seat.person_id,
        "unit_ids": list(seat.unit_ids),
        "whose": query.whose or "all",
        "theme": query.theme,
        "area": query.area,
        "unit": query.unit,
        "reference": reference,
        "words": None if reference or not query.q else search_words(query.q),
        "today": dt.datetime.now(TIME_ZONE).date(),
    }


@cache
def _statement(name: str) -> TextClause:
    """A statement over the shared rows; both are files of ours, no value ever is."""
    return text(sql_source(PACKAGE, "items") + sql_source(PACKAGE, name))
