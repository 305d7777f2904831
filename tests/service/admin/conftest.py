"""What tests of administration share: ideas stored straight through the operation, and a proposal to comment on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.participation.pins.models import Pin
from service.participation.pins.operations import Home, submit_pin
from service.participation.pins.schemas import Submission
from service.permissions import Actor
from tests.conftest import TownDatabase
from tests.factories.world import lonlat_in

Store = Callable[..., Pin]


@pytest.fixture
def store(town: TownDatabase) -> Store:
    """Store an idea in the middle of area 05, public unless said otherwise."""

    def one(text: str, visibility: str = "public") -> Pin:
        sent = Submission.model_validate(
            {"text": text, "theme": "green", "lonlat": list(lonlat_in("05")), "method": "tap", "zoom": 12}
        )
        with town.database.session() as db:
            pin = submit_pin(db, Actor(1), Home(1, "Testilä", "TES"), sent, language="fi").pin
            pin.visibility = visibility
            db.flush()
        return pin

    return one
