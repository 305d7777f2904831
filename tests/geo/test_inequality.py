"""Inequality and segregation against published numbers, and the laws that they keep."""

from __future__ import annotations

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as some

from geo.stats.inequality import (
    atkinson,
    gini,
    gini_share_between,
    mean_log_deviation,
    quintile_share_ratio,
    theil,
)
from geo.stats.segregation import expected_dissimilarity, multiscale_profile, segregation
from tests.geo.reference import case, layer, table


def measured(values, people, regions):
    """Every measure by the name that the cases use."""
    parts = theil(values, people, regions)
    return {
        "gini": gini(values, people),
        "theil": parts.total,
        "theil_between": parts.between,
        "theil_within": parts.within,
        "mld": mean_log_deviation(values, people),
        "atkinson_0_5": atkinson(values, people, 0.5),
        "atkinson_1": atkinson(values, people, 1),
        "atkinson_2": atkinson(values, people, 2),
        # The published figure is this share of the Gini itself, in the Gini's own points.
        "gini_wcg_share": gini(values, people) * gini_share_between(values, people, regions),
        "s80_s20": quintile_share_ratio(values, people),
    }


@pytest.mark.parametrize("year", ["1940", "1950", "1960", "1970"])
def test_mexican_states(year):
    frame = table(case("A-INEQ-01")["inputs"]["data"])
    expected = case("A-INEQ-01")["expected"][year]
    found = measured(frame[f"pcgdp{year}"], np.ones(len(frame)), frame["hanson98"])
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, rel=1e-8), name


def test_weighted_by_people():
    inputs, expected = case("A-INEQ-02")["inputs"], case("A-INEQ-02")["expected"]
    found = measured(inputs["area_mean"], inputs["population"], inputs["region"])
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, rel=1e-10), name


def test_suppressed_areas_are_left_out():
    values, people = np.array([10.0, np.nan, 30.0, 20.0]), np.array([5.0, 7.0, 5.0, np.nan])
    assert gini(values, people) == pytest.approx(gini([10, 30], [5, 5]))
    assert quintile_share_ratio(values, people) == pytest.approx(3)


def test_nothing_to_compare_is_not_zero():
    assert np.isnan(gini([np.nan], [3]))
    assert np.isnan(theil([0, 0], [1, 1]).total)
    assert np.isnan(mean_log_deviation([], []))


def test_an_unread_code_is_refused():
    with pytest.raises(ValueError, match="not negative"):
        gini([-1, 4], [2, 2])


incomes = some.lists(some.tuples(some.floats(1, 1e6), some.integers(1, 10_000)), min_size=2, max_size=30)


@given(incomes)
@settings(max_examples=60, deadline=None)
def test_splitting_an_area_in_like_halves_changes_nothing(areas):
    values, people = np.array(areas).T
    twice, half = np.repeat(values, 2), np.repeat(people / 2, 2)
    for measure in (gini, mean_log_deviation, quintile_share_ratio):
        assert measure(twice, half) == pytest.approx(measure(values, people), rel=1e-9, abs=1e-9)


def test_segregation_of_births():
    inputs, expected = case("A-SEG-01")["inputs"], case("A-SEG-01")["expected"]
    frame = layer(inputs["source"])
    found = segregation(frame[inputs["group"]], frame[inputs["total"]])
    names = {
        "D": "dissimilarity",
        "isolation": "isolation",
        "interaction": "interaction",
        "H_entropy": "entropy",
        "gini": "gini",
        "atkinson_0_5": "atkinson",
        "correlation_eta2": "eta_squared",
    }
    for theirs, ours in names.items():
        assert getattr(found, ours) == pytest.approx(expected[theirs], rel=1e-10), theirs


def test_segregation_by_radius():
    inputs, expected = case("A-SEG-02")["params"], case("A-SEG-02")["expected"]
    frame = layer("tests/reference/sids2.gpkg")
    turn = pyproj.Transformer.from_crs(4267, 32119, always_xy=True)
    shapes = shapely.transform(frame.geometry.to_numpy(), turn.transform, interleaved=False)
    centres = shapely.get_coordinates(shapely.centroid(shapes))
    found = multiscale_profile(frame["NWBIR74"], frame["BIR74"], centres, inputs["distances_m"])
    np.testing.assert_allclose([one.dissimilarity for one in found], expected["D"], rtol=1e-4)
    np.testing.assert_allclose([one.entropy for one in found], expected["H"], rtol=1e-4)


def test_chance_alone_segregates_small_areas():
    total = np.full(100, 10)
    group = np.tile([0, 2], 50)
    by_chance = expected_dissimilarity(group, total)
    assert by_chance > 0.3
    assert segregation(np.full(100, 1), total).dissimilarity == 0


def test_a_group_of_nobody_has_no_segregation():
    assert np.isnan(segregation([0, 0], [5, 5]).dissimilarity)
    assert np.isnan(segregation([5, 5], [5, 5]).entropy)
