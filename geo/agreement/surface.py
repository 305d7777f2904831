"""From counts of drawings to outlines: what at least a share of them cover, and the boundary proposed from it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geo.agreement.raster import Drawings, Grid
from geo.columns import Flags

#: A contour through cells is off by at most the half diagonal of one, and may be simplified by one more.
SIMPLIFY_CELLS = 1.0
#: Spurs and gaps narrower than twice this many cells are not what people meant by a boundary.
SMOOTH_CELLS = 2.0
#: Smaller parts and holes of a proposal are crumbs: left out, and said.
CRUMB_SHARE = 0.01

#: Corners a, b, c, d of a square of four centres (SW, SE, NE, NW) as bits 1, 2, 4, 8; each case's segments run
#: between the middles of sides S, E, N, W (0-3). The two saddles are cut so that the covered corners stay apart.
_CASES: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((3, 0),),
    2: ((0, 1),),
    3: ((3, 1),),
    4: ((1, 2),),
    5: ((3, 0), (1, 2)),
    6: ((0, 2),),
    7: ((3, 2),),
    8: ((2, 3),),
    9: ((2, 0),),
    10: ((0, 1), (2, 3)),
    11: ((2, 1),),
    12: ((1, 3),),
    13: ((1, 0),),
    14: ((0, 3),),
}
ALL_FOUR = 15
_SIDES = np.array([[0.5, 0.0], [1.0, 0.5], [0.5, 1.0], [0.0, 0.5]])


@dataclass(frozen=True, slots=True)
class Proposal:
    """A boundary made from drawings.

    `shape` is a sound Polygon or MultiPolygon in metres; `level` the share (0-1) of drawings that had to cover
    a place and `drawers` how many that was. Every place farther than `tolerance_m` from all drawn lines is on
    the right side of it, but for spurs, gaps, crumbs and holes: spurs and gaps narrower than `smoothed_m` are
    gone, and `crumbs` parts and holes of `crumbs_m2` together were left out.
    """

    shape: BaseGeometry
    level: float
    drawers: int
    tolerance_m: float
    smoothed_m: float
    crumbs: int
    crumbs_m2: float


def drawers_needed(share: float, drawings: int) -> int:
    """How many of `drawings` are at least a share (0-1) of them; at least one."""
    return max(1, math.ceil(share * drawings - 1e-9))


def tolerance_m(drawings: Drawings) -> float:
    """How far from a drawn line an outline of `agreeing_shape` may lie at most, in metres."""
    return drawings.fine.cell_m * (math.sqrt(0.5) + SIMPLIFY_CELLS)


def agreeing_shape(drawings: Drawings, share: float) -> BaseGeometry:
    """Where at least a share (0-1) of the drawings agree, as a MultiPolygon in metres; empty when nowhere.

    Right within `tolerance_m`. Places that fewer than `drawings.least_together` cover never belong to it.
    """
    needed = drawers_needed(share, len(drawings))
    if drawings.window is None or needed < drawings.least_together:
        return MultiPolygon()
    return outline(drawings.counts >= needed, drawings.fine)


def outline(inside: Flags, grid: Grid) -> MultiPolygon:
    """The outline of marked cells, through the middles between marked and unmarked centres (marching squares)."""
    mask = np.pad(np.asarray(inside, dtype=np.int8), 1)
    cases = mask[:-1, :-1] + 2 * mask[:-1, 1:] + 4 * mask[1:, 1:] + 8 * mask[1:, :-1]
    rows, columns = np.nonzero((cases > 0) & (cases < ALL_FOUR))
    if not len(rows):
        return MultiPolygon()
    case, corner = cases[rows, columns], np.column_stack([columns, rows]).astype(np.float64)
    starts, ends = [], []
    for code, segments in _CASES.items():
        here = corner[case == code]
        for begin, finish in segments:
            starts.append(here + _SIDES[begin])
            ends.append(here + _SIDES[finish])
    lines = np.stack([np.concatenate(starts), np.concatenate(ends)], axis=1)
    # Half cells are exact in floating point, so that segments meet to the bit; metres come afterwards.
    area = shapely.build_area(shapely.line_merge(shapely.multilinestrings(shapely.linestrings(lines))))
    slim = shapely.simplify(area, SIMPLIFY_CELLS, preserve_topology=True)
    placed = shapely.transform(slim, lambda at: (at - 0.5) * grid.cell_m + [grid.minx, grid.miny])
    return _multi(placed if placed.is_valid else shapely.make_valid(placed, method="structure"))


def proposal_at(drawings: Drawings, share: float) -> Proposal | None:
    """The boundary that drawings propose at a level of agreement; None when they nowhere agree so far.

    Parameters
    ----------
    share : the level, 0-1: a place belongs to it when at least this share of the drawings cover it.

    Opening and closing (Serra 1982) take spurs and gaps away; what is left is simplified (Douglas & Peucker
    1973) and freed of crumbs.
    """
    raw = agreeing_shape(drawings, share)
    if raw.is_empty:
        return None
    cell = drawings.fine.cell_m
    radius = SMOOTH_CELLS * cell
    opened = raw.buffer(-radius, quad_segs=4).buffer(2 * radius, quad_segs=4).buffer(-radius, quad_segs=4)
    calm = _multi(shapely.simplify(opened if not opened.is_empty else raw, SIMPLIFY_CELLS * cell))
    kept, crumbs, crumbs_m2 = _without_crumbs(calm)
    shape = kept.geoms[0] if len(kept.geoms) == 1 else kept
    tolerance = tolerance_m(drawings) + SIMPLIFY_CELLS * cell
    needed = drawers_needed(share, len(drawings))
    return Proposal(shape, share, needed, tolerance, 2 * radius, crumbs, crumbs_m2)


def _without_crumbs(shape: MultiPolygon) -> tuple[MultiPolygon, int, float]:
    """Parts and holes of at least a hundredth of the whole; how many were left out, and their size in m2."""
    least = CRUMB_SHARE * shape.area
    crumbs, crumbs_m2, kept = 0, 0.0, []
    for part in shape.geoms:
        if part.area < least:
            crumbs, crumbs_m2 = crumbs + 1, crumbs_m2 + part.area
            continue
        holes = []
        for ring in part.interiors:
            size = Polygon(ring).area
            if size < least:
                crumbs, crumbs_m2 = crumbs + 1, crumbs_m2 + size
            else:
                holes.append(ring)
        kept.append(Polygon(part.exterior, holes))
    # A part that lay in a hole that is filled now would lie twice.
    return _multi(shapely.union_all(kept)), crumbs, float(crumbs_m2)


def _multi(shape: BaseGeometry) -> MultiPolygon:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty]
    nested = [one for part in shapely.get_parts(shape) if part.geom_type == "MultiPolygon" for one in part.geoms]
    return MultiPolygon(sorted(parts + nested, key=lambda part: (-part.area, part.bounds)))
