"""Events per 1,000 residents as a surface, pulled towards the whole where few people live."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from geo.columns import Floats, divided
from geo.density.intensity import intensity_surface
from geo.grids import Raster
from geo.stats.shrinkage import eb_shrunk


@dataclass(frozen=True, slots=True)
class RateSurface:
    """Events `per` so many people: `raw`, and `shrunk` by how many people stand behind each place.

    NaN outside the window and where nobody lives within reach. `overall` is the rate of the whole window.
    """

    raw: Floats
    shrunk: Floats
    overall: float
    per: float


def rate_surface(
    raster: Raster,
    events: ArrayLike,
    people: ArrayLike,
    sigma: float,
    *,
    weights: ArrayLike | None = None,
    people_weights: ArrayLike | None = None,
    per: float = 1000.0,
) -> RateSurface:
    r"""The ratio of two intensities with one bandwidth, shrunk like the rates of areas.

    A Gaussian kernel takes in as much as a disc of 4 pi sigma^2 m2 that counts everybody alike, so the events and
    people of such a disc are what Marshall's empirical Bayes (`eb_shrunk`) is given at each place.

    Parameters
    ----------
    events, people : (n, 2) in metres. `people` are dwellings, or the centres of cells.
    weights : of events: by kind, or so that participants match the population (`representation`). Default 1.
    people_weights : residents (or residents and holiday homes, as was chosen) at each place.
    sigma : see `intensity_surface`.

    References
    ----------
    Bithell, J. (1990). An application of density estimation to geographical epidemiology. Statistics in Medicine 9,
    691-701. Marshall (1991), see `eb_shrunk`.
    """
    thick = intensity_surface(raster, events, sigma, weights=weights)
    lived = intensity_surface(raster, people, sigma, weights=people_weights)
    reach = 4 * np.pi * sigma**2
    # Where a kernel's far tail alone reaches, less than a tenth of a person stands behind the place.
    inhabited = lived * reach >= 0.1
    raw, shrunk = np.full(lived.shape, np.nan), np.full(lived.shape, np.nan)
    overall = float("nan")
    if inhabited.any():
        found = eb_shrunk(thick[inhabited] * reach, lived[inhabited] * reach)
        raw[inhabited], shrunk[inhabited] = per * found.raw, per * found.rate
        overall = float(per * divided(np.nansum(thick), np.nansum(lived)))
    return RateSurface(raw, shrunk, overall, per)
