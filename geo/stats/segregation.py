"""How unevenly a group lives over a set of areas, always of one named zoning: never compare two zonings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial import cKDTree
from scipy.special import entr

from geo.columns import Floats, checked_counts
from geo.stats.inequality import gini as people_weighted_gini


@dataclass(frozen=True, slots=True)
class Segregation:
    """Measures of one group against all others; NaN when the group is nobody or everybody.

    `dissimilarity` D (share of the group that would have to move), `isolation` (the group's share in the area
    of its average member), `interaction` (the others' share there), `entropy` H, `gini`, `atkinson` (shape
    0.5), and `eta_squared`, isolation freed of the group's overall share.
    """

    dissimilarity: float
    isolation: float
    interaction: float
    entropy: float
    gini: float
    atkinson: float
    eta_squared: float


def segregation(group: ArrayLike, total: ArrayLike) -> Segregation:
    r"""The usual measures of evenness and exposure.

    .. math:: D = \tfrac12 \sum_i \left|\frac{x_i}{X} - \frac{y_i}{Y}\right|, \quad
              I = \sum_i \frac{x_i}{X} \frac{x_i}{t_i}, \quad
              H = \sum_i \frac{t_i (E - E_i)}{E T}, \quad \eta^2 = \frac{I - P}{1 - P}

    Parameters
    ----------
    group : members by area. total : all people by area. Areas where either is NaN (suppressed) or nobody
        lives are left out of both.

    Raises
    ------
    ValueError
        for negative counts, a group greater than the total, or unequal lengths.

    References
    ----------
    Massey, D. & Denton, N. (1988). The dimensions of residential segregation. Social Forces 67.
    """
    x, t = _known(group, total)
    everybody, members = t.sum(), x.sum()
    if not 0 < members < everybody:
        return Segregation(*[float("nan")] * 7)
    y, p = t - x, members / everybody
    share = x / t
    isolation = float((x / members * share).sum())
    half = float((np.sqrt((1 - share) * share) * t).sum() / everybody)
    return Segregation(
        dissimilarity=float(np.abs(x / members - y / y.sum()).sum() / 2),
        isolation=isolation,
        interaction=1 - isolation,
        entropy=_entropy(x, t),
        # The Gini of shares weighted by people, freed of the group's overall share.
        gini=people_weighted_gini(share, t) / (1 - p),
        atkinson=1 - half**2 / (p * (1 - p)),
        eta_squared=float((isolation - p) / (1 - p)),
    )


def expected_dissimilarity(group: ArrayLike, total: ArrayLike, *, draws: int = 999, seed: int = 1) -> float:
    """D that chance alone would give, were the group's members spread over people at random.

    Small areas and small groups have a D far above 0 without any segregation: show this beside it.

    Parameters
    ----------
    group, total : as `segregation`; rounded to whole people. draws : how many random spreads. seed : of them.

    Returns
    -------
    The mean D of the spreads; NaN as `segregation`.
    """
    chance = _by_chance(group, total, draws, seed)
    return float(chance.mean()) if len(chance) else float("nan")


@dataclass(frozen=True, slots=True)
class BeyondChance:
    """D `observed`, D that chance alone would give (`by_chance`, the mean of random spreads), and what is left of it
    (`corrected`, negative where there is less than chance would give). `p_value`: share of spreads with as much."""

    observed: float
    by_chance: float
    corrected: float
    p_value: float


def beyond_chance(group: ArrayLike, total: ArrayLike, *, draws: int = 999, seed: int = 1) -> BeyondChance:
    r"""D freed of what small areas and small groups give it: :math:`(D - E) / (1 - E)`.

    Parameters and errors as `expected_dissimilarity`; NaN where it has none.

    References
    ----------
    Carrington, W. & Troske, K. (1997). On measuring segregation in samples with small units. Journal of Business and
    Economic Statistics 15.
    """
    observed, chance = segregation(group, total).dissimilarity, _by_chance(group, total, draws, seed)
    if not len(chance):
        return BeyondChance(*[float("nan")] * 4)
    expected = float(chance.mean())
    p_value = (1 + int((chance >= observed - 1e-12).sum())) / (1 + draws)
    return BeyondChance(observed, expected, (observed - expected) / (1 - expected), p_value)


def _by_chance(group: ArrayLike, total: ArrayLike, draws: int, seed: int) -> Floats:
    """D of random spreads of the group's members over all people; empty when the group is nobody or everybody."""
    x, t = (np.rint(part).astype(np.int64) for part in _known(group, total))
    members, everybody = int(x.sum()), int(t.sum())
    if not 0 < members < everybody:
        return np.empty(0)
    spread = np.random.default_rng(seed).multivariate_hypergeometric(t, members, size=draws, method="marginals")
    gaps = np.abs(spread / members - (t - spread) / (everybody - members)).sum(axis=1)
    return np.asarray(gaps / 2, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Scale:
    """D and H when each area is seen with what lies around it, up to `radius_m`."""

    radius_m: float
    dissimilarity: float
    entropy: float


def multiscale_profile(group: ArrayLike, total: ArrayLike, points: ArrayLike, radii_m: Sequence[float]) -> list[Scale]:
    """How segregation falls as neighbourhoods grow: what is left at a wide radius is a divided city.

    Each area is replaced by its neighbourhood: all areas within the radius, weighted by a triangular kernel
    of the distance between centres (1 at the area itself, 0 at the radius). Radius 0 is the areas themselves.

    Parameters
    ----------
    group, total : as `segregation`.
    points : centres, shape (areas, 2), metres.
    radii_m : >= 0.

    Raises
    ------
    ValueError
        as `segregation`.

    References
    ----------
    Reardon, S. et al. (2008). The geographic scale of metropolitan racial segregation. Demography 45.
    """
    places = np.asarray(points, dtype=np.float64)
    keep = _kept(group, total)
    if places.shape != (len(keep), 2):
        raise ValueError("one point for each area is needed")
    x, t = _known(group, total)
    tree = cKDTree(places[keep])
    found = []
    for radius in radii_m:
        near_x, near_t = x, t
        if radius > 0:
            kernel = tree.sparse_distance_matrix(tree, radius, output_type="coo_matrix").tocsr()
            kernel.data = 1 - kernel.data / radius
            # The matrix leaves out distance 0, which is each area itself.
            near_x, near_t = kernel @ x + x * (kernel.diagonal() == 0), kernel @ t + t * (kernel.diagonal() == 0)
        measures = segregation(near_x, near_t)
        found.append(Scale(float(radius), measures.dissimilarity, measures.entropy))
    return found


def _entropy(x: Floats, t: Floats) -> float:
    def of(share: Floats) -> Floats:
        return np.asarray(entr(share) + entr(1 - share), dtype=np.float64)

    overall = of(np.asarray(x.sum() / t.sum()))
    return float((t * (overall - of(x / t))).sum() / (overall * t.sum()))


def _kept(group: ArrayLike, total: ArrayLike) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    x, t = checked_counts(group), checked_counts(total)
    if x.shape != t.shape:
        raise ValueError("group and total differ in length")
    if (x > t).any():
        raise ValueError("group greater than total")
    return np.asarray(~np.isnan(x) & (np.nan_to_num(t) > 0), dtype=np.bool_)


def _known(group: ArrayLike, total: ArrayLike) -> tuple[Floats, Floats]:
    keep = _kept(group, total)
    return checked_counts(group)[keep], checked_counts(total)[keep]
