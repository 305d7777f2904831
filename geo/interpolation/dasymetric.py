"""Sharing zones out by where buildings stand instead of by area."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array, csr_array

from geo.columns import Floats
from geo.interpolation.overlap import Geometries, Overlap, overlap


def dasymetric_overlap(sources: Geometries, targets: Geometries, points: Geometries, weights: ArrayLike) -> Overlap:
    """Shares by building weight: ``f_it = sum of w in s_i and t / sum of w in s_i``.

    Keeps every zone's total. A zone that holds no weight falls back to area and is marked in
    `Overlap.fallback`. Bounds stay those of the geometry, because a register of buildings can
    be wrong.

    Parameters
    ----------
    sources, targets : as in `overlap`.
    points : building points in the same CRS; outside all sources they are ignored, and on a
        shared edge they belong to the first zone.
    weights : dwellings or residential floor area (m2) of each point, >= 0.

    Raises
    ------
    ValueError
        for weights that are negative, not finite, or not one per point.
    ZeroArea
        as `overlap`.

    References
    ----------
    Wright, J. K. (1936). A method of mapping densities of population. Geographical Review 26.
    Eicher, C. L. & Brewer, C. A. (2001). Dasymetric mapping and areal interpolation.
    Cartography and Geographic Information Science 28, 125-138.
    """
    plain = overlap(sources, targets)
    places = np.asarray(points, dtype=object)
    weight = np.asarray(weights, dtype=np.float64)
    if weight.shape != places.shape or not np.isfinite(weight).all() or (weight < 0).any():
        raise ValueError("weights: one finite number >= 0 per point")
    owner = _owners(np.asarray(sources, dtype=object), places)
    owned = owner >= 0
    total: Floats = np.zeros(len(plain.source_area))
    np.add.at(total, owner[owned], weight[owned])
    fallback = total <= 0
    by_weight = _weight_shares(np.asarray(targets, dtype=object), places, weight, owner, total)
    return replace(plain, share=_mixed(by_weight, plain.share, fallback), fallback=fallback)


def _owners(zones: NDArray[np.object_], places: NDArray[np.object_]) -> NDArray[np.intp]:
    """Index of the first zone that each point lies in or on; -1 for none."""
    owner = np.full(len(places), len(zones), dtype=np.intp)
    point_index, zone_index = shapely.STRtree(zones).query(places, predicate="intersects")
    np.minimum.at(owner, point_index, zone_index)
    owner[owner == len(zones)] = -1
    return owner


def _weight_shares(
    wanted: NDArray[np.object_],
    places: NDArray[np.object_],
    weight: Floats,
    owner: NDArray[np.intp],
    total: Floats,
) -> Any:
    rows, found = shapely.STRtree(places).query(wanted, predicate="intersects")
    used = (owner[found] >= 0) & (weight[found] > 0)
    rows, found = rows[used], found[used]
    columns = owner[found]
    shape = (len(wanted), len(total))
    summed = csr_array((weight[found] / total[columns], (rows, columns)), shape=shape)
    summed.sum_duplicates()
    return summed


def _mixed(by_weight: Any, by_area: Any, fallback: NDArray[np.bool_]) -> Any:
    """Weight shares, with the area shares of the fallback columns put in."""
    area = coo_array(by_area)
    used = fallback[area.col]
    added = csr_array((area.data[used], (area.row[used], area.col[used])), shape=area.shape)
    mixed = csr_array(by_weight + added)
    mixed.data = np.minimum(mixed.data, 1.0)
    return mixed
