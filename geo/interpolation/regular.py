"""Which share of each cell of a regular grid lies in drawn areas: exact, and many times quicker than cutting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from shapely.geometry.base import BaseGeometry

from geo.cells import Ints, RegularGrid
from geo.columns import Floats
from geo.coverage import Coverage, coverage, portions
from geo.interpolation.overlap import Overlap

__all__ = ["CellShares", "CellZones", "RegularGrid", "cell_shares", "interpolated", "shares_by_cell"]

Geometries = Sequence[BaseGeometry] | NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class CellShares:
    """Cells of a grid that a shape covers: `index` by number, rising, and `share` = \\|cell and shape\\| / \\|cell\\|.

    Only positive shares are there; a cell wholly inside has exactly 1.
    """

    index: Ints
    share: Floats


def cell_shares(grid: RegularGrid, shape: BaseGeometry) -> CellShares:
    """The share (0-1) of each cell that lies in a shape.

    Parameters
    ----------
    grid : the cells, in the shape's CRS.
    shape : a valid polygon or multipolygon in metres; parts outside the grid count for nothing.

    Notes
    -----
    Exact but for rounding (1e-12 of a cell): areas are summed along the outline, see `geo.coverage`.
    """
    _, index, share = _cells(grid, coverage(grid, _array([shape])), 1)
    return CellShares(index, share)


def shares_by_cell(grid: RegularGrid, shapes: Geometries) -> csr_array:
    """As `cell_shares` for many shapes, as a sparse matrix: a row per shape, a column per cell."""
    return _shares(grid, _array(shapes))


def _shares(grid: RegularGrid, wanted: NDArray[np.object_]) -> csr_array:
    ends, index, share = _cells(grid, coverage(grid, wanted), len(wanted))
    return csr_array((share, index, ends), shape=(len(wanted), grid.size))


def interpolated(grid: RegularGrid, values: ArrayLike, shapes: Geometries) -> Floats:
    r"""Counts of cells carried over to shapes, each shape on its own: :math:`v_t = \sum_c v_c |c \cap t| / |c|`.

    Parameters
    ----------
    values : counts by cell, (cells, k); NaN (hidden) makes every shape that it touches NaN.
    shapes : valid polygons or multipolygons, which may overlap and reach outside the grid.

    Returns
    -------
    An array (n, k); 0 where a shape touches no cell.

    Raises
    ------
    ValueError
        when there is not one row of values per cell.

    References
    ----------
    Goodchild & Lam (1980), see `geo.interpolation.overlap`.
    """
    counts = np.asarray(values, dtype=np.float64)
    if counts.ndim != 2 or len(counts) != grid.size:
        raise ValueError("one row of values per cell is needed")
    wanted = _array(shapes)
    # Portion by portion, so that the shares are still near the processor when they are multiplied.
    parts = [_shares(grid, wanted[first:last]) @ counts for first, last in portions(wanted)]
    return np.asarray(np.concatenate(parts))


class CellZones:
    """Zones that are made of whole cells of a grid: single cells, or blocks of them.

    Parameters
    ----------
    cells : the numbers of the cells of each zone, at least one; no cell is in two zones.

    Raises
    ------
    ValueError
        when a zone has no cell, or one outside the grid, or shares one.
    """

    def __init__(self, grid: RegularGrid, cells: Sequence[NDArray[np.integer[Any]]]) -> None:
        self.grid = grid
        self._count = np.array([len(some) for some in cells], dtype=np.int64)
        index = np.concatenate([*cells, np.zeros(0, dtype=np.int64)]).astype(np.int64)
        if not (self._count > 0).all() or not ((index >= 0) & (index < grid.size)).all():
            raise ValueError("each zone needs cells of the grid")
        self._zone = np.full(grid.size, -1, dtype=np.int32)
        self._zone[index] = np.repeat(np.arange(len(cells)), self._count)
        if int((self._zone >= 0).sum()) != len(index):
            raise ValueError("a cell is in two zones")

    def overlap(self, shapes: Geometries) -> Overlap:
        """As `geo.interpolation.overlap` of the zones with valid polygons or multipolygons."""
        wanted = _array(shapes)
        ends, index, share = _cells(self.grid, coverage(self.grid, wanted), len(wanted))
        shape = np.repeat(np.arange(len(wanted)), np.diff(ends))
        zone = self._zone[index]
        known = zone >= 0
        size = (len(wanted), len(self._count))
        in_cells = csr_array((share[known], (shape[known], zone[known])), shape=size)
        in_cells.sum_duplicates()
        cell_m2 = self.grid.cell_m**2
        part = in_cells.copy()
        part.data = np.minimum(in_cells.data / self._count[in_cells.indices], 1.0)
        source_area = np.asarray(self._count * cell_m2, dtype=np.float64)
        target_area = np.asarray(shapely.area(wanted), dtype=np.float64)
        return Overlap(in_cells * cell_m2, part, source_area, target_area, np.zeros(len(self._count), dtype=np.bool_))


def _cells(grid: RegularGrid, found: Coverage, shapes: int) -> tuple[Ints, Ints, Floats]:
    """Where the cells of each shape begin (one more for the end), and number and share of every cell in order."""
    begins = (found.shape * grid.rows + found.row) * grid.columns + found.column
    runs = (found.run_shape * grid.rows + found.run_row) * grid.columns + found.run_first
    # Runs take their places among single cells, which are in the same order.
    at_run = np.searchsorted(begins, runs) + np.arange(len(runs))
    is_run = np.zeros(len(begins) + len(runs), dtype=np.bool_)
    is_run[at_run] = True
    at_cell = np.flatnonzero(~is_run)
    lengths = np.ones(len(is_run), dtype=np.int64)
    lengths[at_run] = found.run_end - found.run_first
    share = np.ones(len(is_run))
    share[at_cell] = found.share
    first, shape = np.empty_like(lengths), np.empty_like(lengths)
    first[at_cell], first[at_run] = begins % grid.size, runs % grid.size
    shape[at_cell], shape[at_run] = found.shape, found.run_shape
    ends = np.cumsum(lengths)
    index = np.repeat(first - (ends - lengths), lengths)
    index += np.arange(len(index))
    until = np.append(0, ends)[np.searchsorted(shape, np.arange(shapes + 1))]
    return until, index, np.repeat(share, lengths)


def _array(shapes: Geometries) -> NDArray[np.object_]:
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    return array
