"""How much of the inequality between areas lies between areas that do not touch, and whether that is chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, sparray

from geo.stats.inequality import gini, known_values


@dataclass(frozen=True, slots=True)
class SpatialGini:
    """The Gini and where it lies.

    `total` is the Gini, `apart` the share (0-1) of it that comes from pairs that are not neighbours. `by_chance` is
    the mean share with the same values on other areas, `p_value` the share of such maps with at least as much: small
    where neighbours are alike. NaN where all values are equal.
    """

    total: float
    apart: float
    by_chance: float
    p_value: float


def spatial_gini(
    values: ArrayLike, people: ArrayLike, neighbours: sparray, *, permutations: int = 999, seed: int = 1
) -> SpatialGini:
    r"""The Gini taken apart into pairs of neighbours and all others.

    .. math:: apart = \frac{\sum_{ij} (1 - w_{ij}) n_i n_j |y_i - y_j|}{\sum_{ij} n_i n_j |y_i - y_j|}

    Parameters
    ----------
    values, people : as `gini`; areas without are left out, and their neighbours lose them.
    neighbours : (areas, areas), anything but 0 where two areas are neighbours.
    permutations : of values, with the people who have them, over areas. seed : of them.

    Raises
    ------
    ValueError
        as `gini`, or for neighbours of another number of areas.

    References
    ----------
    Rey, S. & Smith, R. (2013). A spatial decomposition of the Gini coefficient. Letters in Spatial and Resource
    Sciences 6, 55-70.
    """
    keep, y, n = known_values(values, people)
    if neighbours.shape != (len(keep), len(keep)):
        raise ValueError("neighbours and areas differ in number")
    pairs = csr_array(neighbours)[keep][:, keep].tocoo()
    one, other = (side[pairs.data != 0] for side in pairs.coords)
    order = np.argsort(y, kind="stable")
    y, n, place = y[order], n[order], np.argsort(order)
    below, below_sum = np.cumsum(n) - n, np.cumsum(n * y) - n * y
    total = float(2 * (n * (y * below - below_sum)).sum())
    if not total > 0:
        return SpatialGini(gini(values, people), *[float("nan")] * 3)

    def apart(at: np.ndarray) -> float:
        first, second = at[one], at[other]
        return 1 - float((n[first] * n[second] * np.abs(y[first] - y[second])).sum()) / total

    observed, rng = apart(place), np.random.default_rng(seed)
    chance = np.array([apart(rng.permutation(place)) for _ in range(permutations)])
    p_value = (1 + int((chance >= observed - 1e-12).sum())) / (1 + permutations)
    return SpatialGini(gini(values, people), observed, float(chance.mean()) if permutations else float("nan"), p_value)
