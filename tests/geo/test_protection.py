"""Laws of atoms, hiding and cell keys, whatever the town looks like."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.protection import (
    PerturbationTable,
    atoms_that_hold,
    cell_key,
    column_by_atom,
    cut_atoms,
    impossible_density,
    perturbed,
    record_key,
)

TABLE = PerturbationTable(
    ((0, 0, 0, 1), (1, -1, 0, 0.5), (1, 1, 0.5, 1), (2, 0, 0, 0.8), (2, 1, 0.8, 1), (3, -1, 0, 0.3), (3, 0, 0.3, 1))
)
SIZES = st.tuples(st.integers(1, 19), st.integers(1, 19))
TOWN = st.builds(
    lambda size, seed, spread: np.random.default_rng(seed).negative_binomial(0.3, spread, size),
    SIZES,
    st.integers(0, 10_000),
    st.sampled_from([0.005, 0.02, 0.1, 0.5]),
)


@given(people=TOWN, k=st.integers(1, 40), start=st.sampled_from([1, 2, 4, 8]))
def test_atoms_hold_everybody_once_and_at_least_k(people, k, start):
    atoms = cut_atoms(people, k, start)
    seen = [cell for atom in atoms for cell in atom.cells()]
    assert len(seen) == len(set(seen))
    assert sum(atom.people for atom in atoms) == people.sum()
    for atom in atoms:
        inside = sum(people[r, c] for r, c in atom.cells() if r < people.shape[0] and c < people.shape[1])
        assert inside == atom.people > 0
        if atom.people < k:
            assert [block.size for block in atom.blocks] == [start]


@given(people=TOWN)
def test_k_of_one_cuts_down_to_cells(people):
    atoms = cut_atoms(people, 1, 8)
    assert all(len(atom.blocks) == 1 for atom in atoms)
    assert all(atom.blocks[0].size == 1 or atom.people == 1 for atom in atoms)


def test_what_is_not_a_grid_of_people_is_refused():
    for wrong in ([1, 2], [[-1]], [[0.5]], [[np.nan]]):
        with pytest.raises(ValueError, match=r"grid|whole"):
            cut_atoms(wrong, 10, 8)
    with pytest.raises(ValueError, match="k must"):
        cut_atoms([[1]], 0, 8)
    with pytest.raises(ValueError, match="power"):
        cut_atoms([[1]], 10, 6)


def hide(values, base, k, *, hidden=(), base_hidden=(), nothing_is_told=False):
    size = len(values)
    marks = [np.isin(np.arange(size), list(which)) for which in (hidden, base_hidden)]
    atoms = [np.array([0, 1]), np.array([2, 3])]
    as_floats = [np.asarray(column, dtype=float) for column in (values, base)]
    return column_by_atom(atoms, as_floats[0], marks[0], as_floats[1], marks[1], k, nothing_is_told=nothing_is_told)


def test_an_attribute_is_hidden_where_its_own_base_is_small():
    found = hide([3, 4, 5, 6], [10, 19, 20, 10], 30)
    np.testing.assert_array_equal(found.values, [np.nan, 11])
    assert list(found.suppressed) == [True, False]
    assert list(hide([3, 4, 5, 6], [10, 20, 20, 9], 30).suppressed) == [False, True]


def test_one_hidden_cell_hides_its_atom_and_a_missing_one_leaves_it_missing():
    found = hide([3, 4, 5, 6], [50] * 4, 10, hidden=[1])
    assert list(found.suppressed) == [True, False]
    assert list(hide([3, 4, 5, 6], [50] * 4, 10, base_hidden=[2]).suppressed) == [False, True]
    missing = hide([3, np.nan, 5, 6], [50] * 4, 10)
    assert np.isnan(missing.values[0]) and not missing.suppressed[0]


def test_no_homes_is_told_and_no_workers_is_not():
    nothing = hide([0, 0, 5, 5], [0, 0, 5, 5], 3, nothing_is_told=True)
    np.testing.assert_array_equal(nothing.values, [0, 10])
    assert list(hide([0, 0, 5, 5], [0, 0, 50, 50], 30).suppressed) == [True, False]


def test_last_years_atoms_are_kept_where_they_hold():
    atoms = [np.array([0]), np.array([1, 2]), np.array([4, 5]), np.array([8])]
    block_of = np.repeat(np.arange(3), 4)
    people = np.array([12, 5, 5, 0, 20, 4, 0, 0, 9, 0, 0, 0], dtype=float)
    held = atoms_that_hold(atoms, people, block_of, 10)
    assert (set(held.blocks), held.atoms) == ({0, 1}, (0, 1, 2))
    people[3] = 1
    assert set(atoms_that_hold(atoms, people, block_of, 10).blocks) == {1}


@given(n=st.integers(0, 9), seed=st.integers(0, 99))
def test_the_same_people_get_the_same_noise(n, seed):
    keys = [record_key(b"secret", f"{seed}:{i}") for i in range(n)]
    noisy = perturbed(keys, TABLE)
    assert noisy == perturbed(keys[::-1], TABLE)
    assert abs(noisy - n) <= 1 and noisy >= 0
    assert 0 <= cell_key(keys) < 1


def test_record_keys_are_even_and_need_the_secret():
    keys = np.array([record_key(b"secret", str(i)) for i in range(4000)])
    assert abs(keys.mean() - 0.5) < 0.02
    assert abs(np.quantile(keys, 0.1) - 0.1) < 0.02
    assert record_key(b"secret", "1") != record_key(b"other", "1")


def test_a_table_with_gaps_is_refused():
    with pytest.raises(ValueError, match="cover"):
        PerturbationTable(((0, 0, 0, 0.5),))
    with pytest.raises(ValueError, match="below 0"):
        PerturbationTable(((0, -1, 0, 1),))


def test_density():
    assert list(impossible_density([2321, 30_244], 250)) == [False, True]
    assert list(impossible_density([30_244], 1000)) == [False]
