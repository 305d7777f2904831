"""Reading sources: for anyone from `public_api`, for staff from the tables."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.orm import Session

from boundaries.database import sql

PACKAGE = "service.participation.sources"
SOURCES_LISTED = 40
ENTRIES_LISTED = 12


def sources_of_pins(connection: Connection, pin_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Row[Any]]:
    """Where public pins came from, for those that their authors did not send here."""
    if not pin_ids:
        return {}
    rows = connection.execute(sql(PACKAGE, "sources_of_pins"), {"pin_ids": list(pin_ids)})
    return {row.pin_id: row for row in rows}


def sources_listed(db: Session, municipality_id: int) -> Sequence[Row[Any]]:
    """The newest sources with their counts."""
    values = {"municipality_id": municipality_id, "limit": SOURCES_LISTED}
    return db.execute(sql(PACKAGE, "sources_listed"), values).all()


def ways_counted(db: Session, municipality_id: int) -> Row[Any]:
    """Public ideas by the way they came: `sent`, `entered`, `imported`."""
    return db.execute(sql(PACKAGE, "ways_counted"), {"municipality_id": municipality_id}).one()


def entered_last(db: Session, municipality_id: int, source_id: int) -> Sequence[Row[Any]]:
    """What was written down last from a source."""
    values = {"municipality_id": municipality_id, "source_id": source_id, "limit": ENTRIES_LISTED}
    return db.execute(sql(PACKAGE, "entered_last"), values).all()
