"""Laws that areal interpolation must keep whatever the shapes, and what suppression does."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import ZeroArea
from geo.interpolation import (
    Grade,
    State,
    dasymetric_overlap,
    extensive,
    figures,
    intensive,
    mean,
    member_range,
    overlap,
    ratio,
    reliability,
    share,
)

SIDE = 6
GRID = [shapely.box(250 * x, 250 * y, 250 * (x + 1), 250 * (y + 1)) for y in range(SIDE) for x in range(SIDE)]
EXTENT = shapely.box(0, 0, 250 * SIDE, 250 * SIDE)
COUNTS = st.lists(st.integers(0, 500), min_size=SIDE**2, max_size=SIDE**2)
COORDINATE = st.floats(-400, 1900)
CIRCLE = st.builds(lambda x, y, r: shapely.Point(x, y).buffer(r, 8), COORDINATE, COORDINATE, st.floats(20, 900))


def people(counts, *targets):
    return extensive(overlap(GRID, list(targets)), figures(counts))


def oracle(counts, target):
    """The definition, one intersection at a time."""
    return sum(n * cell.intersection(target).area / cell.area for n, cell in zip(counts, GRID, strict=True))


@given(counts=COUNTS, target=CIRCLE)
def test_agrees_with_the_definition(counts, target):
    found = people(counts, target)
    if found.state[0] == State.OUTSIDE:
        assert not EXTENT.intersection(target).area
        assert np.isnan(found.estimate[0])
        return
    assert found.estimate[0] == pytest.approx(oracle(counts, target), rel=1e-9, abs=1e-9)
    assert found.lower[0] <= found.estimate[0] <= found.upper[0]
    covered = EXTENT.intersection(target).area / target.area
    assert found.covered_share[0] == pytest.approx(covered, rel=1e-9)


@given(counts=COUNTS, x=st.floats(1, 1499), y=st.floats(1, 1499))
def test_a_partition_keeps_everybody(counts, x, y):
    cuts = [shapely.box(*box) for box in ((0, 0, x, y), (x, 0, 1500, y), (0, y, x, 1500), (x, y, 1500, 1500))]
    assert people(counts, *cuts).estimate.sum() == pytest.approx(sum(counts), rel=1e-9)
    whole = people(counts, EXTENT)
    assert whole.estimate[0] == whole.lower[0] == whole.upper[0] == sum(counts)
    assert whole.se_uniform[0] == 0


@given(counts=COUNTS, a=CIRCLE, b=CIRCLE)
def test_inclusion_and_exclusion(counts, a, b):
    found = np.nan_to_num(people(counts, a, b, a.union(b), a.intersection(b)).estimate)
    assert found[0] + found[1] == pytest.approx(found[2] + found[3], rel=1e-6, abs=1e-6)


@given(counts=COUNTS, hole=st.builds(lambda r: shapely.Point(700, 700).buffer(r), st.floats(10, 600)))
def test_holes_are_not_counted(counts, hole):
    outer = shapely.Point(700, 700).buffer(650)
    found = people(counts, outer, hole, outer.difference(hole)).estimate
    assert found[2] == pytest.approx(found[0] - found[1], rel=1e-7, abs=1e-6)


@given(counts=COUNTS, targets=st.lists(CIRCLE, min_size=2, max_size=4), seed=st.randoms())
def test_order_does_not_matter(counts, targets, seed):
    order = list(range(len(GRID)))
    seed.shuffle(order)
    shuffled = extensive(overlap([GRID[i] for i in order], targets[::-1]), figures([counts[i] for i in order]))
    plain = people(counts, *targets)
    for field in ("estimate", "lower", "upper", "se_uniform", "covered_share"):
        np.testing.assert_allclose(getattr(shuffled, field)[::-1], getattr(plain, field), rtol=1e-9, atol=1e-9)


def test_several_parts_are_one_area():
    parts = shapely.union_all([GRID[0], GRID[8]])
    found = people(range(36), parts)
    assert found.estimate[0] == found.lower[0] == found.upper[0] == 8


def test_a_hair_over_the_edge_does_not_widen_the_bounds():
    found = people([10] * 36, GRID[7].buffer(0.01, join_style="mitre"), GRID[7].buffer(-0.01))
    np.testing.assert_allclose(found.estimate, 10, rtol=1e-3)
    np.testing.assert_allclose(found.lower, 10, rtol=1e-3)
    np.testing.assert_allclose(found.upper, 10, rtol=1e-3)
    assert (found.lower <= found.estimate).all()
    assert (found.estimate <= found.upper).all()
    assert list(found.reliability) == [Grade.GOOD, Grade.GOOD]


def test_no_targets_and_sources_without_area():
    assert extensive(overlap(GRID, []), figures([1] * 36)).estimate.shape == (0,)
    with pytest.raises(ZeroArea):
        overlap([shapely.Polygon()], [EXTENT])
    found = people([1] * 36, shapely.Polygon())
    assert found.state[0] == State.OUTSIDE


def test_suppressed_is_never_a_number():
    counts = figures([np.nan, *range(1, 36)])
    over = overlap(GRID, [GRID[0], GRID[0].union(GRID[1]), GRID[2], EXTENT])
    found = extensive(over, counts, base=figures([30, *range(1, 36)]))
    assert list(found.state) == [State.SUPPRESSED, State.PARTIAL, State.COMPLETE, State.PARTIAL]
    assert np.isnan(found.estimate[0])
    assert list(found.estimate[1:]) == [1, 2, 630]
    assert list(found.lower[:3]) == [0, 1, 2]
    assert list(found.upper) == [np.inf, np.inf, 2, np.inf]
    np.testing.assert_allclose(found.suppressed_area_share, [1, 0.5, 0, 1 / 36])
    np.testing.assert_allclose(found.suppressed_people_share, [1, 30 / 31, 0, 30 / 660])
    assert list(found.reliability) == [Grade.NONE, Grade.COARSE, Grade.GOOD, Grade.COARSE]
    capped = extensive(over, counts, suppressed_at_most=np.full(36, 9.0))
    assert list(capped.upper) == [9, 10, 2, 639]


def test_codes_are_refused_and_marks_are_heeded():
    with pytest.raises(ValueError, match="unread code"):
        figures([5, -1])
    with pytest.raises(ValueError, match="finite"):
        figures([np.inf])
    with pytest.raises(ValueError, match="length"):
        figures([1, 2], [True])
    marked = figures([5, -1], [False, True])
    assert list(marked.suppressed) == [False, True]
    assert marked.values[1] == 0
    assert figures([-3.0], signed=True).values[0] == -3
    with pytest.raises(ValueError, match="one figure"):
        extensive(overlap(GRID, [EXTENT]), figures([1]))
    with pytest.raises(ValueError, match="household"):
        extensive(overlap(GRID, [EXTENT]), figures([1] * 36), mean_household_size=0.5)


@given(data=st.data(), wholes=COUNTS, target=CIRCLE)
def test_a_share_stays_within_its_bounds(data, wholes, target):
    parts = [data.draw(st.integers(0, n)) if n else 0 for n in wholes]
    found = share(overlap(GRID, [target]), figures(parts), figures(wholes))
    if np.isnan(found.rate[0]):
        assert found.denominator[0] == 0
        return
    assert 0 <= found.lower[0] <= found.rate[0] + 1e-12
    assert found.rate[0] - 1e-12 <= found.upper[0] <= 1
    expected = oracle(parts, target) / oracle(wholes, target)
    assert found.rate[0] == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_bounds_of_a_share_are_reached():
    """Two half-covered zones, every placement of ten people tried."""
    zones, parts, wholes = [GRID[0], GRID[1]], [2, 3], [4, 6]
    target = [shapely.box(125, 0, 375, 250)]
    found = share(overlap(zones, target), figures(parts), figures(wholes))
    tried = [
        (a + c) / (a + b + c + d)
        for a in range(3)
        for b in range(3)
        for c in range(4)
        for d in range(4)
        if a + b + c + d
    ]
    assert (found.lower[0], found.upper[0]) == (min(tried), max(tried))
    assert found.rate[0] == 0.5


def test_hidden_parts_take_the_rate_of_the_visible():
    over = overlap(GRID[:2], [GRID[0].union(GRID[1])])
    found = share(over, figures([3, np.nan]), figures([10, 20]))
    assert found.rate[0] == pytest.approx(0.3)
    assert (found.lower[0], found.upper[0]) == (3 / 30, 23 / 30)
    assert found.suppressed_people_share[0] == pytest.approx(2 / 3)
    assert (found.state[0], found.reliability[0]) == (State.PARTIAL, Grade.COARSE)
    unknown = share(over, figures([3, np.nan]), figures([10, np.nan]))
    assert (unknown.lower[0], unknown.upper[0]) == (0, 1)
    with pytest.raises(ValueError, match="greater"):
        share(over, figures([3, 30]), figures([10, 20]))


def test_a_ratio_has_no_ceiling():
    over = overlap(GRID[:2], [GRID[0], shapely.box(0, 0, 375, 250), shapely.box(260, 0, 300, 250)])
    found = ratio(over, figures([30, 4]), figures([10, 2]))
    np.testing.assert_allclose(found.rate, [3, 32 / 11, 2])
    np.testing.assert_allclose(found.lower, [3, 30 / 12, 0])
    np.testing.assert_allclose(found.upper, [3, 34 / 10, np.inf])


def test_a_mean_is_weighted_by_heads():
    over = overlap(GRID[:3], [shapely.union_all(GRID[:3]), shapely.box(0, 0, 375, 250)])
    found = mean(over, figures([20_000, 30_000, np.nan]), figures([100, 300, 50]))
    np.testing.assert_allclose(found.rate, [27_500, 26_000])
    np.testing.assert_allclose(found.lower, 20_000)
    np.testing.assert_allclose(found.upper, 30_000)
    assert list(found.state) == [State.PARTIAL, State.COMPLETE]
    assert found.se_uniform[0] == 0
    exact = np.sqrt(300 * 0.25 * (30_000 - 26_000) ** 2) / 250
    assert found.se_uniform[1] == pytest.approx(exact)


def test_ground_is_averaged_by_area():
    over = overlap(GRID[:3], [shapely.box(0, 0, 375, 250), GRID[2], GRID[20]])
    found = intensive(over, figures([10, 40, np.nan]))
    np.testing.assert_allclose(found.estimate, [20, np.nan, np.nan])
    assert list(found.state) == [State.COMPLETE, State.SUPPRESSED, State.OUTSIDE]
    low, high = member_range(over, figures([10, 40, np.nan]))
    np.testing.assert_allclose(low, [10, np.nan, np.nan])
    np.testing.assert_allclose(high, [40, np.nan, np.nan])


BUILDINGS = st.lists(
    st.tuples(st.floats(-100, 1600), st.floats(-100, 1600), st.floats(0, 500)), min_size=1, max_size=40
)


@given(counts=COUNTS, buildings=BUILDINGS, x=st.floats(1, 1499))
def test_buildings_keep_every_zone_and_flag_the_bare_ones(counts, buildings, x):
    bx, by, weight = np.transpose(buildings)
    over = dasymetric_overlap(GRID, [EXTENT], shapely.points(bx, by), weight)
    found = extensive(over, figures(counts))
    assert found.estimate[0] == pytest.approx(sum(counts), rel=1e-9)
    bare = [not ((shapely.intersects(cell, shapely.points(bx, by)) * weight).sum() > 0) for cell in GRID]
    # A building on a shared edge belongs to one zone only, so a bare zone may be more, never less.
    assert all(flag or not empty for flag, empty in zip(over.fallback, bare, strict=True))
    halves = dasymetric_overlap(
        GRID, [shapely.box(0, 0, x, 1500), shapely.box(x, 0, 1500, 1500)], shapely.points(bx, by), weight
    )
    assert extensive(halves, figures(counts)).estimate.sum() >= sum(counts) * (1 - 1e-9)


def test_fallback_is_told():
    over = dasymetric_overlap(GRID[:2], [shapely.box(0, 0, 375, 250)], [shapely.Point(10, 10)], [5.0])
    found = extensive(over, figures([10, 10]))
    assert found.estimate[0] == 15
    assert found.fallback_share[0] == pytest.approx(1 / 3)
    with pytest.raises(ValueError, match="weights"):
        dasymetric_overlap(GRID, [EXTENT], [shapely.Point(1, 1)], [-1.0])


def test_grades():
    grades = reliability(
        [np.nan, 100, 100, 100, 0, 0, 100, 100],
        [0, 90, 60, 0, 0, 0, 90, 90],
        [9, 110, 110, 150, 0, 1, 110, 110],
        [1, 1, 1, 1, 1, 1, 0.4, 1],
        [0, 0, 0, 0, 0, 0, 0, 0.1],
    )
    assert list(grades) == ["none", "good", "fair", "coarse", "good", "coarse", "coarse", "fair"]
