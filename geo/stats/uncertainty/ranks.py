"""Rank intervals: what is left of an order of areas when data and method are drawn again and again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from geo.columns import Floats
from geo.stats.composite.engine import Composite, composite_index, prepared
from geo.stats.composite.measures import Columns, Measure
from geo.stats.composite.recipes import Recipe
from geo.stats.shares import Shares
from geo.stats.uncertainty.drawing import posterior_shares
from geo.stats.uncertainty.method import Draws, Pools, drawn_weights, indices, other_recipes, ranks
from geo.stats.uncertainty.summary import RankSummary, summary

DRAWS = 1000
CONCENTRATION = 50.0


class Source(StrEnum):
    """What may be in doubt."""

    DATA = "data"
    """Small numbers, and people of units that an area cuts."""
    WEIGHTS = "weights"
    METHOD = "method"
    """Normalisation and aggregation."""
    LEFT_OUT = "left_out"
    """Which indicators are in: all, or all but one."""


@dataclass(frozen=True, slots=True)
class UncertainRanks:
    """An index with the doubt about its ranks. `baseline` is the index as chosen, `summary` what the draws say;
    `ranks` (draws, areas) are kept for comparisons of any two areas. `sources`, `recipes`, `concentration` and `seed`
    belong on the method card."""

    baseline: Composite
    summary: RankSummary
    ranks: Floats
    sources: tuple[Source, ...]
    recipes: tuple[Recipe, ...]
    concentration: float
    seed: int


def uncertain_ranks(
    measures: Sequence[Measure],
    recipe: Recipe,
    *,
    shares: Shares | None = None,
    counts: tuple[Floats, Floats] | None = None,
    settled: ArrayLike | None = None,
    reference: ArrayLike | None = None,
    sources: Collection[Source] = tuple(Source),
    recipes: Sequence[Recipe] | None = None,
    draws: int = DRAWS,
    top: int = 5,
    concentration: float = CONCENTRATION,
    seed: int = 1,
) -> UncertainRanks:
    """Draws data, weights, method and the set of indicators, each as asked, and ranks the areas in every draw.

    Parameters
    ----------
    measures, recipe, settled, reference : as `composite_index`.
    shares : those that the measures of the same keys were made of, for the posterior of small numbers. Measures
        without are drawn from a normal distribution by their `error`, or held.
    counts : counts by draw where areas cut units, from `placed`; as many draws as asked for.
    sources : what is drawn; the rest stays as chosen. None at all gives the baseline in every draw.
    recipes : the ways to choose among, the chosen one first; `other_recipes` by default.
    draws : how many. top : N of the chance to be among the first N.
    concentration : how close weights stay to the chosen ones; see `drawn_weights`.
    seed : the same gives the same numbers, byte for byte.

    Raises
    ------
    ValueError
        as `composite_index`; for no draws, or when no indicator can say anything.
    """
    if draws < 1 or top < 1:
        raise ValueError("at least one draw, and at least one area at the top, are needed")
    baseline = composite_index(measures, recipe, settled=settled, reference=reference)
    rng = np.random.default_rng(seed)
    ways = tuple(recipes) if recipes is not None else other_recipes(recipe)
    pools = pools_of(measures, recipe, baseline, shares, counts, sources, ways, draws, concentration, rng)
    drawn = draws_of(pools, sources, draws, rng)
    found = indices(pools, drawn)
    found[:, np.isnan(baseline.index)] = np.nan
    placed_ = ranks(found, baseline.reference)
    return UncertainRanks(
        baseline,
        summary(baseline, placed_, top),
        placed_,
        tuple(source for source in Source if source in sources),
        pools.recipes,
        concentration,
        seed,
    )


def pools_of(
    measures: Sequence[Measure],
    recipe: Recipe,
    baseline: Composite,
    shares: Shares | None,
    counts: tuple[Floats, Floats] | None,
    sources: Collection[Source],
    ways: tuple[Recipe, ...],
    draws: int,
    concentration: float,
    rng: np.random.Generator,
) -> Pools:
    """What draws take from: figures (one table if data are not drawn), weights and recipes."""
    table, treatments, _ = prepared(measures, recipe, baseline.reference)
    if not table.keys:
        raise ValueError("no indicator tells the areas apart: there are no ranks to be unsure of")
    data = table.values[None]
    if Source.DATA in sources:
        data = _figures(measures, table, shares, counts, draws, rng)
        for row, done in enumerate(treatments):
            data[:, row] = done.applied(data[:, row])
    weights = (table.weights / table.weights.sum())[None]
    if Source.WEIGHTS in sources:
        weights = drawn_weights(table.weights, draws, concentration, rng)
    return Pools(table, baseline.reference, data, weights, ways if Source.METHOD in sources else (recipe,))


def _figures(
    measures: Sequence[Measure],
    table: Columns,
    shares: Shares | None,
    counts: tuple[Floats, Floats] | None,
    draws: int,
    rng: np.random.Generator,
) -> Floats:
    by_key = {measure.key: measure for measure in measures}
    posterior = posterior_shares(shares, draws, rng, counts) if shares is not None else None
    data = np.empty((draws, *table.values.shape))
    for row, key in enumerate(table.keys):
        error = by_key[key].error
        if posterior is not None and shares is not None and key in shares.keys:
            data[:, row] = posterior[:, shares.keys.index(key)]
        elif error is not None:
            spread = np.nan_to_num(np.asarray(error, dtype=np.float64))
            values = np.asarray(by_key[key].values, dtype=np.float64)
            data[:, row] = values + spread * rng.standard_normal((draws, len(values)))
        else:
            data[:, row] = np.asarray(by_key[key].values, dtype=np.float64)
    return data


def draws_of(pools: Pools, sources: Collection[Source], draws: int, rng: np.random.Generator) -> Draws:
    """Which figures, weights, recipe and left-out indicator each draw takes: what is not in doubt stays as chosen."""
    each, none = np.arange(draws), np.zeros(draws, dtype=np.intp)
    count = len(pools.table.keys)
    # With one indicator there is nothing to leave out.
    may_leave = Source.LEFT_OUT in sources and count > 1
    return Draws(
        data=each if len(pools.data) > 1 else none,
        weights=each if len(pools.weights) > 1 else none,
        recipe=rng.integers(len(pools.recipes), size=draws),
        left_out=rng.integers(-1, count, size=draws) if may_leave else none - 1,
    )


def beat_share(found: UncertainRanks, one: int, other: int) -> float:
    """Share of draws in which area `one` ranks before area `other`; equal ranks count half. NaN if either has none."""
    mine, theirs = found.ranks[:, one], found.ranks[:, other]
    both = ~(np.isnan(mine) | np.isnan(theirs))
    return float(np.mean((mine < theirs) + 0.5 * (mine == theirs), where=both)) if both.any() else float("nan")
