"""The index of many areas, and the doubt about its ranks: single runs, and beside a plain loop over the engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geo.stats.composite.engine import composite_index
from geo.stats.composite.measures import Measure, measures_of
from geo.stats.composite.recipes import PRESETS
from geo.stats.shares import Indicator, Shares, shares_of
from geo.stats.uncertainty.method import indices, other_recipes, ranks
from geo.stats.uncertainty.ranks import Source, draws_of, pools_of, uncertain_ranks
from tests.benchmarks.alone import timed_runs, told_alone
from tests.benchmarks.duel import Duel, Objects, Values, fight
from tests.benchmarks.times import Timed
from tests.benchmarks.workbench import live_times

SEED = 20261126
AREAS, INDICATORS, DRAWS = 300, 10, 1000
#: As many as England's index has.
ENGLAND, DOMAINS = 33_755, 7


def disparity_times(runs: int = 5) -> list[Timed]:
    """The whole of it: figures drawn, indices made, ranks summed up; and one index of very many areas."""
    measures, shares = _town()
    rng = np.random.default_rng(SEED)
    domains = [Measure(str(n), rng.permutation(ENGLAND) + 1.0, weight=1 / DOMAINS) for n in range(DOMAINS)]
    return [
        timed_runs(
            Timed(f"disparity: index and ranks, {ENGLAND:,} areas x {DOMAINS}", 50, 1000),
            lambda: composite_index(domains, PRESETS["imd"]),
            runs,
        ),
        timed_runs(
            Timed(f"disparity: {DRAWS:,} draws, {AREAS} areas x {INDICATORS}", 50, 3000),
            lambda: uncertain_ranks(measures, PRESETS["helsinki"], shares=shares, draws=DRAWS, seed=SEED),
            runs,
        ),
        *live_times(runs),
    ]


def disparity_duels() -> list[Duel]:
    """Ranks of all draws at once beside one index after another. Both get the same drawn figures, weights and ways: to
    draw them costs both the same, and is in the single runs."""
    measures, shares = _town()
    rng = np.random.default_rng(SEED)
    recipe = PRESETS["helsinki"]
    baseline = composite_index(measures, recipe)
    ways = other_recipes(recipe)
    pools = pools_of(measures, recipe, baseline, shares, None, tuple(Source), ways, DRAWS, 50.0, rng)
    draws = draws_of(pools, tuple(Source), DRAWS, rng)

    def at_once(_: Objects) -> Values:
        return ranks(indices(pools, draws), pools.reference)

    def one_by_one(_: Objects) -> Values:
        found = np.empty((DRAWS, AREAS))
        for row in range(DRAWS):
            weights = pools.weights[draws.weights[row]].copy()
            if draws.left_out[row] >= 0:
                weights[draws.left_out[row]] = 0
            figures = pools.data[draws.data[row]]
            given = [replace(one, values=figures[n], weight=float(weights[n])) for n, one in enumerate(measures)]
            found[row] = composite_index(given, pools.recipes[draws.recipe[row]]).place
        return found

    name = f"disparity: ranks of {DRAWS:,} draws, {AREAS} areas x {INDICATORS}"
    return [Duel(name, "a plain loop", lambda: np.empty(0, dtype=object), one_by_one, at_once, goal=20, rel=0.0)]


def _town() -> tuple[list[Measure], Shares]:
    rng = np.random.default_rng(SEED)
    whole = rng.integers(300, 6000, AREAS)
    true = np.clip(rng.normal(0.15, 0.05, (INDICATORS, AREAS)), 0.02, 0.5)
    given = [Indicator(str(n), rng.binomial(whole, row), whole) for n, row in enumerate(true)]
    shares = shares_of(given, population=whole, smoothing="eb")
    return measures_of(given, shares), shares


def main() -> int:
    """These alone, without the city that the others need; 0 when every goal is reached."""
    return told_alone(disparity_times(), [fight(duel, 3) for duel in disparity_duels()])


if __name__ == "__main__":
    raise SystemExit(main())
