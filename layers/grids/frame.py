"""The regular grid that cells stand on, in a coordinate system of its own."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.columns import Flags, Floats
from geo.crs import METRIC

Cells = NDArray[np.int64]
#: A corner may stand this part of a cell away from its place: publishers' files are rounded.
OFF_BY_AT_MOST = 0.02


@dataclass(frozen=True, slots=True)
class GridFrame:
    """Square cells of `cell_m` metres in the projected CRS `epsg`.

    `west`, `south` is the south-western corner; a cell's index is row * columns + column, and row 0 is the
    southernmost.
    """

    epsg: int
    west: float
    south: float
    cell_m: float
    columns: int
    rows: int

    @property
    def size(self) -> int:
        """How many cells there are."""
        return self.columns * self.rows

    def index_of(self, east: Floats, north: Floats) -> Cells:
        """The cells that points of the grid's CRS lie in; they must lie inside the frame."""
        column = np.floor((east - self.west) / self.cell_m).astype(np.int64)
        row = np.floor((north - self.south) / self.cell_m).astype(np.int64)
        return np.asarray(row * self.columns + column, dtype=np.int64)

    def boxes(self, cells: Cells) -> NDArray[np.object_]:
        """The cells as squares in the grid's CRS."""
        row, column = np.divmod(cells, self.columns)
        west, south = self.west + column * self.cell_m, self.south + row * self.cell_m
        return np.asarray(shapely.box(west, south, west + self.cell_m, south + self.cell_m), dtype=object)

    def centres(self, cells: Cells) -> NDArray[np.object_]:
        """The cells' centres in the metric CRS."""
        row, column = np.divmod(cells, self.columns)
        half = self.cell_m / 2
        points = shapely.points(self.west + column * self.cell_m + half, self.south + row * self.cell_m + half)
        if self.epsg == METRIC.epsg:
            return np.asarray(points, dtype=object)
        return np.array(METRIC.geometry_from_epsg(shapely.multipoints(points), self.epsg).geoms, dtype=object)

    def start_blocks(self, start: int) -> Cells:
        """The number of the start block of each cell; blocks are numbered from any fixed beginning."""
        row, column = np.divmod(np.arange(self.size, dtype=np.int64), self.columns)
        across = -(-self.columns // start)
        return np.asarray((row // start) * across + column // start, dtype=np.int64)


def frame_over(epsg: int, cell_m: float, lower_left: Floats, start: int) -> GridFrame:
    """The frame that holds cells with these south-western corners, (n, 2) in metres.

    Its corner stands on a whole start block counted from the CRS's own origin, so that the blocks of two years
    are the same wherever their files begin.
    """
    offset = np.median(np.mod(lower_left - lower_left[0] + cell_m / 2, cell_m), axis=0) - cell_m / 2
    origin = np.mod(lower_left[0] + offset, cell_m)
    block = cell_m * start
    west, south = (
        math.floor((low - corner + cell_m / 2) / block) * block + corner
        for low, corner in zip(lower_left.min(axis=0), origin, strict=True)
    )
    columns, rows = (
        math.ceil((high - low + cell_m / 2) / block) * start
        for low, high in zip((west, south), lower_left.max(axis=0), strict=True)
    )
    return GridFrame(epsg, round(west, 2), round(south, 2), cell_m, columns, rows)


def stands_on(frame: GridFrame, lower_left: Floats) -> Flags:
    """True for cells whose corner stands on the frame's lines."""
    off = np.mod(lower_left - [frame.west, frame.south] + frame.cell_m / 2, frame.cell_m) - frame.cell_m / 2
    return np.asarray((np.abs(off) <= OFF_BY_AT_MOST * frame.cell_m).all(axis=1), dtype=np.bool_)
