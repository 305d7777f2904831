"""Rates freed of what areas' people are by age: what the rate would be, were every area as the standard."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2, gamma

from geo.columns import Floats, checked_counts, divided


@dataclass(frozen=True, slots=True)
class Standardised:
    """Rates by area: `crude`, `rate` as with the standard's groups, and the interval of `rate` (Fay and Feuer).

    NaN where a group that the standard has is hidden or has nobody.
    """

    crude: Floats
    rate: Floats
    low: Floats
    high: Floats


def direct_standardised(
    events: ArrayLike, people: ArrayLike, standard: ArrayLike, *, level: float = 0.95
) -> Standardised:
    r"""Direct standardisation with gamma intervals.

    .. math:: R = \sum_g \frac{S_g}{S} \frac{O_g}{N_g}, \qquad
              v = \sum_g \left(\frac{S_g}{S N_g}\right)^2 O_g

    Parameters
    ----------
    events, people : counts, (areas, groups); NaN where hidden.
    standard : people of the standard by group, (groups,), or by area, (areas, groups).
    level : coverage, 0-1.

    Raises
    ------
    ValueError
        for unequal shapes, negative or infinite counts, or a standard without people.

    References
    ----------
    Fay, M. P. & Feuer, E. J. (1997). Confidence intervals for directly standardized rates: a method based on the gamma
    distribution. Statistics in Medicine 16.
    """
    o, n = np.atleast_2d(checked_counts(events)), np.atleast_2d(checked_counts(people))
    if o.shape != n.shape or not 0 < level < 1:
        raise ValueError("events and people must have the same areas and groups, and the level lie in 0-1")
    s = np.broadcast_to(checked_counts(standard), o.shape)
    if not (s.sum(axis=1) > 0).all():
        raise ValueError("the standard needs people")
    weight = np.where(s > 0, divided(s / s.sum(axis=1, keepdims=True), n), 0.0)
    counted = np.where(s > 0, o, 0.0)
    rate, variance = (counted * weight).sum(axis=1), (counted * weight**2).sum(axis=1)
    widest = weight.max(axis=1)
    tail = (1 - level) / 2
    low = np.zeros(len(rate))
    some = rate > 0
    low[some] = gamma.ppf(tail, rate[some] ** 2 / variance[some], scale=variance[some] / rate[some])
    low[np.isnan(rate)] = np.nan
    more, spread = rate + widest, variance + widest**2
    high = np.where(
        some, gamma.ppf(1 - tail, more**2 / spread, scale=spread / more), chi2.ppf(1 - tail, 2) / 2 * widest
    )
    return Standardised(divided(o.sum(axis=1), n.sum(axis=1)), rate, low, np.where(np.isnan(rate), np.nan, high))
