"""The area that two polygons have in common, from their edges alone: no outline is ever cut or built."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.cells import Edges, Ints, edges_of
from geo.columns import Floats

Objects = NDArray[np.object_]
#: Pairs of edges that are worked on at a time; bounds the memory (about 200 bytes each).
MOST_AT_ONCE = 500_000

#: An edge that spans less of x, in metres, is above nothing.
UPRIGHT_M = 1e-12


def common_areas(shapes: Objects, zones: Objects, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Floats:
    r"""``|shapes[rows] and zones[columns]|`` pair by pair, in m2.

    A point lies in a polygon when more of its upper edges are above it than lower ones. So the indicator of
    a polygon is a sum over its edges, that of an intersection a sum over pairs of edges, and the area

    .. math:: |p \cap z| = \sum_{e \in p} \sum_{f \in z} s_e s_f \int \min(e(x), f(x))\,\mathrm{d}x

    over the stretch that both edges span, with s = 1 for an upper and -1 for a lower edge. Exact but for
    rounding (1e-11 of the zone), which may leave a little less than 0 where they only touch.

    Parameters
    ----------
    shapes, zones : valid polygons or multipolygons in metres.
    rows, columns : the pairs.
    """
    areas = np.zeros(len(rows))
    if len(rows) == 0:
        return areas
    # A pen's stroke meets a few zones of many: only those are looked at.
    (meeting, rows), (met, columns) = (np.unique(of, return_inverse=True) for of in (rows, columns))
    shapes, zones = shapes[meeting], zones[met]
    west, south, _, _ = shapely.total_bounds(zones)
    over, under = _Spans(edges_of(shapes, west, south), len(shapes)), _Spans(edges_of(zones, west, south), len(zones))
    bounds = shapely.bounds(zones)[columns] - [west, south, west, south]
    first, end = over.meeting(rows, bounds[:, 0], bounds[:, 2])
    for some in _batches(end - first):
        areas[some] = _shared(over, under, (first[some], end[some]), columns[some], bounds[some])
    return areas


class _Spans:
    """Edges by polygon and western end, so that those over a stretch of x are found by halving."""

    def __init__(self, edges: Edges, polygons: int) -> None:
        kept = np.flatnonzero(np.abs(edges.x1 - edges.x0) > UPRIGHT_M)
        shape = edges.shape[kept]
        sign, x0, y0, x1, y1 = (part[kept] for part in (edges.sign, edges.x0, edges.y0, edges.x1, edges.y1))
        eastward = x1 > x0
        west, east = np.where(eastward, x0, x1), np.where(eastward, x1, x0)
        order = np.lexsort((west, shape))
        self.west, self.east = west[order], east[order]
        self.y_west = np.where(eastward, y0, y1)[order]
        self.slope = ((y1 - y0) / (x1 - x0))[order]
        self.top = np.maximum(y0, y1)[order]
        # The inside lies to the left: below an edge that runs west.
        self.sign = np.where(eastward, -sign, sign)[order]
        shape = shape[order]
        self.begin = np.searchsorted(shape, np.arange(polygons + 1))
        self.widest = np.zeros(polygons)
        np.maximum.at(self.widest, shape, self.east - self.west)
        # One rising key for all polygons: the place along x within a span that is each polygon's own.
        self.low = float(self.west.min(initial=0.0))
        self.stride = float(self.east.max(initial=0.0)) - self.low + 1.0
        self.key = shape * self.stride + (self.west - self.low)

    def meeting(self, polygon: Ints, west: Floats, east: Floats) -> tuple[Ints, Ints]:
        """The edges (first, end) of polygons that may lie over a stretch: all that do, and some beside it."""
        # A hair more on either side, since a key carries less digits than a coordinate.
        hair = 1e-12 * self.stride * (len(self.begin) + 1)
        base = polygon * self.stride
        most = self.stride - 0.5
        from_x = np.clip(west - self.widest[polygon] - hair - self.low, 0.0, most)
        to_x = np.clip(east + hair - self.low, 0.0, most)
        first = np.searchsorted(self.key, base + from_x - hair, side="left")
        end = np.searchsorted(self.key, base + to_x, side="right")
        return np.maximum(first, self.begin[polygon]), np.minimum(end, self.begin[polygon + 1])


def _shared(over: _Spans, under: _Spans, edges: tuple[Ints, Ints], zone: NDArray[np.intp], bounds: Floats) -> Floats:
    pair, e = _expanded(*edges)
    # What ends before the zone, begins after it or runs below it has no part in it.
    kept = (over.east[e] > bounds[pair, 0]) & (over.west[e] < bounds[pair, 2]) & (over.top[e] > bounds[pair, 1])
    pair, e = pair[kept], e[kept]
    found = np.zeros(len(bounds))
    first, end = under.meeting(zone[pair], over.west[e], over.east[e])
    for some in _batches(end - first):
        of, f = _expanded(first[some], end[some])
        of += some.start
        found += _summed(over, under, pair[of], e[of], f, bounds)
    return found


def _summed(over: _Spans, under: _Spans, pair: Ints, e: Ints, f: Ints, bounds: Floats) -> Floats:
    west, east = np.maximum(over.west[e], under.west[f]), np.minimum(over.east[e], under.east[f])
    kept = np.flatnonzero(east > west)
    pair, e, f, west, east = pair[kept], e[kept], f[kept], west[kept], east[kept]
    # Heights count from the bottom of the zone, so that little cancels.
    bottom = bounds[pair, 1]
    f_west = under.y_west[f] + (west - under.west[f]) * under.slope[f] - bottom
    f_east = under.y_west[f] + (east - under.west[f]) * under.slope[f] - bottom
    d_west = over.y_west[e] + (west - over.west[e]) * over.slope[e] - bottom - f_west
    d_east = over.y_west[e] + (east - over.west[e]) * over.slope[e] - bottom - f_east
    low_west, low_east = np.minimum(d_west, 0.0), np.minimum(d_east, 0.0)
    # Where the edges cross, the difference is below nothing on a part of the stretch only.
    span = np.abs(d_west - d_east)
    crossing = (d_west < 0) != (d_east < 0)
    below = low_west + low_east
    np.multiply(below, np.divide(-below, span, out=np.ones_like(span), where=span > 0), out=below, where=crossing)
    mean = 0.5 * (f_west + f_east + below)
    signed = over.sign[e] * under.sign[f] * (east - west) * mean
    return np.asarray(np.bincount(pair, signed, minlength=len(bounds)), dtype=np.float64)


def _expanded(first: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Every number of each range, with the number of its range."""
    lengths = np.maximum(end - first, 0)
    of = np.repeat(np.arange(len(lengths)), lengths)
    return of, np.arange(len(of)) + np.repeat(first - np.cumsum(lengths) + lengths, lengths)


def _batches(lengths: Ints) -> list[slice]:
    """Slices of ranges that hold about MOST_AT_ONCE numbers each."""
    total = np.cumsum(np.maximum(lengths, 0))
    if len(total) == 0:
        return []
    cuts = np.searchsorted(total, np.arange(MOST_AT_ONCE, total[-1], MOST_AT_ONCE)) + 1
    bounds = np.unique(np.concatenate([[0], cuts, [len(total)]])).tolist()
    return [slice(a, b) for a, b in pairwise(bounds)]
