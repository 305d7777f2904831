"""Choices against known optima and brute force; sums against arithmetic by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from geo.choice.allocation import allocated
from geo.choice.budget import best_within_budget
from geo.choice.contiguous import best_contiguous
from geo.choice.explanation import nearest_left_out, swaying_weights, why
from geo.choice.lists import need_of, over_threshold, top
from geo.choice.problems import ChoiceProblem
from geo.spatial.weights import from_neighbours, queen
from tests.geo.reference import case, layer


def test_knapsack():
    given, expected = case("A-SEL-01")["inputs"], case("A-SEL-01")["expected"]
    found = best_within_budget(given["need"], given["cost"], case("A-SEL-01")["params"]["budget"])
    assert found.value == expected["value"]
    assert list(found.chosen.astype(int)) == expected["chosen"]
    assert (found.exact, found.gap, found.cost) == (True, 0.0, 165)


def test_conditions_against_every_choice():
    chance = np.random.default_rng(4)
    need, cost = chance.integers(1, 60, 9).astype(float), chance.integers(5, 40, 9).astype(float)
    districts, conflicts = list("aabbbccca"), [(0, 3), (4, 5), (1, 8)]
    best = max(
        sum(need[list(some)])
        for size in range(1, 6)
        for some in itertools.combinations(range(9), size)
        if sum(cost[list(some)]) <= 90
        and {districts[j] for j in some} == set("abc")
        and not any(set(pair) <= set(some) for pair in conflicts)
    )
    found = best_within_budget(need, cost, 90, districts=districts, conflicts=conflicts, most=5)
    assert found.value == pytest.approx(best)
    assert found.chosen.sum() <= 5


def test_shared_ground_counts_once():
    cover = np.array([[1, 1, 0], [0, 1, 0], [0, 0, 0.5]])
    found = best_within_budget([30, 20, 5], [10, 1, 10], 21, shared=cover, atom_need=[10.0, 20.0, 10.0])
    # The second lies inside the first: together they are worth no more than the first alone.
    assert found.value == pytest.approx(35)
    assert found.chosen[0]
    assert found.chosen[2]


def test_contiguous_four_of_columbus():
    frame, expected = layer("tests/reference/columbus.gpkg"), case("A-SEL-02")["expected"]
    found = best_contiguous(frame["HOVAL"], queen(frame.geometry.to_numpy()), count=4, time_limit_s=120)
    assert found.exact
    assert list(np.flatnonzero(found.chosen)) == expected["rows"]
    assert found.value == pytest.approx(expected["value"], abs=1e-6)
    free = frame["HOVAL"][top(frame["HOVAL"], 4).chosen].sum()
    assert free == pytest.approx(expected["unconstrained_value"], abs=1e-6)


def test_contiguous_within_a_budget():
    line = from_neighbours([[1], [0, 2], [1, 3], [2], []])
    found = best_contiguous([5, 1, 5, 4, 50], line, cost=[1, 1, 1, 1, 9], budget=3)
    assert list(found.chosen) == [True, True, True, False, False]
    with pytest.raises(ChoiceProblem, match="largest set") as problem:
        best_contiguous([1.0] * 5, line, count=5)
    assert problem.value.facts["largest"] == 4


def test_what_cannot_be_chosen_is_said():
    for arguments, code in (
        (([1, 2], [10, 20], 5), "budget_too_small"),
        (([np.nan], [1], 5), "no_candidates"),
    ):
        with pytest.raises(ChoiceProblem) as problem:
            best_within_budget(*arguments)
        assert problem.value.code == code
    with pytest.raises(ChoiceProblem) as problem:
        best_within_budget([1, 2], [10, 20], 25, districts=["a", "b"])
    assert (problem.value.code, problem.value.facts["least"]) == ("districts_cost_more", 30)
    with pytest.raises(ChoiceProblem, match="in b has"):
        best_within_budget([1, np.nan], [10, 20], 50, districts=["a", "b"])
    with pytest.raises(ChoiceProblem) as problem:
        best_within_budget([1, 2], [1, 1], 9, districts=["a", "b"], conflicts=[(0, 1)])
    assert problem.value.code == "impossible"
    found = best_within_budget([1, np.nan], [1, 1], 9)
    assert list(found.left_out) == [False, True]
    assert not found.chosen[1]


def test_lists():
    assert list(top([3, 9, 9, np.nan, 1], 2).chosen) == [False, True, True, False, False]
    tie = top([3, 9, 9, 9, 1], 2)
    assert not tie.chosen.any()
    assert tie.tied.sum() == 3
    with pytest.raises(ChoiceProblem, match="4 areas"):
        top([3, 9, np.nan], 4)
    assert list(over_threshold([120, 110, 90, np.nan], 100, [0.9, 0.7, 1, 1])) == [True, False, False, False]
    np.testing.assert_array_equal(need_of([10, 10, 5], [110, 90, np.nan]), [100, 0, np.nan])


def test_allocation():
    given, params, expected = (case("A-ALLOC-01")[key] for key in ("inputs", "params", "expected"))
    found = allocated(given["people"], given["index"], **params)
    np.testing.assert_allclose(found.exact, expected["exact"], atol=0.01)
    np.testing.assert_array_equal(found.rounded, expected["rounded"])
    for column in (found.exact, found.rounded, found.equal, found.per_head):
        assert column.sum() == pytest.approx(200_000)


def test_floor_and_cap_hold():
    found = allocated([100, 100, 100, 50], [300, 150, 101, 99], 9000, floor=1000, cap=5000, unit=100)
    assert list(found.rounded) == [5000, 3000, 1000, 0]
    for arguments, code in (
        ({"floor": 4000}, "floors_exceed_sum"),
        ({"cap": 2000}, "caps_below_sum"),
        ({"floor": 10, "cap": 5}, "floor_over_cap"),
        ({"threshold": 500}, "nobody_in_need"),
        ({"floor": 1050, "unit": 100}, "not_in_units"),
    ):
        with pytest.raises(ChoiceProblem) as problem:
            allocated([100, 100, 100], [300, 150, 101], 9000, **arguments)
        assert problem.value.code == code


def test_why():
    found = why(["a", "b", "c"], [220.3, 150.07, 109.1], [100, 100, 100], [1 / 3] * 3)
    assert found.reference + sum(points for _, points in found.parts) == pytest.approx(found.index)
    assert [name for name, _ in found.parts] == ["a", "b", "c"]
    assert found.index == pytest.approx(159.8, abs=0.05)


def test_the_weight_that_changes_the_choice():
    chance = np.random.default_rng(8)
    scores, weights = chance.normal(100, 20, (30, 4)), np.array([0.4, 0.3, 0.2, 0.1])
    chosen = top(scores @ weights, 5).chosen
    for one, sway in enumerate(swaying_weights(scores, weights, chosen)):
        rest = np.delete(weights, one) / np.delete(weights, one).sum()
        for turning, side in ((sway.below, -1), (sway.above, 1)):
            edge = turning.weight if turning else max(side, 0)
            for share, same in ((edge - side * 1e-6, True), (edge + side * 1e-6, turning is None)):
                index = share * scores[:, one] + (1 - share) * np.delete(scores, one, axis=1) @ rest
                assert (top(index, 5).chosen == chosen).all() == same
    assert any(sway.below or sway.above for sway in swaying_weights(scores, weights, chosen))


def test_who_was_nearest():
    draws = np.random.default_rng(1).normal([150, 120, 118, 90], 5, (2000, 4))
    found = nearest_left_out([150, 120, 118, 90], [True, True, False, False], draws)
    assert (found.last, found.nearest, found.difference) == (1, 2, 2)
    assert found.can_be_told_apart is False
    assert nearest_left_out([1, 2], [True, True]) is None
