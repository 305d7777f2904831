"""The Gini between neighbours and others: against the sum over all pairs, and against chance."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from geo.stats.inequality import gini
from geo.stats.spatial_gini import spatial_gini

SIDE = 8


def _rook():
    cells = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    pairs = np.concatenate(
        [
            np.stack([cells[:, :-1].ravel(), cells[:, 1:].ravel()]),
            np.stack([cells[:-1].ravel(), cells[1:].ravel()]),
        ],
        axis=1,
    )
    half = csr_array((np.ones(pairs.shape[1]), pairs), shape=(SIDE * SIDE,) * 2)
    return csr_array(half + half.T)


def test_is_the_sum_over_all_pairs():
    rng = np.random.default_rng(1)
    y, n, near = rng.gamma(2, 10, SIDE * SIDE), rng.integers(0, 500, SIDE * SIDE).astype(float), _rook()
    y[3] = np.nan
    found = spatial_gini(y, n, near, permutations=99)
    filled = np.nan_to_num(y)
    pairs = np.outer(n, n) * np.abs(filled[:, None] - filled)
    pairs[3] = pairs[:, 3] = 0
    assert found.apart == pytest.approx(pairs[near.toarray() == 0].sum() / pairs.sum(), rel=1e-12)
    assert found.total == gini(y, n)


def test_like_neighbours_are_no_chance_and_noise_is():
    slope = np.repeat(np.arange(1.0, SIDE + 1), SIDE)
    people = np.full(SIDE * SIDE, 100)
    assert spatial_gini(slope, people, _rook()).p_value == pytest.approx(0.001)
    noise = spatial_gini(np.random.default_rng(2).permutation(slope), people, _rook())
    assert noise.p_value > 0.02 and noise.apart == pytest.approx(noise.by_chance, abs=0.02)


def test_no_inequality_has_no_parts():
    assert np.isnan(spatial_gini(np.ones(64), np.ones(64), _rook()).apart)
    with pytest.raises(ValueError, match="differ in number"):
        spatial_gini([1, 2], [1, 1], _rook())
