"""Whether a figure rises or falls over the years, said only when there are years enough to say it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import kendalltau, theilslopes

LEAST_YEARS = 5


class Direction(StrEnum):
    """The word for a trend."""

    RISING = "rising"
    FALLING = "falling"
    NO_CLEAR = "no_clear"
    """Enough years, and no direction that chance would not give."""
    TOO_FEW_YEARS = "too_few_years"
    """No word: fewer years than `LEAST_YEARS` have a value."""


@dataclass(frozen=True, slots=True)
class Trend:
    """`slope` per year with its bounds, Kendall's `tau` and its `p`, and the word; `years` had a value.

    Figures are NaN with fewer than two years, the bounds and p with fewer than three.
    """

    slope: float
    low: float
    high: float
    tau: float
    p: float
    direction: Direction
    years: int


def trend(years: ArrayLike, values: ArrayLike, level: float = 0.95) -> Trend:
    """The median of the slopes between all pairs of years, and whether the order of the years matters.

    Parameters
    ----------
    years : of the values, each once, in any order. values : NaN where a year has none; all of one area version.
    level : of the interval; the word needs a p under one less this.

    Raises
    ------
    ValueError
        for unequal lengths or a year given twice.

    References
    ----------
    Sen, P. K. (1968). Estimates of the regression coefficient based on Kendall's tau. JASA 63, 1379-1389.
    Kendall, M. G. (1938). A new measure of rank correlation. Biometrika 30, 81-93.
    """
    when, what = np.array(years, dtype=np.float64, ndmin=1), np.array(values, dtype=np.float64, ndmin=1)
    if when.shape != what.shape or len(np.unique(when)) != len(when) or not np.isfinite(when).all():
        raise ValueError("one value for each year, and each year once, are needed")
    known = np.isfinite(what)
    when, what = when[known], what[known]
    count, nan = len(when), float("nan")
    if count < 2:
        return Trend(nan, nan, nan, nan, nan, Direction.TOO_FEW_YEARS, count)
    line = theilslopes(what, when, alpha=level)
    slope = float(line.slope)
    if count < 3:
        return Trend(slope, nan, nan, nan, nan, Direction.TOO_FEW_YEARS, count)
    tau, p = (0.0, 1.0) if np.ptp(what) == 0 else (float(part) for part in kendalltau(when, what))
    if count < LEAST_YEARS:
        direction = Direction.TOO_FEW_YEARS
    elif p < 1 - level and slope != 0:
        direction = Direction.RISING if slope > 0 else Direction.FALLING
    else:
        direction = Direction.NO_CLEAR
    return Trend(slope, float(line.low_slope), float(line.high_slope), tau, p, direction, count)
