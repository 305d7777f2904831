"""How far an area is from the whole city, in points and as a ratio: the two may move in opposite directions.

Shares of 2 % and 20 % that become 4 % and 30 %: the ratio falls from 10 to 7.5 while the gap grows from 18 to 26
points. Neither alone is the truth, so both always stand side by side.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binomtest, norm

from geo.columns import Floats, checked_counts, divided
from geo.stats.intervals import wilson_interval


@dataclass(frozen=True, slots=True)
class Gap:
    """By area (or year): `points` is the area's share less the city's (0-1), `ratio` the one by the other.

    Each with its bounds. NaN where a count is missing, nobody was counted, or (the ratio) where one has none.
    """

    points: Floats
    points_low: Floats
    points_high: Floats
    ratio: Floats
    ratio_low: Floats
    ratio_high: Floats


def gap_to_city(
    events: ArrayLike, base: ArrayLike, city_events: ArrayLike, city_base: ArrayLike, level: float = 0.95
) -> Gap:
    r"""An area's share against that of the city it is part of.

    The area is compared with the rest of the city, which is independent of it, and the bounds are carried over to
    the city as a whole: with f the area's part of all people,

    .. math:: p - p_{city} = (1 - f)(p - p_{rest}), \quad p / p_{city} = 1 / (f + (1 - f) p_{rest} / p)

    Parameters
    ----------
    events, base : whole numbers by area. city_events, city_base : of the whole city, the area among them; one number
        or one for each. level : coverage.

    Raises
    ------
    ValueError
        for an area with more than the city, or counts that `wilson_interval` refuses.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions. Statistics in
    Medicine 17, 873-890 (method 10). Katz, D. et al. (1978). Obtaining confidence intervals for the risk ratio in
    cohort studies. Biometrics 34, 469-474.
    """
    k, n, city_k, city_n = np.broadcast_arrays(*map(checked_counts, (events, base, city_events, city_base)))
    if (k > city_k).any() or (n > city_n).any():
        raise ValueError("an area cannot have more than the city that it is part of")
    rest_k, rest_n = city_k - k, city_n - n
    p, rest, part = divided(k, n), divided(rest_k, rest_n), divided(n, city_n)
    (low, high), (rest_low, rest_high) = wilson_interval(k, n, level), wilson_interval(rest_k, rest_n, level)
    off = p - rest
    down = off - np.sqrt((p - low) ** 2 + (rest_high - rest) ** 2)
    up = off + np.sqrt((high - p) ** 2 + (rest - rest_low) ** 2)
    risk = divided(p, rest)
    log = np.log(np.where(risk > 0, risk, np.nan))
    spread = norm.ppf((1 + level) / 2) * np.sqrt(
        divided(1, k) - divided(1, n) + divided(1, rest_k) - divided(1, rest_n)
    )
    bounds = [divided(1, part + (1 - part) / np.exp(log + side * spread)) for side in (0, -1, 1)]
    return Gap((1 - part) * off, (1 - part) * down, (1 - part) * up, *bounds)


@dataclass(frozen=True, slots=True)
class RateChange:
    """A rate after by the rate before, with bounds; NaN when nothing was counted before, bounds 0 to infinity when
    nothing was counted at all."""

    ratio: float
    low: float
    high: float


def rate_change(before: int, people_before: float, after: int, people_after: float, level: float = 0.95) -> RateChange:
    """What became of, say, observations per 1,000 residents; exact given the number counted in both.

    Parameters
    ----------
    before, after : counts. people_before, people_after : residents (or other exposure), > 0.

    References
    ----------
    Przyborowski, J. & Wilenski, H. (1940). Homogeneity of results in testing samples from Poisson series.
    Biometrika 31, 313-323.
    """
    if not (people_before > 0 and people_after > 0) or before < 0 or after < 0:
        raise ValueError("counts of at least 0 and people both before and after are needed")
    if before + after == 0:
        return RateChange(float("nan"), 0.0, float("inf"))
    bounds = binomtest(after, before + after).proportion_ci(level)
    exposure = people_before / people_after
    low, high = (share / (1 - share) * exposure if share < 1 else float("inf") for share in (bounds.low, bounds.high))
    return RateChange(after / before * exposure if before else float("nan"), low, high)
