"""Tile addresses and bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import METRIC, WEB_MERCATOR_QUAD
from geo.errors import TileOutsideMatrix

MATRICES = st.sampled_from([METRIC.matrix, WEB_MERCATOR_QUAD])


@given(matrix=MATRICES, z=st.integers(0, 16), data=st.data())
def test_a_tile_holds_its_middle_and_shares_edges(matrix, z, data):
    x, y = (data.draw(st.integers(0, 2**z - 1)) for _ in range(2))
    minx, miny, maxx, maxy = matrix.tile_bounds(z, x, y)
    assert matrix.tile_at(z, (minx + maxx) / 2, (miny + maxy) / 2) == (x, y)
    assert maxx - minx == pytest.approx(matrix.resolution(z) * matrix.tile_size)
    if x + 1 < 2**z:
        assert matrix.tile_bounds(z, x + 1, y)[0] == maxx
    if y + 1 < 2**z:
        assert matrix.tile_bounds(z, x, y + 1)[3] == miny


def test_tile_zero_is_the_whole():
    assert METRIC.matrix.tile_bounds(0, 0, 0) == METRIC.matrix.extent
    assert METRIC.matrix.tile_at(3, METRIC.matrix.maxx, METRIC.matrix.miny) == (7, 7)


@pytest.mark.parametrize("address", [(-1, 0, 0), (17, 0, 0), (1, 2, 0), (1, 0, -1), (99, 0, 0)])
def test_addresses_outside(address):
    with pytest.raises(TileOutsideMatrix):
        METRIC.matrix.tile_bounds(*address)


def test_points_outside():
    with pytest.raises(TileOutsideMatrix):
        METRIC.matrix.tile_at(3, 0.0, 0.0)


@given(z=st.integers(0, 16), finer=st.floats(1e-6, 0.999))
def test_zoom_for_resolution(z, finer):
    matrix = METRIC.matrix
    assert matrix.zoom_for_resolution(matrix.resolution(z)) == z
    found = matrix.zoom_for_resolution(matrix.resolution(z) * finer)
    assert found == 16 or matrix.resolution(found) <= matrix.resolution(z) * finer


def test_zoom_for_odd_wishes():
    assert METRIC.matrix.zoom_for_resolution(1e9) == 0
    assert METRIC.matrix.zoom_for_resolution(0) == 16
    assert METRIC.matrix.zoom_for_resolution(float("nan")) == 16
