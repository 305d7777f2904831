"""How sure a share or a count is."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2, norm

from geo.columns import Floats, checked_counts


def wilson_interval(successes: ArrayLike, trials: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    r"""Wilson score interval of a share.

    .. math:: \frac{p + z^2/2n \pm z \sqrt{p(1-p)/n + z^2/4n^2}}{1 + z^2/n}

    Parameters
    ----------
    successes, trials : whole numbers, successes <= trials, or NaN.
    level : coverage, 0-1.

    Returns
    -------
    Lower and upper bounds, 0-1. With no trials nothing is known: 0 and 1. NaN gives NaN.

    Raises
    ------
    ValueError
        for fractions, negative numbers, or more successes than trials.

    References
    ----------
    Wilson, E. B. (1927). Probable inference. Journal of the American Statistical Association
    22, 209-212. Newcombe, R. G. (1998). Statistics in Medicine 17, 857-872.
    """
    _check_level(level)
    k, n = np.broadcast_arrays(checked_counts(successes), checked_counts(trials))
    both = ~(np.isnan(k) | np.isnan(n))
    if (k[both] % 1).any() or (n[both] % 1).any() or (k[both] > n[both]).any():
        raise ValueError("whole numbers are needed, successes no more than trials")
    low, high = np.full(k.shape, np.nan), np.full(k.shape, np.nan)
    low[both], high[both] = 0.0, 1.0
    some = both & (n > 0)
    k, n = k[some], n[some]
    z = norm.ppf((1 + level) / 2)
    centre = (2 * k + z**2) / (2 * (n + z**2))
    spread = z * np.sqrt(z**2 + 4 * k * (n - k) / n) / (2 * (n + z**2))
    low[some] = np.where(k == 0, 0.0, centre - spread)
    high[some] = np.where(k == n, 1.0, centre + spread)
    return low, high


def garwood_interval(counts: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    r"""Exact interval of a Poisson mean from a count.

    .. math:: \left[ \tfrac12 \chi^2_{\alpha/2, 2k}, \; \tfrac12 \chi^2_{1-\alpha/2, 2k+2} \right]

    Parameters
    ----------
    counts : numbers >= 0, or NaN; weighted counts may be fractional (the formula's natural
        extension, then no longer exact).
    level : coverage, 0-1.

    Returns
    -------
    Lower and upper bounds in counts; divide both by the people behind them for a rate. The
    lower bound of 0 is 0. NaN gives NaN.

    References
    ----------
    Garwood, F. (1936). Fiducial limits for the Poisson distribution. Biometrika 28, 437-442.
    """
    _check_level(level)
    k = checked_counts(counts)
    tail = (1 - level) / 2
    low = np.zeros(k.shape)
    some = k > 0
    low[some] = chi2.ppf(tail, 2 * k[some]) / 2
    low[np.isnan(k)] = np.nan
    return low, np.asarray(chi2.ppf(1 - tail, 2 * k + 2) / 2, dtype=np.float64)


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError("level must lie between 0 and 1")
