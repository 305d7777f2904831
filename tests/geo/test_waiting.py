"""Waits: the median counts what still waits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.stats.waiting import Waiting, waiting


def test_a_published_example() -> None:
    """Freireich et al. (1963), 6-MP arm: 21 patients, 9 remissions ended, median 23 weeks (Kaplan-Meier)."""
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    still = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    days, flags = ended + still, [True] * len(ended) + [False] * len(still)
    assert waiting(days, flags, [1] * 21) == Waiting(21, 9, 23)


def test_what_lies_unanswered_is_not_left_out() -> None:
    assert waiting([0, 300], [True, False], [1, 9]).median_days is None
    assert waiting([2, 9], [True, True], [3, 2]) == Waiting(5, 5, 2)


def test_nothing_to_say_of_nothing() -> None:
    assert waiting([], [], []) == Waiting(0, 0, None)


def test_a_negative_wait_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        waiting([-1], [True], [1])


@given(st.lists(st.integers(0, 400), min_size=1, max_size=40))
def test_with_every_answer_there_it_is_the_lower_median(days: list[int]) -> None:
    assert waiting(days, [True] * len(days), [1] * len(days)).median_days == sorted(days)[(len(days) - 1) // 2]
