"""Those who drew otherwise are found, noise is not taken for them, and few drawings are not oversold."""

from __future__ import annotations

import numpy as np
import pytest
from shapely.geometry import Polygon

from geo.agreement import agreeing_shape, certainty_of, drawings_of, groups_of, jaccard_with, proposal_at
from geo.agreement.dissent import jaccard_matrix, mean_silhouette
from tests.geo.agreement.hands import by_hand, square

WHOLE = square(0, 0, 2000)
WITHOUT_EAST = square(0, 0, 1400, 2000)
WITH_NORTH = square(0, 0, 2000, 2900)


def drawn(*many: tuple[Polygon, int], seed: int = 7) -> list[Polygon]:
    rng = np.random.default_rng(seed)
    return [by_hand(shape, rng) for shape, count in many for _ in range(count)]


def test_two_groups_that_differ_by_a_place_are_found() -> None:
    shapes = drawn((WHOLE, 18), (WITHOUT_EAST, 7), (WITH_NORTH, 6))
    drawings = drawings_of(shapes, 3)
    proposal = proposal_at(drawings, 0.5)
    assert proposal is not None
    found = groups_of(drawings, proposal.shape, 5)
    assert [len(group) for group in found.groups] == [7, 6]
    without, with_more = found.groups
    assert sorted(drawings.order[without.members]) == list(range(18, 25))
    assert without.left_out.intersection(square(1400, 0, 600, 2000)).area > 0.8 * 600 * 2000
    assert without.added.is_empty
    assert with_more.added.intersection(square(0, 2000, 2000, 900)).area > 0.8 * 2000 * 900
    assert with_more.left_out.is_empty
    assert (found.lone, found.elsewhere) == (0, 0)


@pytest.mark.parametrize("seed", range(5))
def test_hands_that_only_tremble_are_no_groups(seed: int) -> None:
    drawings = drawings_of(drawn((WHOLE, 30), seed=seed), 3)
    proposal = proposal_at(drawings, 0.5)
    assert proposal is not None
    assert groups_of(drawings, proposal.shape, 5).groups == ()


def test_a_small_group_is_counted_and_not_shown() -> None:
    shapes = [*drawn((WHOLE, 20), (WITHOUT_EAST, 4)), square(9000, 9000, 700)]
    drawings = drawings_of(shapes, 3)
    proposal = proposal_at(drawings, 0.5)
    assert proposal is not None
    found = groups_of(drawings, proposal.shape, 5)
    assert found.groups == ()
    assert found.elsewhere == 1
    assert found.lone >= 1


def test_jaccard_against_the_exact_outlines() -> None:
    shapes = [square(0, 0, 1000), square(500, 0, 1000), square(0, 0, 1000, 500), square(4000, 0, 200)]
    drawings = drawings_of(shapes, 1)
    back = np.argsort(drawings.order)
    matrix = jaccard_matrix(drawings)[np.ix_(back, back)]
    assert matrix[0, 1] == pytest.approx(1 / 3, abs=0.06)
    assert matrix[0, 2] == pytest.approx(1 / 2, abs=0.06)
    assert matrix[0, 3] == 0
    assert np.allclose(matrix, matrix.T)
    exact = jaccard_with(drawings, square(0, 0, 1000))[back]
    assert exact == pytest.approx([1, 1 / 3, 1 / 2, 0])


def test_silhouette_of_a_case_reckoned_by_hand() -> None:
    distance = np.array([[0, 1, 4, 5], [1, 0, 4, 5], [4, 4, 0, 2], [5, 5, 2, 0]], dtype=float)
    labels = np.array([1, 1, 2, 2])
    wanted = np.mean([(4.5 - 1) / 4.5, (4.5 - 1) / 4.5, (4 - 2) / 4, (5 - 2) / 5])
    assert mean_silhouette(distance, labels) == pytest.approx(wanted)


def test_the_same_hands_give_the_same_groups_in_any_order() -> None:
    shapes = drawn((WHOLE, 12), (WITHOUT_EAST, 8))
    mixed = [shapes[n] for n in np.random.default_rng(1).permutation(len(shapes))]
    plain, other = (groups_of(drawings, WHOLE, 5) for drawings in (drawings_of(shapes, 3), drawings_of(mixed, 3)))
    assert [len(one) for one in plain.groups] == [len(one) for one in other.groups] == [8]
    assert plain.groups[0].shape.equals(other.groups[0].shape)


def test_few_drawings_are_less_sure_than_many() -> None:
    few = drawings_of(drawn((WHOLE, 4), (WITHOUT_EAST, 2)), 3)
    many = drawings_of(drawn((WHOLE, 80), (WITHOUT_EAST, 40)), 3)
    unsure = [certainty_of(some, 0.5) for some in (few, many)]
    assert unsure[0].unsure_m2 > 3 * unsure[1].unsure_m2
    assert unsure[0].high_m2 - unsure[0].low_m2 > unsure[1].high_m2 - unsure[1].low_m2
    for some, found in zip((few, many), unsure, strict=True):
        size = agreeing_shape(some, 0.5).area
        assert found.low_m2 <= size * 1.01 and size <= found.high_m2 * 1.01
        assert found.sure_m2 <= size * 1.01


def test_identical_drawings_leave_nothing_unsure() -> None:
    found = certainty_of(drawings_of([WHOLE] * 8, 3), 0.75)
    assert found.unsure.is_empty and found.unsure_m2 == 0
    assert found.low_m2 == found.high_m2 == found.sure_m2 == pytest.approx(WHOLE.area, rel=0.02)


def test_the_certainty_is_the_binomial_of_a_split_drawing() -> None:
    """Where 12 of 20 cover, the chance of at least 10 in a resample is the binomial's 0.8725."""
    drawings = drawings_of([WHOLE] * 12 + [WITHOUT_EAST] * 8, 3)
    found = certainty_of(drawings, 0.5)
    east = square(1400, 0, 600, 2000)
    assert found.unsure_m2 == pytest.approx(east.area, rel=0.05), "0.05 < 0.87 < 0.95"
    assert not found.is_sure_at(east.centroid)
    assert found.is_sure_at(WITHOUT_EAST.centroid)
    assert found.low_m2 == pytest.approx(WITHOUT_EAST.area, rel=0.03)
    assert found.high_m2 == pytest.approx(WHOLE.area, rel=0.03)


def test_one_drawing_far_away_does_not_hide_the_groups() -> None:
    shapes = [*drawn((WHOLE, 17), (WITHOUT_EAST, 7), (WITH_NORTH, 6)), square(40_000, 0, 900)]
    drawings = drawings_of(shapes, 3)
    proposal = proposal_at(drawings, 0.5)
    assert proposal is not None
    found = groups_of(drawings, proposal.shape, 5)
    assert [len(group) for group in found.groups] == [7, 6]
    assert (found.lone, found.elsewhere) == (1, 1)
