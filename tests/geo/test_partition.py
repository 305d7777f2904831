"""Areas that share out ground: injected faults are found in place, repairs keep the ground, edits keep it whole."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Polygon, box

from geo.crs import METRIC
from geo.errors import SelfIntersects
from geo.geometry import geometry_from_geojson, geometry_to_geojson
from geo.partition import (
    EXACT_M,
    AreasApart,
    AreaVanishes,
    LineDoesNotDivide,
    findings,
    joined,
    repaired_partition,
    shifted,
    split,
)

X, Y, SIDE = 530_000.0, 6_970_000.0, 3000.0
GROUND = box(X, Y, X + SIDE, Y + SIDE)


def cells(seed: int, count: int) -> list[Polygon]:
    """A random partition of a square: Voronoi cells."""
    points = np.random.default_rng(seed).uniform(0, SIDE, (count, 2)) + np.array([X, Y])
    raw = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=GROUND))
    return list(shapely.coverage_clean(shapely.intersection(raw, GROUND)))


partitions = st.builds(cells, st.integers(0, 10_000), st.integers(4, 14))


def longest_border(areas: list[Polygon]) -> tuple[int, int, LineString]:
    """The longest straight border between two areas."""
    best: tuple[float, int, int, LineString] | None = None
    for i, one in enumerate(areas):
        for j in range(i + 1, len(areas)):
            shared = shapely.line_merge(shapely.intersection(one.boundary, areas[j].boundary))
            if shared.geom_type == "LineString" and (best is None or shared.length > best[0]):
                best = (shared.length, i, j, shared)
    assert best is not None
    return best[1], best[2], best[3]


def middle(border: LineString, width: float) -> Polygon:
    """A strip of a width along the middle third of a border."""
    return shapely.ops.substring(border, 1 / 3, 2 / 3, normalized=True).buffer(width / 2, cap_style="flat")


def test_cells_of_a_square_are_a_partition() -> None:
    for seed in range(20):
        assert findings(cells(seed, 12)) == []


@given(areas=partitions, width=st.floats(0.05, 60), kind=st.sampled_from(["gap", "overlap"]))
def test_every_injected_fault_is_found_at_its_place(areas, width, kind):
    i, j, border = longest_border(areas)
    assume(border.length > 6 * width)
    fault = middle(border, width)
    broken = list(areas)
    if kind == "gap":
        broken[i], broken[j] = areas[i].difference(fault), areas[j].difference(fault)
        expected = fault
    else:
        broken[i] = areas[i].union(fault)
        expected = fault.intersection(areas[j])
    found = findings(broken, tolerance_m=1.0)
    assert [one.kind for one in found] == [kind]
    assert set(found[0].between) >= {i, j}
    assert found[0].area_m2 == pytest.approx(expected.area, rel=0.02, abs=0.01)
    assert found[0].width_m == pytest.approx(width if kind == "gap" else width / 2, rel=0.05, abs=0.01)
    assert found[0].is_sliver == (found[0].width_m <= 1.0 + EXACT_M)
    assert shapely.Point(found[0].where).distance(expected) < EXACT_M


@given(areas=partitions, width=st.floats(0.05, 0.9))
def test_a_strip_that_opens_to_the_outside_is_found_and_closed(areas, width):
    row = [box(X, Y, X + 1000, Y + 500), box(X, Y + 500 + width, X + 1000, Y + 1000)]
    found = findings(row, tolerance_m=1.0)
    assert [(one.kind, one.is_sliver, set(one.between)) for one in found] == [("gap", True, {0, 1})]
    assert found[0].area_m2 == pytest.approx(1000 * width, rel=0.01)
    mended = repaired_partition(row, 1.0)
    assert mended.left == () and shapely.union_all(mended.areas).area == pytest.approx(1_000_000, abs=1)


def test_a_wider_strip_lies_outside() -> None:
    assert findings([box(X, Y, X + 1000, Y + 500), box(X, Y + 503, X + 1000, Y + 1000)], 1.0) == []


def test_a_notch_in_one_edge_is_no_gap() -> None:
    notched = box(X, Y, X + 1000, Y + 500).difference(box(X + 300, Y, X + 300.5, Y + 200))
    assert findings([notched, box(X + 1000, Y, X + 2000, Y + 500)], 1.0) == []


def test_a_millimetre_is_no_fault() -> None:
    assert findings([box(X, Y, X + 1000, Y + 500), box(X, Y + 500.004, X + 1000, Y + 1000)], 1.0) == []
    assert findings([box(X, Y, X + 1000, Y + 500), box(X, Y + 499.996, X + 1000, Y + 1000)], 1.0) == []


@given(areas=partitions, width=st.floats(0.05, 0.95), wide=st.floats(5, 40))
def test_a_repair_gives_a_valid_coverage_of_the_same_ground(areas, width, wide):
    i, j, border = longest_border(areas)
    assume(border.length > 6 * wide)
    third = shapely.ops.substring(border, 0.05, 0.25, normalized=True)
    gap, overlap = third.buffer(width / 2, cap_style="flat"), middle(border, wide)
    broken = list(areas)
    broken[i] = areas[i].difference(gap).union(overlap)
    broken[j] = areas[j].difference(gap)
    mended = repaired_partition(broken, 1.0)
    assert mended.left == ()
    assert shapely.coverage_is_valid(mended.areas)
    assert findings(mended.areas) == []
    assert sum(area.area for area in mended.areas) == pytest.approx(SIDE**2, abs=1.0)
    assert shapely.union_all(mended.areas).symmetric_difference(GROUND).area < 1.0
    for k in set(range(len(areas))) - {i, j}:
        assert mended.areas[k].symmetric_difference(areas[k]).area < EXACT_M * areas[k].length


@given(areas=partitions, width=st.floats(2, 50))
def test_a_wide_gap_is_left_to_people_and_told(areas, width):
    i, j, border = longest_border(areas)
    assume(border.length > 6 * width)
    fault = middle(border, width)
    areas[i], areas[j] = areas[i].difference(fault), areas[j].difference(fault)
    left = repaired_partition(areas, 1.0).left
    assert [(one.kind, one.is_sliver) for one in left] == [("gap", False)]


def test_an_area_inside_another_is_not_mended_away() -> None:
    with pytest.raises(AreaVanishes):
        repaired_partition([GROUND, box(X + 10, Y + 10, X + 500, Y + 500)], 1.0)


@given(seed=st.integers(0, 10_000), turn=st.floats(0, np.pi), shift=st.floats(-0.3, 0.3))
def test_splitting_and_joining_is_no_change(seed, turn, shift):
    area = max(cells(seed, 6), key=lambda cell: cell.area)
    centre = area.centroid
    reach = np.array([np.cos(turn), np.sin(turn)])
    aside = np.array([-reach[1], reach[0]]) * shift * np.sqrt(area.area) / 2
    ends = [np.array([centre.x, centre.y]) + aside + sign * 5000 * reach for sign in (-1, 1)]
    large, small = split(area, LineString(ends))
    assert large.area >= small.area > 0
    assert large.intersection(small).area < 1e-3
    back = joined(large, small)
    assert back.geom_type == "Polygon" and len(back.interiors) == 0
    assert back.symmetric_difference(area).area < 1e-3


def test_a_line_across_a_bay_cuts_by_its_sides() -> None:
    bay = box(X, Y, X + 900, Y + 600).difference(box(X + 300, Y + 200, X + 600, Y + 600))
    large, small = split(bay, LineString([(X - 10, Y + 400), (X + 910, Y + 400)]))
    assert small.geom_type == "MultiPolygon" and small.area == pytest.approx(2 * 300 * 200)
    assert large.area == pytest.approx(bay.area - small.area)


def test_an_island_stays_with_the_larger_part() -> None:
    islands = MultiPolygon([box(X, Y, X + 100, Y + 100), box(X + 500, Y, X + 600, Y + 50)])
    large, small = split(islands, LineString([(X + 30, Y - 1), (X + 30, Y + 101)]))
    assert (large.area, small.area) == (pytest.approx(7000 + 5000), pytest.approx(3000))


@pytest.mark.parametrize(
    "line", [[(X - 5, Y - 5), (X + 50, Y + 50)], [(X - 9, Y - 9), (X - 1, Y + 300)], [(X, Y), (X + 100, Y)]]
)
def test_a_line_that_ends_inside_or_passes_by_cuts_nothing(line) -> None:
    with pytest.raises(LineDoesNotDivide) as caught:
        split(box(X, Y, X + 100, Y + 100), LineString(line))
    assert caught.value.where is not None


def test_a_line_that_crosses_itself_is_refused() -> None:
    with pytest.raises(SelfIntersects):
        split(GROUND, LineString([(X - 1, Y + 10), (X + 100, Y + 10), (X + 50, Y + 50), (X + 50, Y - 1)]))


def test_areas_that_meet_in_a_corner_stay_two() -> None:
    with pytest.raises(AreasApart):
        joined(box(X, Y, X + 10, Y + 10), box(X + 10, Y + 10, X + 20, Y + 20))


@given(areas=partitions, reach=st.floats(-80, 200), where=st.integers(0, 13))
def test_a_moved_border_keeps_the_ground_whole(areas, reach, where):
    index = where % len(areas)
    wanted = areas[index].buffer(reach)
    assume(not wanted.is_empty and wanted.area > 5000)
    try:
        changed = shifted(areas, index, wanted)
    except AreaVanishes:
        assume(False)
    after = [changed.get(i, area) for i, area in enumerate(areas)]
    assert findings(after) == []
    centimetre = EXACT_M * GROUND.length
    assert shapely.union_all(after).symmetric_difference(GROUND).area < centimetre, "the outer edge stays"
    assert sum(area.area for area in after) == pytest.approx(SIDE**2, abs=centimetre)
    if reach > 1:
        assert after[index].symmetric_difference(wanted.intersection(GROUND)).area < 2 * EXACT_M * wanted.length


@given(areas=partitions, where=st.integers(0, 13), reach=st.floats(0.001, 0.006), corner=st.integers(0, 3))
def test_a_moved_border_can_be_sent_out_and_back(areas, where, reach, corner):
    index = where % len(areas)
    drawn = METRIC.geometry_to_lonlat(areas[index])
    drawn = drawn.union(shapely.Point(drawn.exterior.coords[corner]).buffer(reach))
    wanted = geometry_from_geojson(geometry_to_geojson(METRIC.geometry_from_lonlat(drawn)))
    try:
        changed = shifted(areas, index, wanted)
    except AreaVanishes:
        assume(False)
    for shape in changed.values():
        back = geometry_from_geojson(geometry_to_geojson(shape))
        assert back.symmetric_difference(shape).area < EXACT_M * shape.length


def test_the_same_outline_in_degrees_moves_nothing() -> None:
    areas = cells(4, 8)
    assert shifted(areas, 2, shapely.set_precision(areas[2], 0.004)) == {}


def test_what_is_given_up_goes_to_the_longest_border() -> None:
    left, top, right = box(X, Y, X + 10, Y + 20), box(X + 10, Y + 10, X + 30, Y + 20), box(X + 10, Y, X + 30, Y + 10)
    changed = shifted([left, top, right], 2, box(X + 15, Y, X + 30, Y + 10))
    assert set(changed) == {0, 2} and changed[0].area == pytest.approx(250)


def test_nobody_is_swallowed() -> None:
    areas = cells(1, 5)
    with pytest.raises(AreaVanishes):
        shifted(areas, 0, GROUND)
