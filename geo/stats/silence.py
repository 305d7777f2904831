"""Where the map is silent: areas heard from less than their people would lead one to expect."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.columns import Flags, Floats, checked_counts
from geo.stats.intervals import garwood_interval


class Silence(StrEnum):
    """Whether an area is heard from."""

    SILENT = "silent"
    """Fewer pins than its people would send at the municipality's rate, beyond chance."""
    HEARD = "heard"
    """Not fewer beyond chance."""
    UNSURE = "unsure"
    """Too few people to tell: even no pin at all would be no surprise."""
    NO_RESIDENTS = "no_residents"
    """Nobody lives here."""
    UNKNOWN = "unknown"
    """Pins or residents are not known."""


@dataclass(frozen=True, slots=True)
class SilentAreas:
    """`state` (Silence values), `expected` pins at the overall rate, and `high`, the upper bound
    of the mean behind each count; in pins. `overall` is pins per resident."""

    state: NDArray[np.str_]
    expected: Floats
    high: Floats
    overall: float


def silent_areas(
    pins: ArrayLike, residents: ArrayLike, *, level: float = 0.95, overall: float | None = None
) -> SilentAreas:
    r"""Areas that speak up less than the municipality does, beyond chance.

    An area with O pins and N residents is silent when the upper Garwood bound of its rate lies
    below the municipality's rate:

    .. math:: \tfrac12 \chi^2_{1-\alpha/2,\, 2O+2} \, / N < m, \qquad m = \sum O / \sum N

    It is unsure when it would not be silent even with O = 0, that is when the expected count
    N m is at most the bound of 0 (3.69 at 95 %).

    Parameters
    ----------
    pins : counts of independent contributions by area; NaN where unknown.
    residents : people by area; NaN where unknown.
    level : coverage of the two-sided interval; silence is then declared by chance in at most
        (1 - level) / 2 of areas that are as loud as the rest.
    overall : m in pins per resident, when the areas are only a part of the municipality. By default it
        is made of the areas where somebody lives.

    Notes
    -----
    With no pins at all m is 0 and no area is silent: there is no voice to miss. Many pins by one
    person widen the truth more than the formula knows; count persons where that is possible.

    References
    ----------
    Garwood (1936), see `garwood_interval`.
    """
    counts, people = checked_counts(pins), checked_counts(residents)
    if counts.shape != people.shape:
        raise ValueError("pins and residents differ in length")
    known = ~(np.isnan(counts) | np.isnan(people))
    rate = _overall_rate(counts, people, known & (people > 0)) if overall is None else overall
    expected = people * rate
    high = garwood_interval(counts, level)[1]
    bound_of_none = float(garwood_interval(0.0, level)[1][0])
    state = np.select(
        [~known, people <= 0, high < expected, expected <= bound_of_none],
        [Silence.UNKNOWN.value, Silence.NO_RESIDENTS.value, Silence.SILENT.value, Silence.UNSURE.value],
        default=Silence.HEARD.value,
    )
    return SilentAreas(np.asarray(state, dtype=np.str_), expected, high, rate)


def _overall_rate(counts: Floats, people: Floats, used: Flags) -> float:
    return float(counts[used].sum() / people[used].sum()) if used.any() else 0.0
