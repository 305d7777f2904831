"""Why an area has its index: what each indicator adds, and how much each really moves the index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from geo.columns import Flags, Floats, divided
from geo.stats.composite.recipes import Aggregation, Normalisation, Recipe
from geo.stats.composite.weighting import Weighting

Scale = Literal["sum", "log", ""]


@dataclass(frozen=True, slots=True)
class Contributions:
    """What each indicator adds, a row per indicator.

    `parts` NaN where the area has no index, 0 where the indicator is missing. `base` is the index of an area that is
    as the reference in every indicator, by area (the same for all that lack nothing).

    `scale` says how they add up: ``sum``: base + the sum of parts is the aggregate (the index before a percentile
    rank is taken of it); ``log``: base times e to the sum; empty: the aggregation cannot be taken apart, and
    `parts` has no rows.
    """

    parts: Floats
    base: Floats
    scale: Scale


def contributions(scores: Floats, used: Weighting, raw: Floats, recipe: Recipe, reference: Flags) -> Contributions:
    r"""Contributions :math:`c_j = w_j (y_j - \bar y_j)`, which add up exactly.

    The reference score is 100 for ``rel`` (the city), else the mean of the reference areas; for the geometric mean
    both are taken in logarithms. For ``counting`` an area that is not deprived enough counts as deprived in nothing.
    """
    with_index = ~np.isnan(raw)
    none = np.full(scores.shape[-1], np.nan)
    if recipe.aggregation in (Aggregation.HARMONIC, Aggregation.COPELAND):
        return Contributions(np.empty((0, scores.shape[-1])), none, "")
    known = ~np.isnan(scores)
    plain = np.where(known, scores, 1.0)
    weights = used.weights
    if recipe.aggregation is Aggregation.GEOMETRIC:
        plain, weights = np.log(plain), divided(weights, weights.sum(axis=0))
    elif recipe.aggregation is Aggregation.COUNTING:
        plain = np.where(raw > 0, plain, 0.0)
        weights = divided(weights, weights.sum(axis=0))
    if recipe.normalisation is Normalisation.REL:
        centre = np.full(len(scores), np.log(100.0) if recipe.aggregation is Aggregation.GEOMETRIC else 100.0)
    else:
        counted = known & reference & with_index
        centre = np.nan_to_num(divided((plain * counted).sum(axis=1), counted.sum(axis=1)))
    parts = np.where(known, weights * (plain - centre[:, None]), 0.0)
    base = centre @ np.nan_to_num(weights)
    parts[:, ~with_index] = np.nan
    if recipe.aggregation is Aggregation.GEOMETRIC:
        return Contributions(parts, np.where(with_index, np.exp(base), np.nan), "log")
    return Contributions(parts, np.where(with_index, base, np.nan), "sum")


def pulls(scores: Floats, index: Floats, reference: Flags) -> tuple[Floats, Floats]:
    """How much each indicator moves the index, whatever its weight says.

    Returns
    -------
    Correlations of scores with the index over reference areas (NaN with fewer than three, or no variance), and their
    squares as shares of 100 (NaN if no correlation is known). An indicator of little weight that goes with the others
    pulls more than its weight; one that runs against them has a negative correlation.

    References
    ----------
    Paruolo, P., Saisana, M. & Saltelli, A. (2013). Ratings and rankings: voodoo or science? Journal of the Royal
    Statistical Society A 176.
    """
    found = np.full(len(scores), np.nan)
    for row, values in enumerate(scores):
        both = reference & ~np.isnan(values) & ~np.isnan(index)
        own, whole = values[both], index[both]
        if both.sum() > 2 and np.ptp(own) > 0 and np.ptp(whole) > 0:
            found[row] = np.corrcoef(own, whole)[0, 1]
    squares = np.nan_to_num(found) ** 2
    return found, 100 * squares / squares.sum() if squares.sum() > 0 else np.full(len(scores), np.nan)
