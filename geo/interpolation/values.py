"""Figures of zones, where suppressed is a state of its own and never a number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.columns import Flags, Floats


class State(StrEnum):
    """What an interpolated figure rests on."""

    COMPLETE = "complete"
    """Every zone touched is known."""
    PARTIAL = "partial"
    """Some zones touched are suppressed; the figure speaks of the visible ones only."""
    SUPPRESSED = "suppressed"
    """Every zone touched is suppressed: no figure."""
    OUTSIDE = "outside"
    """No zone is touched: the data say nothing about this place."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One column of statistics by zone.

    `values` is 0 where `suppressed` is true, so that sums never pick a code up by accident.
    """

    values: Floats
    suppressed: Flags

    def __len__(self) -> int:
        return len(self.values)

    @property
    def visible(self) -> Flags:
        """Where the figure is known."""
        return ~self.suppressed


def figures(values: ArrayLike, suppressed: ArrayLike | None = None, *, signed: bool = False) -> Figures:
    """Takes a column in: NaN counts as suppressed, and so does what `suppressed` marks.

    Parameters
    ----------
    values : one number per zone; whatever stands at suppressed places is ignored.
    suppressed : True where the publisher hid the figure; None when only NaN marks it.
    signed : negative numbers are allowed (changes, temperatures). Without it they are refused,
        because a count of -1 is a code that somebody forgot to read.

    Raises
    ------
    ValueError
        for unequal lengths, infinite numbers, or unmarked negative ones.
    """
    numbers = np.array(values, dtype=np.float64, ndmin=1)
    hidden = np.isnan(numbers)
    if suppressed is not None:
        marked = np.array(suppressed, dtype=np.bool_, ndmin=1)
        if marked.shape != numbers.shape:
            raise ValueError("values and suppressed differ in length")
        hidden = hidden | marked
    numbers[hidden] = 0.0
    if not np.isfinite(numbers).all():
        raise ValueError("figures must be finite")
    if not signed and (numbers < 0).any():
        raise ValueError("negative count: an unread code for a suppressed figure?")
    return Figures(numbers, hidden)


def states(touched: Flags, any_hidden: Flags, any_visible: Flags) -> NDArray[np.str_]:
    """The State of each target from what it touches."""
    chosen = np.select(
        [~touched, any_hidden & ~any_visible, any_hidden],
        [State.OUTSIDE.value, State.SUPPRESSED.value, State.PARTIAL.value],
        default=State.COMPLETE.value,
    )
    return np.asarray(chosen, dtype=np.str_)
