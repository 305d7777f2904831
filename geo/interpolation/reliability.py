"""One word for how far an interpolated figure may be trusted."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

GOOD_SPREAD = 0.25
COARSE_SPREAD = 1.0
GOOD_COVERED = 0.95
COARSE_COVERED = 0.5
GOOD_HIDDEN = 0.05
COARSE_HIDDEN = 0.3


class Grade(StrEnum):
    """Reliability of a figure, best first."""

    GOOD = "good"
    FAIR = "fair"
    COARSE = "coarse"
    NONE = "none"


def reliability(
    estimate: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    covered_share: ArrayLike = 1.0,
    suppressed_share: ArrayLike = 0.0,
) -> NDArray[np.str_]:
    """Grades figures by the width of their hard bounds and by what is not known.

    ``spread = (upper - lower) / estimate``; 0 when the bounds meet.

    - ``none``: no estimate (NaN).
    - ``coarse``: spread > 1, or under half of the target covered by data, or more than 30 % of
      it suppressed.
    - ``good``: spread <= 0.25, at least 95 % covered, at most 5 % suppressed.
    - ``fair``: between.

    Parameters
    ----------
    estimate, lower, upper : figures and their hard bounds, in any unit.
    covered_share, suppressed_share : 0-1; a NaN share counts as not known, hence coarse.

    Notes
    -----
    The limit of 1 marks where the bounds alone allow an error as large as the figure. The other
    limits are conventions of this project, in step with the rule that an index needs 70 % of
    its weight.
    """
    value, low, high, covered, hidden = np.broadcast_arrays(
        *(np.asarray(part, dtype=np.float64) for part in (estimate, lower, upper, covered_share, suppressed_share))
    )
    width = high - low
    spread = np.full(value.shape, np.inf)
    np.divide(width, value, out=spread, where=value > 0)
    spread[width == 0] = 0.0
    sure = (spread <= GOOD_SPREAD) & (covered >= GOOD_COVERED) & (hidden <= GOOD_HIDDEN)
    usable = (spread <= COARSE_SPREAD) & (covered >= COARSE_COVERED) & (hidden <= COARSE_HIDDEN)
    grades = np.select(
        [np.isnan(value), sure, usable],
        [Grade.NONE.value, Grade.GOOD.value, Grade.FAIR.value],
        default=Grade.COARSE.value,
    )
    return np.asarray(grades, dtype=np.str_)
