"""Where the clusters are: local Moran and Gi*, with how many of them chance would show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import false_discovery_control

from geo.columns import Flags, Floats
from geo.spatial.permutations import Exceeding, Ids, drawn_positions, exceeding
from geo.spatial.weights import Rows, Weights, known_only


class Place(StrEnum):
    """What an area is among its neighbours. The first four are the quadrants 1-4 of Moran's scatter plot."""

    HIGH_HIGH = "high_high"
    LOW_HIGH = "low_high"
    LOW_LOW = "low_low"
    HIGH_LOW = "high_low"
    HOT = "hot"
    COLD = "cold"
    NOT_SIGNIFICANT = "not_significant"
    ISLAND = "island"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Local:
    """A figure for each area; NaN for islands and areas without a value.

    `statistic` is local I or the z of G; `quadrant` 1 HH, 2 LH, 3 LL, 4 HL and 0 for none. `p_one_sided` is the
    pseudo p on the side that was seen, `p` twice that (at most 1), `q` the same after the false discovery rate over
    all areas. `place` is a `Place`, by `q` and `level`.
    """

    statistic: Floats
    quadrant: NDArray[np.int64]
    p_one_sided: Floats
    p: Floats
    q: Floats
    place: NDArray[np.str_]
    permutations: int
    seed: int
    level: float
    islands: Rows
    left_out: int
    rule: str


def local_moran(
    values: ArrayLike,
    weights: Weights,
    *,
    permutations: int = 999,
    seed: int = 1,
    level: float = 0.05,
    ids: Ids | None = None,
) -> Local:
    r"""Areas that are like, or unlike, what lies around them.

    .. math:: I_i = \frac{(n - 1) z_i \sum_j w_{ij} z_j}{\sum_j z_j^2}, \quad \sum_j w_{ij} = 1

    Parameters
    ----------
    values, weights : as `moran`.
    permutations, seed : of the conditional permutation. level : of the false discovery rate.
    ids : the draws themselves instead of a seed, to compare with another program's.

    Raises
    ------
    ValueError
        as `known_only`.

    References
    ----------
    Anselin, L. (1995). Local indicators of spatial association - LISA. Geographical Analysis 27, 93-115. The
    divisor n - 1 is GeoDa's and esda's; spdep's default is n.
    """
    x, near, known = known_only(values, weights)
    w = near.row_standardised()
    z = x - x.mean()
    lag = np.asarray(w.matrix @ z, dtype=np.float64)
    statistic = (len(x) - 1) * z * lag / float(z @ z)
    quadrant = np.where(z > 0, np.where(lag > 0, 1, 4), np.where(lag > 0, 2, 3))
    names = [Place.NOT_SIGNIFICANT, Place.HIGH_HIGH, Place.LOW_HIGH, Place.LOW_LOW, Place.HIGH_LOW]
    return _told(x, w, known, statistic, quadrant, names, permutations, seed, level, ids)


