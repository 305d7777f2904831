r"""How often chance gives more than what lies around a place: conditional permutation, all sites at once.

For each site its own value stays and its k neighbours are drawn anew from all other sites, R times, with the same R
draws of positions for every site (as esda does). A position r among "all but i" is site r when r < i, else r + 1, so
as i grows a drawn sum changes only when i passes one of its positions: R k times in all. Between two changes a whole
run of sites shares one sorted reference, and a binary search tells how many draws exceed each of them. The counts are
those of a full recomputation, for R k short steps instead of n R k gathers. It needs equal weights within a site;
`exceeding_by_hand` is the plain way for any weights.

References
----------
Anselin, L. (1995). Local indicators of spatial association - LISA. Geographical Analysis 27, 93-115.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.columns import Floats
from geo.spatial.weights import Weights

Ids = NDArray[np.int64]
#: Numbers gathered at once by the plain way; bounds the memory at about 200 MB.
AT_ONCE = 8_000_000


@dataclass(frozen=True, slots=True)
class Exceeding:
    """By site, how many of `draws` random sums are `greater` than the observed one, and how many `equal` to it."""

    greater: Ids
    equal: Ids
    draws: int


def drawn_positions(n: int, most: int, draws: int, seed: int) -> Ids:
    """`draws` rows of `most` different positions among n - 1 others.

    Raises
    ------
    ValueError
        when a site has more neighbours than there are others, or for fewer than one draw.
    """
    if most > n - 1 or draws < 1:
        raise ValueError("more neighbours than other areas, or no draws")
    chance = np.random.default_rng(seed)
    rows = [chance.choice(n - 1, size=most, replace=False) for _ in range(draws)]
    return np.array(rows, dtype=np.int64).reshape(draws, most)


def exceeding(values: Floats, weights: Weights, ids: Ids) -> Exceeding:
    """Counts for every site; islands have none of either.

    Parameters
    ----------
    values : one per site, finite. weights : see `Weights`. ids : of `drawn_positions`, as wide as the greatest
        number of neighbours.
    """
    if not weights.is_equal:
        return exceeding_by_hand(values, weights, ids)
    n, counts = len(values), weights.cardinalities
    binary = weights.matrix.copy()
    binary.data = np.ones_like(binary.data)
    observed = np.asarray(binary @ values, dtype=np.float64)
    greater, equal = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    for k in np.unique(counts[counts > 0]):
        sites = np.flatnonzero(counts == k)
        more, same = _of_one_size(values, observed[sites], sites, ids[:, :k])
        greater[sites], equal[sites] = more, same
    return Exceeding(greater, equal, len(ids))


def _of_one_size(values: Floats, observed: Floats, sites: Ids, ids: Ids) -> tuple[Ids, Ids]:
    """Counts for sites (ascending) with as many neighbours as `ids` has columns."""
    draws = len(ids)
    changes = np.sort(np.unique(ids))
    # A change at position r shows from site r + 1 on. Runs of sites between changes share their reference.
    run_of = np.searchsorted(changes, sites, side="left")
    starts = np.flatnonzero(np.diff(run_of, prepend=-1))
    ends = np.append(starts[1:], len(sites))
    slack = _slack(values, ids.shape[1])
    greater, equal = np.empty(len(sites), dtype=np.int64), np.empty(len(sites), dtype=np.int64)
    order = np.argsort(ids, axis=None, kind="stable")
    flat, width = ids.ravel()[order], ids.shape[1]
    owners = order // width
    done = 0
    current = values[np.minimum(ids + 1, len(values) - 1)]
    sums = current.sum(axis=1)
    columns = order % width
    for start, end in zip(starts, ends, strict=True):
        upto = np.searchsorted(flat, sites[start], side="left")
        if upto > done:
            who = owners[done:upto]
            current[who, columns[done:upto]] = values[flat[done:upto]]
            sums[who] = current[who].sum(axis=1)
            done = upto
        reference = np.sort(sums)
        seen = observed[start:end]
        above = np.searchsorted(reference, seen + slack, side="right")
        greater[start:end] = draws - above
        equal[start:end] = above - np.searchsorted(reference, seen - slack, side="left")
    return greater, equal


def exceeding_by_hand(values: Floats, weights: Weights, ids: Ids) -> Exceeding:
    """The same for any weights, one gather for each site, draw and neighbour."""
    n, matrix, draws = len(values), weights.matrix, len(ids)
    observed = np.asarray(matrix @ values, dtype=np.float64)
    greater, equal = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    counts = weights.cardinalities
    for k in np.unique(counts[counts > 0]):
        every = np.flatnonzero(counts == k)
        step = max(1, AT_ONCE // (draws * int(k)))
        for first in range(0, len(every), step):
            sites = every[first : first + step]
            own = matrix.data[matrix.indptr[sites][:, None] + np.arange(k)]
            drawn = ids[None, :, :k] + (ids[None, :, :k] >= sites[:, None, None])
            sums = np.einsum("srk,sk->sr", values[drawn], own)
            slack = (_slack(values, int(k)) * np.abs(own).max(axis=1))[:, None]
            gap = sums - observed[sites][:, None]
            greater[sites] = (gap > slack).sum(axis=1)
            equal[sites] = (np.abs(gap) <= slack).sum(axis=1)
    return Exceeding(greater, equal, draws)


def _slack(values: Floats, terms: int) -> float:
    """Sums closer than this are equal: what their order of adding may change."""
    return float(np.abs(values).max() * terms * 8 * np.finfo(np.float64).eps)
