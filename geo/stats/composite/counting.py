"""Alkire and Foster's counting of deprivations over people: how many are deprived, and how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from geo.columns import checked_counts
from geo.stats.composite.weighting import SLACK


@dataclass(frozen=True, slots=True)
class Poverty:
    """`headcount` H: share of people who are deprived in enough; `intensity` A: the mean share of deprivations of
    those (NaN with nobody); `adjusted` M0 = H A. All 0-1; NaN with no people."""

    headcount: float
    intensity: float
    adjusted: float


def poverty(scores: ArrayLike, people: ArrayLike, *, poor_from: float = 1 / 3) -> Poverty:
    """H, A and M0.

    Parameters
    ----------
    scores : weighted share of deprivations (0-1) of each household or area; NaN where unknown, then left out.
    people : how many live there.
    poor_from : share of deprivations from which one counts as poor.

    Raises
    ------
    ValueError
        for scores beyond 0-1, negative people, or unequal lengths.

    References
    ----------
    Alkire & Foster (2011), see `geo.stats.composite.aggregating.aggregated`. UNDP, Human Development Report, technical
    note on the multidimensional poverty index.
    """
    c, n = checked_counts(scores), np.nan_to_num(checked_counts(people))
    if c.shape != n.shape:
        raise ValueError("scores and people differ in length")
    if (c > 1 + SLACK).any():
        raise ValueError("scores are shares of the deprivations, 0-1")
    known = ~np.isnan(c)
    everybody = float(n[known].sum())
    if everybody == 0:
        return Poverty(float("nan"), float("nan"), float("nan"))
    poor = np.where(known & (c >= poor_from - SLACK), n, 0.0)
    adjusted = float((poor * np.nan_to_num(c)).sum() / everybody)
    headcount = float(poor.sum() / everybody)
    return Poverty(headcount, adjusted / headcount if headcount > 0 else float("nan"), adjusted)
