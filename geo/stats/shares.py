"""Shares of people by area, as an index takes them in: counts checked, small bases out, small areas shrunk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from geo.columns import Flags, Floats, checked_counts, divided
from geo.stats.shrinkage import eb_shrunk, logit_shrunk

Smoothing = Literal["none", "eb", "logit"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One share that goes into the index.

    part, whole
        Counts by area; NaN where suppressed or missing.
    weight
        Relative weight, > 0; weights are scaled to add up to 1.
    least_base
        The indicator is missing where `whole` is smaller.
    higher_is_need
        False turns the indicator round: less of it is more need.
    """

    key: str
    part: ArrayLike
    whole: ArrayLike
    weight: float = 1.0
    least_base: float = 0.0
    higher_is_need: bool = True


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares by area; matrices have a row per indicator.

    part, whole
        The counts; both NaN where either is hidden.
    present
        Where the share may be used: known, people in its base, and no fewer than `least_base`.
    rates, city_rates
        The (smoothed) share of each area, and of the reference areas together (ratio of sums); 0-1, NaN without.
    settled
        Areas with as many residents as an index asks for.
    reference
        The areas that the city rates are made of.
    """

    keys: tuple[str, ...]
    part: Floats
    whole: Floats
    present: Flags
    rates: Floats
    city_rates: Floats
    settled: Flags
    reference: Flags
    smoothing: Smoothing

    @property
    def counted(self) -> Flags:
        """Where a share is both usable and of a reference area."""
        return self.present & self.reference


def shares_of(
    indicators: Sequence[Indicator],
    *,
    population: ArrayLike,
    population_floor: float = 0.0,
    smoothing: Smoothing = "none",
    reference: ArrayLike | None = None,
) -> Shares:
    """Shares from counts, with the city's own beside them.

    Parameters
    ----------
    indicators : at least one; each of the same areas, in the same order.
    population : residents by area; NaN counts as under the floor.
    population_floor : areas with fewer residents are not settled.
    smoothing : how shares are shrunk first: not at all, ``eb`` (`eb_shrunk`, its prior made by the reference areas)
        or ``logit`` (`logit_shrunk`, towards the city rate).
    reference : areas whose sums make the city rates; by default those at or above the floor with every indicator
        present, so that all rates speak of the same people.

    Raises
    ------
    ValueError
        for no indicators, weights that are not positive, negative counts, parts greater than wholes, or unequal
        lengths.
    """
    people = checked_counts(population)
    part, whole = _columns(indicators, len(people))
    least = np.array([indicator.least_base for indicator in indicators])[:, None]
    present = ~np.isnan(part) & (whole > 0) & (whole >= least)
    settled = np.asarray(np.nan_to_num(people, nan=-1.0) >= population_floor, dtype=np.bool_)
    base = _reference(reference, settled & present.all(axis=0))
    inside = present & base
    city = divided((part * inside).sum(axis=1, where=inside), (whole * inside).sum(axis=1, where=inside))
    rates = _smoothed(part, whole, present, inside, smoothing)
    keys = tuple(indicator.key for indicator in indicators)
    return Shares(keys, part, whole, present, rates, city, settled, base, smoothing)


def _columns(indicators: Sequence[Indicator], areas: int) -> tuple[Floats, Floats]:
    if not indicators or any(not indicator.weight > 0 for indicator in indicators):
        raise ValueError("indicators with positive weights are needed")
    parts = [checked_counts(indicator.part) for indicator in indicators]
    wholes = [checked_counts(indicator.whole) for indicator in indicators]
    if any(column.shape != (areas,) for column in (*parts, *wholes)):
        raise ValueError("indicators and population differ in length")
    part, whole = np.array(parts), np.array(wholes)
    if (part > whole).any():
        raise ValueError("part greater than whole")
    # A rate needs both, so one hidden column hides the other.
    hidden = np.isnan(part) | np.isnan(whole)
    return np.where(hidden, np.nan, part), np.where(hidden, np.nan, whole)


def _reference(reference: ArrayLike | None, default: Flags) -> Flags:
    chosen = default if reference is None else np.asarray(reference, dtype=np.bool_)
    if chosen.shape != default.shape:
        raise ValueError("reference differs in length")
    return chosen


def _smoothed(part: Floats, whole: Floats, present: Flags, inside: Flags, smoothing: Smoothing) -> Floats:
    if smoothing == "none":
        return np.where(present, divided(part, whole), np.nan)
    rows = []
    for x, n, here, base in zip(part, whole, present, inside, strict=True):
        seen_x, seen_n = np.where(here, x, np.nan), np.where(here, n, np.nan)
        if smoothing == "eb":
            rows.append(eb_shrunk(seen_x, seen_n, reference=base).rate)
        else:
            rows.append(logit_shrunk(seen_x, seen_n, city=(x[base].sum(), n[base].sum())).rate)
    return np.array(rows)
