"""Where areas overlap or leave ground between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

#: What is narrower than this is no gap and no overlap: boundaries closer to each other are the same.
EXACT_M = 0.01
#: A notch in one area's edge touches a neighbour with its end; a gap between two runs along both.
RUNS_ALONG = 1.5
_LEAST_M2 = np.pi * (EXACT_M / 2) ** 2


@dataclass(frozen=True, slots=True)
class Finding:
    """Ground that belongs to several areas (``overlap``) or to none of those around it (``gap``).

    `between` holds positions in the sequence that was checked. `width_m` is the diameter of the largest circle
    that fits in, `where` its centre (x, y) in the metric CRS. `is_sliver` is true up to the tolerance.
    """

    kind: str
    between: tuple[int, ...]
    area_m2: float
    width_m: float
    where: tuple[float, float]
    is_sliver: bool
    geometry: BaseGeometry


def findings(areas: Sequence[BaseGeometry], tolerance_m: float = 1.0) -> list[Finding]:
    """Everything that keeps areas from being a partition, the largest first.

    Parameters
    ----------
    areas : valid polygons in the metric CRS.
    tolerance_m : the width up to which a finding is a sliver. A strip between two areas that opens to the
        outside is a gap when it is at most so wide: wider ones simply lie outside. Ground that areas
        enclose is a gap whatever its width.

    Returns
    -------
    Empty when the areas are a partition to a centimetre (`EXACT_M`).
    """
    shapes = np.array(areas, dtype=object)
    found = _overlaps(shapes, tolerance_m) + _gaps(shapes, tolerance_m)
    return sorted(found, key=lambda one: (-one.area_m2, one.where))


def gap_pieces(areas: Sequence[BaseGeometry], tolerance_m: float) -> list[tuple[BaseGeometry, tuple[int, ...]]]:
    """Ground between areas that is in none of them, each piece with the areas that it runs along."""
    shapes = np.array(areas, dtype=object)
    whole = shapely.union_all(shapes)
    enclosed = [
        shapely.Polygon(ring).difference(whole) for part in shapely.get_parts(whole) for ring in part.interiors
    ]
    half = tolerance_m / 2
    closed = whole.buffer(half, join_style="mitre").buffer(-half, join_style="mitre")
    open_strips = polygons_in(closed.difference(whole))
    tree = shapely.STRtree(shapes)
    found = [(piece, _along(piece, shapes, tree, 0.0)) for hole in enclosed for piece in polygons_in(hole)]
    holes = shapely.union_all([piece for piece, _ in found]) if found else shapely.Polygon()
    for strip in open_strips:
        if holes.is_empty or not strip.representative_point().within(holes):
            along = _along(strip, shapes, tree, RUNS_ALONG * width_m(strip))
            if len(along) > 1:
                found.append((strip, along))
    return found


def width_m(polygon: BaseGeometry) -> float:
    """The diameter of the largest circle that fits into a polygon; 0 for one that is too small to matter."""
    return 2 * _circle(polygon)[1]


def polygons_in(geometry: BaseGeometry) -> list[BaseGeometry]:
    """The polygons of any geometry, without lines, points and what is narrower than `EXACT_M`."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return [
        part
        for part in parts
        if part.geom_type == "Polygon" and part.area > _LEAST_M2 and not part.buffer(-EXACT_M / 2).is_empty
    ]


def _overlaps(shapes: np.ndarray, tolerance_m: float) -> list[Finding]:
    tree = shapely.STRtree(shapes)
    left, right = tree.query(shapes, predicate="intersects")
    found = []
    for i, j in zip(left, right, strict=True):
        if i < j:
            for piece in polygons_in(shapely.intersection(shapes[i], shapes[j])):
                found.append(_finding("overlap", (int(i), int(j)), piece, tolerance_m))
    return found


def _gaps(shapes: np.ndarray, tolerance_m: float) -> list[Finding]:
    if len(shapes) == 0:
        return []
    return [_finding("gap", along, piece, tolerance_m) for piece, along in gap_pieces(list(shapes), tolerance_m)]


def _finding(kind: str, between: tuple[int, ...], piece: BaseGeometry, tolerance_m: float) -> Finding:
    where, radius = _circle(piece)
    width = 2 * radius
    return Finding(kind, between, float(piece.area), width, where, width <= tolerance_m + EXACT_M, piece)


def _along(piece: BaseGeometry, shapes: np.ndarray, tree: shapely.STRtree, least_m: float) -> tuple[int, ...]:
    """The areas whose edge runs along a piece for more than `least_m`, the longest border first."""
    near = shapely.buffer(piece, EXACT_M)
    lengths = {
        int(i): float(shapely.intersection(shapes[i].boundary, near).length)
        for i in tree.query(near, predicate="intersects")
    }
    kept = [i for i, length in lengths.items() if length > max(least_m, 4 * EXACT_M)]
    return tuple(sorted(kept, key=lambda i: (-lengths[i], i)))


def _circle(polygon: BaseGeometry) -> tuple[tuple[float, float], float]:
    if polygon.area <= _LEAST_M2:
        point = polygon.representative_point()
        return (float(point.x), float(point.y)), 0.0
    tolerance = max(EXACT_M / 4, float(polygon.area) ** 0.5 / 500)
    line = shapely.maximum_inscribed_circle(polygon, tolerance)
    x, y = shapely.get_coordinates(line)[0]
    return (float(x), float(y)), float(line.length)
