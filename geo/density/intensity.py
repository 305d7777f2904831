"""Kernel intensity with edge correction.

Two forms: `intensity_at` is the exact sum at chosen places inside a rectangle, `intensity_surface`
a raster over any window (land without water, say). Both use an isotropic Gaussian kernel with
`sigma` in metres and give events per m2.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.ndimage import gaussian_filter
from scipy.stats import norm

from geo.columns import Floats
from geo.grids import Raster, linear_binned

TRUNCATE_SIGMAS = 6.0


class EdgeCorrection(StrEnum):
    """What is done about the part of a kernel that falls outside the window."""

    UNIFORM = "uniform"
    """Divide at the place looked at: unbiased for an even spread, does not keep the mass."""
    DIGGLE = "diggle"
    """Divide at each event: the integral over the window is the number of events."""


def intensity_surface(
    raster: Raster,
    points: ArrayLike,
    sigma: float,
    *,
    weights: ArrayLike | None = None,
    edge: EdgeCorrection = EdgeCorrection.DIGGLE,
) -> Floats:
    r"""Kernel intensity on a raster, in events per m2; NaN outside the window.

    .. math:: \lambda(u) = \sum_j w_j k_\sigma(u - x_j) / e, \qquad
              e(v) = \int_W k_\sigma(v - s) ds

    with e taken at the event x_j (Diggle) or at the place u (uniform).

    Parameters
    ----------
    points : (n, 2) easting and northing in metres. Points outside the window are left out.
    sigma : bandwidth in metres, at least half a cell.
    weights : one per point, default 1.

    Notes
    -----
    Events are shared among the four nearest cell centres in proportion (linear binning), which
    keeps sums and means exact and adds a variance of h^2/6 a side for random positions; the
    filter's variance is sigma^2 - h^2/6 so that the two together make sigma. With cells of a
    tenth of sigma the result is within 0.5 % of the exact sum away from far tails.

    Raises
    ------
    ValueError
        for a sigma too small for the cells, or points that are not finite.

    References
    ----------
    Diggle, P. (1985). A kernel method for smoothing point process data. Applied Statistics 34,
    138-147. Jones, M. C. (1993). Simple boundary correction for kernel density estimation.
    Statistics and Computing 3, 135-146. Wand, M. P. (1994), on linear binning, JCGS 3, 433-445.
    """
    if not sigma >= raster.cell_m / 2:
        raise ValueError("sigma must be at least half a cell")
    blur = float(np.sqrt(sigma**2 - raster.cell_m**2 / 6)) / raster.cell_m
    mass = linear_binned(raster, *checked_points(points, weights))
    kept = _kept_on(raster, sigma)
    if edge is EdgeCorrection.DIGGLE:
        mass = _over(mass, kept)
        surface = blurred(mass, blur)
    else:
        surface = _over(blurred(mass, blur), kept)
    surface /= raster.cell_m**2
    surface[~raster.inside] = np.nan
    return surface


def intensity_at(
    places: ArrayLike,
    points: ArrayLike,
    sigma: float,
    box: tuple[float, float, float, float],
    *,
    weights: ArrayLike | None = None,
    edge: EdgeCorrection = EdgeCorrection.DIGGLE,
) -> Floats:
    """The exact intensity at places in a rectangular window: formula as `intensity_surface`.

    Parameters
    ----------
    places, points : (n, 2) in metres, inside the box.
    box : minx, miny, maxx, maxy of the window.

    Returns
    -------
    Events per m2 at each place. Cost and memory grow with places times points.
    """
    where, _ = checked_points(places, None)
    events, mass = checked_points(points, weights)
    square = ((where[:, None, :] - events[None, :, :]) ** 2).sum(axis=2)
    kernel = np.exp(-square / (2 * sigma**2)) / (2 * np.pi * sigma**2)
    if edge is EdgeCorrection.DIGGLE:
        return np.asarray(kernel @ (mass / _kept_in_box(events, sigma, box)), dtype=np.float64)
    return np.asarray(kernel @ mass / _kept_in_box(where, sigma, box), dtype=np.float64)


def scott_bandwidth(points: ArrayLike) -> tuple[float, float]:
    """Scott's rule by axis, in metres: standard deviation (n - 1) times n^(-1/6).

    NaN for fewer than two points.

    References
    ----------
    Scott, D. W. (1992). Multivariate Density Estimation. Wiley.
    """
    places, _ = checked_points(points, None)
    if len(places) < 2:
        return float("nan"), float("nan")
    x, y = places.std(axis=0, ddof=1) * len(places) ** (-1 / 6)
    return float(x), float(y)


def checked_points(points: ArrayLike, weights: ArrayLike | None) -> tuple[Floats, Floats]:
    """Points (n, 2) and one weight for each, 1 by default; a ValueError when something is not finite."""
    places = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    mass = np.ones(len(places)) if weights is None else np.asarray(weights, dtype=np.float64)
    if mass.shape != (len(places),) or not np.isfinite(places).all() or not np.isfinite(mass).all():
        raise ValueError("points and weights must be finite, one weight per point")
    return places, mass


def blurred(grid: Floats, sigma_cells: float) -> Floats:
    """A Gaussian filter with nothing beyond the edge of the raster."""
    return np.asarray(
        gaussian_filter(grid, sigma_cells, mode="constant", cval=0.0, truncate=TRUNCATE_SIGMAS),
        dtype=np.float64,
    )


def _kept_on(raster: Raster, sigma: float) -> Floats:
    """How much of a kernel at each cell falls inside the window."""
    if not raster.inside.all():
        return blurred(raster.inside.astype(np.float64), sigma / raster.cell_m)
    # A whole rectangle is the product of its sides.
    up, across = (blurred(np.ones(side), sigma / raster.cell_m) for side in raster.inside.shape)
    return np.asarray(np.outer(up, across), dtype=np.float64)


def _over(grid: Floats, kept: Floats) -> Floats:
    quotient = np.zeros_like(grid)
    np.divide(grid, kept, out=quotient, where=kept > 0)
    return quotient


def _kept_in_box(places: Floats, sigma: float, box: tuple[float, float, float, float]) -> Floats:
    minx, miny, maxx, maxy = box
    x, y = places[:, 0], places[:, 1]
    across = norm.cdf((maxx - x) / sigma) - norm.cdf((minx - x) / sigma)
    along = norm.cdf((maxy - y) / sigma) - norm.cdf((miny - y) / sigma)
    return np.asarray(across * along, dtype=np.float64)
