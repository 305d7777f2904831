"""Finding the surfaces that the worker made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from boundaries.database import sql
from service.analysis.surfaces.choices import SurfaceKind
from service.analysis.surfaces.rules import PATIENCE_MINUTES

PACKAGE = "service.analysis.surfaces"


@dataclass(frozen=True)
class Made:
    """How far the fine surfaces of a look are. `state` is "" when nobody has asked for them yet.

    When they are ready, `facts` holds ``cell`` (metres), ``steps`` by surface, ``more`` and ``less`` (``places``,
    ``km2``), ``relabellings``, ``seed`` and ``level``.
    """

    state: str
    progress: int
    ready_at: dt.datetime | None
    facts: dict[str, Any]

    @property
    def is_ready(self) -> bool:
        """Whether there is something to show."""
        return self.state == "ready"

    @property
    def is_coming(self) -> bool:
        """Whether the worker has it before it or in hand."""
        return self.state in ("waiting", "running")


def made_for(connection: Connection, municipality_id: int, stamp: str) -> Made:
    """What there is of the surfaces with this stamp."""
    place = {"municipality_id": municipality_id, "stamp": stamp, "patience": PATIENCE_MINUTES}
    row = connection.execute(sql(PACKAGE, "surface_by_stamp"), place).one_or_none()
    return Made("", 0, None, {}) if row is None else Made(row.state, row.progress, row.ready_at, row.facts or {})


def fine_grid(connection: Connection, municipality_id: int, stamp: str, kind: SurfaceKind) -> dict[str, Any] | None:
    """The cells of one surface as the map paints them; None while it is not ready."""
    return _part(connection, municipality_id, stamp, ["grids", kind])


def contours(connection: Connection, municipality_id: int, stamp: str) -> dict[str, Any] | None:
    """The lines around what chance would not do, as GeoJSON; None while they are not ready."""
    return _part(connection, municipality_id, stamp, ["contours"])


def _part(connection: Connection, municipality_id: int, stamp: str, path: list[str]) -> dict[str, Any] | None:
    values = {"municipality_id": municipality_id, "stamp": stamp, "path": path}
    found: dict[str, Any] | None = connection.execute(sql(PACKAGE, "part_of_surface"), values).scalar()
    return found
