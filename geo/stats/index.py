"""The sum index of need: several shares, each relative to the city (= 100), in one number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.columns import Flags, Floats, checked_counts, divided
from geo.stats.shrinkage import eb_shrunk, logit_shrunk

Smoothing = Literal["none", "eb", "logit"]

LEAST_WEIGHT = 0.7
"""Share of the weights that must be present for an index: a setting, ours by convention."""


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
        False turns the indicator round (200 - relative), so that 110 becomes 90.
    """

    key: str
    part: ArrayLike
    whole: ArrayLike
    weight: float = 1.0
    least_base: float = 0.0
    higher_is_need: bool = True


class IndexState(StrEnum):
    """Why an area has the index that it has."""

    COMPLETE = "complete"
    RENORMALISED = "renormalised"
    """Some indicators are missing; the others carry their weight."""
    MISSING = "missing"
    """Too much is missing: no index."""
    BELOW_FLOOR = "below_floor"
    """Too few people live here: no index."""


@dataclass(frozen=True, slots=True)
class SumIndex:
    """The index and all that it was made of; matrices have a row per indicator.

    index
        100 is the city; NaN without an index.
    relative
        100 * rate / city rate; NaN where missing.
    rates, city_rates
        The (smoothed) share of each area, and of the reference areas together.
    weights
        As used in each area: they add up to 1 in every area with an index, 0 where missing.
    contributions
        ``weights * (relative - 100)``; 100 + their sum is the index, exactly. NaN without one.
    present_weight
        Share of the chosen weights that was present, 0-1.
    reference
        The areas that the city rates are made of.
    state
        IndexState values.
    """

    keys: tuple[str, ...]
    index: Floats
    relative: Floats
    rates: Floats
    city_rates: Floats
    weights: Floats
    contributions: Floats
    present_weight: Floats
    reference: Flags
    state: NDArray[np.str_]


def sum_index(
    indicators: Sequence[Indicator],
    *,
    population: ArrayLike,
    population_floor: float = 0.0,
    smoothing: Smoothing = "none",
    least_weight: float = LEAST_WEIGHT,
    reference: ArrayLike | None = None,
) -> SumIndex:
    r"""Sum index of need after Helsinki's: city = 100, the mean of relative shares.

    .. math:: I_t = \sum_j w_j \, 100 \frac{x_{jt} / n_{jt}}{\sum x_j / \sum n_j}

    Parameters
    ----------
    indicators : at least one; each of the same areas, in the same order.
    population : residents by area; NaN counts as under the floor.
    population_floor : areas with fewer residents get no index.
    smoothing : how shares are shrunk first: not at all, ``eb`` (`eb_shrunk`, its prior made by
        the reference areas) or ``logit`` (`logit_shrunk`, towards the city rate).
    least_weight : an area gets an index when so much of the weight is present; the present
        weights are then scaled up to 1 and the area is marked ``renormalised``.
    reference : areas whose sums make the city rates; by default those at or above the floor
        with every indicator present, so that all rates speak of the same people.

    Notes
    -----
    A suppressed indicator is missing, never 0. An indicator whose city rate is 0 or unknown is
    missing everywhere.

    Raises
    ------
    ValueError
        for no indicators, weights that are not positive, negative counts, parts greater than
        wholes, or unequal lengths.

    References
    ----------
    City of Helsinki, Tilajakehitys: Alueellinen eriytyminen (sum index of socio-economic
    differentiation).
    """
    people = checked_counts(population)
    part, whole = _columns(indicators, len(people))
    least = np.array([indicator.least_base for indicator in indicators])[:, None]
    present = ~np.isnan(part) & (whole > 0) & (whole >= least)
    settled = np.nan_to_num(people, nan=-1.0) >= population_floor
    base = _reference(reference, settled & present.all(axis=0))
    inside = present & base
    city = divided((part * inside).sum(axis=1, where=inside), (whole * inside).sum(axis=1, where=inside))
    rates = _smoothed(part, whole, present, inside, smoothing)
    relative = 100 * divided(rates, np.broadcast_to(city[:, None], rates.shape))
    turned = np.array([not indicator.higher_is_need for indicator in indicators])[:, None]
    relative = np.where(turned, 200 - relative, relative)
    return _summed(indicators, relative, rates, city, settled, base, least_weight)


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


def _summed(
    indicators: Sequence[Indicator],
    relative: Floats,
    rates: Floats,
    city: Floats,
    settled: Flags,
    base: Flags,
    least_weight: float,
) -> SumIndex:
    chosen = np.array([indicator.weight for indicator in indicators])
    chosen = chosen / chosen.sum()
    known = ~np.isnan(relative)
    present_weight = chosen @ known
    # The slack keeps 0.7 + 0.3 * 0 at 0.7 whatever the rounding of the scaled weights.
    scored = settled & (present_weight >= least_weight - 1e-12) & (present_weight > 0)
    weights = np.where(scored, divided(chosen[:, None] * known, present_weight), 0.0)
    contributions = np.where(known, weights * (relative - 100), 0.0)
    contributions[:, ~scored] = np.nan
    state = np.select(
        [~settled, ~scored, ~known.all(axis=0)],
        [IndexState.BELOW_FLOOR.value, IndexState.MISSING.value, IndexState.RENORMALISED.value],
        default=IndexState.COMPLETE.value,
    )
    return SumIndex(
        keys=tuple(indicator.key for indicator in indicators),
        index=100 + contributions.sum(axis=0),
        relative=relative,
        rates=rates,
        city_rates=city,
        weights=weights,
        contributions=contributions,
        present_weight=present_weight,
        reference=base,
        state=np.asarray(state, dtype=np.str_),
    )
