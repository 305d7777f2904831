"""Whether near areas are alike, in one number for the whole map: Moran's I and Geary's C."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm

from geo.columns import Floats, checked_counts
from geo.spatial.weights import Rows, Weights, known_only


@dataclass(frozen=True, slots=True)
class Moran:
    """Moran's I and how surely it differs from chance.

    `expected` is what chance gives. `variance_normal`, `variance_random` are under the two usual assumptions, `z`
    and `p_normal` (two-sided) by the latter. `p` is the pseudo p of the permutations: the share of random maps at
    least so extreme on the side that was seen (one-sided). `n` areas took part, `left_out` had no value, `islands`
    (positions in the input) have no neighbours: they count in n and add nothing.
    """

    i: float
    expected: float
    variance_normal: float
    variance_random: float
    z: float
    p_normal: float
    p: float
    permutations: int
    seed: int
    n: int
    left_out: int
    islands: Rows
    rule: str

    def is_significant(self, level: float = 0.05) -> bool:
        """True when chance would give this in fewer than `level` of the maps."""
        return self.p < level


def moran(values: ArrayLike, weights: Weights, *, permutations: int = 999, seed: int = 1) -> Moran:
    r"""Moran's I with a permutation test.

    .. math:: I = \frac{n}{S_0} \frac{\sum_i \sum_j w_{ij} z_i z_j}{\sum_i z_i^2}, \quad z_i = x_i - \bar x

    Parameters
    ----------
    values : one per area; NaN is missing, and such an area is left out together with its links.
    weights : standardised by row here when all areas are there or not; give binary or any.
    permutations : how many random maps. seed : of them.

    Raises
    ------
    ValueError
        as `known_only`, and when no area has a neighbour.

    References
    ----------
    Cliff, A. & Ord, J. (1981). Spatial Processes. Pion. Anselin, L. (1995), see `geo.spatial.permutations`.
    """
    x, near, known = known_only(values, weights)
    w = near.row_standardised()
    if not w.links:
        raise ValueError("no area has a neighbour: nothing to compare")
    z = x - x.mean()
    n, s0 = len(x), float(w.matrix.sum())
    scale = n / s0 / float(z @ z)
    found = float(scale * (z @ (w.matrix @ z)))
    expected = -1 / (n - 1)
    normal, random = _variances(w, z)
    score = (found - expected) / np.sqrt(random)
    chance = np.random.default_rng(seed)
    drawn = np.empty(permutations)
    for draw in range(permutations):
        mixed = chance.permutation(z)
        drawn[draw] = scale * (mixed @ (w.matrix @ mixed))
    as_great = int((drawn >= found - 1e-12).sum())
    extreme = min(as_great, permutations - as_great)
    return Moran(
        i=found,
        expected=expected,
        variance_normal=normal,
        variance_random=random,
        z=float(score),
        p_normal=float(2 * norm.sf(abs(score))),
        p=(extreme + 1) / (permutations + 1),
        permutations=permutations,
        seed=seed,
        n=n,
        left_out=int((~known).sum()),
        islands=np.flatnonzero(known)[w.islands],
        rule=w.rule,
    )


def _variances(w: Weights, z: Floats) -> tuple[float, float]:
    """Of I when values are normal, and when the values seen are shuffled."""
    n, matrix = len(z), w.matrix
    s0 = float(matrix.sum())
    both = matrix + matrix.T
    s1 = float((both.multiply(both)).sum() / 2)
    s2 = float(((np.asarray(matrix.sum(axis=0)) + np.asarray(matrix.sum(axis=1))) ** 2).sum())
    expected = -1 / (n - 1)
    normal = (n**2 * s1 - n * s2 + 3 * s0**2) / (s0**2 * (n**2 - 1)) - expected**2
    if n < 4:
        return normal, float("nan")
    kurtosis = float((z**4).mean() / (z**2).mean() ** 2)
    above = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    above -= kurtosis * ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    return normal, above / ((n - 1) * (n - 2) * (n - 3) * s0**2) - expected**2


def geary_c(values: ArrayLike, weights: Weights) -> float:
    r"""Geary's C: under 1 near areas are alike, over 1 they differ.

    .. math:: C = \frac{(n - 1) \sum_{ij} w_{ij} (x_i - x_j)^2}{2 S_0 \sum_i z_i^2}

    Weights are standardised by row. Errors as `moran`.

    References
    ----------
    Geary, R. C. (1954). The contiguity ratio and statistical mapping. Incorporated Statistician 5, 115-145.
    """
    x, near, _ = known_only(values, weights)
    w = near.row_standardised()
    if not w.links:
        raise ValueError("no area has a neighbour: nothing to compare")
    pairs = w.matrix.tocoo()
    unlike = float((pairs.data * (x[pairs.row] - x[pairs.col]) ** 2).sum())
    return (len(x) - 1) * unlike / (2 * float(w.matrix.sum()) * float(((x - x.mean()) ** 2).sum()))


def rate_deviates(events: ArrayLike, base: ArrayLike) -> Floats:
    r"""Rates as deviations from the overall rate, each in units of its own uncertainty.

    Moran's I of these (instead of the rates) is not misled by small areas whose rates swing widely.

    .. math:: z_i = \frac{r_i - b}{\sqrt{a + b / N_i}}, \quad b = \frac{\sum O}{\sum N}, \quad
              a = \frac{\sum N_i (r_i - b)^2}{\sum N} - \frac{b}{\bar N}

    Returns
    -------
    NaN where either is missing or nobody lives. Where the variance would not be positive a is taken as 0.

    References
    ----------
    Assunção, R. & Reis, E. (1999). A new proposal to adjust Moran's I for population density. Statistics in
    Medicine 18, 2147-2162.
    """
    counts, people = checked_counts(events), checked_counts(base)
    if counts.shape != people.shape:
        raise ValueError("events and base differ in length")
    known = ~np.isnan(counts) & (np.nan_to_num(people) > 0)
    deviates = np.full(counts.shape, np.nan)
    o, n = counts[known], people[known]
    if not o.sum() > 0:
        raise ValueError("no events at all: rates do not differ")
    rate, overall = o / n, o.sum() / n.sum()
    spread = float((n * (rate - overall) ** 2).sum() / n.sum() - overall / n.mean())
    variance = spread + overall / n
    deviates[known] = (rate - overall) / np.sqrt(np.where(variance > 0, variance, overall / n))
    return deviates


def excess_risk(events: ArrayLike, base: ArrayLike) -> Floats:
    """Events by what would be expected at the overall rate; NaN where missing or nobody lives."""
    counts, people = checked_counts(events), checked_counts(base)
    known = ~np.isnan(counts) & (np.nan_to_num(people) > 0)
    ratio = np.full(counts.shape, np.nan)
    if counts[known].sum() > 0:
        ratio[known] = counts[known] / (people[known] * counts[known].sum() / people[known].sum())
    return ratio
