"""Who is whose neighbour, as a sparse matrix: shared borders, a radius, or so many nearest.

Areas of a partition share borders (`queen`); areas that people drew overlap, so for them take `distance_band` or
`nearest`. An area without any neighbour is an island: it is kept, listed, and takes no part in local figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array, csr_array
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from geo.columns import Flags, Floats

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Weights:
    """Neighbours of n areas. `matrix[i, j]` > 0 when j is a neighbour of i; nothing on the diagonal.

    `rule` names how they were found, for the method card.
    """

    matrix: Any
    rule: str

    @property
    def n(self) -> int:
        """How many areas."""
        return int(self.matrix.shape[0])

    @property
    def cardinalities(self) -> Rows:
        """How many neighbours each area has."""
        return np.asarray(np.diff(self.matrix.indptr), dtype=np.intp)

    @property
    def islands(self) -> Rows:
        """Positions of the areas without neighbours."""
        return np.flatnonzero(self.cardinalities == 0)

    @property
    def links(self) -> int:
        """How many neighbours all areas have together; a pair counts twice."""
        return int(self.matrix.nnz)

    @property
    def is_equal(self) -> bool:
        """True when all neighbours of an area weigh the same, whichever area it is."""
        data, counts = self.matrix.data, self.cardinalities
        first = data[self.matrix.indptr[:-1][counts > 0]]
        return bool(np.allclose(data, np.repeat(first, counts[counts > 0]), rtol=1e-12, atol=0))

    def row_standardised(self) -> Weights:
        """The same neighbours, with weights that add up to 1 for each area that has any."""
        sums = np.asarray(self.matrix.sum(axis=1)).ravel()
        scaled = self.matrix.copy()
        scaled.data = scaled.data / np.repeat(sums, self.cardinalities)
        return Weights(scaled, f"{self.rule}, row standardised")

    def subset(self, kept: ArrayLike) -> Weights:
        """Only the areas where `kept` is True; weights stay as they are, so standardise afterwards."""
        rows = np.flatnonzero(np.asarray(kept, dtype=np.bool_))
        return Weights(csr_array(self.matrix[rows][:, rows]), self.rule)


def from_neighbours(neighbours: Sequence[Sequence[int]], rule: str = "given") -> Weights:
    """Weights of 1 from a list of each area's neighbours, by position.

    Raises
    ------
    ValueError
        for an area that is its own neighbour, or a position that no area has.
    """
    source = np.repeat(np.arange(len(neighbours)), [len(some) for some in neighbours])
    target = np.array([j for some in neighbours for j in some], dtype=np.intp)
    if len(target) and (target.min() < 0 or target.max() >= len(neighbours)):
        raise ValueError("a neighbour that is not among the areas")
    return _binary(source, target, len(neighbours), rule)


def queen(areas: Sequence[BaseGeometry], *, gap_m: float = 0.0) -> Weights:
    """Areas that share at least a point of their borders.

    Parameters
    ----------
    areas : polygons of one partition, metric CRS (or any planar one, with `gap_m` 0).
    gap_m : how far apart borders may lie that were meant to be one, in metres.
    """
    shapes = np.asarray(areas, dtype=object)
    tree = shapely.STRtree(shapes)
    if gap_m > 0:
        source, target = tree.query(shapes, predicate="dwithin", distance=gap_m)
    else:
        source, target = tree.query(shapes, predicate="intersects")
    apart = source != target
    return _binary(source[apart], target[apart], len(shapes), "queen")


def queen_of_cells(column: ArrayLike, row: ArrayLike) -> Weights:
    """The up to eight cells around each cell of a square grid, among those that there are.

    Parameters
    ----------
    column, row : whole numbers, one of each per cell, no cell twice.
    """
    across, up = np.asarray(column, dtype=np.int64), np.asarray(row, dtype=np.int64)
    n = len(across)
    if not n:
        return _binary(np.empty(0, np.intp), np.empty(0, np.intp), 0, "queen")
    across, up = across - across.min() + 1, up - up.min() + 1
    width = int(across.max()) + 2
    place = up * width + across
    at = np.full((int(up.max()) + 2) * width, -1, dtype=np.int64)
    at[place] = np.arange(n)
    if (at[place] != np.arange(n)).any():
        raise ValueError("a cell stands twice")
    steps = [dy * width + dx for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dx or dy]
    found = at[place[:, None] + np.array(steps)]
    source, which = np.nonzero(found >= 0)
    return _binary(source, found[source, which], n, "queen")


def distance_band(points: ArrayLike, radius_m: float) -> Weights:
    """Areas whose points lie at most `radius_m` apart; points (n, 2) in metres, finite.

    Two areas at one point are neighbours.
    """
    places = _checked(points)
    if not radius_m > 0:
        raise ValueError("the radius must be positive")
    pairs = cKDTree(places).query_pairs(radius_m, output_type="ndarray")
    source, target = np.concatenate([pairs, pairs[:, ::-1]]).T
    return _binary(source, target, len(places), f"within {radius_m:g} m")


def nearest(points: ArrayLike, count: int) -> Weights:
    """Each area's `count` nearest; being among them need not be mutual.

    Raises
    ------
    ValueError
        when there are not more areas than `count`.
    """
    places = _checked(points)
    if not 0 < count < len(places):
        raise ValueError("there must be more areas than neighbours asked for")
    _, found = cKDTree(places).query(places, k=count + 1)
    own = found == np.arange(len(places))[:, None]
    # Where several areas stand at one point an area may not come first, or at all, in its own list.
    own[~own.any(axis=1), -1] = True
    target = found[~own]
    return _binary(np.repeat(np.arange(len(places)), count), target, len(places), f"{count} nearest")


def known_only(values: ArrayLike, weights: Weights) -> tuple[Floats, Weights, Flags]:
    """Values that are there, the weights between their areas, and where they were.

    Raises
    ------
    ValueError
        for infinite values, unequal lengths, fewer than three values, or values that are all the same.
    """
    numbers = np.array(values, dtype=np.float64, ndmin=1)
    if numbers.shape != (weights.n,):
        raise ValueError("one value for each area is needed")
    if np.isinf(numbers).any():
        raise ValueError("values must be finite, or NaN where missing")
    known: Flags = ~np.isnan(numbers)
    if known.sum() < 3:
        raise ValueError("clustering needs at least three areas with a value")
    if np.ptp(numbers[known]) == 0:
        raise ValueError("all areas have the same value: there is nothing to cluster")
    return numbers[known], weights if known.all() else weights.subset(known), known


def _binary(source: Rows, target: Rows, n: int, rule: str) -> Weights:
    if (source == target).any():
        raise ValueError("an area cannot be its own neighbour")
    matrix = csr_array(coo_array((np.ones(len(source)), (source, target)), shape=(n, n)))
    matrix.data[:] = 1.0
    matrix.sort_indices()
    return Weights(matrix, rule)


def _checked(points: ArrayLike) -> Floats:
    places = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    if not np.isfinite(places).all():
        raise ValueError("points must be finite")
    return places
