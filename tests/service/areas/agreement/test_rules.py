"""What may be shown of whom."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.areas.agreement.models import TIES
from service.areas.agreement.rules import how_many_count, is_open_on, least_shown, shown_ties


# How fast examples come says more about the machine's other work than about the code.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ties=st.lists(st.sampled_from(TIES), max_size=40), least=st.integers(5, 9))
def test_no_tie_and_no_rest_of_ties_is_smaller_than_the_least(ties: list[str], least: int) -> None:
    shown = shown_ties(ties, least)
    rest = len(ties) - sum(shown.values())
    assert all(count >= least and count == ties.count(tie) for tie, count in shown.items())
    assert not shown or rest == 0 or rest >= least


def test_the_smallest_tie_is_kept_back_when_the_rest_would_tell() -> None:
    ties = ["permanent"] * 16 + ["seasonal"] * 6 + ["work"] * 5 + ["study"] * 2
    assert shown_ties(ties, 5) == {"permanent": 16, "seasonal": 6}


@pytest.mark.parametrize(
    ("drawings", "is_over", "counted"),
    [(4, False, 0), (4, True, 0), (5, False, 5), (9, False, 5), (10, False, 10), (31, False, 30), (31, True, 31)],
)
def test_drawings_are_counted_five_at_a_time_until_the_call_is_over(
    drawings: int, is_over: bool, counted: int
) -> None:
    assert how_many_count(drawings, 5, is_over=is_over) == counted


def test_a_municipality_may_ask_for_more_and_never_fewer() -> None:
    assert [least_shown(given) for given in ({}, {"least_drawings": 8}, {"least_drawings": 1})] == [5, 8, 5]
    assert least_shown({"least_drawings": "many"}) == 5


def test_both_days_of_a_call_are_open() -> None:
    first, last = dt.date(2026, 11, 2), dt.date(2026, 11, 4)
    days = [first + dt.timedelta(days=n) for n in range(-1, 4)]
    assert [is_open_on(day, first, last) for day in days] == [False, True, True, True, False]
