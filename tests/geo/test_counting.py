"""Points counted by whole cells, against testing each point."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.counting import PointIndex
from tests.geo.jagged import ACROSS, CELL, COORDINATE, points_on, shapes

POINTS = st.lists(st.tuples(COORDINATE, COORDINATE), max_size=40)


def by_testing(x, y, category, categories, shape):
    plain = shapely.from_wkb(shapely.to_wkb(shape))
    inside = np.array([plain.intersects(shapely.Point(*at)) for at in zip(x, y, strict=True)], dtype=bool)
    return np.bincount(category[inside], minlength=categories)


@given(shape=shapes(), points=POINTS, side=st.sampled_from([None, CELL, CELL / 2, 40.0]))
def test_counts_are_those_of_testing_each_point(shape, points, side):
    at = np.concatenate([np.array(points).reshape(-1, 2), points_on(shape)])
    x, y = at[:, 0], at[:, 1]
    category = np.arange(len(x)) % 3
    index = PointIndex(x, y, category, categories=4, cell_m=side)
    assert index.count(shape).tolist() == by_testing(x, y, category, 4, shape).tolist()


@given(some=st.lists(shapes(), min_size=1, max_size=4))
def test_many_shapes_count_as_each_alone(some):
    rng = np.random.default_rng(1)
    x, y = rng.uniform(-200, CELL * ACROSS + 200, (2, 3000))
    # Points on the lines of the index's own cells, where rounding would show.
    x[:1000], y[:1000] = np.round(x[:1000] / 125) * 125, np.round(y[:1000] / 125) * 125
    index = PointIndex(x, y, np.arange(3000) % 5)
    together = index.counts(some)
    assert together.tolist() == [index.count(shape).tolist() for shape in some]
    assert index.totals(some).tolist() == together.sum(axis=1).tolist()
    wanted = [int(shapely.intersects_xy(shape, x, y).sum()) for shape in some]
    assert index.totals(some).tolist() == wanted


def test_a_point_on_the_outline_is_inside():
    corner, edge, outside = (0.0, 0.0), (50.0, 100.0), (100.000001, 50.0)
    index = PointIndex(*np.array([corner, edge, outside]).T)
    assert index.count(shapely.box(0, 0, 100, 100)).tolist() == [2]


def test_an_edge_through_a_corner_of_four_cells_takes_the_point_there():
    """From north-west to south-east, so that no cell which the edge crosses holds the corner itself."""
    index = PointIndex([0, 100, 50], [0, 100, 50], cell_m=50.0)
    assert index.count(shapely.Polygon([(0, 100), (100, 0), (0, 0)])).tolist() == [2]


def test_no_points_and_points_of_one_place():
    assert PointIndex([], [], categories=2).count(shapely.box(0, 0, 1, 1)).tolist() == [0, 0]
    assert PointIndex([5] * 9, [5] * 9).count(shapely.box(0, 0, 9, 9)).tolist() == [9]
    assert PointIndex([5], [5]).count(shapely.Polygon()).tolist() == [0]


def test_bad_points_are_refused():
    with pytest.raises(ValueError, match="finite"):
        PointIndex([np.nan], [0])
    with pytest.raises(ValueError, match="out of range"):
        PointIndex([0], [0], [3], categories=2)
