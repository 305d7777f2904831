"""The sum index: what is missing, what it adds up to; ranks, classes, rounding."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.stats.index import Indicator, sum_index
from geo.stats.ranking import class_limits, quantile_classes, ranked
from geo.stats.rounding import rounded_to_sum

PEOPLE = [1000, 1000, 1000, 20, np.nan]


def _three(first=(10, 20, 30, 5, 5), weights=(1, 1, 1)):
    whole = [100] * 5
    parts = [first, (30, 20, 10, 5, 5), (20, 20, 20, 5, 5)]
    return [
        Indicator(key, part, whole, weight=weight) for key, part, weight in zip("abc", parts, weights, strict=True)
    ]


def test_floor_and_unknown_people():
    found = sum_index(_three(), population=PEOPLE, population_floor=30)
    assert list(found.state) == ["complete"] * 3 + ["below_floor"] * 2
    np.testing.assert_allclose(found.city_rates, 0.2)
    np.testing.assert_allclose(found.index[:3], 100)
    assert np.isnan(found.index[3:]).all()
    assert np.isnan(found.contributions[:, 3:]).all()


def test_suppressed_is_missing_and_not_zero():
    found = sum_index(_three(first=(np.nan, 20, 30, 5, 5), weights=(1, 1, 2)), population=PEOPLE, population_floor=30)
    assert list(found.state[:3]) == ["renormalised", "complete", "complete"]
    assert found.present_weight[0] == pytest.approx(0.75)
    np.testing.assert_allclose(found.weights[:, 0], [0, 1 / 3, 2 / 3])
    assert list(found.reference) == [False, True, True, False, False]
    equal = sum_index(_three(first=(np.nan, 20, 30, 5, 5)), population=PEOPLE, population_floor=30)
    assert equal.state[0] == "missing"
    assert np.isnan(equal.index[0])


def test_seventy_per_cent_is_enough():
    found = sum_index(_three(first=(np.nan, 20, 30, 5, 5), weights=(3, 3, 4)), population=PEOPLE, population_floor=30)
    assert found.state[0] == "renormalised"


COUNT = st.integers(0, 100) | st.just(np.nan)


@given(
    rows=st.lists(st.tuples(COUNT, COUNT, COUNT), min_size=2, max_size=12),
    weights=st.tuples(*[st.floats(0.1, 5)] * 3),
    smoothing=st.sampled_from(["none", "eb", "logit"]),
)
def test_contributions_add_up(rows, weights, smoothing):
    columns = np.transpose(np.array(rows, dtype=float))
    indicators = [
        Indicator(str(i), column, np.full(len(rows), 100.0), weight=weight)
        for i, (column, weight) in enumerate(zip(columns, weights, strict=True))
    ]
    found = sum_index(indicators, population=np.full(len(rows), 500), smoothing=smoothing)
    scored = ~np.isnan(found.index)
    assert (scored == np.isin(found.state, ["complete", "renormalised"])).all()
    np.testing.assert_array_equal(100 + found.contributions[:, scored].sum(axis=0), found.index[scored])
    np.testing.assert_allclose(found.weights[:, scored].sum(axis=0), 1)
    plain = (found.weights * np.nan_to_num(found.relative)).sum(axis=0)
    np.testing.assert_allclose(found.index[scored], plain[scored], rtol=1e-9, atol=1e-9)


def test_direction_and_least_base():
    turned = Indicator("a", [10, 30], [100, 100], higher_is_need=False)
    np.testing.assert_allclose(sum_index([turned], population=[1, 1]).index, [150, 50])
    small = Indicator("a", [10, 3], [100, 29], least_base=30)
    found = sum_index([small], population=[200, 200])
    assert list(found.state) == ["complete", "missing"]
    assert found.city_rates[0] == 0.1


def test_an_indicator_that_nobody_has_says_nothing():
    found = sum_index([Indicator("a", [0, 0], [10, 10])], population=[10, 10])
    assert list(found.state) == ["missing", "missing"]


def test_bad_indices_are_refused():
    with pytest.raises(ValueError, match="weights"):
        sum_index([], population=[1])
    with pytest.raises(ValueError, match="weights"):
        sum_index([Indicator("a", [1], [2], weight=0)], population=[1])
    with pytest.raises(ValueError, match="length"):
        sum_index([Indicator("a", [1], [2])], population=[1, 2])
    with pytest.raises(ValueError, match="greater"):
        sum_index([Indicator("a", [3], [2])], population=[1])
    with pytest.raises(ValueError, match="unread code"):
        sum_index([Indicator("a", [-1], [2])], population=[1])
    with pytest.raises(ValueError, match="length"):
        sum_index([Indicator("a", [1], [2])], population=[1], reference=[True, True])


def test_ranks_with_ties_and_gaps():
    values = [5, np.nan, 9, 5, 1]
    found = ranked(values)
    np.testing.assert_array_equal(found.rank, [2, np.nan, 1, 2, 4])
    assert list(found.tied) == [True, False, False, True, False]
    assert found.of == 4
    np.testing.assert_array_equal(ranked(values, ties="average").rank, [2.5, np.nan, 1, 2.5, 4])
    np.testing.assert_array_equal(ranked(values, greatest_first=False).rank, [2, np.nan, 4, 2, 1])
    assert ranked([1.04, 1.01], decimals=1).tied.all()
    assert ranked([np.nan]).of == 0
    with pytest.raises(ValueError, match="finite"):
        ranked([np.inf])


@given(values=st.lists(st.integers(0, 30) | st.just(np.nan), max_size=60), classes=st.integers(1, 10))
def test_classes_follow_ranks(values, classes):
    found = quantile_classes(values, classes)
    numbers = np.array(values, dtype=float).reshape(-1)
    np.testing.assert_array_equal(found == 0, np.isnan(numbers))
    known = ~np.isnan(numbers)
    order = np.argsort(-numbers[known], kind="stable")
    assert (np.diff(found[known][order]) >= 0).all()
    assert (found <= classes).all()
    for number, low, high in class_limits(values, found):
        assert low <= high
        assert ((numbers[found == number] >= low) & (numbers[found == number] <= high)).all()


def test_deciles_of_distinct_values_are_even():
    assert list(np.bincount(quantile_classes(range(30), 10))[1:]) == [3] * 10
    with pytest.raises(ValueError, match="class"):
        quantile_classes([1], 0)


@given(parts=st.lists(st.floats(-1000, 1000), min_size=1, max_size=12), decimals=st.integers(0, 2))
def test_rounded_parts_add_up(parts, decimals):
    found = rounded_to_sum(parts, decimals)
    unit = 10**-decimals
    assert found.sum() == pytest.approx(np.round(np.sum(np.array(parts) * 10**decimals)) * unit, abs=1e-6)
    assert (np.abs(found - parts) < unit + 1e-9).all()


def test_rounding_in_words():
    assert list(rounded_to_sum([24.646, 20.070, 15.198])) == [24.6, 20.1, 15.2]
    with pytest.raises(ValueError, match="finite"):
        rounded_to_sum([np.nan])
