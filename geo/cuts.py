"""Outlines of polygons cut at the lines between the cells of a regular grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.cells import Ints, Outlines, RegularGrid
from geo.columns import Floats


@dataclass(frozen=True, slots=True)
class Strokes:
    """What an outline does in a cell between coming into it and leaving it.

    `line` is ``shape * rows + row``. `rise` is how far the outline comes down, in cells, where the inside lies to
    its left: the width that it adds to the inside east of it. `area` is the part of the cell between the outline
    and the cell's eastern side, in the same sense. `column` may be one beyond the grid on either side (-1 or the
    number of columns): all that lies further out is taken together there.
    """

    line: Ints
    column: Ints
    rise: Floats
    area: Floats


Corners = tuple[Ints, Floats, Floats]


def strokes_of(grid: RegularGrid, rings: Outlines) -> tuple[Strokes, Corners]:
    """The strokes of outlines, and where they were cut: number of the shape, column and row as fractions.

    Neighbouring strokes share their corner to the last bit, so that what is summed along an outline closes.
    """
    visits = _visits(grid, rings)
    to_neighbour, further = visits.leaving()
    staying, corners = _staying(grid, rings, visits, to_neighbour)
    crossing, others = _crossing(grid, rings, visits, further)
    strokes = Strokes(
        *(np.concatenate([getattr(staying, name), getattr(crossing, name)]) for name in Strokes.__slots__)
    )
    # West of the grid only what lies to the east matters, and beyond its eastern side nothing does.
    strokes.area[(strokes.column < 0) | (strokes.column >= grid.columns)] = 0.0
    shape, x, y = (np.concatenate(pair) for pair in zip(corners, others, strict=True))
    return strokes, (shape, x, y)


@dataclass(frozen=True, slots=True)
class _Visits:
    """An outline's stays in cells: corners `first` to `last` of `ring` lie in one. `ends` are the rings' last visits.

    `inner_x` is how far east of its cell's western side each corner lies.
    """

    first: Ints
    last: Ints
    ring: Ints
    column: Floats
    row: Floats
    ends: Ints
    inner_x: Floats

    def leaving(self) -> tuple[Ints, Ints]:
        """Those that an edge leaves for a cell beside it, and those that one leaves for another cell."""
        steps = np.abs(np.diff(self.column, append=0.0)) + np.abs(np.diff(self.row, append=0.0))
        steps[self.ends] = 0.0
        return np.flatnonzero(steps == 1.0), np.flatnonzero(steps > 1.0)


def _visits(grid: RegularGrid, rings: Outlines) -> _Visits:
    column, row = _floor(rings.x, grid.columns), _floor(rings.y, grid.rows)
    leaves = np.ones(len(column), dtype=np.bool_)
    leaves[:-1] = (column[1:] != column[:-1]) | (row[1:] != row[:-1])
    leaves[rings.begin[1:] - 1] = True
    last = np.flatnonzero(leaves)
    ends = np.searchsorted(last, rings.begin[1:] - 1)
    ring = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=-1))
    return _Visits(np.append(0, last + 1)[:-1], last, ring, column[last], row[last], ends, rings.x - column)


def _floor(at: Floats, cells: int) -> Floats:
    floor = np.floor(at)
    # Most outlines lie within the grid, and looking costs less than writing.
    if floor.min(initial=0.0) < 0 or floor.max(initial=0.0) >= cells:
        np.clip(floor, -1.0, cells, out=floor)
    return floor


def _staying(grid: RegularGrid, rings: Outlines, visits: _Visits, leaving: Ints) -> tuple[Strokes, Corners]:
    """A stroke for each visit, from and to the line between neighbouring cells where an edge crosses one."""
    first, last, column = visits.first, visits.last, visits.column
    x, y = visits.inner_x, rings.y
    # Twice the area between each edge and the cell's eastern side.
    twice = np.zeros(len(x))
    np.add(x[:-1], x[1:], out=twice[:-1])
    np.subtract(2.0, twice[:-1], out=twice[:-1])
    twice[:-1] *= y[:-1] - y[1:]
    twice[last] = 0.0
    corner_x, corner_y = _at_line(rings, visits, leaving)
    begin_x, begin_y, end_x, end_y = x[first], y[first], x[last], y[last]
    from_x, from_y, to_x, to_y = (part.copy() for part in (begin_x, begin_y, end_x, end_y))
    to_x[leaving], to_y[leaving] = corner_x - column[leaving], corner_y
    from_x[leaving + 1], from_y[leaving + 1] = corner_x - column[leaving + 1], corner_y
    area = 0.5 * np.add.reduceat(twice, first) if len(first) else twice
    area += (from_y - begin_y) * (1.0 - 0.5 * (from_x + begin_x)) + (end_y - to_y) * (1.0 - 0.5 * (end_x + to_x))
    kept = np.flatnonzero((visits.row >= 0) & (visits.row < grid.rows))
    ring = visits.ring[kept]
    sign, shape = rings.sign[ring], rings.shape[ring]
    strokes = Strokes(
        shape * grid.rows + visits.row[kept].astype(np.int64),
        column[kept].astype(np.int64),
        sign * (from_y - to_y)[kept],
        sign * area[kept],
    )
    return strokes, (rings.shape[visits.ring[leaving]], corner_x, corner_y)


def _at_line(rings: Outlines, visits: _Visits, leaving: Ints) -> tuple[Floats, Floats]:
    """Where edges to a neighbouring cell cross the line before it."""
    a = visits.last[leaving]
    x0, y0, x1, y1 = rings.x[a], rings.y[a], rings.x[a + 1], rings.y[a + 1]
    across = visits.column[leaving] != visits.column[leaving + 1]
    beyond_x = np.maximum(visits.column[leaving], visits.column[leaving + 1])
    beyond_y = np.maximum(visits.row[leaving], visits.row[leaving + 1])
    part = np.where(across, beyond_x - x0, beyond_y - y0) / np.where(across, x1 - x0, y1 - y0)
    return np.where(across, beyond_x, x0 + part * (x1 - x0)), np.where(across, y0 + part * (y1 - y0), beyond_y)


def _crossing(grid: RegularGrid, rings: Outlines, visits: _Visits, leaving: Ints) -> tuple[Strokes, Corners]:
    """Edges to other cells, cut first where rows meet, then where columns meet."""
    of, edge = visits.ring[leaving], visits.last[leaving]
    ends = [(at[edge], at[edge + 1]) for at in (rings.y, rings.x)]
    shape, sign, (y0, y1), (x0, x1), row = _cut(rings.shape[of], rings.sign[of], ends[0], ends[1], grid.rows)
    inside = (row >= 0) & (row < grid.rows)
    if not inside.all():
        shape, row = shape[inside], row[inside]
        sign, y0, y1, x0, x1 = (part[inside] for part in (sign, y0, y1, x0, x1))
    # Rows travel along with the shapes, so that the second cut keeps them.
    line, sign, (x0, x1), (y0, y1), column = _cut(shape * grid.rows + row, sign, (x0, x1), (y0, y1), grid.columns)
    rise = sign * (y0 - y1)
    return Strokes(line, column, rise, rise * ((column + 1) - 0.5 * (x0 + x1))), (line // grid.rows, x0, y0)


Ends = tuple[Floats, Floats]


def _cut(key: Ints, sign: Floats, along: Ends, across: Ends, cells: int) -> tuple[Ints, Floats, Ends, Ends, Ints]:
    """Cut edges at whole numbers of their first coordinate; returns the cell of each piece in it too."""
    (u0, u1), (v0, v1) = along, across
    first, last = (np.clip(np.floor(u), -1, cells).astype(np.int64) for u in (u0, u1))
    crossing = first != last
    if not crossing.any():
        return key, sign, along, across, first
    whole, cut = np.flatnonzero(~crossing), np.flatnonzero(crossing)
    counts = np.abs(last[cut] - first[cut]) + 1
    of = np.repeat(np.arange(len(cut)), counts)
    place = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
    direction = np.sign(last[cut] - first[cut])[of]
    cell = first[cut][of] + place * direction
    start_u, end_u, start_v, end_v = (part[cut][of] for part in (u0, u1, v0, v1))
    # All pieces but an edge's first begin on a line: their lower one on the way up, their upper one on the way down.
    inner = np.flatnonzero(place)
    line = (cell[inner] + (direction[inner] < 0)).astype(np.float64)
    a0, b0 = start_u[inner], start_v[inner]
    along_edge = (line - a0) / (end_u[inner] - a0)
    start_u[inner], start_v[inner] = line, b0 + along_edge * (end_v[inner] - b0)
    end_u[inner - 1], end_v[inner - 1] = line, start_v[inner]

    def joined(uncut: NDArray[Any], pieces: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([uncut[whole], pieces])

    return (
        joined(key, key[cut][of]),
        joined(sign, sign[cut][of]),
        (joined(u0, start_u), joined(u1, end_u)),
        (joined(v0, start_v), joined(v1, end_v)),
        joined(first, cell),
    )
