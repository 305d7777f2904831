"""The simple ways to choose: the first N of a ranking, and all over a threshold that are surely among them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from geo.choice.problems import ChoiceProblem
from geo.columns import Flags, Floats
from geo.stats.ranking import ranked


def need_of(people: ArrayLike, index: ArrayLike, threshold: float = 100.0) -> Floats:
    """People times how far the index is over the threshold, so that large areas are not lost; NaN if unknown."""
    over = np.asarray(index, dtype=np.float64) - threshold
    return np.asarray(np.asarray(people, dtype=np.float64) * np.where(over < 0, 0.0, over), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Listed:
    """`chosen` by area; `tied` are areas equal to the last one chosen: all of them are in, or none, never by order."""

    chosen: Flags
    tied: Flags


def top(index: ArrayLike, count: int) -> Listed:
    """The `count` areas with the greatest index; when several tie for the last place none of them is taken.

    NaN is never chosen.

    Raises
    ------
    ChoiceProblem
        when fewer areas have an index than are asked for.
    """
    values = np.asarray(index, dtype=np.float64)
    ranking = ranked(values)
    if not 0 < count <= ranking.of:
        raise ChoiceProblem(
            "too_many_asked",
            f"{count} areas are asked for, and {ranking.of} have an index",
            asked=count,
            there=ranking.of,
        )
    within = np.nan_to_num(ranking.rank, nan=np.inf) <= count
    if within.sum() <= count:
        return Listed(within, np.zeros(len(values), dtype=np.bool_))
    last = ranking.rank == ranking.rank[within].max()
    return Listed(within & ~last, last)


def over_threshold(index: ArrayLike, threshold: float, p_top: ArrayLike | None = None, least_p: float = 0.8) -> Flags:
    """Areas whose index is at least the threshold and which are among the first N in at least `least_p` of the draws.

    Parameters
    ----------
    p_top : the share of draws (0-1) in which each area is among the first N; None asks for no sureness. NaN in
        either is never chosen.
    """
    chosen = np.nan_to_num(np.asarray(index, dtype=np.float64), nan=-np.inf) >= threshold
    if p_top is not None:
        chosen &= np.nan_to_num(np.asarray(p_top, dtype=np.float64), nan=-1.0) >= least_p
    return np.asarray(chosen, dtype=np.bool_)
