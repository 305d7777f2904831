"""What tests of pins share: a valid pin, stored pins, and a count of the statements that a page runs."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event

from service.participation.pins.operations import Home, Submitted, submit_pin
from service.participation.pins.schemas import Submission
from service.permissions import Actor
from tests.conftest import TownDatabase
from tests.factories.world import lonlat_in

TOWN_ID = 1
HOME = Home(TOWN_ID, "Testilä", "TES")

Submit = Callable[..., Submitted]


def pin_body(**changes: Any) -> dict[str, Any]:
    """A pin as the front end sends it, in the middle of area 05 unless changed."""
    body = {
        "text": "Penkki lehmuksen alle, kiitos.",
        "theme": "green",
        "lonlat": list(lonlat_in("05")),
        "method": "crosshair",
        "zoom": 12.5,
    }
    return {**body, **changes}


@pytest.fixture
def submit(town: TownDatabase) -> Submit:
    """Store a pin straight through the operation, committed."""

    def store(**changes: Any) -> Submitted:
        sent = Submission.model_validate(pin_body(**changes))
        with town.database.session() as db:
            return submit_pin(db, Actor(TOWN_ID), HOME, sent, language="fi")

    return store


@contextlib.contextmanager
def counted_statements(town: TownDatabase) -> Iterator[list[str]]:
    """The statements that both of the service's engines run inside the block."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    engines: tuple[Engine, ...] = (town.database.engine, town.database.public_engine)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
