"""Reading doubts."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.orm import Session

from boundaries.database import sql

PACKAGE = "service.participation.doubts"
#: The staff's list shows at most so many inputs.
MOST = 200


def doubts_of_pin(connection: Connection, pin_id: uuid.UUID) -> Mapping[int, int]:
    """How many people doubt each step of a public input, by the step's id; nothing for one that is not public."""
    rows = connection.execute(sql(PACKAGE, "doubts_of_pin"), {"pin_id": pin_id})
    return {row.step_id: row.doubt_count for row in rows}


def doubted_pins(db: Session, municipality_id: int) -> Sequence[Row[Any]]:
    """Public inputs whose newest step is doubted, most doubts first, with the words of each doubt."""
    return db.execute(sql(PACKAGE, "doubted_pins"), {"municipality_id": municipality_id, "most": MOST}).all()
