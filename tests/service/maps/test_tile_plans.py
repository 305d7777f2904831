"""How tiles are planned: once where one plan serves every window, each time where what is best depends on it."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import Client

from service.maps.tiles import app as tile_app
from tests.service.maps.conftest import address

OFTEN = 8  # the database itself settles on a plan after five


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> dict[int, tuple[int, int]]:
    """By connection how many of its tiles were drawn by a kept plan, and how many were planned."""
    counted: dict[int, tuple[int, int]] = {}
    draw = tile_app.drawn_tile

    def counting(connection: Any, asked: Any, municipality_id: int) -> tuple[bytes, bytes]:
        drawn = draw(connection, asked, municipality_id)
        row = connection.execute(
            "SELECT sum(generic_plans), sum(custom_plans) FROM pg_prepared_statements WHERE name LIKE 'tile_%'"
        ).fetchone()
        counted[connection.info.backend_pid] = (int(row[0]), int(row[1]))
        return drawn

    monkeypatch.setattr(tile_app, "drawn_tile", counting)
    return counted


@pytest.mark.parametrize(
    ("layer", "query", "is_planned_once"),
    [
        ("pins", "", True),
        ("pins", "?theme=green", True),
        ("zoning", "", True),
        # A window of a whole city may hold a few large areas and thousands too small to see.
        ("backdrop", "", False),
        ("areas", "", False),
        # What is searched for may be anything.
        ("pins", "?q=bench", False),
    ],
)
def test_a_tile_is_planned_once_or_each_time(
    tiles: Client, plans: dict[int, tuple[int, int]], layer: str, query: str, is_planned_once: bool
) -> None:
    for number in range(OFTEN):
        assert tiles.get(address(layer, 16, east=1000 + 40 * number, query=query)).status_code == 200
    kept, planned = (sum(counts) for counts in zip(*plans.values(), strict=True))
    assert kept + planned == OFTEN
    assert (planned == 0) is is_planned_once
    assert (kept == 0) is not is_planned_once
