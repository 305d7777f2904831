"""What chance would do: labels of events dealt anew among events and people, again and again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

from geo.columns import Floats
from geo.density.intensity import blurred
from geo.grids import Raster, linear_binned

#: Labels are dealt one by one to at most so many.
MOST_DEALT = 50_000


def tolerance(
    raster: Raster,
    events: tuple[Floats, Floats],
    people: tuple[Floats, Floats],
    sigma: float,
    relabellings: int,
    seed: int,
) -> tuple[Floats, Floats]:
    """Shares of relabelled surfaces with at least, and at most, the relative risk seen, on the raster's cells.

    Parameters
    ----------
    events, people : places (n, 2) in metres and their weights, all in the window and not empty.
    sigma : in metres. The surfaces are made on cells of at most half of it and read off between their centres.

    References
    ----------
    Kelsall, J. E. & Diggle, P. J. (1995). Kernel estimation of relative risk. Bernoulli 1, 3-16.
    """
    factor = max(1, int(sigma / 2 / raster.cell_m))
    coarse = _coarser(raster, factor)
    (places, mass), (homes, heads) = events, people
    seen = _share(coarse, linear_binned(coarse, places, mass), linear_binned(coarse, homes, heads), sigma)
    effective = max(1, round(float(mass.sum() ** 2 / (mass**2).sum())))
    pool = _pool(coarse, homes, heads) + _dealt(_pool(coarse, places, np.ones(len(places))), effective)
    chance = np.random.default_rng(seed)
    as_great, as_small = np.zeros(seen.shape), np.zeros(seen.shape)
    everybody = pool.astype(np.float64)
    for _ in range(relabellings):
        labelled = _labelled(pool, effective, chance)
        drawn = _share(coarse, labelled, everybody - labelled, sigma)
        as_great += drawn >= seen
        as_small += drawn <= seen
    rows, columns = raster.inside.shape
    # The centres of the fine cells, counted in coarse ones.
    up, across = ((np.arange(side) + 0.5) / factor - 0.5 for side in (rows, columns))
    at = np.meshgrid(up, across, indexing="ij")
    shares = ((count + 1) / (relabellings + 1) for count in (as_great, as_small))
    more, less = (map_coordinates(share, at, order=1, mode="nearest") for share in shares)
    return more, less


def _labelled(pool: NDArray[np.int64], total: int, chance: np.random.Generator) -> Floats:
    """How many in each cell get the events' label: exactly `total`, or in a large pool each by its own toss.

    A surface is a share of its own total, so a total that varies by chance does not show.
    """
    everybody = int(pool.sum())
    if everybody > MOST_DEALT:
        return chance.binomial(pool, total / everybody).astype(np.float64)
    of_each = np.repeat(np.arange(pool.size), pool.ravel())
    picked = of_each[chance.choice(everybody, total, replace=False, shuffle=False)]
    return np.bincount(picked, minlength=pool.size).reshape(pool.shape).astype(np.float64)


def _share(raster: Raster, events: Floats, people: Floats, sigma: float) -> Floats:
    """What part events are of all, both as shares of their totals: grows with the relative risk, and never fails."""
    one = blurred(events / events.sum(), sigma / raster.cell_m)
    other = blurred(people / people.sum(), sigma / raster.cell_m)
    return np.asarray(one / np.maximum(one + other, 1e-300), dtype=np.float64)


def _coarser(raster: Raster, factor: int) -> Raster:
    rows, columns = (-(-side // factor) for side in raster.inside.shape)
    return Raster(raster.minx, raster.miny, raster.cell_m * factor, np.ones((rows, columns), dtype=np.bool_))


def _pool(raster: Raster, places: Floats, mass: Floats) -> NDArray[np.int64]:
    """Whole numbers by cell that add up to the rounded total: what is rounded off is passed on to the next cell."""
    columns = raster.inside.shape[1]
    cell = np.floor((places - [raster.minx, raster.miny]) / raster.cell_m).astype(np.int64)
    counted = np.bincount(cell[:, 1] * columns + cell[:, 0], weights=mass, minlength=raster.inside.size)
    whole: NDArray[np.int64] = np.diff(np.rint(np.cumsum(counted)), prepend=0.0).astype(np.int64)
    return whole.reshape(raster.inside.shape)


def _dealt(counts: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """Counts scaled to another total, whole."""
    scaled = np.cumsum(counts.ravel()) * (total / counts.sum())
    whole: NDArray[np.int64] = np.diff(np.rint(scaled), prepend=0.0).astype(np.int64)
    return whole.reshape(counts.shape)
