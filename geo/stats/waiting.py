"""How long answers take, when some have not come yet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import CensoredData, ecdf


@dataclass(frozen=True, slots=True)
class Waiting:
    """Waits of `n` questions, of which `answered` have their answer.

    `median_days` is the day by which half of all questions had been answered, those still waiting included; None
    when fewer than half have been, and when there are none.
    """

    n: int
    answered: int
    median_days: int | None


def waiting(days: ArrayLike, is_answered: ArrayLike, counts: ArrayLike) -> Waiting:
    """The median wait with what still waits taken as it is: waited so long, not over yet.

    The median of the answered alone would call a place quick that answers one question at once and leaves
    nine lying.

    Parameters
    ----------
    days : whole days waited, until the answer or so far; 0 or more.
    is_answered : whether the wait has ended.
    counts : how many questions each row stands for.

    Raises
    ------
    ValueError
        for a negative wait.

    References
    ----------
    Kaplan, E. L. & Meier, P. (1958). Nonparametric estimation from incomplete observations. Journal of the
    American Statistical Association 53, 457-481.
    """
    repeats = np.asarray(counts, dtype=np.int64)
    waits = np.repeat(np.asarray(days, dtype=np.int64), repeats)
    ended = np.repeat(np.asarray(is_answered, dtype=np.bool_), repeats)
    if waits.size == 0:
        return Waiting(0, 0, None)
    if waits.min() < 0:
        raise ValueError("a wait cannot be negative")
    still_waiting = ecdf(CensoredData.right_censored(waits, ~ended)).sf
    reached = still_waiting.quantiles[still_waiting.probabilities <= 0.5 + 1e-12]
    median = int(reached[0]) if reached.size else None
    return Waiting(int(waits.size), int(ended.sum()), median)
