"""Sobol indices: what part of a result's variance each of its inputs is to blame for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import qmc

from geo.columns import Floats
from geo.stats.composite.engine import composite_index
from geo.stats.composite.measures import Measure
from geo.stats.composite.recipes import Recipe
from geo.stats.shares import Shares
from geo.stats.uncertainty.method import Draws, indices, other_recipes, ranks
from geo.stats.uncertainty.ranks import CONCENTRATION, Source, pools_of


@dataclass(frozen=True, slots=True)
class Sobol:
    """`first`: the part (0-1) of the variance that goes when the input is known; `total`: with all that it does
    together with others. In the order of the inputs; NaN where the result does not vary. `evaluations` is how many
    results."""

    first: Floats
    total: Floats
    evaluations: int


def sobol_indices(result: Callable[[Floats], Floats], inputs: int, *, n: int = 4096, seed: int = 1) -> Sobol:
    r"""First and total indices of a function of independent inputs, uniform in 0-1.

    .. math:: S_i = \frac{\tfrac1N \sum f(B) f(A_B^i) - M^2}{\tfrac1{2N} \sum f(B)^2 + f(A_B^i)^2 - M^2}, \qquad
              T_i = \frac{\tfrac1{2N} \sum \left(f(A) - f(A_B^i)\right)^2}{V}

    Parameters
    ----------
    result : of rows of inputs (rows, inputs), one number each.
    n : rows of A and of B, a power of two (for the balance of the Sobol sequence).
    seed : of the shift of the Sobol sequence.

    Raises
    ------
    ValueError
        for no input or an n that is no power of two.

    References
    ----------
    Janon, A. et al. (2014). Asymptotic normality and efficiency of two Sobol index estimators. ESAIM: Probability and
    Statistics 18 (first; M is the mean of both). Jansen, M. (1999). Computer Physics Communications 117 (total).
    Saltelli, A. et al. (2010). Computer Physics Communications 181 (the scheme of A, B and A with one column of B).
    """
    if inputs < 1 or n < 2 or n & (n - 1):
        raise ValueError("at least one input, and a power of two of rows, are needed")
    # Shifted, not scrambled: a scrambling is now and then unlucky, and a shift keeps all the balance.
    points = qmc.Sobol(2 * inputs, scramble=False).random(n)
    both = (points + np.random.default_rng(seed).random(2 * inputs)) % 1
    a, b = both[:, :inputs], both[:, inputs:]
    mixed = np.repeat(a[None], inputs, axis=0)
    for number in range(inputs):
        mixed[number, :, number] = b[:, number]
    found = result(np.concatenate([a, b, mixed.reshape(-1, inputs)]))
    # Centred: the sum of products of large means would drown the differences.
    found = found - found[: 2 * n].mean()
    fa, fb, fab = found[:n], found[n : 2 * n], found[2 * n :].reshape(inputs, n)
    variance = float(found[: 2 * n].var())
    if variance <= 1e-24:
        nothing = np.full(inputs, np.nan)
        return Sobol(nothing, nothing, len(found))
    middle = (fb + fab).mean(axis=1) / 2
    first = ((fb * fab).mean(axis=1) - middle**2) / ((fb**2 + fab**2).mean(axis=1) / 2 - middle**2)
    total = ((fa - fab) ** 2).mean(axis=1) / (2 * variance)
    return Sobol(first, total, len(found))


def rank_sensitivity(
    measures: Sequence[Measure],
    recipe: Recipe,
    *,
    shares: Shares | None = None,
    settled: ArrayLike | None = None,
    reference: ArrayLike | None = None,
    sources: Collection[Source] = tuple(Source),
    recipes: Sequence[Recipe] | None = None,
    n: int = 256,
    concentration: float = CONCENTRATION,
    seed: int = 1,
) -> dict[Source, tuple[float, float]]:
    """What part of the ranks' unrest each source is to blame for: first and total Sobol index of the mean distance of
    ranks from the baseline's.

    Each source is one input that picks from a pool: of `n` tables of figures, of `n` sets of weights, of the recipes,
    of the indicators that may be left out. Parameters and errors as `uncertain_ranks`.

    References
    ----------
    Saisana, M., Saltelli, A. & Tarantola, S. (2005). Uncertainty and sensitivity analysis techniques as tools for the
    quality assessment of composite indicators. Journal of the Royal Statistical Society A 168.
    """
    baseline = composite_index(measures, recipe, settled=settled, reference=reference)
    ways = tuple(recipes) if recipes is not None else other_recipes(recipe)
    rng = np.random.default_rng(seed)
    pools = pools_of(measures, recipe, baseline, shares, None, sources, ways, n, concentration, rng)
    sizes = {
        Source.DATA: len(pools.data),
        Source.WEIGHTS: len(pools.weights),
        Source.METHOD: len(pools.recipes),
        Source.LEFT_OUT: len(pools.table.keys) + 1 if len(pools.table.keys) > 1 else 1,
    }
    asked = [source for source in Source if source in sources]
    some = ~np.isnan(baseline.place)

    def unrest(rows: Floats) -> Floats:
        none = np.zeros(len(rows), dtype=np.intp)
        picked = dict.fromkeys(Source, none)
        for column, source in enumerate(asked):
            picked[source] = np.minimum((rows[:, column] * sizes[source]).astype(np.intp), sizes[source] - 1)
        drawn = Draws(picked[Source.DATA], picked[Source.WEIGHTS], picked[Source.METHOD], picked[Source.LEFT_OUT] - 1)
        found = indices(pools, drawn)
        found[:, ~some] = np.nan
        apart = np.abs(ranks(found, baseline.reference)[:, some] - baseline.place[some])
        seen = ~np.isnan(apart)
        return np.asarray(np.where(seen, apart, 0.0).sum(axis=1) / np.maximum(seen.sum(axis=1), 1), dtype=np.float64)

    found = sobol_indices(unrest, len(asked), n=n, seed=seed) if asked else None
    if found is None:
        return {}
    return {source: (float(found.first[i]), float(found.total[i])) for i, source in enumerate(asked)}
