"""Whether a polygon is sound, where it is not, and what a repair changes."""

from __future__ import annotations

import re
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC, MetricCrs
from geo.errors import (
    EmptyGeometry,
    GeometryProblem,
    HoleOutsideShell,
    PartsOverlap,
    SelfIntersects,
    ZeroArea,
    ZeroLength,
)

SMALLEST_AREA_M2 = 1.0

_PLACE = re.compile(r"\[(-?[\d.e+-]+) (-?[\d.e+-]+)")
_REASONS: tuple[tuple[str, type[GeometryProblem]], ...] = (
    ("Hole lies outside", HoleOutsideShell),
    ("Holes are nested", HoleOutsideShell),
    ("Nested shells", PartsOverlap),
    ("Nested holes", HoleOutsideShell),
    ("Duplicate Rings", PartsOverlap),
    ("Too few points", ZeroArea),
)


@dataclass(frozen=True, slots=True)
class Repair:
    """A repaired geometry and what the repair did.

    `changes` holds keys, in order: ``untangled`` (an outline crossed itself), ``overlap_merged``
    (parts or holes overlapped), ``slivers_dropped`` (lines and points left over by the repair),
    ``split`` (one part became several). Empty when nothing was done. `area_change_m2` is the
    new area less the old as the old was drawn (signed areas of its rings).
    """

    geometry: BaseGeometry
    changes: tuple[str, ...]
    area_change_m2: float


def check_sound(geometry: BaseGeometry, crs: MetricCrs = METRIC) -> None:
    """Checks a geometry in metres: not empty, not degenerate, no outline crossing itself.

    Raises
    ------
    EmptyGeometry, ZeroLength, ZeroArea, SelfIntersects, HoleOutsideShell, PartsOverlap
        with the place in WGS 84.
    """
    if geometry.is_empty:
        raise EmptyGeometry
    if geometry.geom_type in ("LineString", "MultiLineString") and not geometry.length > 0:
        raise ZeroLength(_first_place(geometry, crs))
    if geometry.geom_type not in ("Polygon", "MultiPolygon"):
        return
    # A bow tie's halves cancel out, so emptiness is judged by what the corners span.
    if shapely.convex_hull(geometry).area < SMALLEST_AREA_M2:
        raise ZeroArea(_first_place(geometry, crs))
    if not geometry.is_valid:
        raise _soundness_problem(geometry, crs)
    if geometry.area < SMALLEST_AREA_M2:
        raise ZeroArea(_first_place(geometry, crs))


def repaired(geometry: BaseGeometry) -> Repair:
    """The nearest sound polygon to one in metres, saying what was changed.

    Uses GEOS `make_valid` (structure method: overlaps merge, holes stay holes). Only polygons
    are kept of the outcome. A sound geometry comes back as it is, with no changes.

    Raises
    ------
    ZeroArea
        when no area is left.
    """
    if geometry.is_valid:
        return Repair(geometry, (), 0.0)
    reason = str(shapely.is_valid_reason(geometry))
    made = shapely.make_valid(geometry, method="structure", keep_collapsed=True)
    polygons = [part for part in shapely.get_parts(made) if part.geom_type == "Polygon"]
    nested = [part for part in shapely.get_parts(made) if part.geom_type == "MultiPolygon"]
    polygons += [polygon for part in nested for polygon in shapely.get_parts(part)]
    kept = shapely.union_all(polygons)
    if kept.is_empty or kept.area < SMALLEST_AREA_M2:
        raise ZeroArea
    changes = ["untangled" if _kind(geometry, reason) is SelfIntersects else "overlap_merged"]
    if len(polygons) + len(nested) < shapely.get_num_geometries(made):
        changes.append("slivers_dropped")
    if shapely.get_num_geometries(kept) > shapely.get_num_geometries(geometry):
        changes.append("split")
    return Repair(kept, tuple(changes), float(kept.area - geometry.area))


def _soundness_problem(geometry: BaseGeometry, crs: MetricCrs) -> GeometryProblem:
    reason = str(shapely.is_valid_reason(geometry))
    found = _PLACE.search(reason)
    where = crs.to_lonlat(float(found[1]), float(found[2])) if found else _first_place(geometry, crs)
    return _kind(geometry, reason)(where, reason.partition("[")[0])


def _kind(geometry: BaseGeometry, reason: str) -> type[GeometryProblem]:
    # GEOS calls two crossing parts a self-intersection; when each part is sound they overlap.
    parts = shapely.get_parts(geometry)
    if len(parts) > 1 and shapely.is_valid(parts).all():
        return PartsOverlap
    return next((kind for start, kind in _REASONS if reason.startswith(start)), SelfIntersects)


def _first_place(geometry: BaseGeometry, crs: MetricCrs) -> tuple[float, float]:
    x, y = shapely.get_coordinates(geometry)[0]
    return crs.to_lonlat(float(x), float(y))
