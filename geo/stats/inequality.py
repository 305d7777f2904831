"""Inequality between areas, each counted as often as people live in it.

Areas without a value or without people are left out: what is suppressed is neither low nor high.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from geo.columns import Flags, Floats


def gini(values: ArrayLike, people: ArrayLike) -> float:
    r"""Gini coefficient of a mean by area, weighted by people; 0 is equal.

    .. math:: G = \frac{\sum_i \sum_j n_i n_j |y_i - y_j|}{2 N^2 \mu}

    Parameters
    ----------
    values : a mean or a rate by area, >= 0; NaN where suppressed.
    people : residents by area, >= 0.

    Returns
    -------
    0-1; NaN when nothing is left to compare or the mean is 0.

    Raises
    ------
    ValueError
        for negative or infinite numbers or unequal lengths.
    """
    y, n = _known(values, people)
    if not len(y) or (y * n).sum() == 0:
        return float("nan")
    order = np.argsort(y, kind="stable")
    y, n = y[order], n[order]
    # The double sum in one pass: each area against all poorer ones.
    below, below_sum = np.cumsum(n) - n, np.cumsum(n * y) - n * y
    pairs = 2 * (n * (y * below - below_sum)).sum()
    return float(pairs / (2 * n.sum() * (n * y).sum()))


def gini_share_between(values: ArrayLike, people: ArrayLike, regions: ArrayLike) -> float:
    """Share (0-1) of the Gini that comes from pairs of areas in different regions.

    NaN where all values are equal. Raises ValueError as `gini`.

    References
    ----------
    Rey, S. & Smith, R. (2013). A spatial decomposition of the Gini coefficient. Letters in Spatial and
    Resource Sciences 6.
    """
    keep = _kept(values, people)
    y, n = _known(values, people)
    groups = np.asarray(regions)[keep]
    pairs = np.outer(n, n) * np.abs(y[:, None] - y[None, :])
    total = pairs.sum()
    return float(pairs[groups[:, None] != groups[None, :]].sum() / total) if total > 0 else float("nan")


@dataclass(frozen=True, slots=True)
class Theil:
    """Theil's T: `total` = `between` the regions + `within` them. NaN when there is nothing to compare."""

    total: float
    between: float
    within: float


def theil(values: ArrayLike, people: ArrayLike, regions: ArrayLike | None = None) -> Theil:
    r"""Theil's T of a mean by area, and how much of it lies between regions.

    .. math:: T = \sum_i s_i \ln(y_i / \mu), \qquad s_i = n_i y_i / (N \mu)

    Parameters
    ----------
    values, people : as `gini`; a value of 0 adds nothing.
    regions : a label by area; without them everything is `within` one region.

    Raises
    ------
    ValueError
        as `gini`.

    References
    ----------
    Theil, H. (1967). Economics and Information Theory. North-Holland.
    """
    keep = _kept(values, people)
    y, n = _known(values, people)
    if not len(y) or (y * n).sum() == 0:
        return Theil(float("nan"), float("nan"), float("nan"))
    labels = (
        np.zeros(len(y), dtype=np.int64)
        if regions is None
        else np.unique(np.asarray(regions)[keep], return_inverse=True)[1]
    )
    region_people = np.bincount(labels, n).astype(np.float64)
    region_sum = np.bincount(labels, n * y)
    total = _theil(y, n)
    between = _theil(np.divide(region_sum, region_people), region_people)
    return Theil(total, between, total - between)


def mean_log_deviation(values: ArrayLike, people: ArrayLike) -> float:
    r"""Theil's second measure, :math:`\sum_i (n_i/N) \ln(\mu / y_i)`.

    NaN when nothing is left to compare or a value is 0. Raises ValueError as `gini`.
    """
    y, n = _known(values, people)
    if not len(y) or (y == 0).any():
        return float("nan")
    mean = np.average(y, weights=n)
    return float(np.average(np.log(mean / y), weights=n))


def atkinson(values: ArrayLike, people: ArrayLike, aversion: float) -> float:
    r"""Atkinson's measure: the share of the mean that equality would be worth.

    .. math:: A = 1 - \frac{1}{\mu} \left(\sum_i \tfrac{n_i}{N} y_i^{1-\epsilon}\right)^{1/(1-\epsilon)},
              \qquad \epsilon = 1: A = 1 - e^{\sum (n_i/N) \ln y_i} / \mu

    Parameters
    ----------
    values, people : as `gini`.
    aversion : epsilon > 0: how much a shortfall at the bottom counts; 0.5, 1 and 2 are usual.

    Returns
    -------
    0-1; NaN when nothing is left to compare. 1 where a value is 0 and `aversion` >= 1.

    Raises
    ------
    ValueError
        as `gini`, or for an aversion that is not positive.

    References
    ----------
    Atkinson, A. B. (1970). On the measurement of inequality. Journal of Economic Theory 2.
    """
    if not aversion > 0:
        raise ValueError("the aversion to inequality must be positive")
    y, n = _known(values, people)
    if not len(y) or (y * n).sum() == 0:
        return float("nan")
    mean = np.average(y, weights=n)
    if aversion >= 1 and (y == 0).any():
        return 1.0
    if aversion == 1:
        return float(1 - np.exp(np.average(np.log(y), weights=n)) / mean)
    return float(1 - np.average(y ** (1 - aversion), weights=n) ** (1 / (1 - aversion)) / mean)


def quintile_share_ratio(values: ArrayLike, people: ArrayLike) -> float:
    """S80/S20: what the fifth of people in the best-off areas have, to what the fifth in the worst-off have.

    The area on the 20 % or 80 % boundary is split by people. NaN when nothing is left to compare or the
    lowest fifth has nothing. Raises ValueError as `gini`.
    """
    y, n = _known(values, people)
    if not len(y):
        return float("nan")
    order = np.argsort(y, kind="stable")
    y, ends = y[order], np.cumsum(n[order])
    total = ends[-1]
    starts = ends - n[order]
    low = np.clip(np.minimum(ends, total / 5) - starts, 0, None)
    high = np.clip(ends - np.maximum(starts, total * 4 / 5), 0, None)
    lowest = float((low * y).sum())
    return float((high * y).sum() / lowest) if lowest > 0 else float("nan")


def _theil(y: Floats, n: Floats) -> float:
    mean = np.average(y, weights=n)
    relative = y[y > 0] / mean
    return float((n[y > 0] * relative * np.log(relative)).sum() / n.sum())


def _kept(values: ArrayLike, people: ArrayLike) -> Flags:
    y, n = np.asarray(values, dtype=np.float64), np.asarray(people, dtype=np.float64)
    if y.shape != n.shape or y.ndim != 1:
        raise ValueError("values and people differ in length")
    if np.isinf(y).any() or np.isinf(n).any() or (y < 0).any() or (n < 0).any():
        raise ValueError("values and people must be finite and not negative")
    return np.asarray(~np.isnan(y) & (np.nan_to_num(n) > 0), dtype=np.bool_)


def known_values(values: ArrayLike, people: ArrayLike) -> tuple[Flags, Floats, Floats]:
    """Where both are known and somebody lives, and the two there. Raises ValueError as `gini`."""
    keep = _kept(values, people)
    return keep, np.asarray(values, dtype=np.float64)[keep], np.asarray(people, dtype=np.float64)[keep]


def _known(values: ArrayLike, people: ArrayLike) -> tuple[Floats, Floats]:
    return known_values(values, people)[1:]
