"""The sum index of need: several shares, each relative to the city (= 100), in one number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.columns import Flags, Floats, divided
from geo.stats.composite.weighting import LEAST_WEIGHT, IndexState, used_weights
from geo.stats.shares import Indicator, Shares, Smoothing, shares_of

__all__ = ["LEAST_WEIGHT", "IndexState", "Indicator", "Smoothing", "SumIndex", "sum_index"]


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
    shares = shares_of(
        indicators,
        population=population,
        population_floor=population_floor,
        smoothing=smoothing,
        reference=reference,
    )
    return _summed(indicators, shares, _relative(indicators, shares), least_weight)


def _relative(indicators: Sequence[Indicator], shares: Shares) -> Floats:
    relative = 100 * divided(shares.rates, np.broadcast_to(shares.city_rates[:, None], shares.rates.shape))
    turned = np.array([not indicator.higher_is_need for indicator in indicators])[:, None]
    return np.where(turned, 200 - relative, relative)


def _summed(indicators: Sequence[Indicator], shares: Shares, relative: Floats, least_weight: float) -> SumIndex:
    chosen = np.array([indicator.weight for indicator in indicators])
    known = ~np.isnan(relative)
    used = used_weights(chosen / chosen.sum(), known, shares.settled, least_weight)
    contributions = np.where(known, used.weights * (relative - 100), 0.0)
    contributions[:, ~used.scored] = np.nan
    return SumIndex(
        keys=shares.keys,
        index=100 + contributions.sum(axis=0),
        relative=relative,
        rates=shares.rates,
        city_rates=shares.city_rates,
        weights=used.weights,
        contributions=contributions,
        present_weight=used.present,
        reference=shares.reference,
        state=used.state,
    )