def hot_spots(
    values: ArrayLike,
    weights: Weights,
    *,
    with_self: bool = True,
    permutations: int = 999,
    seed: int = 1,
    level: float = 0.05,
    ids: Ids | None = None,
) -> Local:
    r"""Gi* (or Gi without the area itself): where high values, or low ones, lie together.

    .. math:: z(G_i^*) = \frac{\sum_j w_{ij} x_j - W_i \bar x}{s \sqrt{(n S_{1i} - W_i^2)/(n - 1)}}, \quad
              W_i = \sum_j w_{ij}, \quad S_{1i} = \sum_j w_{ij}^2, \quad s^2 = \sum x^2 / n - \bar x^2

    with w_ii = 1. For Gi the mean and s are those of all areas but i, and n is one less.

    Parameters
    ----------
    values : as `moran`. weights : binary as a rule; used as they are.

    References
    ----------
    Ord, J. & Getis, A. (1995). Local spatial autocorrelation statistics. Geographical Analysis 27, 286-306.
    """
    x, near, known = known_only(values, weights)
    n = float(len(x))
    lag = np.asarray(near.matrix @ x, dtype=np.float64)
    total = np.asarray(near.matrix.sum(axis=1)).ravel()
    square = np.asarray(near.matrix.multiply(near.matrix).sum(axis=1)).ravel()
    mean, power = np.full(len(x), x.mean()), np.full(len(x), (x**2).mean())
    if with_self:
        lag, total, square = lag + x, total + 1, square + 1
    else:
        mean, power = (mean * n - x) / (n - 1), (power * n - x**2) / (n - 1)
        n -= 1
    spread = np.sqrt((power - mean**2).clip(0) * (n * square - total**2).clip(0) / (n - 1))
    statistic = np.full(len(x), np.nan)
    np.divide(lag - total * mean, spread, out=statistic, where=spread > 0)
    side = np.where(statistic > 0, 1, 3)
    names = [Place.NOT_SIGNIFICANT, Place.HOT, Place.HOT, Place.COLD, Place.COLD]
    return _told(x, near, known, statistic, side, names, permutations, seed, level, ids)


def discovered(p: ArrayLike, level: float = 0.05) -> tuple[Floats, Flags]:
    """p values after the false discovery rate, and which of them stay under `level`; NaN is not counted.

    References
    ----------
    Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. JRSS B 57, 289-300.
    """
    given = np.asarray(p, dtype=np.float64)
    q, known = np.full(given.shape, np.nan), ~np.isnan(given)
    if known.any():
        q[known] = false_discovery_control(given[known], method="bh")
    return q, np.asarray(np.nan_to_num(q, nan=1.0) <= level, dtype=np.bool_)


def _told(
    x: Floats,
    near: Weights,
    known: Flags,
    statistic: Floats,
    quadrant: NDArray[np.int64],
    names: list[Place],
    permutations: int,
    seed: int,
    level: float,
    ids: Ids | None,
) -> Local:
    """Puts p values beside figures of the known areas, and both back where the areas stood."""
    islands = near.islands
    p_one = _one_sided(x, near, permutations, seed, ids)
    p_one[islands], statistic[islands] = np.nan, np.nan
    doubled = np.minimum(1.0, 2 * p_one)
    q, found = discovered(doubled, level)
    place = np.where(found, np.array(names)[quadrant], Place.NOT_SIGNIFICANT)
    place[islands] = Place.ISLAND
    quadrant = np.where(np.isnan(statistic), 0, quadrant)

    def back(part: Floats) -> Floats:
        whole = np.full(len(known), np.nan)
        whole[known] = part
        return whole

    quadrants, places = np.zeros(len(known), dtype=np.int64), np.full(len(known), str(Place.MISSING), dtype="<U16")
    quadrants[known], places[known] = quadrant, place
    return Local(
        back(statistic),
        quadrants,
        back(p_one),
        back(doubled),
        back(q),
        places,
        permutations if ids is None else len(ids),
        seed,
        level,
        np.flatnonzero(known)[islands],
        int((~known).sum()),
        near.rule,
    )


def _one_sided(x: Floats, near: Weights, permutations: int, seed: int, ids: Ids | None) -> Floats:
    """The pseudo p of what lies around each area, on the side that was seen.

    Local I and G grow (or fall) with the neighbours' sum alone once the area's own value is fixed, so one count
    serves all. Draws equal to what was seen count as extreme on either side.
    """
    most = int(near.cardinalities.max(initial=0))
    draws = drawn_positions(len(x), most, permutations, seed) if ids is None else ids
    counts: Exceeding = exceeding(x, near, draws)
    less = counts.draws - counts.greater - counts.equal
    extreme = np.minimum(counts.greater, less) + counts.equal
    return np.asarray((np.minimum(extreme, counts.draws) + 1) / (counts.draws + 1), dtype=np.float64)
