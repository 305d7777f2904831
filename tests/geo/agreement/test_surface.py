"""Outlines of agreement against the exact overlay and against what must hold of any drawings."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geo.agreement import agreeing_shape, drawers_needed, drawings_of, proposal_at
from geo.agreement.surface import tolerance_m
from geo.geometry import check_sound
from tests.geo.agreement.hands import by_hand, square

boxes = st.builds(
    square,
    x=st.integers(0, 900),
    y=st.integers(0, 900),
    side=st.integers(120, 900),
    height=st.integers(120, 900),
)


def exact_level(shapes: list[BaseGeometry], needed: int) -> BaseGeometry:
    """Where at least `needed` shapes cover, by the exact overlay."""
    together = [shapely.intersection_all(list(some)) for some in itertools.combinations(shapes, needed)]
    return shapely.union_all(together)


def off_by(found: BaseGeometry, wanted: BaseGeometry, lines: list[BaseGeometry], tolerance: float) -> float:
    """Size of what is wrong farther than the tolerance from every drawn line, in m2."""
    wrong = found.symmetric_difference(wanted)
    return float(wrong.difference(shapely.union_all([one.boundary for one in lines]).buffer(tolerance)).area)


@given(shapes=st.lists(boxes, min_size=2, max_size=6), share=st.floats(0.05, 1))
@settings(max_examples=60, deadline=None)
def test_as_the_exact_overlay_within_the_stated_tolerance(shapes: list[Polygon], share: float) -> None:
    drawings = drawings_of(shapes, 1)
    wanted = exact_level(shapes, drawers_needed(share, len(shapes)))
    found = agreeing_shape(drawings, share)
    assert found.is_valid
    assert off_by(found, wanted, shapes, tolerance_m(drawings) + 1e-6) < 1e-3


@given(shapes=st.lists(boxes, min_size=3, max_size=9), seed=st.integers(0, 99))
@settings(max_examples=25, deadline=None)
def test_the_order_of_drawings_does_not_matter(shapes: list[Polygon], seed: int) -> None:
    mixed = [shapes[n] for n in np.random.default_rng(seed).permutation(len(shapes))]
    turned = [shapely.reverse(one) for one in mixed]
    for share in (0.3, 0.75):
        assert agreeing_shape(drawings_of(shapes, 1), share).equals(agreeing_shape(drawings_of(turned, 1), share))


@given(shapes=st.lists(boxes, min_size=3, max_size=9))
@settings(max_examples=25, deadline=None)
def test_levels_lie_in_each_other(shapes: list[Polygon]) -> None:
    drawings = drawings_of(shapes, 1)
    levels = [agreeing_shape(drawings, step / 10) for step in range(1, 11)]
    for wide, narrow in itertools.pairwise(levels):
        assert narrow.difference(wide.buffer(2 * tolerance_m(drawings))).area < 1e-3
        assert narrow.area <= wide.area + wide.length * tolerance_m(drawings)


def test_identical_drawings_give_the_drawing() -> None:
    one = by_hand(square(0, 0, 2000), np.random.default_rng(3))
    drawings = drawings_of([one] * 12, 3)
    for share in (0.25, 0.75, 1.0):
        assert off_by(agreeing_shape(drawings, share), one, [one], tolerance_m(drawings)) < 1e-3
    proposal = proposal_at(drawings, 0.5)
    assert proposal is not None and proposal.crumbs == 0
    # Corners that a hand left sharp are rounded; nothing else moves.
    assert proposal.shape.symmetric_difference(one).area < 0.005 * one.area


def test_holes_and_parts_are_kept() -> None:
    ring = square(0, 0, 1500).difference(square(500, 500, 500))
    apart = MultiPolygon([ring, square(2000, 0, 600)])
    drawings = drawings_of([apart] * 5, 3)
    found = agreeing_shape(drawings, 0.5)
    assert len(found.geoms) == 2
    assert [len(part.interiors) for part in found.geoms] == [1, 0]
    assert off_by(found, apart, [apart], tolerance_m(drawings)) < 1e-3


def test_more_corners_on_the_same_lines_change_nothing() -> None:
    shapes = [by_hand(square(0, 0, 2000), np.random.default_rng(seed)) for seed in range(7)]
    dense = [shapely.segmentize(one, 5.0) for one in shapes]
    plain, finer = (agreeing_shape(drawings_of(some, 3), 0.5) for some in (shapes, dense))
    assert plain.symmetric_difference(finer).area < 1e-4 * plain.area


def test_one_line_across_the_country_neither_shows_nor_makes_cells_coarse() -> None:
    shapes = [by_hand(square(0, 0, 2000), np.random.default_rng(seed)) for seed in range(9)]
    before = drawings_of(shapes, 3)
    after = drawings_of([*shapes, square(-60_000, -60_000, 120_000), square(30_000, 0, 500)], 3)
    assert after.fine.cell_m < 1.2 * before.fine.cell_m
    widest = agreeing_shape(after, 3 / len(after))
    assert not widest.intersects(square(30_000, 0, 500))
    assert widest.area < 1.2 * before.areas_m2.max()


def test_what_too_few_cover_is_nowhere() -> None:
    drawings = drawings_of([square(0, 0, 500), square(0, 0, 500), square(5000, 0, 500)], 2)
    assert agreeing_shape(drawings, 0.1).is_empty, "one of three is one person's own drawing"
    assert not agreeing_shape(drawings, 0.6).intersects(square(5000, 0, 500))
    assert drawings_of([square(0, 0, 500)], 2).window is None
    assert agreeing_shape(drawings_of([], 2), 0.5).is_empty


def test_a_proposal_drops_crumbs_and_says_so() -> None:
    whole = square(0, 0, 2000)
    crumb, real = square(2600, 0, 120), square(2600, 1000, 400)
    hole = square(900, 900, 100)
    shapes = [shapely.union_all([whole.difference(hole), crumb, real])] * 6
    proposal = proposal_at(drawings_of(shapes, 3), 0.5)
    assert proposal is not None
    check_sound(proposal.shape)
    assert proposal.drawers == 3
    assert proposal.crumbs == 2
    assert proposal.crumbs_m2 == pytest.approx(120**2 + 100**2, rel=0.15)
    assert len(proposal.shape.geoms) == 2, "the real second part stays"
    assert proposal.shape.contains(hole)


def test_spurs_are_smoothed_away_and_the_line_stays_near() -> None:
    spur = square(2000, 1000, 800, 10)
    whole = square(0, 0, 2000)
    proposal = proposal_at(drawings_of([whole.union(spur)] * 5, 3), 0.5)
    assert proposal is not None
    assert not proposal.shape.intersects(square(2100, 900, 600, 200))
    assert proposal.shape.symmetric_difference(whole).area < 0.01 * whole.area


def test_no_place_in_common_proposes_nothing() -> None:
    apart = [square(4000 * n, 0, 500) for n in range(6)]
    assert proposal_at(drawings_of(apart, 3), 0.5) is None


@pytest.mark.parametrize(("share", "drawings", "needed"), [(0.75, 31, 24), (0.5, 30, 15), (0.1, 30, 3), (0.7, 10, 7)])
def test_at_least_a_share_is_counted_in_people(share: float, drawings: int, needed: int) -> None:
    assert drawers_needed(share, drawings) == needed
