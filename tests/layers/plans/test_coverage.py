"""Shares of a drawing over zoning units, exact where they can be."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
import shapely.affinity
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from layers.plans.coverage import CoverageReport
from layers.plans.coverage import coverage as coverage_of_letters
from layers.plans.units import LetterGround, PlanUnit


def coverage(drawing: shapely.Geometry, units: list[PlanUnit]) -> CoverageReport:
    """What a drawing covers of single units, put together by plan and letter as the database does."""
    groups: dict[tuple[int, str], list[PlanUnit]] = {}
    for one in units:
        groups.setdefault((one.plan_id, one.letter), []).append(one)
    return coverage_of_letters(
        drawing,
        [
            LetterGround(some[0], tuple(one.id for one in some), np.array([one.geom for one in some], dtype=object))
            for some in groups.values()
        ],
    )


def unit(number: int, letter: str, shape: shapely.Geometry, plan: int = 1) -> PlanUnit:
    return PlanUnit(id=number, plan_id=plan, letter=letter, geom=shape)


HALVES = [unit(1, "AK", box(0, 0, 500, 1000)), unit(2, "VP", box(500, 0, 1000, 1000))]


def test_halves_are_halves() -> None:
    report = coverage(box(250, 0, 750, 1000), HALVES)
    assert {p.unit.letter: (p.share, p.size) for p in report.parts} == {
        "AK": (0.5, 250_000.0),
        "VP": (0.5, 250_000.0),
    }
    assert (report.no_plan_share, report.overlap_share, report.slivers) == (0.0, 0.0, ())
    assert report.size == 500_000


def test_what_lies_in_no_plan_is_a_share_of_its_own() -> None:
    report = coverage(box(-500, 0, 500, 1000), HALVES)
    assert [(p.unit.letter, p.share) for p in report.parts] == [("AK", 0.5)]
    assert report.no_plan_share == 0.5


def test_outside_every_plan() -> None:
    report = coverage(box(5000, 5000, 6000, 6000), HALVES)
    assert report.parts == () and report.no_plan_share == 1.0


def test_no_units_at_all() -> None:
    assert coverage(box(0, 0, 1, 1), []).no_plan_share == 1.0


def test_an_empty_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        coverage(Polygon(), HALVES)


def test_units_of_one_letter_count_together_and_overlaps_within_a_plan_once() -> None:
    units = [unit(1, "VP", box(0, 0, 60, 100)), unit(2, "VP", box(40, 0, 100, 100))]
    report = coverage(box(0, 0, 100, 100), units)
    assert [(p.share, p.unit_ids) for p in report.parts] == [(1.0, (1, 2))]
    assert report.overlap_share == 0


def test_two_plans_over_one_another_are_both_told() -> None:
    units = [unit(1, "AK", box(0, 0, 100, 100), plan=1), unit(2, "VP", box(0, 0, 50, 100), plan=2)]
    report = coverage(box(0, 0, 100, 100), units)
    assert [(p.unit.plan_id, p.share) for p in report.parts] == [(1, 1.0), (2, 0.5)]
    assert report.overlap_share == 0.5 and report.no_plan_share == 0
    assert report.plan_ids == (1, 2)


def test_a_hole_in_the_drawing_covers_nothing() -> None:
    ring = box(0, 0, 100, 100).difference(box(25, 25, 75, 75))
    units = [unit(1, "AK", box(25, 25, 75, 75)), unit(2, "VP", box(0, 0, 100, 100).difference(box(25, 25, 75, 75)))]
    report = coverage(ring, units)
    assert [(p.unit.letter, p.share) for p in report.parts] == [("VP", 1.0)]


def test_slivers_stand_apart_but_count() -> None:
    drawing = box(0, 0, 100, 100)
    units = [unit(1, "VP", box(0, 0, 99.7, 100)), unit(2, "LP", box(99.7, 0, 200, 100))]
    report = coverage(drawing, units)
    assert [p.unit.letter for p in report.parts] == ["VP"]
    assert [(p.unit.letter, round(p.share, 6)) for p in report.slivers] == [("LP", 0.003)]
    assert report.no_plan_share == 0


def test_a_small_share_of_a_large_drawing_is_no_sliver() -> None:
    units = [unit(1, "M", box(0, 0, 990, 1000)), unit(2, "S", box(990, 0, 995, 1000))]
    report = coverage(box(0, 0, 1000, 1000), units)
    assert [p.unit.letter for p in report.parts] == ["M", "S"]  # 0.5 %, but 5,000 m2


def test_a_line_is_measured_in_metres() -> None:
    report = coverage(LineString([(250, 500), (1250, 500)]), HALVES)
    assert report.kind == "line" and report.size == 1000
    assert [(p.unit.letter, p.size, p.share) for p in report.parts] == [("VP", 500, 0.5), ("AK", 250, 0.25)]
    assert report.no_plan_share == 0.25


def test_a_point_is_in_one_unit_or_on_a_border() -> None:
    inside = coverage(Point(100, 100), HALVES)
    assert [(p.unit.letter, p.share) for p in inside.parts] == [("AK", 1.0)]
    border = coverage(Point(500, 100), HALVES)
    assert [(p.unit.letter, p.share) for p in border.parts] == [("AK", 0.5), ("VP", 0.5)]
    assert coverage(Point(-5, 0), HALVES).no_plan_share == 1


def test_an_unsound_unit_is_mended_for_the_reckoning() -> None:
    bow_tie = Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
    report = coverage(box(0, 0, 100, 100), [unit(1, "VP", bow_tie)])
    assert report.parts[0].share == pytest.approx(0.5)
    assert report.no_plan_share == pytest.approx(0.5)


def test_touching_only_is_not_covering() -> None:
    report = coverage(box(1000, 0, 1100, 100), HALVES)
    assert report.parts == () and report.slivers == ()


corner = st.tuples(st.integers(-50, 150), st.integers(-50, 150))
boxes = st.tuples(corner, corner).filter(lambda c: c[0][0] != c[1][0] and c[0][1] != c[1][1])


@settings(max_examples=60, deadline=None)
@given(
    drawing=boxes, cuts=st.lists(boxes, max_size=8), letters=st.lists(st.sampled_from("AVLKT"), min_size=8, max_size=8)
)
def test_shares_always_add_up(
    drawing: tuple[tuple[int, int], tuple[int, int]],
    cuts: list[tuple[tuple[int, int], tuple[int, int]]],
    letters: list[str],
) -> None:
    shapes = [box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in [drawing, *cuts]]
    units = [unit(i, letters[i], shape, plan=i % 2) for i, shape in enumerate(shapes[1:])]
    report = coverage(MultiPolygon([shapes[0]]), units)
    told = sum(p.share for p in (*report.parts, *report.slivers))
    assert told + report.no_plan_share == pytest.approx(1 + report.overlap_share, abs=1e-6)
    assert 0 <= report.no_plan_share <= 1
    assert all(0 < p.share <= 1 for p in report.parts)


@pytest.mark.parametrize("seed", range(30))
def test_every_share_is_as_if_all_units_of_a_letter_were_joined(seed: int) -> None:
    """Random proposals over units of all sorts: neighbours, a large one below, overlaps, holes and several parts."""
    rng = np.random.default_rng(seed)
    tiles = [box(x * 10, y * 10, x * 10 + 10, y * 10 + 10) for x in range(10) for y in range(10)]
    discs = list(shapely.buffer(shapely.points(rng.uniform(0, 100, (4, 2))), rng.uniform(1, 20, 4)))
    rings = [disc.difference(disc.buffer(-0.5)) for disc in discs[:2]]
    pairs = [MultiPolygon([box(a, 3, a + 2, 5), box(a, 40, a + 2, 42)]) for a in rng.uniform(0, 98, 3)]
    shapes = [*tiles, box(-20, -20, 120, 120), *discs, *rings, *pairs]
    shapes = [shapely.reverse(shape) if rng.random() < 0.5 else shape for shape in shapes]
    units = [unit(i, str(rng.choice(list("AVLK"))), shape, plan=1 + (i % 7 == 0)) for i, shape in enumerate(shapes)]
    drawing = shapely.affinity.rotate(box(0, 0, *rng.uniform(5, 90, 2)), rng.uniform(0, 90))
    drawing = shapely.affinity.translate(drawing, *rng.uniform(-10, 50, 2))
    report = coverage(drawing, units)
    told = {(p.unit.plan_id, p.unit.letter): p.size for p in (*report.parts, *report.slivers)}
    for key in {(one.plan_id, one.letter) for one in units}:
        whole = shapely.union_all([one.geom for one in units if (one.plan_id, one.letter) == key])
        assert told.get(key, 0.0) == pytest.approx(whole.intersection(drawing).area, abs=1e-6)
    everything = shapely.union_all(shapes).intersection(drawing).area
    assert 1 - report.no_plan_share == pytest.approx(everything / drawing.area, abs=1e-6)
