"""Reading areas as anyone may see them: every statement here runs on the views of `public_api`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.database import sql
from boundaries.history import VersionRow, versions_of
from geo.crs import METRIC
from geo.tiles import Bounds

PACKAGE = "boundaries"
#: A window is drawn on about so many pixels; corners closer than one of them cannot be told apart.
WINDOW_PX = 1024


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A published area. `geometry` is in the metric CRS, None where a list left it out."""

    id: int
    kind: str
    slug: str
    code: str | None
    names: dict[str, str]
    description: str
    is_synthetic: bool
    source: str
    version: int
    version_id: int
    area_m2: float
    geometry: BaseGeometry | None = None
    pin_count: int | None = None
    revision: int = 0  # of a single area; 0 where a list left it out


@dataclass(frozen=True, slots=True)
class AreaPage:
    """An area with the history of its boundary, newest first."""

    area: AreaRow
    versions: tuple[VersionRow, ...]


def areas_in_window(
    connection: Connection,
    municipality_id: int,
    bbox: Bounds | None = None,
    kinds: Sequence[str] | None = None,
    limit: int = 500,
) -> list[AreaRow]:
    """Published areas that meet a window, small ones first so that they lie on top when drawn in reverse.

    Parameters
    ----------
    bbox : west, south, east, north in WGS 84; None for the whole municipality with full boundaries.
    kinds : only these kinds; None for all.

    Raises
    ------
    GeometryProblem
        for a window that is not finite or upside down.
    """
    window = METRIC.window(bbox) if bbox is not None else None
    if bbox is not None and window is None:
        return []
    tolerance = _pixel_m(window) if window is not None else 0.0
    rows = connection.execute(
        sql(PACKAGE, "areas_in_window"),
        {
            "municipality_id": municipality_id,
            "window": shapely.to_wkb(window) if window is not None else None,
            "kinds": list(kinds) if kinds is not None else None,
            "tolerance_m": tolerance,
            "limit": limit,
        },
    )
    return [_area(row) for row in rows]


def areas_by_name(
    connection: Connection,
    municipality_id: int,
    *,
    kind: str | None = None,
    words: str = "",
    language: str = "fi",
    limit: int = 500,
    offset: int = 0,
) -> list[AreaRow]:
    """Published areas in the order of their names, without boundaries, with the number of their pins.

    Parameters
    ----------
    words : a part of a name (in any language) or of a code; wildcards in it are plain characters.
    """
    escaped = words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = connection.execute(
        sql(PACKAGE, "areas_by_name"),
        {
            "municipality_id": municipality_id,
            "kind": kind,
            "pattern": f"%{escaped}%" if escaped else None,
            "language": language,
            "limit": limit,
            "offset": offset,
        },
    )
    return [_area(row) for row in rows]


def area_by_slug(connection: Connection, municipality_id: int, slug: str) -> AreaRow | None:
    """The published area of an address with its current boundary, or None."""
    row = connection.execute(sql(PACKAGE, "area_by_slug"), {"municipality_id": municipality_id, "slug": slug}).first()
    return _area(row) if row else None


def areas_by_slugs(connection: Connection, municipality_id: int, slugs: Sequence[str]) -> dict[str, BaseGeometry]:
    """Current boundaries of published areas by slug; unknown ones are left out."""
    rows = connection.execute(
        sql(PACKAGE, "areas_by_slugs"), {"municipality_id": municipality_id, "slugs": list(slugs)}
    )
    return {row.slug: shapely.from_wkb(bytes(row.wkb)) for row in rows}


def area_page(connection: Connection, municipality_id: int, slug: str) -> AreaPage | None:
    """The published area of an address with the history of its boundary, or None."""
    area = area_by_slug(connection, municipality_id, slug)
    if area is None:
        return None
    return AreaPage(area, versions_of(connection, area.id))


def _area(row: Any) -> AreaRow:
    values = dict(row._mapping)
    wkb = values.pop("wkb", None)
    values.pop("valid_from", None)
    return AreaRow(**values, geometry=shapely.from_wkb(bytes(wkb)) if wkb is not None else None)


def _pixel_m(window: BaseGeometry) -> float:
    west, south, east, north = window.bounds
    return float(max(east - west, north - south) / WINDOW_PX)
