"""Reading what was counted, and the mark of what it is made from."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from boundaries.database import sql
from layers.indicators.queries import statistics_stamp
from service.analysis.spread.compute import spread_stamp
from service.analysis.spread.panel.ways import DRAWN_KINDS

PACKAGE = "service.analysis.spread.panel"


@dataclass(frozen=True, slots=True)
class Panel:
    """A measure in every division, as far as it is counted; see `ZoningPanel`."""

    measure: str
    stamp: str
    state: str
    done: int
    total: int
    result: dict[str, Any] | None
    result_stamp: str
    asked_at: dt.datetime
    ready_at: dt.datetime | None

    @property
    def is_busy(self) -> bool:
        """Whether the worker has it before it."""
        return self.state in ("waiting", "running")


def panel_of(connection: Connection, municipality_id: int, measure: str) -> Panel | None:
    """What is counted of a measure, None when nobody asked for it."""
    values = {"municipality_id": municipality_id, "measure": measure}
    row = connection.execute(sql(PACKAGE, "panel_of"), values).first()
    return Panel(**row._mapping) if row is not None else None


def panel_stamp(connection: Connection, municipality_id: int) -> str:
    """A mark that changes whenever figures or boundaries do that go into any division."""
    drawn = [statistics_stamp(connection, municipality_id, kind) for kind in DRAWN_KINDS]
    parts = (*spread_stamp(connection, municipality_id), *drawn)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
