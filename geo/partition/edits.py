"""Changing areas of a partition so that it stays one: cutting one in two, joining two, moving a border."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import split as cut

from geo.crs import METRIC, MetricCrs
from geo.errors import SelfIntersects
from geo.partition.errors import AreasApart, AreaVanishes, LineDoesNotDivide
from geo.partition.findings import EXACT_M, polygons_in, width_m

SMALLEST_AREA_M2 = 1.0


def split(area: BaseGeometry, line: LineString, *, crs: MetricCrs = METRIC) -> tuple[BaseGeometry, BaseGeometry]:
    """An area cut in two by a line, the larger part first.

    A line that crosses a bay cuts more than two pieces; those on the same side of it belong together. Parts of
    the area that the line does not touch stay with the larger one.

    Raises
    ------
    SelfIntersects
        when the line crosses itself.
    LineDoesNotDivide
        when it does not run through the area from edge to edge.
    """
    if not line.is_simple:
        raise SelfIntersects(_place(line, crs))
    untouched: list[BaseGeometry] = []
    pieces: list[BaseGeometry] = []
    for part in shapely.get_parts(area):
        halves = list(cut(part, line).geoms)
        (pieces if len(halves) > 1 else untouched).extend(halves)
    if len(pieces) < 2:
        raise LineDoesNotDivide(_place(line, crs))
    sides = _sides(pieces)
    one = [piece for piece, side in zip(pieces, sides, strict=True) if side == 0]
    other = [piece for piece, side in zip(pieces, sides, strict=True) if side == 1]
    if sum(piece.area for piece in one) < sum(piece.area for piece in other):
        one, other = other, one
    if sum(piece.area for piece in other) < SMALLEST_AREA_M2:
        raise LineDoesNotDivide(_place(line, crs))
    return _one(one + untouched), _one(other)


def joined(first: BaseGeometry, second: BaseGeometry, *, crs: MetricCrs = METRIC) -> BaseGeometry:
    """Two neighbouring areas as one; a hair-thin gap along their border closes.

    Raises
    ------
    AreasApart
        when they share no border, or only a corner.
    """
    shared = shapely.intersection(first.buffer(EXACT_M).boundary, second)
    if shared.length <= 4 * EXACT_M:
        point = second.representative_point()
        raise AreasApart(crs.to_lonlat(point.x, point.y))
    return _without_hairs(shapely.union(first, second))


def shifted(
    areas: Sequence[BaseGeometry], index: int, wanted: BaseGeometry, *, crs: MetricCrs = METRIC
) -> dict[int, BaseGeometry]:
    """Areas after one of them takes the shape `wanted`, by position; only those that change.

    What it gains, its neighbours lose; what it gives up goes to the neighbour with the longest border along it.
    The outer edge of all areas together stays where it is: only borders between them move. Differences
    narrower than a centimetre are no change.

    Raises
    ------
    AreaVanishes
        when nothing would be left of an area, `index` itself included.
    """
    old = areas[index]
    others = [i for i in range(len(areas)) if i != index]
    taken = {i: polygons_in(shapely.intersection(shapely.difference(wanted, old), areas[i])) for i in others}
    given: dict[int, list[BaseGeometry]] = {}
    for piece in polygons_in(shapely.difference(old, wanted)):
        heir = _heir(piece, areas, others)
        if heir is not None:
            given.setdefault(heir, []).append(piece)
    gains = [piece for pieces in taken.values() for piece in pieces]
    losses = [piece for pieces in given.values() for piece in pieces]
    new = {index: shapely.difference(shapely.union_all([old, *gains]), shapely.union_all(losses))}
    for i in others:
        if taken[i] or i in given:
            left = shapely.difference(areas[i], shapely.union_all(taken[i]))
            new[i] = shapely.union_all([left, *given.get(i, [])])
    if not gains and not losses:
        return {}
    made = {}
    for i, shape in new.items():
        kept = polygons_in(_without_hairs(shape))
        if sum(piece.area for piece in kept) < SMALLEST_AREA_M2:
            point = areas[i].representative_point()
            raise AreaVanishes(crs.to_lonlat(point.x, point.y))
        made[i] = _one(kept)
    return made


def _heir(piece: BaseGeometry, areas: Sequence[BaseGeometry], others: Sequence[int]) -> int | None:
    near = piece.buffer(EXACT_M)
    lengths = {i: float(shapely.intersection(areas[i].boundary, near).length) for i in others}
    best = max(others, key=lambda i: lengths[i], default=None)
    # A strip along the outer edge touches a neighbour with its end only: it is no border that moves.
    return best if best is not None and lengths[best] > min(width_m(piece), piece.length / 8) else None


def _sides(pieces: Sequence[BaseGeometry]) -> list[int]:
    """0 or 1 for each piece, so that pieces that meet along the cut are on different sides of it."""
    sides = [-1] * len(pieces)
    for start in sorted(range(len(pieces)), key=lambda i: -pieces[i].area):
        if sides[start] >= 0:
            continue
        sides[start] = 0
        waiting = deque([start])
        while waiting:
            i = waiting.popleft()
            for j, piece in enumerate(pieces):
                if sides[j] < 0 and shapely.intersection(pieces[i].boundary, piece.boundary).length > EXACT_M:
                    sides[j] = 1 - sides[i]
                    waiting.append(j)
    return sides


def _without_hairs(shape: BaseGeometry) -> BaseGeometry:
    """The shape without holes and clefts that are narrower than `EXACT_M`."""
    parts = [
        Polygon(part.exterior, [ring for ring in part.interiors if width_m(Polygon(ring)) > EXACT_M])
        for part in shapely.get_parts(shape)
        if part.geom_type == "Polygon"
    ]
    return _one(parts)


def _one(parts: Sequence[BaseGeometry]) -> BaseGeometry:
    polygons = list(np.concatenate([shapely.get_parts(part) for part in parts])) if parts else []
    if len(polygons) == 1:
        return polygons[0]
    whole = shapely.union_all(polygons)
    return whole if whole.geom_type in ("Polygon", "MultiPolygon") else MultiPolygon(polygons)


def _place(line: LineString, crs: MetricCrs) -> tuple[float, float]:
    x, y = shapely.get_coordinates(line)[0]
    return crs.to_lonlat(float(x), float(y))
