"""The catalogue is what everything else computes from, so it must be whole and true to the publisher's columns."""

import pytest

from layers.indicators.catalogue import (
    BY_KEY,
    DOMAINS,
    HOLIDAY_HOMES,
    HOUSEHOLDS,
    INDICATORS,
    RESIDENTS,
    SUM_INDEX,
    Indicator,
)
from layers.indicators.columns import paavo_columns

COLUMNS = {column.key: column for column in paavo_columns()}


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.key)
class TestEachIndicator:
    def test_is_named_and_explained_in_three_languages(self, indicator: Indicator) -> None:
        for texts in (indicator.names, indicator.meaning, indicator.of):
            assert set(texts) == {"fi", "sv", "en"}
            assert all(texts.values())

    def test_is_made_of_published_counts_of_its_year(self, indicator: Indicator) -> None:
        for key in (*indicator.numerator, *indicator.denominator):
            assert COLUMNS[key].role == "count"
            assert COLUMNS[key].year == indicator.year

    def test_belongs_to_a_field_of_life(self, indicator: Indicator) -> None:
        assert indicator.domain in DOMAINS

    def test_needs_somebody_to_be_a_share_of(self, indicator: Indicator) -> None:
        assert indicator.minimum_base >= 1


def test_keys_are_used_once() -> None:
    assert len(BY_KEY) == len(INDICATORS)


def test_the_sum_index_is_helsinkis() -> None:
    assert {one.key for one in SUM_INDEX} == {"unemployment", "low_education", "low_income"}
    assert all(one.more_is_need for one in SUM_INDEX)


def test_base_counts_are_published_columns() -> None:
    assert {RESIDENTS, HOUSEHOLDS, HOLIDAY_HOMES} <= set(COLUMNS)
