"""Indices of groups of indicators, and the count of indicators in which an area stands out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.stats.composite.engine import Composite, composite_index
from geo.stats.composite.measures import Measure
from geo.stats.composite.recipes import Recipe


def by_theme(
    measures: Sequence[Measure],
    recipe: Recipe,
    *,
    settled: ArrayLike | None = None,
    reference: ArrayLike | None = None,
) -> dict[str, Composite]:
    """An index of each theme's indicators by the same recipe, in the order of their first indicators.

    Raises ValueError as `composite_index`, also for a theme whose weights are all 0.
    """
    themes = dict.fromkeys(measure.theme for measure in measures)
    return {
        theme: composite_index(
            [measure for measure in measures if measure.theme == theme], recipe, settled=settled, reference=reference
        )
        for theme in themes
    }


def flags(found: Composite, at: float = 0.9) -> NDArray[np.int64]:
    """In how many indicators each area's score reaches `at`; 0.9 of percentile ranks is the neediest tenth."""
    return np.asarray((np.nan_to_num(found.scores, nan=-np.inf) >= at).sum(axis=0), dtype=np.int64)
