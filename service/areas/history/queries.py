"""Reading the history of an area: what points at its versions, and what lies between two of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.database import sql
from geo.crs import METRIC

PACKAGE = "service.areas.history"


@dataclass(frozen=True, slots=True)
class Result:
    """A decision that was made on a version of a boundary; `is_chosen` when it chose the area."""

    version_id: int
    slug: str
    title: str
    decided_at: dt.datetime
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class WalkLine:
    """A walk to link to."""

    slug: str
    title: str


def results_on(connection: Connection, municipality_id: int, version_ids: Sequence[int]) -> dict[int, list[Result]]:
    """The results that keep pointing at versions, newest first, by version id."""
    rows = connection.execute(
        sql(PACKAGE, "results_on_versions"), {"municipality_id": municipality_id, "version_ids": list(version_ids)}
    )
    found: dict[int, list[Result]] = {version_id: [] for version_id in version_ids}
    for row in rows:
        found[row.version_id].append(Result(**row._mapping))
    return found


def walks_between(
    connection: Connection, municipality_id: int, inside: BaseGeometry, outside: BaseGeometry
) -> tuple[WalkLine, ...]:
    """Walks that run through one shape and not through another, both in the metric CRS."""
    rows = connection.execute(
        sql(PACKAGE, "walks_between"),
        {
            "municipality_id": municipality_id,
            "inside": shapely.to_wkb(inside),
            "outside": shapely.to_wkb(outside),
            "srid": METRIC.epsg,
        },
    )
    return tuple(WalkLine(**row._mapping) for row in rows)
