"""Directions, distances in words, coarse positions, and mixed-up axes of imports."""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.axes import check_lonlat, check_projected
from geo.crs import METRIC
from geo.errors import CrsUnusable, DegreesAsMetres, MetresAsDegrees, OutsideAreaOfUse, SwappedAxes
from geo.places import (
    COMPASS_POINTS,
    coarse_lonlat,
    coarse_position,
    compass_point,
    offset_between,
    spoken_distance_m,
)

HOME = (27.68, 62.89)


@given(step=st.integers(-20, 20), lean=st.floats(-22.4, 22.4))
def test_compass_points_are_sectors_of_45_degrees(step, lean):
    assert compass_point(45 * step + lean) == COMPASS_POINTS[step % 8]


def test_true_north_at_the_edge_of_the_zone():
    east_edge = (31.5, 62.9)
    north = offset_between(east_edge, (31.5, 62.91))
    assert north.compass_point == "north"
    assert north.bearing_deg == pytest.approx(0, abs=1e-6)
    assert north.distance_m == pytest.approx(1114, rel=0.01)
    assert offset_between(HOME, (27.67, 62.88)).compass_point == "south_west"
    assert offset_between(HOME, HOME).compass_point is None


@pytest.mark.parametrize(
    ("exact", "spoken"), [(0, 0), (44, 40), (45, 50), (226, 250), (980, 1000), (1249, 1200), (12_600, 13_000)]
)
def test_spoken_distances(exact, spoken):
    assert spoken_distance_m(exact) == spoken


@given(x=st.floats(0, 1e6), y=st.floats(6.5e6, 8e6), cell=st.sampled_from([10.0, 100.0, 250.0]))
def test_coarse_positions_hide_the_place_in_its_cell(x, y, cell):
    coarse = coarse_position(x, y, cell)
    assert math.hypot(coarse[0] - x, coarse[1] - y) <= cell * 0.7072
    assert coarse_position(*coarse, cell) == coarse


def test_coarse_lonlat_and_a_silly_cell():
    found = coarse_lonlat(HOME)
    assert found == coarse_lonlat(found)
    assert 0 < offset_between(HOME, found).distance_m < 71
    with pytest.raises(ValueError, match="positive"):
        coarse_position(1, 1, 0)


@pytest.mark.parametrize("epsg", [3067, *range(3873, 3886)])
def test_imports_name_each_mix_up(epsg):
    place = METRIC.geometry_to_epsg(shapely.Point(METRIC.from_lonlat(*HOME)), epsg)
    check_projected([(place.x, place.y)], epsg)
    with pytest.raises(SwappedAxes):
        check_projected([(place.y, place.x)], epsg)
    with pytest.raises(DegreesAsMetres):
        check_projected([HOME], epsg)
    with pytest.raises(MetresAsDegrees):
        check_projected([(place.x, place.y)], 4326)
    with pytest.raises(OutsideAreaOfUse):
        check_projected([(place.x, 1_000_000.0)], epsg)


def test_imports_in_degrees_and_unknown_systems():
    check_projected([HOME], 4326)
    check_lonlat([])
    with pytest.raises(SwappedAxes):
        check_projected([HOME[::-1]], 4326)
    with pytest.raises(CrsUnusable):
        check_projected([HOME], 999_999)
