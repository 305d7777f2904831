"""Published and closed-form cases of areal interpolation (A-AW)."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geo.interpolation import dasymetric_overlap, extensive, figures, intensive, overlap, ratio, share
from tests.geo.reference import case, layer


def _source(name):
    return layer(case(name)["inputs"]["source"])


def test_columbus_to_overlapping_boxes():
    frame = _source("A-AW-01")
    given, expected = case("A-AW-01")["inputs"], case("A-AW-01")["expected"]
    boxes = given["targets_xmin_ymin_xmax_ymax"]
    over = overlap(frame.geometry.values, [shapely.box(*box) for box in boxes.values()])
    values = figures(frame[given["value"]])
    found = extensive(over, values)
    np.testing.assert_allclose(found.estimate, list(expected["extensive"].values()), rtol=1e-9)
    np.testing.assert_allclose(intensive(over, values).estimate, list(expected["intensive"].values()), rtol=1e-9)
    assert found.estimate[-1] == pytest.approx(expected["source_total"], rel=1e-12)
    assert found.lower[-1] == found.upper[-1] == found.estimate[-1]


def test_grid_to_free_polygons_with_bounds_and_errors():
    given, expected = case("A-AW-02")["inputs"], case("A-AW-02")["expected"]
    targets = given["targets"]
    holed = shapely.Polygon(targets["C_with_hole"]["shell"], [targets["C_with_hole"]["hole"]])
    shapes = [shapely.Polygon(targets["A"]), shapely.Polygon(targets["B"]), holed]
    over = overlap([shapely.box(*cell) for cell in given["cells"]], shapes)
    found = extensive(over, figures(given["population"]), mean_household_size=2.25)
    for field, key in (
        ("estimate", "estimate"),
        ("lower", "lower_bound"),
        ("upper", "upper_bound"),
        ("se_uniform", "se_uniform"),
    ):
        np.testing.assert_allclose(getattr(found, field), list(expected[key].values()), rtol=1e-9)
    np.testing.assert_allclose(found.se_clustered, 1.5 * found.se_uniform)
    assert list(found.reliability) == ["coarse", "coarse", "coarse"]


def test_dasymetric_by_floor_area():
    given, expected = case("A-AW-03")["inputs"], case("A-AW-03")["expected"]
    cells = [shapely.box(*cell) for cell in given["cells"]]
    x, y, weight = np.transpose(given["buildings_x_y_floorarea"])
    target = [shapely.Polygon(given["target"])]
    people = figures(given["population"])
    by_floor = extensive(dasymetric_overlap(cells, target, shapely.points(x, y), weight), people)
    by_area = extensive(overlap(cells, target), people)
    np.testing.assert_allclose(by_floor.estimate, expected["estimate"], rtol=1e-12)
    np.testing.assert_allclose(by_area.estimate, expected["estimate_area_weighted_same_cells"], rtol=1e-12)
    assert by_floor.fallback_share[0] == 0


def test_a_rate_goes_through_its_numerator_and_denominator():
    given, expected = case("A-AW-04")["inputs"], case("A-AW-04")["expected"]
    frame = _source("A-AW-04")
    over = overlap(frame.geometry.values, [shapely.box(*bounds) for bounds in given["targets_bounds"].values()])
    events, births = figures(frame[given["numerator"]]), figures(frame[given["denominator"]])
    wrong = 1000 * intensive(over, figures(events.values / births.values)).estimate
    for found in (share(over, events, births), ratio(over, events, births)):
        for row, case_row in enumerate(expected.values()):
            assert found.numerator[row] == pytest.approx(case_row["numerator"], rel=1e-8)
            assert found.denominator[row] == pytest.approx(case_row["denominator"], rel=1e-8)
            assert 1000 * found.rate[row] == pytest.approx(case_row["rate_per_1000"], rel=1e-8)
            assert wrong[row] == pytest.approx(case_row["WRONG_area_weighted_rate_per_1000"], rel=1e-8)
            assert abs(wrong[row] - 1000 * found.rate[row]) > 0.1
        assert (found.lower <= found.rate).all()
        assert (found.rate <= found.upper).all()
