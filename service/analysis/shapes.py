"""Boundaries of the statistical units, thinned for maps that show the whole municipality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.database import sql
from geo.crs import METRIC
from layers.indicators.queries import statistics_stamp

#: Detail finer than this share of the municipality's longer side cannot be seen on its map.
THINNING_SHARE = 1 / 2500
LONLAT_GRID = 1e-5


@dataclass(frozen=True)
class UnitShape:
    """A unit's thinned boundary in the metric CRS and as GeoJSON (WGS 84)."""

    area_id: int
    geometry: BaseGeometry
    geojson: dict[str, Any]


_remembered: dict[tuple[Any, ...], dict[int, UnitShape]] = {}


def unit_shapes(connection: Connection, municipality_id: int, kind: str = "postal") -> dict[int, UnitShape]:
    """The units' shapes by area id, for drawing only: they are thinned and never computed with.

    Neighbours are thinned together, so that no gap opens between them.
    """
    key = (municipality_id, kind, statistics_stamp(connection, municipality_id, kind))
    if key not in _remembered:
        if len(_remembered) > 3:
            _remembered.clear()
        rows = connection.execute(
            sql("boundaries", "units_of"), {"municipality_id": municipality_id, "kind": kind}
        ).all()
        _remembered[key] = thinned({row.id: shapely.from_wkb(bytes(row.wkb)) for row in rows})
    return _remembered[key]


def thinned(shapes: dict[int, BaseGeometry]) -> dict[int, UnitShape]:
    """Shapes with the detail that a map of them all can show."""
    if not shapes:
        return {}
    whole = list(shapes.values())
    minx, miny, maxx, maxy = shapely.total_bounds(whole)
    tolerance = max(maxx - minx, maxy - miny) * THINNING_SHARE
    thin = shapely.coverage_simplify(whole, tolerance)
    return {area_id: UnitShape(area_id, shape, as_geojson(shape)) for area_id, shape in zip(shapes, thin, strict=True)}


def as_geojson(shape: BaseGeometry) -> dict[str, Any]:
    """A GeoJSON geometry in WGS 84, to about a metre."""
    lonlat = shapely.set_precision(METRIC.geometry_to_lonlat(shape), LONLAT_GRID, mode="pointwise")
    found: dict[str, Any] = shapely.geometry.mapping(lonlat)
    return found
