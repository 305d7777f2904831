"""Windows as square cells, and events shared out among them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.columns import Flags, Floats

MOST_CELLS = 25_000_000
#: Points binned at once, where cells are fewer: what stays in the processor's cache.
AT_ONCE = 65_536


@dataclass(frozen=True, slots=True)
class Raster:
    """A window as square cells; row 0 is the southernmost.

    `minx`, `miny` is the south-western corner in metres, `cell_m` the side of a cell, `inside`
    True for cells whose centre lies in the window.
    """

    minx: float
    miny: float
    cell_m: float
    inside: Flags

    def centres(self) -> tuple[Floats, Floats]:
        """Coordinates of the columns and of the rows, in metres."""
        rows, columns = self.inside.shape
        along: Floats = np.arange(columns, dtype=np.float64) + 0.5
        up: Floats = np.arange(rows, dtype=np.float64) + 0.5
        return self.minx + along * self.cell_m, self.miny + up * self.cell_m


def raster_over(window: BaseGeometry, cell_m: float) -> Raster:
    """Cells over a polygon in metres.

    Raises
    ------
    ValueError
        when the window is empty, the cell not positive, or the raster over 25 million cells.
    """
    if window.is_empty or not cell_m > 0:
        raise ValueError("a window and a positive cell are needed")
    minx, miny, maxx, maxy = window.bounds
    columns, rows = (max(1, int(np.ceil(side / cell_m))) for side in (maxx - minx, maxy - miny))
    if columns * rows > MOST_CELLS:
        raise ValueError("cells too small for the window")
    grid = Raster(minx, miny, cell_m, np.ones((rows, columns), dtype=np.bool_))
    xs, ys = np.meshgrid(*grid.centres())
    shapely.prepare(window)
    return Raster(minx, miny, cell_m, shapely.contains_xy(window, xs, ys))


def points_inside(raster: Raster, places: Floats) -> Flags:
    """True for points (n, 2) in metres whose cell lies in the window."""
    rows, columns = raster.inside.shape
    column = np.floor((places[:, 0] - raster.minx) / raster.cell_m)
    row = np.floor((places[:, 1] - raster.miny) / raster.cell_m)
    on = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
    on[on] = raster.inside[row[on].astype(int), column[on].astype(int)]
    return np.asarray(on, dtype=np.bool_)


def linear_binned(raster: Raster, places: Floats, mass: Floats) -> Floats:
    """Weights of points shared linearly among the four nearest centres that lie in the window.

    Parameters
    ----------
    places : (n, 2) in metres; points outside the window are left out.
    mass : one weight per point.

    Returns
    -------
    An array like `raster.inside` whose sum is the weight of the points inside.

    References
    ----------
    Wand, M. P. (1994). Fast computation of multivariate kernel estimators. Journal of
    Computational and Graphical Statistics 3, 433-445.
    """
    grid = np.zeros(raster.inside.shape)
    step = max(AT_ONCE, raster.inside.size)
    for first in range(0, len(places), step):
        some = slice(first, first + step)
        _add(grid, raster, places[some], mass[some])
    return grid


def _add(grid: Floats, raster: Raster, places: Floats, mass: Floats) -> None:
    """Adds points to a grid: those with four centres in the window by sums of their moments, others one by one."""
    rows, columns = grid.shape
    # Counted from the centre before the first, so that whole parts are never negative inside the window.
    x = (places[:, 0] - raster.minx) * (1 / raster.cell_m) + 0.5
    y = (places[:, 1] - raster.miny) * (1 / raster.cell_m) + 0.5
    on = (x >= 0.5) & (x < columns + 0.5) & (y >= 0.5) & (y < rows + 0.5)
    if not on.all():
        x, y, mass = x[on], y[on], mass[on]
    column, row = x.astype(np.int64), y.astype(np.int64)
    x -= column
    y -= row
    block = row * (columns + 1) + column
    easy = _whole_blocks(raster).ravel()[block]
    if not easy.all():
        hard = ~easy
        _add_at_shore(
            grid, raster, np.column_stack([column, row])[hard] - 1, np.column_stack([x, y])[hard], mass[hard]
        )
        x, y, mass, block = x[easy], y[easy], mass[easy], block[easy]
    size, shape = (rows + 1) * (columns + 1), (rows + 1, columns + 1)
    x *= mass
    all_of, east = (np.bincount(block, part, size).reshape(shape) for part in (mass, x))
    x *= y
    y *= mass
    north, both = (np.bincount(block, part, size).reshape(shape) for part in (y, x))
    corner = north - both
    grid += (all_of - east - corner)[1:, 1:]
    grid += (east - both)[1:, :-1]
    grid += corner[:-1, 1:]
    grid += both[:-1, :-1]


def _whole_blocks(raster: Raster) -> Flags:
    """For each point where four cells meet, edges of the raster among them, whether all four are in the window."""
    padded = np.pad(raster.inside, 1)
    return np.asarray(padded[:-1, :-1] & padded[1:, :-1] & padded[:-1, 1:] & padded[1:, 1:], dtype=np.bool_)


def _add_at_shore(grid: Floats, raster: Raster, first: NDArray[np.int64], part: Floats, mass: Floats) -> None:
    """Points of which some of the four centres lie outside; those whose own cell does are left out."""
    height, width = raster.inside.shape
    own = first + (part >= 0.5)
    kept = raster.inside[own[:, 1].clip(0, height - 1), own[:, 0].clip(0, width - 1)]
    first, part, mass = first[kept], part[kept], mass[kept]
    corners = [(dx, dy) for dy in (0, 1) for dx in (0, 1)]
    shares = np.array([np.abs(1 - dx - part[:, 0]) * np.abs(1 - dy - part[:, 1]) for dx, dy in corners])
    rows = np.array([first[:, 1] + dy for _, dy in corners])
    columns = np.array([first[:, 0] + dx for dx, _ in corners])
    valid = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    valid[valid] = raster.inside[rows[valid], columns[valid]]
    # At the shore part of an event would land on water; what stays ashore carries all of it.
    shares = np.where(valid, shares, 0.0)
    shares *= mass / shares.sum(axis=0)
    np.add.at(grid, (rows[valid], columns[valid]), shares[valid])
