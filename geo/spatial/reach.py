"""How near services are: the nearest one, and what is left of them when all who can reach them share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from geo.columns import Floats, checked_counts


@dataclass(frozen=True, slots=True)
class Journeys:
    """Pairs of an origin and a destination (positions) with the cost of going, in minutes or metres."""

    origin: NDArray[np.intp]
    destination: NDArray[np.intp]
    cost: Floats


def nearest_distance(origins: ArrayLike, services: ArrayLike) -> Floats:
    """Metres as the crow flies from each origin to the nearest service; NaN when there is none at all.

    Parameters
    ----------
    origins, services : (n, 2) in metres, finite.
    """
    here, there = _checked(origins), _checked(services)
    if not len(there):
        return np.full(len(here), np.nan)
    away, _ = cKDTree(there).query(here)
    return np.asarray(away, dtype=np.float64)


def mean_distance(distance: ArrayLike, people: ArrayLike, area: ArrayLike, areas: int) -> Floats:
    """The mean over an area's people of their distance; NaN where nobody lives or no distance is known.

    Parameters
    ----------
    distance, people, area : by dwelling or cell: metres, residents, and the position of its area.
    areas : how many there are.
    """
    away, heads = np.asarray(distance, dtype=np.float64), checked_counts(people)
    known = ~np.isnan(away) & ~np.isnan(heads)
    where = np.asarray(area, dtype=np.intp)[known]
    total = np.bincount(where, away[known] * heads[known], minlength=areas)
    lived = np.bincount(where, heads[known], minlength=areas)
    mean = np.full(areas, np.nan)
    np.divide(total, lived, out=mean, where=lived > 0)
    return mean


def straight_journeys(origins: ArrayLike, services: ArrayLike, most_m: float) -> Journeys:
    """All pairs at most `most_m` metres apart as the crow flies; (n, 2) in metres."""
    here, there = _checked(origins), _checked(services)
    if not len(here) or not len(there):
        return Journeys(np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0))
    near = cKDTree(here).sparse_distance_matrix(cKDTree(there), most_m, output_type="coo_matrix")
    found = Journeys(near.row.astype(np.intp), near.col.astype(np.intp), np.asarray(near.data, dtype=np.float64))
    # The matrix may leave out pairs at no distance.
    same = cKDTree(here).query_ball_tree(cKDTree(there), 0.0)
    pairs = [(i, j) for i, some in enumerate(same) for j in some]
    zero = found.cost == 0
    if len(pairs) == zero.sum():
        return found
    row, column = np.array(pairs, dtype=np.intp).T
    kept = ~zero
    return Journeys(
        np.concatenate([found.origin[kept], row]),
        np.concatenate([found.destination[kept], column]),
        np.concatenate([found.cost[kept], np.zeros(len(row))]),
    )


def two_step_floating_catchment(people: ArrayLike, supply: ArrayLike, journeys: Journeys, most: float) -> Floats:
    r"""Supply per resident within reach, each service shared by all who can reach it.

    .. math:: R_j = \frac{S_j}{\sum_{i: d_{ij} \le d_0} P_i}, \qquad A_i = \sum_{j: d_{ij} \le d_0} R_j

    Parameters
    ----------
    people : by origin; NaN is unknown: it adds no demand, and its own answer is still given.
    supply : by destination: places, square metres, hours.
    journeys : pairs that are not listed cannot be made. most : the reach, in the unit of the journeys' cost.

    Returns
    -------
    By origin; 0 where no service is within reach. A service that nobody known reaches adds nothing.

    Raises
    ------
    ValueError
        for a negative cost, a pair listed twice, or a position that does not exist.

    References
    ----------
    Luo, W. & Wang, F. (2003). Measures of spatial accessibility to health care in a GIS environment. Environment
    and Planning B 30, 865-884.
    """
    heads, offered = np.nan_to_num(checked_counts(people)), np.nan_to_num(checked_counts(supply))
    origin, destination = np.asarray(journeys.origin, np.intp), np.asarray(journeys.destination, np.intp)
    cost = np.asarray(journeys.cost, dtype=np.float64)
    if len(cost) and (
        not (cost >= 0).all()
        or min(origin.min(), destination.min()) < 0
        or origin.max() >= len(heads)
        or destination.max() >= len(offered)
        or len(np.unique(origin * len(offered) + destination)) < len(cost)
    ):
        raise ValueError("journeys need a cost of at least 0, each pair once, between places that there are")
    within = cost <= most
    origin, destination = origin[within], destination[within]
    demand = np.bincount(destination, heads[origin], minlength=len(offered))
    ratio = np.zeros(len(offered))
    np.divide(offered, demand, out=ratio, where=demand > 0)
    return np.asarray(np.bincount(origin, ratio[destination], minlength=len(heads)), dtype=np.float64)


def _checked(points: ArrayLike) -> Floats:
    places = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    if not np.isfinite(places).all():
        raise ValueError("points must be finite")
    return places
