"""Columns of counts by area: NaN is suppressed or missing, and nothing else is."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def checked_counts(values: ArrayLike) -> Floats:
    """One count per area, >= 0 or NaN.

    Raises
    ------
    ValueError
        for a negative count, which is a code for a suppressed figure that nobody read, or an
        infinite one.
    """
    counts = np.array(values, dtype=np.float64, ndmin=1)
    if np.isinf(counts).any():
        raise ValueError("counts must be finite")
    if (counts < 0).any():
        raise ValueError("negative count: an unread code for a suppressed figure?")
    return counts


def divided(numerator: ArrayLike, denominator: ArrayLike) -> Floats:
    """Quotient with NaN where the denominator is 0 or either is NaN."""
    above, below = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    quotient = np.full(np.broadcast(above, below).shape, np.nan)
    np.divide(above, below, out=quotient, where=below != 0)
    return quotient
