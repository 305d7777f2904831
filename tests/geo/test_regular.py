"""Cells shared out along an outline, against cutting each cell with each shape."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.interpolation import overlap
from geo.interpolation.regular import CellZones, RegularGrid, cell_shares, interpolated, shares_by_cell
from tests.geo.jagged import ACROSS, ANYWHERE, CELL, shapes

GRID = RegularGrid(0.0, 0.0, CELL, ACROSS, ACROSS)
CELLS = np.array(
    [shapely.box(CELL * x, CELL * y, CELL * (x + 1), CELL * (y + 1)) for y in range(ACROSS) for x in range(ACROSS)],
    dtype=object,
)
EXTENT = shapely.box(0, 0, CELL * ACROSS, CELL * ACROSS)


def dense(shape, grid=GRID):
    found = cell_shares(grid, shape)
    assert (np.diff(found.index) > 0).all(), "each cell once, in order"
    assert ((found.share > 0) & (found.share <= 1)).all()
    shares = np.zeros(grid.size)
    shares[found.index] = found.share
    return shares


@given(shape=shapes())
def test_each_cell_gets_what_cutting_it_would_give(shape):
    wanted = shapely.area(shapely.intersection(CELLS, shape)) / CELL**2
    assert dense(shape) == pytest.approx(wanted, abs=1e-9)


@given(shape=shapes())
def test_whole_cells_are_whole_to_the_last_bit(shape):
    inside = shapely.contains_properly(shape, CELLS)
    assert (dense(shape)[inside] == 1.0).all()


@given(x=ANYWHERE, y=ANYWHERE, slope=st.floats(-3, 3))
def test_a_partition_keeps_everybody(x, y, slope):
    half = shapely.Polygon([(-9e4, y - slope * (9e4 + x)), (9e4, y + slope * (9e4 - x)), (9e4, 9e5), (-9e4, 9e5)])
    other = shapely.Polygon([(-9e4, y - slope * (9e4 + x)), (9e4, y + slope * (9e4 - x)), (9e4, -9e5), (-9e4, -9e5)])
    counts = np.arange(1.0, GRID.size + 1)[:, None]
    found = interpolated(GRID, counts, [half, other])
    assert found.sum() == pytest.approx(counts.sum(), rel=1e-9)


@given(some=st.lists(shapes(), min_size=2, max_size=5), seed=st.randoms())
def test_each_shape_stands_on_its_own(some, seed):
    counts = np.arange(2.0 * GRID.size).reshape(GRID.size, 2)
    together = interpolated(GRID, counts, some)
    order = list(range(len(some)))
    seed.shuffle(order)
    assert interpolated(GRID, counts, [some[n] for n in order]) == pytest.approx(together[order], rel=1e-12, abs=1e-12)
    alone = np.concatenate([interpolated(GRID, counts, [shape]) for shape in some])
    assert alone == pytest.approx(together, rel=1e-12, abs=1e-12)


@given(shape=shapes())
def test_blocks_of_cells_are_shared_out_as_zones(shape):
    zone_of = np.where(np.arange(GRID.size) % 7 == 6, -1, np.arange(GRID.size) % ACROSS // 2)
    blocks = [shapely.union_all(CELLS[zone_of == zone]) for zone in range(3)]
    zones = CellZones(GRID, [np.flatnonzero(zone_of == zone) for zone in range(3)])
    found, wanted = zones.overlap([shape]), overlap(blocks, [shape])
    assert found.share.toarray() == pytest.approx(wanted.share.toarray(), abs=1e-9)
    assert found.area.toarray() == pytest.approx(wanted.area.toarray(), abs=1e-4)
    assert found.source_area == pytest.approx(wanted.source_area)
    assert found.covered_share() * shape.area == pytest.approx(wanted.covered_share() * shape.area, abs=1e-3)


def test_the_reference_case_of_overlapping_squares_and_a_ring():
    """A-AW-02's shapes stay exact however far from the origin they lie, as the metric CRS puts them."""
    far = RegularGrid(533_000.0, 6_974_000.0, CELL, ACROSS, ACROSS)
    ring = shapely.Point(533_700, 6_974_700).buffer(600, 64).difference(shapely.Point(533_700, 6_974_700).buffer(200))
    found = shares_by_cell(far, [ring, shapely.box(533_100, 6_974_100, 533_850, 6_974_900)])
    assert found.sum(axis=1) * CELL**2 == pytest.approx([ring.area, 750 * 800], rel=1e-10)


def test_hidden_cells_hide_only_what_touches_them():
    counts = np.ones((GRID.size, 1))
    counts[0] = np.nan
    found = interpolated(GRID, counts, [shapely.box(10, 10, 20, 20), shapely.box(300, 300, 1000, 1000)])
    assert np.isnan(found[0, 0]) and found[1, 0] == pytest.approx(700**2 / CELL**2)


def test_nothing_where_no_cell_is():
    assert len(cell_shares(GRID, shapely.box(-500, -500, -1, -1)).index) == 0
    assert len(cell_shares(GRID, shapely.Polygon()).index) == 0
    assert interpolated(GRID, np.ones((GRID.size, 2)), []).shape == (0, 2)
    assert interpolated(GRID, np.ones((GRID.size, 2)), [shapely.box(2000, 0, 9000, 9000)]).tolist() == [[0, 0]]


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="one row of values"):
        interpolated(GRID, np.ones((3, 1)), [EXTENT])
    with pytest.raises(ValueError, match="a grid has cells"):
        RegularGrid(0, 0, 0, 1, 1)
    with pytest.raises(ValueError, match="each zone needs cells"):
        CellZones(GRID, [np.array([1]), np.array([], dtype=int)])
    with pytest.raises(ValueError, match="a cell is in two zones"):
        CellZones(GRID, [np.array([1, 2]), np.array([2])])
