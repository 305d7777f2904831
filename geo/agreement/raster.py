"""How many drawings cover each cell of a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.columns import Floats
from geo.geometry import oriented

Counts = NDArray[np.int64]
Bits = NDArray[np.float32]

#: Cells along the longer side of the window for outlines, and for the measures that compare drawings pairwise.
FINE_CELLS = 768
COARSE_CELLS = 128
#: Below this a cell would be finer than a finger draws on the closest zoom.
LEAST_CELL_M = 1.0
#: Drawings burnt at once into bitmaps of their own; bounds the memory.
CHUNK = 64


@dataclass(frozen=True, slots=True)
class Grid:
    """Square cells over a window; row 0 is the southernmost, `minx`, `miny` the south-western corner in metres."""

    minx: float
    miny: float
    cell_m: float
    rows: int
    columns: int


@dataclass(frozen=True)
class Drawings:
    """Sound polygons of the metric CRS, one a person, in an order that does not depend on how they came.

    `order[i]` is the place in the caller's sequence of `shapes[i]`. `window` holds every place that at least
    `least_together` of them cover: west, south, east, north in metres; None when there is no such place.
    """

    shapes: NDArray[np.object_]
    order: NDArray[np.int64]
    least_together: int
    window: tuple[float, float, float, float] | None

    def __len__(self) -> int:
        return len(self.shapes)

    @cached_property
    def areas_m2(self) -> Floats:
        """The size of each drawing."""
        return np.asarray(shapely.area(self.shapes), dtype=np.float64)

    @cached_property
    def fine(self) -> Grid:
        """The cells on which outlines are found."""
        return self._grid(FINE_CELLS)

    @cached_property
    def coarse(self) -> Grid:
        """The cells on which drawings are compared with each other."""
        return self._grid(COARSE_CELLS)

    @cached_property
    def counts(self) -> Counts:
        """How many drawings cover the centre of each fine cell."""
        grid = self.fine
        every: Counts = covered(list(self.shapes), grid, np.zeros(len(self.shapes), dtype=np.int64), 1)[0]
        return every

    @cached_property
    def bitmaps(self) -> Bits:
        """For each drawing, 1 for the coarse cells whose centre it covers, else 0; (drawings, cells)."""
        grid = self.coarse
        parts = []
        for start in range(0, len(self.shapes), CHUNK):
            chunk = list(self.shapes[start : start + CHUNK])
            burnt = covered(chunk, grid, np.arange(len(chunk)), len(chunk))
            parts.append(burnt.reshape(len(chunk), -1).astype(np.float32))
        return np.concatenate(parts)

    def subset(self, kept: NDArray[np.int64], least_together: int) -> Drawings:
        """Some of the drawings, on the same window and cells."""
        part = Drawings(self.shapes[kept], self.order[kept], least_together, self.window)
        part.__dict__["fine"], part.__dict__["coarse"] = self.fine, self.coarse
        return part

    def _grid(self, cells: int) -> Grid:
        if self.window is None:
            raise ValueError("no place is covered by enough drawings")
        west, south, east, north = self.window
        cell = max(LEAST_CELL_M, max(east - west, north - south) / cells)
        # A cell of nobody all around, so that every outline closes inside the raster.
        columns, rows = int(np.ceil((east - west) / cell)) + 2, int(np.ceil((north - south) / cell)) + 2
        return Grid(west - cell, south - cell, cell, rows, columns)


def drawings_of(shapes: Sequence[BaseGeometry], least_together: int) -> Drawings:
    """Drawings made ready to be laid over each other.

    Parameters
    ----------
    shapes : sound Polygons or MultiPolygons in the metric CRS, one a person.
    least_together : places that fewer than so many people cover are left out of everything, so that one
        person's line across the whole municipality neither shows nor makes the cells coarse.
    """
    if least_together < 1:
        raise ValueError("least_together must be at least 1")
    ready = shapely.normalize(oriented(shapely.force_2d(np.asarray(shapes, dtype=object))))
    keys = [shapely.to_wkb(shape) for shape in ready]
    order = np.asarray(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)
    # Normalizing turns shells clockwise; the count of cells needs them the other way.
    sorted_shapes = oriented(ready[order]) if len(order) else ready
    return Drawings(np.asarray(sorted_shapes, dtype=object), order, least_together, _window(ready, least_together))


def _window(shapes: NDArray[np.object_], least: int) -> tuple[float, float, float, float] | None:
    """The box that no place of `least` drawings lies outside: each side is the `least`-th farthest one."""
    if len(shapes) < least:
        return None
    west, south, east, north = np.sort(shapely.bounds(shapes), axis=0).T
    box = float(west[least - 1]), float(south[least - 1]), float(east[-least]), float(north[-least])
    return box if box[0] < box[2] and box[1] < box[3] else None


def covered(shapes: list[BaseGeometry], grid: Grid, layer_of: NDArray[np.int64], layers: int) -> Counts:
    """How many of each layer's polygons hold the centre of each cell: (layers, rows, columns).

    Winding by scan line: along a row, a line that goes down opens a counter-clockwise polygon and one that
    goes up closes it, so the running sum of the crossings counts the polygons that a centre lies in. Holes run
    clockwise and take themselves away.
    """
    parts, part_shape = shapely.get_parts(shapes, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    xy, ring_of = shapely.get_coordinates(rings, return_index=True)
    shape_of = part_shape[ring_part[ring_of]]
    same = ring_of[1:] == ring_of[:-1]
    start, end, owner = xy[:-1][same], xy[1:][same], shape_of[1:][same]
    low, high = np.minimum(start[:, 1], end[:, 1]), np.maximum(start[:, 1], end[:, 1])
    # Centres with low <= y < high: the half-open rule counts a corner once.
    first = np.ceil((low - grid.miny) / grid.cell_m - 0.5).clip(0, grid.rows).astype(np.int64)
    last = np.ceil((high - grid.miny) / grid.cell_m - 0.5).clip(0, grid.rows).astype(np.int64)
    times = last - first
    edge = np.repeat(np.arange(len(times)), times)
    row = np.arange(len(edge)) - np.repeat(np.cumsum(times) - times, times) + first[edge]
    y = grid.miny + (row + 0.5) * grid.cell_m
    run = (y - start[edge, 1]) / (end[edge, 1] - start[edge, 1])
    x = start[edge, 0] + run * (end[edge, 0] - start[edge, 0])
    column = np.ceil((x - grid.minx) / grid.cell_m - 0.5).clip(0, grid.columns).astype(np.int64)
    sign = np.where(end[edge, 1] < start[edge, 1], 1, -1)
    width = grid.columns + 1
    at = (layer_of[owner[edge]] * grid.rows + row) * width + column
    size = layers * grid.rows * width
    opened = np.bincount(at[sign > 0], minlength=size) - np.bincount(at[sign < 0], minlength=size)
    inside = np.cumsum(opened.reshape(layers, grid.rows, width), axis=2)
    return np.asarray(inside[:, :, :-1], dtype=np.int64)
