"""Square cells of a regular grid, and the outlines of polygons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.columns import Flags, Floats

Ints = NDArray[np.int64]
POLYGON = 3


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
class Outlines:
    """Rings of polygons, corner after corner, in cells or metres from a south-western corner.

    Ring n has the corners from `begin[n]` to before `begin[n + 1]`, the closing one too. `shape` is the number
    of its shape, rising, and `sign` 1 where the inside lies to the left of its edges, else -1.
    """

    shape: Ints
    sign: Floats
    begin: Ints
    x: Floats
    y: Floats

    @property
    def joints(self) -> Ints:
        """Numbers of the corners after which another ring begins."""
        return self.begin[1:-1] - 1


def outlines_of(shapes: NDArray[np.object_], west: float, south: float, unit_m: float = 1.0) -> Outlines:
    """The rings of polygons and multipolygons, counted from a corner in a unit of so many metres.

    What is neither has none.
    """
    rings, shape, is_shell = _rings(shapes)
    at = shapely.get_coordinates(rings)
    x, y = at[:, 0] - west, at[:, 1] - south
    x /= unit_m
    y /= unit_m
    begin = np.zeros(len(rings) + 1, dtype=np.int64)
    np.cumsum(shapely.get_num_coordinates(rings), out=begin[1:])
    if len(rings) == 0:
        return Outlines(shape, np.zeros(0), begin, x, y)
    # Twice the area, by the shoelace formula. What a ring too thin for it adds is nothing either way.
    twice = x[1:] + x[:-1]
    twice *= y[1:] - y[:-1]
    twice[begin[1:-1] - 1] = 0.0
    is_ccw = np.add.reduceat(twice, begin[:-1]) > 0
    return Outlines(shape, np.where(is_ccw == is_shell, 1.0, -1.0), begin, x, y)


def edges_of(shapes: NDArray[np.object_], west: float, south: float, unit_m: float = 1.0) -> Edges:
    """As `outlines_of`, edge by edge."""
    rings = outlines_of(shapes, west, south, unit_m)
    kept = np.ones(max(0, len(rings.x) - 1), dtype=np.bool_)
    kept[rings.joints] = False
    edge = np.flatnonzero(kept)
    ring = np.repeat(np.arange(len(rings.shape)), np.diff(rings.begin) - 1)
    x, y = rings.x, rings.y
    return Edges(rings.shape[ring], rings.sign[ring], x[edge], y[edge], x[edge + 1], y[edge + 1])


def _rings(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], Ints, Flags]:
    """Rings, or polygons that are one ring, with the number of their shape, and whether they are outer ones."""
    # To take a polygon apart costs a copy of it, which most do not need.
    whole = (shapely.get_type_id(shapes) == POLYGON) & (shapely.get_num_interior_rings(shapes) == 0)
    one = np.flatnonzero(whole & ~shapely.is_empty(shapes))
    several = np.flatnonzero(~whole)
    if len(several) == 0:
        return shapes[one], one.astype(np.int64), np.ones(len(one), dtype=np.bool_)
    parts, shape_of = shapely.get_parts(shapes[several], return_index=True)
    rings, part_of = shapely.get_rings(parts, return_index=True)
    is_shell = np.ones(len(rings), dtype=np.bool_)
    is_shell[1:] = part_of[1:] != part_of[:-1]
    shape = np.concatenate([one, several[shape_of[part_of]]]).astype(np.int64)
    order = np.argsort(shape, kind="stable")
    is_shell = np.concatenate([np.ones(len(one), dtype=np.bool_), is_shell])
    return np.concatenate([shapes[one], rings])[order], shape[order], is_shell[order]
