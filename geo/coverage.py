"""Which cells of a regular grid a polygon covers, wholly or in part, by the areas left of its edges.

No polygon is ever cut. An outline that is followed once tells of each cell that it crosses how much lies
inside (Green's theorem), and of each row which cells between two crossings lie inside as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.cells import Ints, Outlines, RegularGrid, outlines_of
from geo.columns import Flags, Floats
from geo.cuts import Corners, Strokes, strokes_of

#: Shares of a cell below this are rounding; 6e-8 m2 of a cell of 250 m.
LEAST_SHARE = 1e-12
#: How near to a line, in cells, a corner counts as touching the cells on both sides: under a millimetre.
TOUCH = 1e-5
#: Corners that are followed at a time, so that what is worked on stays near the processor.
CHUNK = 150_000


@dataclass(frozen=True, slots=True)
class Coverage:
    """Cells that shapes cover: those on an outline one by one, whole ones as runs of a row.

    `share` (0-1) is the part of the cell that lies in the shape; 1 in every cell of a run. A run ends
    before column `run_end`. Both are in the order of shape, row and column, and no cell is in both.
    """

    shape: Ints
    row: Ints
    column: Ints
    share: Floats
    run_shape: Ints
    run_row: Ints
    run_first: Ints
    run_end: Ints


def coverage(grid: RegularGrid, shapes: NDArray[np.object_], *, touched: bool = False) -> Coverage:
    r"""Shares of cells in shapes, each shape on its own.

    .. math:: |c \cap t| = \sum_{e \in c} -\mathrm{d}y_e\,(x_c - \bar{x}_e)
              + \sum_{e\ \mathrm{west\ of}\ c} -\mathrm{d}y_e\,w

    over the pieces e of the outline of t in the row of cell c, whose eastern side is x_c and whose width is
    w; the inside lies to the left of an edge.

    Parameters
    ----------
    shapes : valid polygons or multipolygons in the grid's CRS, which may overlap and reach outside the grid.
    touched : keep every cell that an outline passes through or touches, whatever its share, so that all
        points of the other cells lie either inside or outside as a whole.
    """
    found = [_followed(grid, shapes[first:last], first, touched) for first, last in portions(shapes)]
    if len(found) == 1:
        return found[0]
    return Coverage(*(np.concatenate([getattr(part, name) for part in found]) for name in Coverage.__slots__))


def portions(shapes: NDArray[np.object_]) -> list[tuple[int, int]]:
    """The shapes, from the first to before the last of each portion, in portions of about CHUNK corners."""
    if len(shapes) <= 1:
        return [(0, len(shapes))]
    corners = np.cumsum(shapely.get_num_coordinates(shapes))
    cuts = np.searchsorted(corners, np.arange(CHUNK, corners[-1], CHUNK), side="left") + 1
    bounds = np.unique(np.concatenate([[0], np.minimum(cuts, len(shapes)), [len(shapes)]])).tolist()
    return list(pairwise(bounds))


def _followed(grid: RegularGrid, shapes: NDArray[np.object_], first: int, touched: bool) -> Coverage:
    rings = outlines_of(shapes, grid.west, grid.south, grid.cell_m)
    strokes, corners = strokes_of(grid, rings)
    key, before, area = _by_cell(grid, strokes, _touched_cells(grid, rings, corners) if touched else None)
    line, column = np.divmod(key, grid.columns + 2)
    column -= 1
    # What lies west of a cell in its row counts for its whole width. A row closes, so each begins anew.
    total = np.cumsum(before)
    begins = np.ones(len(line), dtype=np.bool_)
    begins[1:] = line[1:] != line[:-1]
    starts = np.flatnonzero(begins)
    offset = np.repeat(total[starts] - before[starts], np.diff(np.append(starts, len(line))))
    west_of = total - before - offset
    share = np.clip(area + west_of, 0.0, 1.0)
    share[share > 1 - LEAST_SHARE] = 1.0
    kept = (column >= 0) & (column < grid.columns)
    if not touched:
        kept &= share > LEAST_SHARE
    inner = np.flatnonzero((total - offset)[:-1] > 0.5)
    inner = inner[(line[inner] == line[inner + 1]) & (column[inner] + 1 < column[inner + 1])]
    shape, row = np.divmod(line, grid.rows)
    shape += first
    return Coverage(
        shape[kept], row[kept], column[kept], share[kept],
        shape[inner], row[inner], column[inner] + 1, column[inner + 1],
    )  # fmt: skip


def _by_cell(grid: RegularGrid, strokes: Strokes, extra: Ints | None) -> tuple[Ints, Floats, Floats]:
    """By cell on an outline, in order: its number, the width that it adds east of it, and its own area."""
    key = strokes.line * (grid.columns + 2) + (strokes.column + 1)
    rise, area = strokes.rise, strokes.area
    if extra is not None:
        nothing = np.zeros(len(extra))
        key = np.concatenate([key, extra])
        rise, area = np.concatenate([rise, nothing]), np.concatenate([area, nothing])
    order = np.argsort(key, kind="stable")
    return _added(key[order], rise[order], area[order])


def _added(key: Ints, *values: Floats) -> tuple[Ints, Floats, Floats]:
    changes = np.ones(len(key), dtype=np.bool_)
    np.not_equal(key[1:], key[:-1], out=changes[1:])
    starts = np.flatnonzero(changes)
    if len(starts) == 0:
        return key, *values  # type: ignore[return-value]
    return key[starts], *(np.add.reduceat(value, starts) for value in values)  # type: ignore[return-value]


def _touched_cells(grid: RegularGrid, rings: Outlines, corners: Corners) -> Ints:
    """Cells that a corner on or beside a line touches, and that no stroke need lie in."""
    vertex = np.flatnonzero(_beside_line(rings.x) | _beside_line(rings.y))
    of, x, y = corners
    crossing = np.flatnonzero(_beside_line(x) & _beside_line(y))
    ring = np.searchsorted(rings.begin, vertex, side="right") - 1
    shape = np.concatenate([rings.shape[ring], of[crossing]])
    x, y = np.concatenate([rings.x[vertex], x[crossing]]), np.concatenate([rings.y[vertex], y[crossing]])
    found = []
    for dx in (-TOUCH, TOUCH):
        for dy in (-TOUCH, TOUCH):
            column, row = np.floor(x + dx), np.floor(y + dy)
            on = (column >= 0) & (column < grid.columns) & (row >= 0) & (row < grid.rows)
            line = shape[on] * grid.rows + row[on].astype(np.int64)
            found.append(line * (grid.columns + 2) + column[on].astype(np.int64) + 1)
    return np.concatenate(found)


def _beside_line(at: Floats) -> Flags:
    beside: Flags = np.abs(at - np.rint(at)) < TOUCH
    return beside
