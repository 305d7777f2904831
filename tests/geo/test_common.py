"""Areas in common, from edges alone, against cutting one polygon with the other."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.interpolation import overlap
from geo.interpolation.common import common_areas
from tests.geo.jagged import ACROSS, CELL, shapes

#: A tiling whose inner corners are moved about, so that no edge lies along an axis.
_CORNERS = np.stack(np.meshgrid(np.arange(ACROSS + 1), np.arange(ACROSS + 1)), axis=-1) * CELL
_CORNERS = _CORNERS + np.random.default_rng(5).uniform(-60, 60, _CORNERS.shape)
TILES = shapely.polygons(
    np.stack([_CORNERS[:-1, :-1], _CORNERS[:-1, 1:], _CORNERS[1:, 1:], _CORNERS[1:, :-1]], axis=2).reshape(-1, 4, 2)
)


def every_pair(some, others):
    rows, columns = np.divmod(np.arange(len(some) * len(others)), len(others))
    made = np.empty(len(some), dtype=object)
    made[:] = some
    return common_areas(made, np.asarray(others, dtype=object), rows, columns).reshape(len(some), len(others))


@given(some=st.lists(shapes(), min_size=1, max_size=3))
def test_common_areas_are_those_of_cutting(some):
    wanted = [shapely.area(shapely.intersection(shape, TILES)) for shape in some]
    assert every_pair(some, TILES) == pytest.approx(np.array(wanted), abs=1e-6)


@given(first=shapes(), second=shapes())
def test_either_may_be_the_zone(first, second):
    wanted = first.intersection(second).area
    assert every_pair([first], [second])[0, 0] == pytest.approx(wanted, abs=1e-6)
    assert every_pair([second], [first])[0, 0] == pytest.approx(wanted, abs=1e-6)


@given(shape=shapes())
def test_a_shape_has_itself_in_common(shape):
    assert every_pair([shape], [shape])[0, 0] == pytest.approx(shape.area, abs=1e-6)


@given(shape=shapes())
def test_a_tiling_shares_all_of_a_shape_out(shape):
    inside = shape.intersection(shapely.union_all(TILES)).area
    assert overlap(TILES, [shape]).area.sum() == pytest.approx(inside, rel=1e-9, abs=1e-3)


def test_far_from_the_origin_nothing_is_lost():
    """As the metric CRS puts it: seven million metres north."""
    far = shapely.transform(TILES, lambda at: np.add(at, (533_000, 6_974_000)))
    jagged = shapely.Point(533_750, 6_974_750).buffer(600, 2500)
    wanted = shapely.area(shapely.intersection(jagged, far))
    assert every_pair([jagged], far)[0] == pytest.approx(wanted, abs=1e-5)


def test_no_pairs_no_areas():
    none = np.zeros(0, dtype=np.intp)
    assert len(common_areas(TILES, TILES, none, none)) == 0
