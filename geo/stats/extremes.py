"""The fifths of people in the areas at either end, each held against the whole city in points and as a ratio."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from geo.change.gap import Gap, gap_to_city
from geo.columns import Flags, checked_counts


@dataclass(frozen=True, slots=True)
class Extremes:
    """`most` and `least` against the city, each a `Gap` of one number, and which areas (`most_areas`, `least_areas`)
    were taken."""

    most: Gap
    least: Gap
    most_areas: Flags
    least_areas: Flags


def extreme_fifths(part: ArrayLike, whole: ArrayLike, *, level: float = 0.95) -> Extremes | None:
    """The areas with the greatest shares that hold a fifth of people, and those with the least, against all.

    Whole areas are taken from each end until a fifth of the people is reached. They are chosen by the shares
    themselves, so that chance widens both gaps: choose by another year, or by shrunk shares, where that matters.

    Parameters
    ----------
    part, whole : whole people by area; areas where either is hidden, or nobody is counted, are left out of all.

    Returns
    -------
    None with fewer than two areas, or where the two ends would meet in one.

    Raises
    ------
    ValueError
        for unequal lengths, negative or fractional counts, or a part greater than its whole.
    """
    x, n = checked_counts(part), checked_counts(whole)
    if x.shape != n.shape:
        raise ValueError("parts and wholes differ in length")
    known = np.flatnonzero(~np.isnan(x) & (np.nan_to_num(n) > 0))
    order = known[np.argsort(x[known] / n[known], kind="stable")]
    fifth = n[known].sum() / 5
    bottom = int(np.searchsorted(np.cumsum(n[order]), fifth)) + 1
    top = int(np.searchsorted(np.cumsum(n[order[::-1]]), fifth)) + 1
    if len(order) < 2 or bottom + top > len(order):
        return None
    most, least = (np.isin(np.arange(len(x)), ends) for ends in (order[-top:], order[:bottom]))
    everybody = (x[known].sum(), n[known].sum())
    gaps = [gap_to_city([x[at].sum()], [n[at].sum()], *everybody, level) for at in (most, least)]
    return Extremes(gaps[0], gaps[1], most, least)
