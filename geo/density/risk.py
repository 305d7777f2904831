"""Where events are thicker or thinner than the people they come from, and whether chance would do it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import map_coordinates

from geo.columns import Floats
from geo.density.evidence import enough_evidence
from geo.density.intensity import EdgeCorrection, blurred, checked_points, intensity_surface
from geo.grids import Raster, linear_binned, points_inside

#: Labels are dealt one by one to at most so many.
MOST_DEALT = 50_000


class RiskState(IntEnum):
    """What is said of a cell."""

    OUTSIDE = 0
    THIN = 1
    """Too few events or people near to say anything: masked."""
    AS_EXPECTED = 2
    MORE = 3
    LESS = 4


@dataclass(frozen=True, slots=True)
class RelativeRisk:
    """`log_risk` is 0 where events are as thick as people would have it; NaN outside the window and where masked.

    `p_more`, `p_less` are the shares of relabellings with at least, or at most, as much; a line drawn at half of
    `level` bounds what is significant. `state` holds `RiskState` values. `sigma` in metres is part of the result.
    """

    log_risk: Floats
    p_more: Floats
    p_less: Floats
    state: NDArray[np.int8]
    sigma: float
    level: float
    relabellings: int
    seed: int


def log_relative_risk(events: ArrayLike, base: ArrayLike, n_events: float, n_base: float) -> Floats:
    r"""Log ratio of two densities: where events are thicker than the people they come from.

    .. math:: \rho(u) = \ln \frac{\lambda_1(u) / n_1}{\lambda_0(u) / n_0}

    Parameters
    ----------
    events, base : intensities over the same window with one common sigma and the uniform edge
        form, whose edge factors then cancel.
    n_events, n_base : total weight behind each.

    Returns
    -------
    0 where events are as thick as expected; NaN where either intensity is 0, missing or NaN.

    References
    ----------
    Kelsall, J. E. & Diggle, P. J. (1995). Kernel estimation of relative risk. Bernoulli 1, 3-16.
    """
    if not (n_events > 0 and n_base > 0):
        raise ValueError("both totals must be positive")
    above, below = np.asarray(events, dtype=np.float64), np.asarray(base, dtype=np.float64)
    known = (above > 0) & (below > 0)
    risk = np.full(known.shape, np.nan)
    risk[known] = np.log(above[known] / n_events) - np.log(below[known] / n_base)
    return risk


def relative_risk(
    raster: Raster,
    events: ArrayLike,
    people: ArrayLike,
    sigma: float,
    *,
    weights: ArrayLike | None = None,
    people_weights: ArrayLike | None = None,
    relabellings: int = 99,
    seed: int = 1,
    level: float = 0.05,
    least_points: int = 5,
    least_base: float = 0.0,
) -> RelativeRisk:
    """Kelsall and Diggle's log relative risk with tolerance by relabelling, masked where the data are thin.

    Events and people are thrown together and the events' label is dealt out anew, again and again. Weighted events
    are dealt as their effective number (Kish), so that weights never make a surface look surer. The relabelled
    surfaces are made on cells of at most half a sigma, which a kernel does not tell from finer ones.

    Parameters
    ----------
    events, people, weights, people_weights : as `rate_surface`.
    level : two-sided. relabellings : at least 39 for 5 %; 0 for none, then nothing is called significant.
    least_points, least_base : of `enough_evidence`; the floor is residents per m2.

    Raises
    ------
    ValueError
        when no event, or nobody, lies in the window.
    """
    places, mass = checked_points(events, weights)
    homes, heads = checked_points(people, people_weights)
    inside, lived = points_inside(raster, places), points_inside(raster, homes)
    places, mass, homes, heads = places[inside], mass[inside], homes[lived], heads[lived]
    if not mass.sum() > 0 or not heads.sum() > 0:
        raise ValueError("events and people are needed in the window")
    uniform = EdgeCorrection.UNIFORM
    thick = intensity_surface(raster, places, sigma, weights=mass, edge=uniform)
    base = intensity_surface(raster, homes, sigma, weights=heads, edge=uniform)
    risk = log_relative_risk(thick, base, float(mass.sum()), float(heads.sum()))
    shown = enough_evidence(raster, places, sigma, base=base, least_points=least_points, least_base=least_base)
    shown &= ~np.isnan(risk)
    risk[~shown] = np.nan
    more, less = _tolerance(raster, (places, mass), (homes, heads), sigma, relabellings, seed)
    more[~shown], less[~shown] = np.nan, np.nan
    state = np.where(shown, RiskState.AS_EXPECTED, RiskState.THIN).astype(np.int8)
    state[np.nan_to_num(more, nan=1.0) <= level / 2] = RiskState.MORE
    state[np.nan_to_num(less, nan=1.0) <= level / 2] = RiskState.LESS
    state[~raster.inside] = RiskState.OUTSIDE
    return RelativeRisk(risk, more, less, state, sigma, level, relabellings, seed)


def _tolerance(
    raster: Raster,
    events: tuple[Floats, Floats],
    people: tuple[Floats, Floats],
    sigma: float,
    relabellings: int,
    seed: int,
) -> tuple[Floats, Floats]:
    """Shares of relabelled surfaces with at least, and at most, the risk seen, on the raster's cells."""
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
