"""What tests of an area's outputs share."""

from __future__ import annotations

import pytest

from tests.conftest import TownDatabase
from tests.service.areas.lively import Lively, make_lively


@pytest.fixture
def lively(town: TownDatabase) -> Lively:
    """Area 05 with something of every kind in it."""
    with town.database.session() as db:
        return make_lively(db)
