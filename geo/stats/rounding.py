"""Numbers rounded for people that still add up."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from geo.columns import Floats


def rounded_to_sum(parts: ArrayLike, decimals: int = 1) -> Floats:
    """Parts rounded so that they add up to their rounded sum (largest remainder).

    For lines such as "159.9 = 100 + 24.6 + 20.1 + 15.2". Each part is off by less than one unit
    of the last decimal; ties go to the earlier part.

    Raises
    ------
    ValueError
        for NaN or infinity.

    References
    ----------
    Hamilton's method; Balinski, M. & Young, H. P. (1982). Fair Representation.
    """
    numbers = np.array(parts, dtype=np.float64, ndmin=1)
    if not np.isfinite(numbers).all():
        raise ValueError("parts must be finite")
    scaled = numbers * 10**decimals
    floors = np.floor(scaled)
    missing = round(float(np.round(scaled.sum()) - floors.sum()))
    order = np.argsort(-(scaled - floors), kind="stable")
    floors[order[:missing]] += 1
    rounded: Floats = floors / 10**decimals
    return rounded
