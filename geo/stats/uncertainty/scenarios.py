"""A fixed grid of methods: every way with all indicators and with each left out, without any chance in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from geo.columns import Floats
from geo.stats.composite.engine import composite_index
from geo.stats.composite.measures import Measure
from geo.stats.composite.recipes import Aggregation, Normalisation, Recipe
from geo.stats.uncertainty.method import Pools, all_left_out, indices, ranks
from geo.stats.uncertainty.ranks import Source, pools_of

WAYS = (
    Recipe(Normalisation.MINMAX),
    Recipe(Normalisation.Z),
    Recipe(Normalisation.PRANK),
    Recipe(Normalisation.MINMAX, Aggregation.GEOMETRIC),
)
"""With eight indicators these make 36 scenarios."""


@dataclass(frozen=True, slots=True)
class ScenarioRanks:
    """Least, median and greatest rank by area over `count` scenarios, NaN without an index; `ranks` (count, areas)."""

    low: Floats
    median: Floats
    high: Floats
    ranks: Floats
    count: int


def scenario_ranks(
    measures: Sequence[Measure],
    *,
    ways: Sequence[Recipe] = WAYS,
    settled: ArrayLike | None = None,
    reference: ArrayLike | None = None,
) -> ScenarioRanks:
    """Ranks by every way, with all indicators and with each left out. Raises ValueError as `composite_index`, and when
    no indicator can say anything."""
    baseline = composite_index(measures, ways[0], settled=settled, reference=reference)
    nothing: tuple[Source, ...] = ()
    plain = pools_of(measures, ways[0], baseline, None, None, nothing, (), 1, 1.0, np.random.default_rng(0))
    pools = Pools(plain.table, plain.reference, plain.data, plain.weights, tuple(ways))
    found = indices(pools, all_left_out(pools))
    found[:, np.isnan(baseline.index)] = np.nan
    placed = ranks(found, baseline.reference)
    some = ~np.isnan(baseline.index)
    low, median, high = (np.full(len(some), np.nan) for _ in range(3))
    low[some], high[some] = np.nanmin(placed[:, some], axis=0), np.nanmax(placed[:, some], axis=0)
    median[some] = np.nanmedian(placed[:, some], axis=0)
    return ScenarioRanks(low, median, high, placed, len(placed))
