"""What tests of an area's outputs share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from boundaries.consistency import membership_differences
from tests.conftest import TownDatabase
from tests.service.areas.lively import Lively, make_lively


@pytest.fixture
def notes_stay_right(town: TownDatabase) -> Iterator[None]:
    """Whatever the test wrote, the areas noted are in the end those that a fresh reckoning gives."""
    yield
    with town.session() as db:
        assert membership_differences(db, 1) == []


@pytest.fixture
def lively(town: TownDatabase) -> Lively:
    """Area 05 with something of every kind in it."""
    with town.database.session() as db:
        return make_lively(db)
