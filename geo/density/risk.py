"""Where events are thicker or thinner than the people they come from, and whether chance would do it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.columns import Floats
from geo.density.evidence import enough_evidence
from geo.density.intensity import EdgeCorrection, checked_points, intensity_surface
from geo.density.tolerance import tolerance
from geo.grids import Raster, points_inside


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
    more, less = tolerance(raster, (places, mass), (homes, heads), sigma, relabellings, seed)
    more[~shown], less[~shown] = np.nan, np.nan
    state = np.where(shown, RiskState.AS_EXPECTED, RiskState.THIN).astype(np.int8)
    state[np.nan_to_num(more, nan=1.0) <= level / 2] = RiskState.MORE
    state[np.nan_to_num(less, nan=1.0) <= level / 2] = RiskState.LESS
    state[~raster.inside] = RiskState.OUTSIDE
    return RelativeRisk(risk, more, less, state, sigma, level, relabellings, seed)
