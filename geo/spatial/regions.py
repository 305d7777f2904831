"""Small areas joined into larger ones: at random, and who is whose neighbour after that."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from geo.spatial.weights import Weights

Labels = NDArray[np.int64]


def random_regions(neighbours: Weights, count: int, *, seed: int) -> Labels:
    """Areas joined into contiguous regions that mean nothing: what a result is held against.

    Regions begin at areas drawn at random; then, again and again, a region drawn by the length of its open border
    takes one area there.

    Parameters
    ----------
    neighbours : of the areas, either way. count : of regions; where the areas fall apart into more pieces than
        that, each piece is a region. seed : of the draws.

    Returns
    -------
    The region of each area, numbered from 0; every region is contiguous and none is empty.

    Raises
    ------
    ValueError
        for fewer than one region, or more regions than areas.

    References
    ----------
    Openshaw, S. (1977). Algorithm 3: a procedure to generate pseudo-random aggregations of N zones into M zones,
    where M is less than N. Environment and Planning A 9, 1423-1428.
    """
    n = neighbours.n
    if not 1 <= count <= max(n, 1):
        raise ValueError("there must be at least one region, and no more of them than areas")
    chance = np.random.default_rng(seed)
    both = csr_array(neighbours.matrix + neighbours.matrix.T)
    pieces, piece = connected_components(both, directed=False)
    order = chance.permutation(n)
    # One beginning in each piece, so that all areas are reached; the others wherever they fall.
    firsts = order[np.unique(piece[order], return_index=True)[1]]
    others = order[~np.isin(order, firsts)][: max(count - pieces, 0)]
    starts = np.concatenate([firsts, others])
    labels = np.full(n, -1, dtype=np.int64)
    labels[starts] = np.arange(len(starts))
    border = [(int(near), int(labels[at])) for at in starts for near in _near(both, at)]
    while border:
        draw = int(chance.integers(len(border)))
        border[draw], border[-1] = border[-1], border[draw]
        area, region = border.pop()
        if labels[area] < 0:
            labels[area] = region
            border.extend((int(near), region) for near in _near(both, area) if labels[near] < 0)
    return labels


def joined(neighbours: Weights, labels: ArrayLike, count: int) -> Weights:
    """Neighbours of regions: two are neighbours when an area of one is a neighbour of an area of the other.

    Parameters
    ----------
    labels : the region of each area, 0 to `count` - 1; negative is in none.
    """
    of = np.asarray(labels, dtype=np.int64)
    links = neighbours.matrix.tocoo()
    source, target = of[links.row], of[links.col]
    apart = (source >= 0) & (target >= 0) & (source != target)
    source, target = source[apart], target[apart]
    matrix = csr_array(coo_array((np.ones(len(source)), (source, target)), shape=(count, count)))
    matrix.data[:] = 1.0
    matrix.sort_indices()
    return Weights(matrix, f"{neighbours.rule}, joined")


def _near(matrix: csr_array, at: int) -> NDArray[np.int32]:
    found: NDArray[np.int32] = matrix.indices[matrix.indptr[at] : matrix.indptr[at + 1]]
    return found
