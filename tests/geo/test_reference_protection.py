"""Published and closed-form cases of protection (A-SDC), and the real grid (A-AW-05, A-Q-01)."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geo.interpolation import extensive, figures, overlap
from geo.protection import PerturbationTable, cut_atoms, hidden_by_code, impossible_density, perturbed, repeated_cells
from tests.geo.reference import TOP, case, layer

GRID = TOP / case("A-AW-05")["inputs"]["source"]
needs_grid = pytest.mark.skipif(not GRID.exists(), reason="the Helsinki region's grid is not beside the project")


def test_cell_key_of_the_handbook():
    given, expected = case("A-SDC-01")["inputs"], case("A-SDC-01")["expected"]
    table = PerturbationTable(tuple(map(tuple, given["p_table_orig_noise_lower_upper"])))
    assert perturbed(given["record_keys"], table) == expected["perturbed"]


def test_atoms_of_the_quadtree():
    params, expected = case("A-SDC-02")["params"], case("A-SDC-02")["expected"]
    atoms = cut_atoms(case("A-SDC-02")["inputs"]["grid"], k=params["k"], start=params["S0"])
    found = [{"people": atom.people, "blocks": [list(block) for block in atom.blocks]} for atom in atoms]
    assert found == expected["atoms"]
    assert len(atoms) == expected["count"]
    assert min(atom.people for atom in atoms) == expected["min_people"]
    assert sum(atom.people for atom in atoms) == expected["total"]


def test_areas_that_differ_by_a_home_tell_nothing_of_the_home():
    """A-SDC-03: the difference is that of the atom, whichever of its homes the disc covers."""
    given, k = case("A-SDC-03")["inputs"], case("A-SDC-03")["params"]["k"]
    side, (west, north) = given["grid_cell_m"], (given["origin"][0], given["origin"][1] + 8 * given["grid_cell_m"])
    atoms = cut_atoms(given["grid"], k=k, start=8)
    cells = [
        [
            shapely.box(west + side * c, north - side * (r + 1), west + side * (c + 1), north - side * r)
            for r, c in a.cells()
        ]
        for a in atoms
    ]
    shapes = [shapely.union_all(members) for members in cells]
    people = figures([atom.people for atom in atoms])
    area = shapely.Polygon(given["area_1"])
    rng = np.random.default_rng(3)
    for shape, atom in zip(shapes, atoms, strict=True):
        inner = shape.intersection(area).buffer(-3)
        west_m, south_m, east_m, north_m = inner.bounds
        homes = shapely.points(rng.uniform(west_m, east_m, 60), rng.uniform(south_m, north_m, 60))
        homes = homes[shapely.contains(inner, homes)]
        assert len(homes) > 2
        discs = shapely.buffer(homes, 2)
        without = [area.difference(disc) for disc in discs]
        found = extensive(overlap(shapes, [area, *without]), people).estimate
        expected = atom.people * shapely.area(discs) / shape.area
        np.testing.assert_allclose(found[0] - found[1:], expected, atol=1e-6)


@needs_grid
def test_the_real_grid_to_two_drawn_areas():
    given, expected = case("A-AW-05")["inputs"], case("A-AW-05")["expected"]
    frame = layer(given["source"])
    first, second = shapely.Polygon(given["P1"]), shapely.Polygon(given["P2"])
    shapes = [first, second, first.intersection(second), first.union(second)]
    over = overlap(frame.geometry.values, shapes)
    found = extensive(over, figures(frame[given["value"]]))
    for row, one in enumerate(expected.values()):
        assert found.estimate[row] == pytest.approx(one["population"], rel=1e-8)
        shares, people = over.share[[row]].toarray()[0], frame[given["value"]].to_numpy()
        assert (people[shares == 1].sum(), people[shares > 0].sum()) == (one["lower"], one["upper"])
        assert (shares > 0).sum() == one["cells_touched"]
        # Our own bounds leave slivers out, so they are never wider.
        assert one["lower"] <= found.lower[row] <= found.estimate[row] <= found.upper[row] <= one["upper"]
    assert found.estimate[0] + found.estimate[1] - found.estimate[2] == pytest.approx(found.estimate[3], rel=1e-12)


@needs_grid
def test_the_placeholder_of_the_real_grid_is_caught_alone():
    expected = case("A-Q-01")["expected"]
    frame = layer(case("A-Q-01")["inputs"]["source"])
    people = frame["asukkaita"].to_numpy()
    caught = impossible_density(people, 250)
    assert list(frame["index"][caught]) == [expected["row_index_attribute"]]
    assert people[caught].sum() == expected["asukkaita"]
    assert people.sum() == expected["file_total"]
    assert people[~caught].max() == expected["next_largest_cell"]
    assert people[caught].sum() / people.sum() == pytest.approx(expected["share_of_total"], rel=1e-9)


@needs_grid
def test_hidden_ages_of_the_real_grid():
    frame = layer(case("A-Q-01")["inputs"]["source"])
    ages = frame[[name for name in frame.columns if name.startswith("ika")]].to_numpy(dtype=float)
    values, hidden = hidden_by_code(ages, [99])
    people = frame["asukkaita"].to_numpy()
    assert list(hidden) == list(people < 100), "its publisher hides the ages of fewer than 100"
    assert (values[~hidden] == 99).sum() > 9, "a true 99 stays a number"
    np.testing.assert_array_equal(values[~hidden].sum(axis=1), people[~hidden])


def test_codes_by_group():
    columns = np.array([[99, 99, 99], [99, 3, 2], [4, -1, 2], [-7, 1, 1], [np.nan, 1, 2]])
    values, hidden = hidden_by_code(columns, [99, -1])
    assert list(hidden) == [True, False, True, False, False]
    np.testing.assert_array_equal(values, [[np.nan] * 3, [99, 3, 2], [np.nan] * 3, [np.nan, 1, 1], [np.nan, 1, 2]])


def test_repeated_cells():
    assert list(repeated_cells([5, 3, 5, 5, 2, 3])) == [False, False, True, True, False, True]
