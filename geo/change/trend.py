"""Whether a figure rises or falls over the years, said only when there are years enough to say it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import kendalltau, norm, theilslopes

from geo.columns import Floats

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
    word = _direction(slope, p, count, level)
    return Trend(slope, float(line.low_slope), float(line.high_slope), tau, p, word, count)


def trends(years: ArrayLike, table: ArrayLike, level: float = 0.95) -> list[Trend]:
    """`trend` of each row of a table, (areas, years): the same figures, for hundreds of areas in a few milliseconds.

    Rows that lack a year, or hold a figure twice, are reckoned one by one.

    Raises
    ------
    ValueError
        as `trend`.
    """
    when = np.array(years, dtype=np.float64, ndmin=1)
    what = np.array(table, dtype=np.float64, ndmin=2)
    order = np.argsort(when, kind="stable")
    when, what = when[order], what[:, order]
    ranked = np.sort(what, axis=1)
    alike = np.isfinite(what).all(axis=1) & (ranked[:, 1:] != ranked[:, :-1]).all(axis=1)
    plain = alike & (what.shape[1] >= 3) & (np.unique(when).size == what.shape[1])
    found: list[Trend | None] = [None] * len(what)
    if plain.any():
        for row, one in zip(np.flatnonzero(plain).tolist(), _plain(when, what[plain], level), strict=True):
            found[row] = one
    return [one or trend(when, what[row], level) for row, one in enumerate(found)]


def _plain(when: Floats, what: Floats, level: float) -> list[Trend]:
    """Rows with every year and no figure twice, years rising: Sen's and Kendall's figures by counting pairs."""
    count = len(when)
    first, last = np.triu_indices(count, 1)
    slopes = np.sort((what[:, last] - what[:, first]) / (when[last] - when[first]), axis=1)
    pairs = slopes.shape[1]
    # Sen (1968), equation 2.6: ranks of the slopes that bound the median.
    spread = norm.ppf((1 + level) / 2) * np.sqrt(count * (count - 1) * (2 * count + 5) / 18)
    low = max(round((pairs - spread) / 2) - 1, 0)
    high = min(round((pairs + spread) / 2), pairs - 1)
    middle = np.median(slopes, axis=1)
    falls = (slopes < 0).sum(axis=1).tolist()
    made = []
    for row, slope in enumerate(middle.tolist()):
        tau, p = _kendall(count, falls[row])
        bounds = float(slopes[row, low]), float(slopes[row, high])
        made.append(Trend(slope, *bounds, tau, p, _direction(slope, p, count, level), count))
    return made


@cache
def _kendall(count: int, falls: int) -> tuple[float, float]:
    """Kendall's tau and p of so many years with so many pairs in falling order; which pairs does not matter."""
    order: list[int] = []
    left = falls
    for number in range(count):
        back = min(left, number)
        order.insert(number - back, number)
        left -= back
    tau, p = kendalltau(np.arange(count), np.array(order))
    return float(tau), float(p)


def _direction(slope: float, p: float, count: int, level: float) -> Direction:
    if count < LEAST_YEARS:
        return Direction.TOO_FEW_YEARS
    if p < 1 - level and slope != 0:
        return Direction.RISING if slope > 0 else Direction.FALLING
    return Direction.NO_CLEAR
