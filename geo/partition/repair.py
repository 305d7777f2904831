"""Mending areas that nearly share out the ground: closing narrow gaps, giving each overlap to one area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC, MetricCrs
from geo.partition.errors import AreaVanishes
from geo.partition.findings import Finding, findings, gap_pieces, polygons_in, width_m

#: Corners closer to each other than this become one.
SNAP_M = 0.005
SMALLEST_AREA_M2 = 1.0


@dataclass(frozen=True, slots=True)
class PartitionRepair:
    """Mended areas in the order they were given, and what a repair must leave to people: wider gaps."""

    areas: tuple[BaseGeometry, ...]
    left: tuple[Finding, ...]


def repaired_partition(
    areas: Sequence[BaseGeometry], gap_width_m: float, *, snap_m: float = SNAP_M, crs: MetricCrs = METRIC
) -> PartitionRepair:
    """Areas with the same ground shared out cleanly.

    A gap up to `gap_width_m` wide, enclosed or open to the outside, goes to the area with which it has the
    longest border; so does each overlap, whatever its width. Shared borders then have the same corners on both
    sides. Uses GEOS `coverage_clean`.

    Parameters
    ----------
    areas : valid polygons in the metric CRS.
    gap_width_m : gaps wider than this stay, and are told in `left`.
    snap_m : corners that are closer become one.

    Raises
    ------
    AreaVanishes
        when an area lies wholly in another and would be left with nothing.
    """
    given = list(areas)
    clean = shapely.coverage_clean(_with_strips(given, gap_width_m), gap_width=gap_width_m, snapping_distance=snap_m)
    made = []
    for old, new in zip(given, clean, strict=True):
        kept = polygons_in(new)
        if sum(part.area for part in kept) < SMALLEST_AREA_M2:
            point = old.representative_point()
            raise AreaVanishes(crs.to_lonlat(point.x, point.y))
        made.append(kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept))
    return PartitionRepair(tuple(made), tuple(findings(made, gap_width_m)))


def _with_strips(areas: list[BaseGeometry], gap_width_m: float) -> np.ndarray:
    # The cleaner closes enclosed gaps; a strip that opens to the outside is joined to its neighbour first.
    shapes = np.array(areas, dtype=object)
    for piece, along in gap_pieces(areas, gap_width_m):
        if along and width_m(piece) <= gap_width_m:
            joined = shapely.union(shapes[along[0]], piece)
            kept = polygons_in(joined)
            shapes[along[0]] = kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)
    return shapes
