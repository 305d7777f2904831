"""What tests of any feature of the service share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from boundaries.consistency import membership_differences
from tests.conftest import TownDatabase


@pytest.fixture
def notes_stay_right(town: TownDatabase) -> Iterator[None]:
    """Whatever the test wrote, the areas noted are in the end those that a fresh reckoning gives."""
    yield
    with town.session() as db:
        assert membership_differences(db, 1) == []
