"""Ranks and classes. What is NaN is neither ranked nor classed; ties look like ties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata

from geo.columns import Flags, Floats

Ties = Literal["min", "average"]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Ranks by area: `rank` (1 first; NaN where unranked), `tied` with another area, and `of`,
    the number of areas ranked."""

    rank: Floats
    tied: Flags
    of: int


def ranked(
    values: ArrayLike, *, greatest_first: bool = True, ties: Ties = "min", decimals: int | None = None
) -> Ranking:
    """Ranks values among those that have one.

    Parameters
    ----------
    values : one per area; NaN where suppressed, missing, or under a floor.
    greatest_first : rank 1 is the greatest value.
    ties : ``min`` gives equal values the best rank among them (for display: 1, 2, 2, 4),
        ``average`` their mean rank (for scores).
    decimals : equal to so many decimals counts as equal; what the reader sees as the same
        number must not hide an order. None compares in full.

    Raises
    ------
    ValueError
        for infinite values.
    """
    numbers = _finite(values)
    compared = numbers if decimals is None else np.round(numbers, decimals)
    known = ~np.isnan(compared)
    rank, tied = np.full(len(numbers), np.nan), np.zeros(len(numbers), dtype=np.bool_)
    signed = -compared[known] if greatest_first else compared[known]
    rank[known] = rankdata(signed, method=ties)
    _, inverse, number = np.unique(signed, return_inverse=True, return_counts=True)
    tied[known] = number[inverse] > 1
    return Ranking(rank, tied, int(known.sum()))


def quantile_classes(values: ArrayLike, classes: int = 5, *, greatest_first: bool = True) -> NDArray[np.int64]:
    """Classes of equal size by rank: quintiles (5), deciles (10).

    Class 1 holds the greatest values (the least with `greatest_first` false). Equal values share
    a class, the better one, so classes may differ in size.

    Returns
    -------
    1..classes, and 0 where there is no value.

    Raises
    ------
    ValueError
        for fewer than one class, or infinite values.

    Notes
    -----
    class = ceil(classes * rank / n) with rank as `ranked` gives it (ties ``min``).
    """
    if classes < 1:
        raise ValueError("at least one class is needed")
    ranking = ranked(values, greatest_first=greatest_first)
    known = ~np.isnan(ranking.rank)
    found = np.zeros(len(ranking.rank), dtype=np.int64)
    # In whole numbers, because 10 * (3 / 30) is a hair more than 1.
    whole = ranking.rank[known].astype(np.int64)
    found[known] = -(-(whole * classes) // max(ranking.of, 1))
    return found


def class_limits(values: ArrayLike, classes: NDArray[np.int64]) -> list[tuple[int, float, float]]:
    """For a legend: each class that holds an area, with its least and greatest value."""
    numbers = _finite(values)
    present = [int(number) for number in np.unique(classes) if number > 0]
    members = [(number, numbers[classes == number]) for number in present]
    return [(number, float(found.min()), float(found.max())) for number, found in members]


def _finite(values: ArrayLike) -> Floats:
    numbers = np.array(values, dtype=np.float64, ndmin=1)
    if np.isinf(numbers).any():
        raise ValueError("values must be finite or NaN")
    return numbers
