"""Where a surface may be shown: not where it rests on a handful of events, or on nobody."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial import cKDTree

from geo.columns import Flags, Floats
from geo.density.intensity import checked_points
from geo.grids import Raster, points_inside


def enough_evidence(
    raster: Raster,
    points: ArrayLike,
    sigma: float,
    *,
    base: ArrayLike | None = None,
    least_points: int = 5,
    least_base: float = 0.0,
) -> Flags:
    """True for cells that may be shown: enough events near, and enough people.

    Parameters
    ----------
    least_points : events within 3 sigma of the cell's centre (unweighted).
    base, least_base : an intensity of residents on the same raster, and its floor per m2.
    """
    places, _ = checked_points(points, None)
    places = places[points_inside(raster, places)]
    shown = raster.inside.copy()
    if least_points > 0:
        shown &= _with_near(raster, places, 3 * sigma, least_points)
    if base is not None:
        shown &= np.nan_to_num(np.asarray(base, dtype=np.float64), nan=-1.0) >= least_base
    return shown


def _with_near(raster: Raster, places: Floats, reach: float, least: int) -> Flags:
    """Cells with so many places within reach of their centre.

    Counts in a square inside the circle, and in one around it, settle most cells; the others are looked up.
    """
    rows, columns = raster.inside.shape
    cell = np.floor((places - [raster.minx, raster.miny]) / raster.cell_m).astype(np.int64)
    counts = np.bincount(cell[:, 1] * columns + cell[:, 0], minlength=rows * columns).reshape(rows, columns)
    sums = np.pad(counts.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    # A place lies up to half a cell from its cell's centre, either way.
    inner = int(np.floor(reach / np.sqrt(2) / raster.cell_m - 0.5))
    near = _squared(sums, inner) >= least if inner >= 0 else np.zeros(raster.inside.shape, dtype=np.bool_)
    unclear = ~near & (_squared(sums, int(np.ceil(reach / raster.cell_m + 0.5))) >= least) & raster.inside
    row, column = np.nonzero(unclear)
    if len(row):
        xs, ys = raster.centres()
        # A hair more than reach, because the bound itself is left out.
        away, _ = cKDTree(places).query(
            np.column_stack([xs[column], ys[row]]), k=[least], distance_upper_bound=reach * (1 + 1e-12)
        )
        near[row, column] = away[:, 0] <= reach
    return np.asarray(near, dtype=np.bool_)


def _squared(sums: np.ndarray, half: int) -> np.ndarray:
    """Counts in the square of cells up to `half` away, from sums of all cells below and left."""
    rows, columns = (side - 1 for side in sums.shape)
    low, high = (np.clip(np.arange(rows) + step, 0, rows) for step in (-half, half + 1))
    left, right = (np.clip(np.arange(columns) + step, 0, columns) for step in (-half, half + 1))
    above, below = sums[high], sums[low]
    return np.asarray(above[:, right] - above[:, left] - below[:, right] + below[:, left])
