"""Which share of each cell of a regular grid lies in drawn areas: exact, and many times quicker than cutting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from shapely.geometry.base import BaseGeometry

from geo.cells import Ints, RegularGrid
from geo.columns import Floats
from geo.coverage import Coverage, coverage
from geo.interpolation.overlap import Overlap

__all__ = ["CellShares", "RegularGrid", "cell_shares", "interpolated", "overlap_by_cells", "shares_by_cell"]

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
    _, index, share = _cells(grid, coverage(grid, _array([shape])))
    return CellShares(index, share)


def shares_by_cell(grid: RegularGrid, shapes: Geometries) -> csr_array:
    """As `cell_shares` for many shapes, as a sparse matrix: a row per shape, a column per cell."""
    wanted = _array(shapes)
    shape, index, share = _cells(grid, coverage(grid, wanted))
    ends = np.searchsorted(shape, np.arange(len(wanted) + 1))
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
    return np.asarray(shares_by_cell(grid, shapes) @ counts)


def overlap_by_cells(grid: RegularGrid, zone_of: ArrayLike, zones: int, shapes: Geometries) -> Overlap:
    """As `overlap` for zones that are made of whole cells: single cells, or blocks of them.

    Parameters
    ----------
    zone_of : the zone (0 .. zones - 1) of each cell; -1 where no zone is.
    zones : how many zones there are; each has a cell.
    shapes : valid polygons or multipolygons.

    Raises
    ------
    ValueError
        when there is not one zone number per cell, or a zone has no cell.
    """
    zone = np.asarray(zone_of, dtype=np.int64)
    if zone.shape != (grid.size,):
        raise ValueError("one zone per cell is needed")
    cells = np.bincount(zone[zone >= 0], minlength=zones)
    if len(cells) != zones or not (cells > 0).all():
        raise ValueError("each zone needs a cell")
    wanted = _array(shapes)
    shape, index, share = _cells(grid, coverage(grid, wanted))
    known = zone[index] >= 0
    size = (len(wanted), zones)
    in_cells = csr_array((share[known], (shape[known], zone[index[known]])), shape=size)
    in_cells.sum_duplicates()
    source_area = np.asarray(cells * grid.cell_m**2, dtype=np.float64)
    area, part = in_cells * grid.cell_m**2, in_cells.copy()
    part.data = np.minimum(in_cells.data / cells[in_cells.indices], 1.0)
    target_area = np.asarray(shapely.area(wanted), dtype=np.float64)
    return Overlap(area, part, source_area, target_area, np.zeros(zones, dtype=np.bool_))


def _cells(grid: RegularGrid, found: Coverage) -> tuple[Ints, Ints, Floats]:
    """Shape, number and share of every cell, by shape and number."""
    lengths = found.run_end - found.run_first
    run = np.repeat(np.arange(len(lengths)), lengths)
    along = np.arange(len(run)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    shape = np.concatenate([found.shape, found.run_shape[run]])
    column = np.concatenate([found.column, found.run_first[run] + along])
    index = np.concatenate([found.row, found.run_row[run]]) * grid.columns + column
    share = np.concatenate([found.share, np.ones(len(run))])
    order = np.argsort(shape * grid.size + index, kind="stable")
    return shape[order], index[order], share[order]


def _array(shapes: Geometries) -> NDArray[np.object_]:
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    return array
