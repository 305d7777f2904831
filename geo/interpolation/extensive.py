"""Counts in drawn areas, with hard bounds and standard errors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.columns import Floats, divided
from geo.interpolation.overlap import Overlap
from geo.interpolation.reliability import reliability
from geo.interpolation.values import Figures, states


@dataclass(frozen=True, slots=True)
class Interpolated:
    """A count by target; every field is an array with one entry per target.

    estimate
        Interpolated count of the visible zones; NaN when no visible zone is touched.
    lower, upper
        Hard bounds: zones wholly inside, zones touched. A suppressed zone adds 0 to `lower` and
        its cap to `upper`, or makes `upper` infinite when no cap is known.
    se_uniform
        Standard error when everybody stands at random in their zone, by themselves.
    se_clustered
        The same with whole households together; NaN when the household size was not given.
    covered_share
        Part of the target's area under any zone.
    suppressed_area_share
        Part of the covered area under suppressed zones.
    suppressed_people_share
        Part of the people there who live in suppressed zones; NaN when no base was given.
    fallback_share
        Part of the estimate that was shared out by area for want of buildings.
    state, reliability
        `State` and `Grade` values.
    """

    estimate: Floats
    lower: Floats
    upper: Floats
    se_uniform: Floats
    se_clustered: Floats
    covered_share: Floats
    suppressed_area_share: Floats
    suppressed_people_share: Floats
    fallback_share: Floats
    state: NDArray[np.str_]
    reliability: NDArray[np.str_]


def extensive(
    over: Overlap,
    counts: Figures,
    *,
    base: Figures | None = None,
    suppressed_at_most: ArrayLike | None = None,
    mean_household_size: float | None = None,
) -> Interpolated:
    r"""Counts of zones carried over to targets, each target on its own.

    .. math:: v_t = \sum_i v_i f_{it}, \qquad
              se_t = \sqrt{\sum_i v_i f_{it} (1 - f_{it})}

    with clustered s.e. = se * sqrt(mean household size): people who move together act as one.

    Parameters
    ----------
    over : from `overlap` or `dasymetric_overlap`.
    counts : people, households, dwellings by zone; suppressed zones stay out of the estimate.
    base : residents by zone (never suppressed), to say how many people the hidden zones hold.
    suppressed_at_most : what a suppressed figure can be at most, by zone (the group that it is
        a part of, for example); NaN or None when nothing is known.
    mean_household_size : persons per household, >= 1.

    Raises
    ------
    ValueError
        when the columns do not fit the zones, or the household size is under 1.

    References
    ----------
    Goodchild & Lam (1980), see `overlap`. The uniform-placement error is the binomial variance
    of independent people.
    """
    _check(over, counts, base)
    if mean_household_size is not None and not mean_household_size >= 1:
        raise ValueError("mean_household_size must be at least 1")
    visible = counts.visible.astype(np.float64)
    touched = np.asarray(over.share.sum(axis=1)) + np.asarray(over.area.sum(axis=1)) > 0
    any_visible = np.asarray(over.area @ visible) > 0
    state = states(touched, np.asarray(over.area @ (1 - visible)) > 0, any_visible)
    total = np.asarray(over.share @ counts.values)
    estimate = np.where(any_visible, total, np.nan)
    lower, upper = _bounds(over, counts, suppressed_at_most, total)
    se = np.where(any_visible, _standard_error(over, counts), np.nan)
    covered = over.covered_share()
    hidden_area = suppressed_area_share(over, counts)
    hidden_people = suppressed_people_share(over, counts, base)
    hidden = np.fmax(hidden_area, hidden_people)
    return Interpolated(
        estimate=estimate,
        lower=np.where(touched, lower, np.nan),
        upper=np.where(touched, upper, np.nan),
        se_uniform=se,
        se_clustered=se * np.sqrt(np.nan if mean_household_size is None else mean_household_size),
        covered_share=covered,
        suppressed_area_share=hidden_area,
        suppressed_people_share=hidden_people,
        fallback_share=divided(np.asarray(over.share @ (counts.values * over.fallback)), total),
        state=state,
        reliability=reliability(estimate, lower, upper, covered, hidden),
    )


def suppressed_area_share(over: Overlap, counts: Figures) -> Floats:
    """Part of each target's covered area under suppressed zones, 0-1; NaN where none is covered."""
    hidden = np.asarray(over.area @ counts.suppressed.astype(np.float64))
    return divided(hidden, np.asarray(over.area.sum(axis=1)))


def suppressed_people_share(over: Overlap, counts: Figures, base: Figures | None) -> Floats:
    """Part of each target's people in suppressed zones, 0-1; NaN without a base or people."""
    if base is None:
        return np.full(over.area.shape[0], np.nan)
    hidden = np.asarray(over.share @ (base.values * counts.suppressed))
    return divided(hidden, np.asarray(over.share @ base.values))


def _bounds(
    over: Overlap, counts: Figures, suppressed_at_most: ArrayLike | None, total: Floats
) -> tuple[Floats, Floats]:
    touched = over.touched()
    lower = np.asarray(over.inside() @ counts.values)
    upper = np.asarray(touched @ counts.values)
    if counts.suppressed.any():
        given = np.nan if suppressed_at_most is None else suppressed_at_most
        cap = np.broadcast_to(np.asarray(given, dtype=np.float64), counts.values.shape)
        known = np.where(counts.suppressed & np.isfinite(cap), cap, 0.0)
        unknown = (counts.suppressed & ~np.isfinite(cap)).astype(np.float64)
        upper = upper + np.asarray(touched @ known)
        upper[np.asarray(touched @ unknown) > 0] = np.inf
    # Slivers left out of the bounds still carry their fraction of a person in the estimate.
    return np.minimum(lower, total), np.maximum(upper, total)


def _standard_error(over: Overlap, counts: Figures) -> Floats:
    spread = over.share.copy()
    spread.data = spread.data * (1 - spread.data)
    variance: Floats = np.asarray(spread @ counts.values)
    return np.sqrt(variance)


def _check(over: Overlap, *columns: Figures | None) -> None:
    if any(column is not None and len(column) != over.area.shape[1] for column in columns):
        raise ValueError("one figure per source zone is needed")
