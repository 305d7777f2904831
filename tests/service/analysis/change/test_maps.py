"""The classes of the map of change."""

import pytest

from service.analysis.change.maps import class_of


@pytest.mark.parametrize(
    ("change", "number"),
    [(-1.0, 1), (-0.61, 1), (-0.5, 2), (-0.2, 2), (0.0, 3), (0.2, 3), (0.21, 4), (0.7, 5), (1.0, 5), (None, 0)],
)
def test_five_classes_around_no_change(change: float | None, number: int) -> None:
    assert class_of(change, 1.0) == number


def test_where_nothing_changed_all_are_in_the_middle() -> None:
    assert class_of(0.0, 0.0) == 3
