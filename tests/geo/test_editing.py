"""Joining, cutting, growing, simplifying and splitting outlines: closed-form cases and laws."""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Polygon, box

from geo.editing import (
    across_m,
    around,
    corner_count,
    cut_away,
    grown,
    joined,
    kept_inside,
    sides_of,
    simplified,
    straight_cut,
)
from geo.errors import NothingLeft, NotSplit

SQUARE = box(0, 0, 1000, 1000)
#: A horseshoe: one straight line may cut it into more than two pieces.
SHOE = SQUARE.difference(box(300, 300, 700, 1000))


def test_neighbours_that_do_not_quite_meet_become_one() -> None:
    whole = joined([SQUARE, box(1000.004, 0, 2000, 1000)])
    assert whole.geom_type == "Polygon"
    assert whole.area == pytest.approx(2_000_000, rel=1e-5)


def test_one_alone_stays_exactly_as_it_is() -> None:
    assert joined([SQUARE]).equals_exact(shapely.orient_polygons(SQUARE), 0)


def test_cutting_the_middle_leaves_a_hole_and_cutting_all_is_refused() -> None:
    ring = cut_away(SQUARE, box(400, 400, 600, 600))
    assert (round(ring.area), len(ring.interiors)) == (960_000, 1)
    with pytest.raises(NothingLeft):
        cut_away(SQUARE, box(-1, -1, 1001, 1001))


def test_what_is_kept_inside_is_in_both() -> None:
    assert kept_inside(SQUARE, box(500, -500, 1500, 500)).symmetric_difference(box(500, 0, 1000, 500)).area < 1
    with pytest.raises(NothingLeft):
        kept_inside(SQUARE, box(2000, 2000, 3000, 3000))


def test_touching_sides_are_not_an_area() -> None:
    with pytest.raises(NothingLeft):
        kept_inside(SQUARE, box(1000, 0, 2000, 1000))


def test_growing_follows_steiners_formula() -> None:
    # Area + perimeter * r + pi r^2, for a convex shape; the arcs are chords, so a little less.
    assert grown(SQUARE, 100).area == pytest.approx(1e6 + 4000 * 100 + math.pi * 100**2, rel=1e-3)
    assert grown(SQUARE, -100).area == pytest.approx(800 * 800)
    with pytest.raises(NothingLeft):
        grown(SQUARE, -600)


def test_a_round_area_has_its_radius() -> None:
    round_ = around((500, 500), 300)
    assert round_.area == pytest.approx(math.pi * 300**2, rel=0.005)
    assert corner_count(round_) == 64


@given(st.integers(1, 60), st.floats(0.5, 50))
def test_simplifying_moves_no_side_further_than_said(teeth: int, tolerance: float) -> None:
    top = [(1000 - i * 1000 / (2 * teeth), 1000 + (i % 2) * 30) for i in range(2 * teeth + 1)]
    shape = Polygon([(0, 0), (1000, 0), *top])
    thin = simplified(shape, tolerance)
    assert thin.is_valid and corner_count(thin) <= corner_count(shape)
    assert shapely.hausdorff_distance(thin.boundary, shape.boundary, densify=0.05) <= tolerance + 1e-6


@given(st.floats(0, 360), st.floats(100, 900), st.floats(100, 900))
def test_two_sides_make_the_whole_and_do_not_meet(degrees: float, x: float, y: float) -> None:
    dx, dy = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    for shape in (SQUARE, SHOE):
        try:
            left, right = sides_of(shape, LineString([(x, y), (x + dx, y + dy)]))
        except NotSplit:
            continue
        assert left.area + right.area == pytest.approx(shape.area, rel=1e-6)
        assert left.intersection(right).area < 1


def test_left_and_right_of_a_line_that_goes_north() -> None:
    left, right = sides_of(SQUARE, LineString([(250, 400), (250, 600)]))
    assert left.equals(box(0, 0, 250, 1000)) and right.equals(box(250, 0, 1000, 1000))


def test_a_bent_line_splits_along_its_bend() -> None:
    left, right = sides_of(SQUARE, LineString([(500, -100), (500, 500), (1100, 500)]))
    assert right.equals(box(500, 0, 1000, 500))
    assert left.area == pytest.approx(750_000)


def test_a_horseshoe_falls_into_two_arms_and_a_bow() -> None:
    north, south = sides_of(SHOE, straight_cut(SHOE, "north", (500, 600)))
    assert isinstance(north, MultiPolygon) and len(north.geoms) == 2
    assert south.area == pytest.approx(SHOE.area - 2 * 300 * 400)


@pytest.mark.parametrize("bearing", ["north", "south", "east", "west"])
def test_the_named_side_comes_first(bearing: str) -> None:
    first, second = sides_of(SQUARE, straight_cut(SQUARE, bearing))
    dx, dy = first.centroid.x - second.centroid.x, first.centroid.y - second.centroid.y
    assert {"north": dy, "south": -dy, "east": dx, "west": -dx}[bearing] == pytest.approx(500)


def test_a_line_beside_the_shape_does_not_split_it() -> None:
    with pytest.raises(NotSplit):
        sides_of(SQUARE, LineString([(2000, 0), (2000, 1000)]))


def test_length_and_width_whichever_way_it_lies() -> None:
    slanted = shapely.affinity.rotate(box(0, 0, 900, 200), 33)
    assert across_m(slanted) == pytest.approx((900, 200))


def test_corners_are_counted_as_people_see_them() -> None:
    assert corner_count(MultiPolygon([SQUARE, box(2000, 0, 3000, 1000).difference(box(2100, 100, 2200, 200))])) == 12


def test_a_side_rounded_on_its_way_leaves_no_hair() -> None:
    """What a browser sends back is rounded to a centimetre: the neighbour's side is no longer exactly its own."""
    two = Polygon([(0, 0.008), (1000.006, 0), (2000, 0.01), (2000.01, 1000), (999.995, 1000.007), (0, 1000)])
    left = cut_away(two, box(1000, 0, 2000, 1000))
    assert left.geom_type == "Polygon" and not left.interiors
    assert left.symmetric_difference(SQUARE).area < 30
    assert across_m(left)[0] < 1001
