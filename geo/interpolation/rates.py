"""Shares, ratios and means in drawn areas: numerator and denominator first, then divide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.columns import Floats, divided
from geo.interpolation.extensive import suppressed_area_share, suppressed_people_share
from geo.interpolation.overlap import Overlap
from geo.interpolation.reliability import reliability
from geo.interpolation.surface import member_range
from geo.interpolation.values import Figures, states


@dataclass(frozen=True, slots=True)
class InterpolatedRate:
    """A share, ratio or mean by target; every field is an array with one entry per target.

    `rate` is `numerator` / `denominator`, both over the zones where the two are visible, so the
    hidden zones are taken to be like the visible ones of the same target; NaN without a base.
    `lower` and `upper` are what no placement of people, and no hidden figure, can go beyond.
    `se_uniform` is for people placed at random in their zones. The shares, `state` and
    `reliability` are as in `Interpolated`; `suppressed_people_share` is of the denominator.
    """

    rate: Floats
    numerator: Floats
    denominator: Floats
    lower: Floats
    upper: Floats
    se_uniform: Floats
    covered_share: Floats
    suppressed_area_share: Floats
    suppressed_people_share: Floats
    state: NDArray[np.str_]
    reliability: NDArray[np.str_]


def share(over: Overlap, part: Figures, whole: Figures) -> InterpolatedRate:
    r"""The share of a group in a population by target, for a `part` counted within its `whole`.

    .. math:: p_t = \sum_i x_i f_{it} / \sum_i n_i f_{it}

    Parameters
    ----------
    over : from `overlap` or `dasymetric_overlap`.
    part, whole : counts by zone, part <= whole where both are visible.

    Notes
    -----
    Hard bounds: with X, N the counts of the zones wholly inside, the most comes when only the
    part of every other touched zone stands inside, (X + sum x) / (N + sum x), the least when
    only the rest does, X / (N + sum (n - x)). A hidden part may be anything from none to all of
    its whole; with a hidden whole the bounds are 0 and 1. The s.e. is by the delta method:
    sqrt(sum f (1-f) (x (1-p)^2 + (n-x) p^2)) / N_t.

    Raises
    ------
    ValueError
        when a part is greater than its whole.

    References
    ----------
    Goodchild & Lam (1980), see `overlap`.
    """
    if (part.values > whole.values)[part.visible & whole.visible].any():
        raise ValueError("part greater than whole")
    x, n, both = _visible_pairs(part, whole)
    rate = divided(np.asarray(over.share @ x), np.asarray(over.share @ n))
    lower, upper = _share_bounds(over, part, whole)
    # Slivers are left out of the bounds, and still carry their fraction in the rate.
    lower, upper = np.fmin(lower, rate), np.fmax(upper, rate)
    se = _delta_error(over, x, n - x, (1 - rate) ** 2, rate**2, np.asarray(over.share @ n))
    return _assembled(over, x, n, both, whole, (rate, lower, upper, se))


def ratio(over: Overlap, numerator: Figures, denominator: Figures) -> InterpolatedRate:
    r"""A ratio of two counts by target, where the one is not a part of the other.

    .. math:: r_t = \sum_i x_i f_{it} / \sum_i n_i f_{it}

    Pins per resident, cars per household. Bounds are the least numerator over the greatest
    denominator and the other way round; infinite when the denominator may be 0, or when a
    numerator is hidden. The s.e. takes both counts as placed independently (delta method).

    References
    ----------
    Goodchild & Lam (1980), see `overlap`.
    """
    x, n, both = _visible_pairs(numerator, denominator)
    rate = divided(np.asarray(over.share @ x), np.asarray(over.share @ n))
    touched, inside = over.touched(), over.inside()
    hidden = np.asarray(touched @ (~both).astype(np.float64)) > 0
    low = divided(np.asarray(inside @ x), np.asarray(touched @ n))
    high = divided(np.asarray(touched @ x), np.asarray(inside @ n))
    lower = np.where(hidden, 0.0, np.fmin(low, rate))
    upper = np.where(hidden | np.isnan(high), np.inf, np.fmax(high, rate))
    se = _delta_error(over, x, n, np.ones_like(rate), rate**2, np.asarray(over.share @ n))
    return _assembled(over, x, n, both, denominator, (rate, lower, upper, se))


def mean(over: Overlap, means: Figures, people: Figures) -> InterpolatedRate:
    r"""A mean per head (income, age) by target from zone means and the heads behind them.

    .. math:: m_t = \sum_i m_i n_i f_{it} / \sum_i n_i f_{it}

    `lower` and `upper` are the least and greatest zone mean touched: a range to show, not a hard
    bound, because people within a zone differ. The s.e. counts only where zone means differ:
    sqrt(sum f (1-f) n (m_i - m)^2) / N_t.

    References
    ----------
    Goodchild & Lam (1980), see `overlap`.
    """
    values, heads, both = _visible_pairs(means, people)
    base = np.asarray(over.share @ heads)
    rate = divided(np.asarray(over.share @ (values * heads)), base)
    lower, upper = member_range(over, Figures(values, ~(both & (heads > 0))))
    spread = _variance_shares(over)
    square = spread @ (heads * values**2) - 2 * rate * (spread @ (heads * values)) + rate**2 * (spread @ heads)
    se = divided(np.sqrt(np.maximum(square, 0.0)), base)
    return _assembled(over, values * heads, heads, both, people, (rate, lower, upper, se))


def _visible_pairs(numerator: Figures, denominator: Figures) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    if len(numerator) != len(denominator):
        raise ValueError("numerator and denominator differ in length")
    both = numerator.visible & denominator.visible
    return numerator.values * both, denominator.values * both, both


def _share_bounds(over: Overlap, part: Figures, whole: Figures) -> tuple[Floats, Floats]:
    least = np.where(part.suppressed, 0.0, part.values)
    most = np.where(part.suppressed, whole.values, part.values)
    touched, inside = over.touched(), over.inside()
    edge = touched - inside
    rest_least = np.asarray(edge @ (whole.values - least))
    part_most = np.asarray(edge @ most)
    base = np.asarray(inside @ whole.values)
    lower = divided(np.asarray(inside @ least), base + rest_least)
    upper = divided(np.asarray(inside @ most) + part_most, base + part_most)
    # No base at one of the extremes means that nothing is ruled out on that side.
    lower, upper = np.nan_to_num(lower, nan=0.0), np.nan_to_num(upper, nan=1.0)
    unknown = np.asarray(touched @ whole.suppressed.astype(np.float64)) > 0
    return np.where(unknown, 0.0, lower), np.where(unknown, 1.0, upper)


def _variance_shares(over: Overlap) -> Any:
    spread = over.share.copy()
    spread.data = spread.data * (1 - spread.data)
    return spread


def _delta_error(
    over: Overlap, first: Floats, second: Floats, first_weight: Floats, second_weight: Floats, base: Floats
) -> Floats:
    spread = _variance_shares(over)
    variance = np.asarray(spread @ first) * first_weight + np.asarray(spread @ second) * second_weight
    return divided(np.sqrt(variance), base)


def _assembled(
    over: Overlap,
    numerator: Floats,
    denominator: Floats,
    both: NDArray[np.bool_],
    whole: Figures,
    found: tuple[Floats, Floats, Floats, Floats],
) -> InterpolatedRate:
    rate, lower, upper, se = found
    hidden = Figures(np.zeros(len(whole)), ~both)
    touched = np.asarray(over.area.sum(axis=1)) > 0
    state = states(
        touched,
        np.asarray(over.area @ (~both).astype(np.float64)) > 0,
        np.asarray(over.area @ both.astype(np.float64)) > 0,
    )
    covered = over.covered_share()
    hidden_area = suppressed_area_share(over, hidden)
    hidden_people = suppressed_people_share(over, hidden, whole)
    return InterpolatedRate(
        rate=rate,
        numerator=np.asarray(over.share @ numerator),
        denominator=np.asarray(over.share @ denominator),
        lower=np.where(touched, lower, np.nan),
        upper=np.where(touched, upper, np.nan),
        se_uniform=se,
        covered_share=covered,
        suppressed_area_share=hidden_area,
        suppressed_people_share=hidden_people,
        state=state,
        reliability=reliability(rate, lower, upper, covered, np.fmax(hidden_area, hidden_people)),
    )
