"""Draws of choices of method, and the indices that each draw gives: the part that must be fast."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geo.columns import Flags, Floats
from geo.stats.composite.engine import aggregate, finished, scored
from geo.stats.composite.measures import Columns
from geo.stats.composite.orders import places
from geo.stats.composite.recipes import Aggregation, Normalisation, Recipe

Numbers = NDArray[np.intp]

#: Figures held at a time: draws x indicators x areas.
_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Draws:
    """What each draw takes from the pools: a table of figures, a set of weights, a recipe, and which indicator is left
    out (-1 for none)."""

    data: Numbers
    weights: Numbers
    recipe: Numbers
    left_out: Numbers

    def __len__(self) -> int:
        return len(self.data)


@dataclass(frozen=True, slots=True)
class Pools:
    """What draws take from: `data` (tables, indicators, areas), `weights` (sets, indicators), and recipes."""

    table: Columns
    reference: Flags
    data: Floats
    weights: Floats
    recipes: tuple[Recipe, ...]


def drawn_weights(chosen: Floats, draws: int, concentration: float, rng: np.random.Generator) -> Floats:
    """Weights around the chosen ones, Dirichlet with parameters `concentration` times their shares; rows add up to 1.

    With 50, a weight of a third is drawn between about 0.23 and 0.44 in nine of ten draws.
    """
    if not concentration > 0:
        raise ValueError("the concentration of weights must be positive")
    return np.asarray(rng.dirichlet(concentration * chosen / chosen.sum(), size=draws), dtype=np.float64)


def other_recipes(chosen: Recipe) -> tuple[Recipe, ...]:
    """The chosen recipe, and the four usual ways beside it.

    Those are min-max, z and percentile ranks by the arithmetic mean, and min-max by the geometric. For counting there
    is no other way.
    """
    if chosen.aggregation is Aggregation.COUNTING:
        return (chosen,)
    ways = (
        (Normalisation.MINMAX, Aggregation.ARITHMETIC),
        (Normalisation.Z, Aggregation.ARITHMETIC),
        (Normalisation.PRANK, Aggregation.ARITHMETIC),
        (Normalisation.MINMAX, Aggregation.GEOMETRIC),
    )
    own = (chosen.normalisation, chosen.aggregation)
    return (chosen, *(replace(chosen, normalisation=a, aggregation=b) for a, b in ways if (a, b) != own))


def indices(pools: Pools, draws: Draws) -> Floats:
    """The index of every area in every draw, (draws, areas); NaN without one. An order of areas, not a size: recipes
    have scales of their own."""
    found = np.full((len(draws), pools.data.shape[-1]), np.nan)
    for number, recipe in enumerate(pools.recipes):
        for rows in _chunks(np.flatnonzero(draws.recipe == number), pools.data[0].size):
            tables = draws.data[rows]
            # One table for all draws is normalised once.
            tables = tables[:1] if (tables == tables[0]).all() else tables
            scores = scored(pools.data[tables], recipe, pools.table, pools.reference)
            weights = pools.weights[draws.weights[rows]]
            left_out = draws.left_out[rows]
            weights = np.where(np.arange(weights.shape[1]) == left_out[:, None], 0.0, weights)
            full = np.broadcast_to(scores, (len(rows), *scores.shape[-2:]))
            found[rows] = finished(aggregate(full, weights, recipe), recipe, pools.reference)
    return found


def ranks(found: Floats, reference: Flags) -> Floats:
    """Ranks in each draw, 1 the neediest; equals share the best."""
    # Sums of the same parts in another order differ in the last bits; ties must stay ties.
    return places(np.round(found, 9), reference)


def all_left_out(pools: Pools) -> Draws:
    """The grid of every recipe with all indicators and with each left out, on the first table and weights."""
    recipes, left = np.meshgrid(np.arange(len(pools.recipes)), np.arange(-1, len(pools.table.keys)), indexing="ij")
    none = np.zeros(recipes.size, dtype=np.intp)
    return Draws(none, none, recipes.ravel(), left.ravel())


def _chunks(rows: Numbers, size: int) -> Iterator[Numbers]:
    step = max(1, _AT_ONCE // max(size, 1))
    for start in range(0, len(rows), step):
        yield rows[start : start + step]
