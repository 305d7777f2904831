"""The attack: 10,000 pairs of drawn areas on a made-up town, and what their answers give away together.

Everything that is told of an area (estimate and bounds) is asked of both areas of each pair. With atoms, no answer
depends on where inside an atom anybody lives; with plain cells, the same attack finds single cells, which
shows that it works.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
import shapely
from scipy.sparse import csr_array, vstack

from geo.interpolation import extensive, figures, overlap
from geo.protection import column_by_atom, cut_atoms

SIDE, CELL, PAIRS, HOUSEHOLD = 24, 250.0, 10_000, 3
K, K_SENSITIVE = 10, 30
CERTAIN = 1e-7


@dataclass
class Town:
    """Residents, people of working age and unemployed by cell (row 0 in the south)."""

    people: np.ndarray
    workers: np.ndarray
    jobless: np.ndarray


def make_town(seed: int) -> Town:
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    mean = sum(
        h * np.exp(-((x - a) ** 2 + (y - b) ** 2) / (2 * s**2)) for a, b, s, h in ((8, 9, 4, 160), (17, 16, 4, 70))
    )
    people = rng.poisson(mean) + rng.binomial(1, 0.25, mean.shape) * rng.integers(1, 8, mean.shape)
    workers = rng.binomial(people, 0.6)
    return Town(people.ravel(), workers.ravel(), rng.binomial(workers, 0.12).ravel())


def cells_of(people: np.ndarray, k: int) -> list[np.ndarray]:
    return [
        np.array([row * SIDE + column for row, column in atom.cells()])
        for atom in cut_atoms(people.reshape(SIDE, SIDE), k, 8)
    ]


def moved(town: Town, atoms: list[np.ndarray], seed: int) -> Town:
    """Another town with the same atoms: in each, a household and its work move to another cell."""
    rng = np.random.default_rng(seed)
    columns = [column.copy() for column in (town.people, town.workers, town.jobless)]
    for cells in atoms:
        full = cells[columns[0][cells] > 0]
        if len(cells) < 2:
            continue
        source = rng.choice(full)
        target = rng.choice(cells[cells != source])
        for column in columns:
            taken = min(HOUSEHOLD, column[source])
            column[source] -= taken
            column[target] += taken
    return Town(*columns)


def boxes(cells: np.ndarray) -> np.ndarray:
    row, column = np.divmod(cells, SIDE)
    return shapely.box(CELL * column, CELL * row, CELL * (column + 1), CELL * (row + 1))


def drawn_pairs(seed: int) -> np.ndarray:
    """Half of the pairs differ by a 2 m disc, as around one home; half are two outlines that overlap freely."""
    rng = np.random.default_rng(seed)
    middle = rng.uniform(0, SIDE * CELL, (PAIRS, 2))
    angles = np.linspace(0, 2 * np.pi, 9)[:-1]
    reach = rng.uniform(60, 450, (PAIRS, 8))
    corners = middle[:, None, :] + reach[:, :, None] * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    first = shapely.polygons(corners)
    half = PAIRS // 2
    homes = middle[:half] + rng.uniform(-15, 15, (half, 2))
    without = shapely.difference(first[:half], shapely.buffer(shapely.points(homes), 2, quad_segs=4))
    shifted = shapely.polygons(corners[half:] + rng.uniform(-300, 300, (PAIRS - half, 1, 2)))
    return np.concatenate([first, without, shifted])


def answers(town: Town, atoms: list[np.ndarray], over, k: int, k_sensitive: int) -> np.ndarray:
    """All that is told of residents and unemployed: estimates and bounds, NaN where hidden."""
    hidden = np.zeros(SIDE**2, dtype=bool)
    told = []
    for column, base, limit in ((town.people, town.people, k), (town.jobless, town.workers, k_sensitive)):
        as_floats = (np.asarray(column, dtype=float), np.asarray(base, dtype=float))
        found = column_by_atom(atoms, as_floats[0], hidden, as_floats[1], hidden, limit, nothing_is_told=False)
        result = extensive(over, figures(found.values))
        told += [result.estimate, result.lower, result.upper, result.se_uniform]
    return np.stack(told)


@pytest.fixture(scope="module")
def town() -> Town:
    return make_town(5)


@pytest.fixture(scope="module")
def pairs() -> np.ndarray:
    return drawn_pairs(6)


@pytest.fixture(scope="module")
def atoms(town):
    return cells_of(town.people, K)


@pytest.fixture(scope="module")
def over_atoms(atoms, pairs):
    return overlap([shapely.union_all(boxes(cells)) for cells in atoms], pairs)


@pytest.fixture(scope="module")
def over_cells(town, pairs):
    return overlap(boxes(np.flatnonzero(town.people)), pairs)


def test_no_pair_of_areas_tells_where_in_an_atom_anybody_lives(town, atoms, over_atoms):
    told = answers(town, atoms, over_atoms, K, K_SENSITIVE)
    assert np.isfinite(told[0]).mean() > 0.7, "the attack has something to work with"
    for seed in (1, 2, 3):
        other = moved(town, atoms, seed)
        assert (other.people != town.people).sum() > 40
        again = answers(other, atoms, over_atoms, K, K_SENSITIVE)
        # Equal answers for every area, and so equal differences for every pair.
        np.testing.assert_array_equal(told, again)


def test_what_all_answers_solve_for_is_never_fewer_than_k(town, atoms, over_atoms):
    assert min(town.people[cells].sum() for cells in atoms) >= K
    solved = solved_cells(over_atoms, atoms)
    small = np.flatnonzero((town.people > 0) & (town.people < K))
    assert len(small) > 50, "there are small cells to find"
    assert not np.isin(solved, small).any()
    told = [town.workers[cells].sum() for cells in atoms]
    shown = column_by_atom(
        atoms, town.jobless.astype(float), np.zeros(SIDE**2, bool), town.workers.astype(float),
        np.zeros(SIDE**2, bool), K_SENSITIVE, nothing_is_told=False,
    )  # fmt: skip
    assert all(count >= K_SENSITIVE for count, hidden in zip(told, shown.suppressed, strict=True) if not hidden)
    assert shown.suppressed.any()


def test_plain_cells_do_leak_to_the_same_attack(town, atoms, pairs, over_cells):
    """The control: without atoms, cells of one to nine people are solved for, and their numbers come out."""
    full = np.flatnonzero(town.people)
    cells = [np.array([one]) for one in full]
    small = np.flatnonzero((town.people > 0) & (town.people < K))
    solved = solved_cells(over_cells, cells)
    assert np.isin(small, solved).mean() > 0.9
    told = answers(town, cells, over_cells, 1, 1)
    estimates = np.nan_to_num(told[0])
    normal = (over_cells.share.T @ over_cells.share).toarray()
    values = np.linalg.lstsq(normal, over_cells.share.T @ estimates, rcond=None)[0]
    by_cell = dict(zip(full, values, strict=True))
    exposed = [one for one in small if abs(by_cell[one] - town.people[one]) < 0.01]
    assert len(exposed) / len(small) > 0.9
    moved_town = moved(town, atoms, 1)
    again = answers(Town(moved_town.people, moved_town.workers, moved_town.jobless), cells, over_cells, 1, 1)
    assert (np.nan_to_num(again[0]) != estimates).any()


def solved_cells(over, groups: list[np.ndarray]) -> np.ndarray:
    """Cells whose own number follows from all estimates and bounds together, whatever the others are.

    Each answer is a weighted sum of cells: a group's weight stands at each of its cells. A cell is solved for when
    its unit vector lies in the span of the answers.
    """
    member = csr_array(
        (
            np.ones(sum(map(len, groups))),
            (np.repeat(np.arange(len(groups)), list(map(len, groups))), np.concatenate(groups)),
        ),
        shape=(len(groups), SIDE**2),
    )
    asked = vstack([over.share, over.inside(), over.touched()])
    normal = (member.T @ (asked.T @ asked) @ member).toarray()
    weights, vectors = np.linalg.eigh(normal)
    span = vectors[:, weights > CERTAIN * weights.max()]
    return np.flatnonzero((span**2).sum(axis=1) > 1 - CERTAIN)
