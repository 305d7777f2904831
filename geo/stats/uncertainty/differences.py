"""How sure the difference of two areas' indexes is: draws of the index itself, on its own scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from geo.columns import Floats
from geo.stats.composite.engine import composite_index
from geo.stats.composite.measures import Measure
from geo.stats.composite.recipes import Recipe
from geo.stats.shares import Shares
from geo.stats.uncertainty.method import indices
from geo.stats.uncertainty.ranks import CONCENTRATION, DRAWS, Source, draws_of, pools_of

#: Other recipes have scales of their own, and an index without one of its indicators is another index: only what
#: leaves the scale as it is may be drawn.
SOURCES = (Source.DATA, Source.WEIGHTS)


def index_draws(
    measures: Sequence[Measure],
    recipe: Recipe,
    *,
    shares: Shares | None = None,
    settled: ArrayLike | None = None,
    draws: int = DRAWS,
    concentration: float = CONCENTRATION,
    seed: int = 1,
) -> Floats:
    """The index of each area when small numbers and weights are drawn again, (draws, areas); NaN without an index.

    Parameters and errors as `uncertain_ranks`; the difference of two columns has an interval in points of the index.
    """
    baseline = composite_index(measures, recipe, settled=settled)
    rng = np.random.default_rng(seed)
    pools = pools_of(measures, recipe, baseline, shares, None, SOURCES, (recipe,), draws, concentration, rng)
    found = indices(pools, draws_of(pools, SOURCES, draws, rng))
    found[:, np.isnan(baseline.index)] = np.nan
    return found
