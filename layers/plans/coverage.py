"""What a drawing covers in the zoning plans, as shares: pure geometry, no database, no words.

Formula: for a polygon g and the units U of one letter in one plan, share = area(g and union(U)) / area(g);
for a line the same with lengths. The union keeps units that overlap within a plan from counting twice.
What no unit covers is a share of its own, so that with plans that do not overlap all shares add up to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress, groupby

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from layers.plans.overlaps import area_together, joined, others
from layers.plans.units import LetterGround, PlanUnit

SLIVER_SHARE = 0.01
SLIVER_M2 = 50.0
SLIVER_M = 5.0
#: A border between two units is at most this wide by rounding of coordinates alone.
ROUNDING_M = 0.01


@dataclass(frozen=True, slots=True)
class CoveredPart:
    """One letter of one plan under the drawing.

    `share` is 0-1 of the drawing; `size` is in m2 for an area, in metres for a line and 0 for a point.
    `unit` is one of the units, for the plan's facts, and `unit_ids` names them all.
    """

    unit: PlanUnit
    unit_ids: tuple[int, ...]
    share: float
    size: float


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """What a drawing covers.

    `kind` is ``area``, ``line`` or ``point``; `size` is the drawing's own size in m2 or metres. `parts` come
    largest first; `slivers` are what is under the tolerance, kept apart because layers rarely meet exactly.
    `no_plan_share` lies in no plan. `overlap_share` is what more than one part covers, so that always
    sum of shares + no_plan_share = 1 + overlap, where overlap counts each further cover once.
    """

    kind: str
    size: float
    parts: tuple[CoveredPart, ...] = ()
    slivers: tuple[CoveredPart, ...] = ()
    no_plan_share: float = 1.0
    overlap_share: float = 0.0
    plan_ids: tuple[int, ...] = field(default=())


def coverage(
    drawing: BaseGeometry, grounds: Iterable[LetterGround], *, sliver_m2: float = SLIVER_M2, sliver_m: float = SLIVER_M
) -> CoverageReport:
    """What `drawing` covers of the plans' letters.

    Parameters
    ----------
    drawing : polygon, multipolygon, line or point in the metric CRS, sound (see `geo.topology`).
    grounds : the units that may touch it by plan and letter, in the same CRS; unsound ones are mended for the
        reckoning.
    sliver_m2, sliver_m : a part under a hundredth of the drawing and under this many m2, or metres of a line, is a
        sliver.

    Returns
    -------
    A report; with no grounds, or none that meets the drawing, all of it has no plan.

    Raises
    ------
    ValueError
        for an empty drawing.
    """
    if drawing.is_empty:
        raise ValueError("an empty drawing covers nothing")
    kind = ("point", "line", "area")[_dimension(drawing)]
    groups = sorted(grounds, key=lambda ground: ground.unit.plan_id)
    if kind == "point":
        return _point_coverage(drawing, groups)
    size = _size(drawing, kind)
    shapely.prepare(drawing)
    sizes, everything = (_areas if kind == "area" else _lengths)(drawing, groups)
    covered = [(ground, found) for ground, found in zip(groups, sizes, strict=True) if found > 0]
    parts = sorted((_part(ground, found, size) for ground, found in covered), key=lambda part: -part.size)
    together = everything / size
    slivers = tuple(part for part in parts if _is_sliver(part, sliver_m2 if kind == "area" else sliver_m))
    return CoverageReport(
        kind=kind,
        size=size,
        parts=tuple(part for part in parts if part not in slivers),
        slivers=slivers,
        no_plan_share=_clean(1.0 - together, size, kind),
        overlap_share=_clean(sum(part.share for part in parts) - together, size, kind),
        plan_ids=tuple(sorted({part.unit.plan_id for part in parts})),
    )


def _areas(drawing: BaseGeometry, groups: Sequence[LetterGround]) -> tuple[list[float], float]:
    """How many m2 of a drawing each group covers, and all of them together. Groups of one plan follow each other."""
    found: list[float] = []
    wholes: list[BaseGeometry] = []
    together = 0.0
    plans = [list(some) for _, some in groupby(groups, lambda ground: ground.unit.plan_id)]
    for plan in plans:
        shapes = _sound(np.concatenate([ground.shapes for ground in plan]))
        apart = others(shapes)
        cut = _cut(drawing, shapes)
        ends = np.cumsum([len(ground.shapes) for ground in plan])[:-1]
        found += [area_together(*each) for each in zip(np.split(cut, ends), np.split(apart, ends), strict=True)]
        if len(plans) == 1:
            together = area_together(cut, apart)
        else:
            wholes.append(shapely.intersection(drawing, joined(shapes, apart)))
    # Plans lie over one another, but each of them is a few outlines.
    return found, together if len(plans) == 1 else float(shapely.union_all(wholes).area)


def _lengths(drawing: BaseGeometry, groups: Sequence[LetterGround]) -> tuple[list[float], float]:
    """The same for a line in metres. Where it runs along a border it is in both units, so that pieces are joined."""
    pieces = [shapely.union_all(_cut(drawing, _sound(ground.shapes))) for ground in groups]
    return [float(piece.length) for piece in pieces], float(shapely.union_all(pieces).length)


def _sound(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    sound = shapes.copy()
    unsound = ~shapely.is_valid(shapes)
    sound[unsound] = shapely.make_valid(shapes[unsound])
    return sound


def _cut(drawing: BaseGeometry, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    # A unit wholly inside needs no cutting; in a large drawing that is most of them.
    cut = shapes.copy()
    inside = shapely.contains_properly(drawing, shapes)
    cut[~inside] = shapely.intersection(drawing, shapes[~inside])
    return cut


def _part(ground: LetterGround, size: float, whole: float) -> CoveredPart:
    return CoveredPart(ground.unit, ground.ids, min(1.0, size / whole), size)


def _point_coverage(point: BaseGeometry, groups: Sequence[LetterGround]) -> CoverageReport:
    near = [(ground, shapely.distance(ground.shapes, point) <= ROUNDING_M) for ground in groups]
    hit = [(ground, is_near) for ground, is_near in near if is_near.any()]
    plans = [ground.unit.plan_id for ground, _ in hit]
    # On the border of two letters of one plan the point is half in each.
    parts = [
        CoveredPart(ground.unit, tuple(compress(ground.ids, is_near)), 1.0 / plans.count(ground.unit.plan_id), 0.0)
        for ground, is_near in hit
    ]
    return CoverageReport(
        kind="point",
        size=0.0,
        parts=tuple(parts),
        no_plan_share=0.0 if hit else 1.0,
        overlap_share=float(max(0, len(set(plans)) - 1)),
        plan_ids=tuple(sorted(set(plans))),
    )


def _is_sliver(part: CoveredPart, least: float) -> bool:
    return part.share < SLIVER_SHARE and part.size < least


def _dimension(geometry: BaseGeometry) -> int:
    return int(shapely.get_dimensions(geometry))


def _size(geometry: BaseGeometry, kind: str) -> float:
    return float(geometry.area if kind == "area" else geometry.length)


def _clean(share: float, size: float, kind: str) -> float:
    # Floating point leaves crumbs; a share smaller than rounding could make is none.
    least = ROUNDING_M**2 if kind == "area" else ROUNDING_M
    return 0.0 if share * size < least else min(1.0, share) if share <= 1 else share
