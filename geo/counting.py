"""Counting points in polygons: whole cells from kept positions, single points only along the outline."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from geo.cells import Ints, RegularGrid
from geo.columns import Floats
from geo.coverage import Coverage, coverage

#: Side of a cell in metres, unless the points spread so far that there would be more than MOST_CELLS.
CELL_M = 25.0
MOST_CELLS = 4_000_000
#: Shapes are counted so many corners at a time; bounds what is held at once.
MOST_TESTS = 4_000_000


class PointIndex:
    """Points of a metric CRS in the order of square cells, ready to be counted in any polygon.

    A point on an outline is inside, as PostGIS's `ST_Intersects` has it.

    Parameters
    ----------
    x, y : coordinates in metres, finite.
    category : a number from 0 up for each point, below 65536; None puts all in category 0.
    categories : how many categories there are, so that indexes of different points count alike; None takes
        the highest that is there.
    cell_m : side of a cell in metres; None chooses (25 m for a town).

    Raises
    ------
    ValueError
        for coordinates that are not finite, arrays of unequal length, or a category out of range.
    """

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        category: ArrayLike | None = None,
        *,
        categories: int | None = None,
        cell_m: float | None = None,
    ) -> None:
        xs, ys = np.array(x, dtype=np.float64, ndmin=1), np.array(y, dtype=np.float64, ndmin=1)
        of = np.zeros(len(xs), dtype=np.int64) if category is None else np.array(category, dtype=np.int64, ndmin=1)
        if not len(xs) == len(ys) == len(of):
            raise ValueError("one coordinate pair and category per point is needed")
        if not (np.isfinite(xs).all() and np.isfinite(ys).all()):
            raise ValueError("points need finite coordinates")
        most = int(of.max(initial=-1)) + 1
        self.categories = max(1, most) if categories is None else categories
        if int(of.min(initial=0)) < 0 or most > min(self.categories, 65_536):
            raise ValueError("a category is out of range")
        self.grid = _grid_over(xs, ys, cell_m)
        cell = self.grid.cells_at(xs, ys)
        order = np.argsort(cell, kind="stable")
        self.x, self.y = xs[order], ys[order]
        self.category = of[order].astype(np.uint16)
        self._start = np.zeros(self.grid.size + 1, dtype=np.int32)
        np.cumsum(np.bincount(cell, minlength=self.grid.size), out=self._start[1:])

    def __len__(self) -> int:
        return len(self.x)

    def at(self, x: float, y: float) -> Ints:
        """The positions of the points that stand exactly there."""
        cell = int(self.grid.cells_at(np.array([x]), np.array([y]))[0])
        if cell < 0:
            return np.zeros(0, dtype=np.int64)
        first, end = int(self._start[cell]), int(self._start[cell + 1])
        here = (self.x[first:end] == x) & (self.y[first:end] == y)
        return np.flatnonzero(here).astype(np.int64) + first

    def count(self, shape: BaseGeometry) -> Ints:
        """How many points lie in a valid polygon or multipolygon, by category."""
        found: Ints = self.counts([shape])[0]
        return found

    def counts(self, shapes: Sequence[BaseGeometry] | NDArray[np.object_]) -> Ints:
        """As `count` for many shapes: an array (shapes, categories)."""
        wanted = np.empty(len(shapes), dtype=object)
        wanted[:] = shapes
        found = np.zeros((len(wanted), self.categories), dtype=np.int64)
        if len(self) == 0 or len(wanted) == 0:
            return found
        shapely.prepare(wanted)
        covered = coverage(self.grid, wanted, touched=True)
        self._add_whole(found, covered)
        self._add_tested(found, covered, wanted)
        return found

    def totals(self, shapes: Sequence[BaseGeometry] | NDArray[np.object_]) -> Ints:
        """How many points lie in each shape, of all categories together."""
        return np.asarray(self.counts(shapes).sum(axis=1))

    def _add_whole(self, found: Ints, covered: Coverage) -> None:
        line = covered.run_row * self.grid.columns
        first, end = self._start[line + covered.run_first], self._start[line + covered.run_end]
        held = np.flatnonzero(end > first)
        self._add(found, covered.run_shape[held], first[held], end[held])

    def _add(self, found: Ints, shape: Ints, first: NDArray[np.int32], end: NDArray[np.int32]) -> None:
        """Add points by their places in the order of cells."""
        if self.categories == 1:
            found[:, 0] += np.bincount(shape, end - first, minlength=len(found)).astype(np.int64)
            return
        for one in np.unique(shape):
            mine = shape == one
            parts = [self.category[a:b] for a, b in zip(first[mine].tolist(), end[mine].tolist(), strict=True)]
            found[one] += np.bincount(np.concatenate(parts), minlength=self.categories)

    def _add_tested(self, found: Ints, covered: Coverage, shapes: NDArray[np.object_]) -> None:
        cell = covered.row * self.grid.columns + covered.column
        first = self._start[cell]
        length = self._start[cell + 1] - first
        held = np.flatnonzero(length > 0)
        first, length, shape = first[held], length[held], covered.shape[held]
        ends = np.cumsum(length, dtype=np.int64)
        total = int(ends[-1]) if len(ends) else 0
        for begin in range(0, total, MOST_TESTS):
            a, b = np.searchsorted(ends, [begin, begin + MOST_TESTS], side="left")
            some = slice(a, b + 1 if b == len(ends) else b)
            self._test(found, shape[some], first[some], length[some], shapes)

    def _test(
        self,
        found: Ints,
        shape: Ints,
        first: NDArray[np.int32],
        length: NDArray[np.int32],
        shapes: NDArray[np.object_],
    ) -> None:
        of = np.repeat(shape, length)
        at = np.arange(len(of)) + np.repeat(first - np.cumsum(length) + length, length)
        inside = shapely.intersects_xy(shapes[of], self.x[at], self.y[at])
        of, at = of[inside], at[inside]
        counted = np.bincount(of * self.categories + self.category[at], minlength=found.size)
        found += counted.reshape(found.shape)


def _grid_over(x: Floats, y: Floats, cell_m: float | None) -> RegularGrid:
    if len(x) == 0:
        return RegularGrid(0.0, 0.0, cell_m or CELL_M, 1, 1)
    west, south = float(x.min()), float(y.min())
    width, height = float(x.max()) - west, float(y.max()) - south
    side = cell_m or max(CELL_M, (width * height / MOST_CELLS) ** 0.5, max(width, height) / MOST_CELLS)
    return RegularGrid(west, south, side, int(width // side) + 2, int(height // side) + 2)
