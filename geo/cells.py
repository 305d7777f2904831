"""Square cells of a regular grid, and the outlines of polygons cut at the lines between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.columns import Floats

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RegularGrid:
    """Square cells in a metric CRS; row 0 is the southernmost, column 0 the westernmost.

    `west`, `south` is the south-western corner in metres, `cell_m` the side of a cell. A cell's number is
    ``row * columns + column``.
    """

    west: float
    south: float
    cell_m: float
    columns: int
    rows: int

    def __post_init__(self) -> None:
        if not (self.cell_m > 0 and self.columns > 0 and self.rows > 0):
            raise ValueError("a grid has cells")
        if not (np.isfinite(self.west) and np.isfinite(self.south)):
            raise ValueError("a grid's corner is finite")

    @property
    def size(self) -> int:
        """How many cells there are."""
        return self.rows * self.columns

    def cells_at(self, x: Floats, y: Floats) -> Ints:
        """The number of the cell of each point in metres; -1 outside. A point on a line lies east or north of it."""
        column = np.floor((np.asarray(x, dtype=np.float64) - self.west) / self.cell_m)
        row = np.floor((np.asarray(y, dtype=np.float64) - self.south) / self.cell_m)
        on = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        return np.where(on, row * self.columns + column, -1).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges of outlines, in cells or metres from a south-western corner.

    `shape` is the number of the shape, `sign` 1 where the inside lies to the left of the edge, else -1.
    """

    shape: Ints
    sign: Floats
    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats


@dataclass(frozen=True, slots=True)
class Pieces:
    """Edges cut so that each lies in one cell.

    `row` and `column` may be one beyond the grid on either side (-1 or the number of rows or columns): all
    that lies further out is taken together there.
    """

    edges: Edges
    row: Ints
    column: Ints


def edges_of(shapes: NDArray[np.object_], west: float, south: float, unit_m: float = 1.0) -> Edges:
    """The edges of polygons and multipolygons, counted from a corner in a unit of so many metres.

    What is neither has none.
    """
    parts, shape_of = shapely.get_parts(shapes, return_index=True)
    rings, part_of = shapely.get_rings(parts, return_index=True)
    at, ring_of = shapely.get_coordinates(rings, return_index=True)
    is_shell = np.ones(len(rings), dtype=np.bool_)
    is_shell[1:] = part_of[1:] != part_of[:-1]
    sign = np.where(shapely.is_ccw(rings) == is_shell, 1.0, -1.0)
    x, y = (at[:, 0] - west) / unit_m, (at[:, 1] - south) / unit_m
    kept = np.flatnonzero(ring_of[1:] == ring_of[:-1])
    ring = ring_of[kept]
    return Edges(shape_of[part_of[ring]].astype(np.int64), sign[ring], x[kept], y[kept], x[kept + 1], y[kept + 1])


def pieces_of(grid: RegularGrid, edges: Edges) -> Pieces:
    """The edges cut at the lines of the grid: first where rows meet, then where columns meet.

    Neighbouring pieces share their corner to the last bit, so that what is summed along an outline closes.
    """
    left, low = np.floor(edges.x0), np.floor(edges.y0)
    in_one = (left == np.floor(edges.x1)) & (low == np.floor(edges.y1))
    in_one &= (left >= 0) & (left < grid.columns) & (low >= 0) & (low < grid.rows)
    # Most edges of a line drawn by hand stay in one cell, and need no more looking at.
    whole, others = _some(edges, np.flatnonzero(in_one)), _some(edges, np.flatnonzero(~in_one))
    cut = _cut_both_ways(grid, others)
    row, column = (
        np.concatenate([at[in_one].astype(np.int64), ours]) for at, ours in ((low, cut.row), (left, cut.column))
    )
    return Pieces(
        Edges(*(np.concatenate(pair) for pair in zip(_parts(whole), _parts(cut.edges), strict=True))), row, column
    )


def _parts(edges: Edges) -> tuple[NDArray[Any], ...]:
    return edges.shape, edges.sign, edges.x0, edges.y0, edges.x1, edges.y1


def _some(edges: Edges, which: NDArray[np.intp]) -> Edges:
    return Edges(*(part[which] for part in _parts(edges)))


def _cut_both_ways(grid: RegularGrid, edges: Edges) -> Pieces:
    by_row = (edges.shape, edges.sign, (edges.y0, edges.y1), (edges.x0, edges.x1))
    shape, sign, (y0, y1), (x0, x1), row = _cut(*by_row, grid.rows)
    inside = (row >= 0) & (row < grid.rows)
    if not inside.all():
        shape, row = shape[inside], row[inside]
        sign, y0, y1, x0, x1 = (part[inside] for part in (sign, y0, y1, x0, x1))
    # Rows travel along with the shapes, so that the second cut keeps them.
    line = shape * grid.rows + row
    line, sign, (x0, x1), (y0, y1), column = _cut(line, sign, (x0, x1), (y0, y1), grid.columns)
    shape, row = np.divmod(line, grid.rows)
    return Pieces(Edges(shape, sign, x0, y0, x1, y1), row, column)


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
