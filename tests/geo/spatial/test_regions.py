"""Random regions are contiguous, cover everything, and repeat with their seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components

from geo.spatial.regions import joined, random_regions
from geo.spatial.weights import Weights, from_neighbours, queen_of_cells


def cells(side: int) -> Weights:
    across, up = np.meshgrid(np.arange(side), np.arange(side))
    return queen_of_cells(across.ravel(), up.ravel())


@settings(deadline=None, max_examples=40)
@given(side=st.integers(2, 9), part=st.floats(0.05, 1), seed=st.integers(0, 99))
def test_regions_are_contiguous_and_cover_all(side: int, part: float, seed: int) -> None:
    weights = cells(side)
    count = max(1, int(part * side * side))
    labels = random_regions(weights, count, seed=seed)
    assert sorted(set(labels.tolist())) == list(range(count))
    for region in range(count):
        assert connected_components(weights.subset(labels == region).matrix)[0] == 1
    assert (labels == random_regions(weights, count, seed=seed)).all()


def test_another_seed_gives_other_regions() -> None:
    assert (random_regions(cells(8), 9, seed=1) != random_regions(cells(8), 9, seed=2)).any()


def test_what_is_cut_off_is_a_region_of_its_own() -> None:
    weights = from_neighbours([[1], [0], [3], [2], []])
    labels = random_regions(weights, 1, seed=3)
    assert labels[0] == labels[1] != labels[2] == labels[3] != labels[4]
    with pytest.raises(ValueError, match="no more of them than areas"):
        random_regions(weights, 6, seed=1)


def test_neighbours_of_regions() -> None:
    # Four areas in a row; the second and third make one region, the last is in none.
    weights = from_neighbours([[1], [0, 2], [1, 3], [2]])
    found = joined(weights, [0, 1, 1, -1], 2)
    assert found.matrix.toarray().tolist() == [[0, 1], [1, 0]]
    assert not joined(weights, [0, 0, 0, 0], 1).links
