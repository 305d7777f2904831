"""Tiles that a process keeps: answered again while nothing was written anywhere, and never longer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from werkzeug.test import Client

from service.maps.tiles import TileApp
from service.maps.tiles import app as tile_app
from tests.conftest import TownDatabase
from tests.service.maps.conftest import address, shown_pins

PutPins = Callable[..., list[str]]


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The addresses that are drawn from now on, by any tile application of this process."""
    drawn: list[Any] = []
    draw = tile_app.drawn_tile

    def noting(connection: Any, asked: Any, municipality_id: int) -> tuple[bytes, bytes]:
        drawn.append(asked)
        return draw(connection, asked, municipality_id)

    monkeypatch.setattr(tile_app, "drawn_tile", noting)
    return drawn


def test_a_tile_is_drawn_once_while_nothing_is_written(tiles: Client, put_pins: PutPins, drawings: list[Any]) -> None:
    put_pins((1500, 1500))
    first, again = (tiles.get(address("pins", 14)) for _ in range(2))
    assert first.data == again.data
    assert shown_pins(again.data) == 1
    has_it = tiles.get(address("pins", 14), headers={"If-None-Match": first.headers["ETag"]})
    assert has_it.status_code == 304
    assert len(drawings) == 1


def test_tiles_with_other_filters_are_kept_apart(tiles: Client, put_pins: PutPins) -> None:
    put_pins((1500, 1500))
    for _ in range(2):
        assert shown_pins(tiles.get(address("pins", 14)).data) == 1
        assert shown_pins(tiles.get(address("pins", 14, query="?theme=play")).data) == 0
        assert shown_pins(tiles.get(address("pins", 14, query="?state=done")).data) == 0
        assert shown_pins(tiles.get(address("pins", 14, query="?q=nothing")).data) == 0


@pytest.mark.parametrize("zoom", [0, 8, 14])
def test_a_write_shows_at_once_in_every_process(
    town: TownDatabase, tiles: Client, put_pins: PutPins, zoom: int
) -> None:
    other = Client(TileApp(town.database))
    (hidden,) = put_pins((1500, 1500))
    assert [shown_pins(each.get(address("pins", zoom)).data) for each in (tiles, other)] == [1, 1]
    with town.database.session() as db:
        db.execute(text("UPDATE service.pin SET visibility = 'hidden' WHERE reference = :r"), {"r": hidden})
    assert [shown_pins(each.get(address("pins", zoom)).data) for each in (tiles, other)] == [0, 0]
    put_pins((1502, 1502), (1503, 1503))
    assert [shown_pins(each.get(address("pins", zoom)).data) for each in (tiles, other)] == [2, 2]


def test_a_theme_that_gets_another_key_shows_at_once(town: TownDatabase, tiles: Client, put_pins: PutPins) -> None:
    put_pins((1500, 1500))
    assert b"green" in tiles.get(address("pins", 14)).data
    with town.database.session() as db:
        db.execute(text("UPDATE service.theme SET key = 'parks' WHERE key = 'green'"))
    assert b"parks" in tiles.get(address("pins", 14)).data


def test_what_was_being_written_while_a_tile_was_drawn_shows_when_it_is_done(
    town: TownDatabase, tiles: Client, put_pins: PutPins
) -> None:
    put_pins((1500, 1500), (1501, 1501))
    with town.database.session() as db:
        db.execute(text("DELETE FROM service.pin WHERE reference = 'TES-2026-00002'"))
        # Another transaction, begun later, ends before: the first is neither the newest nor done.
        put_pins((1502, 1502))
        assert shown_pins(tiles.get(address("pins", 14)).data) == 3
    assert shown_pins(tiles.get(address("pins", 14)).data) == 2


def test_an_areas_tile_follows_its_boundary(town: TownDatabase, tiles: Client) -> None:
    before = tiles.get(address("areas", 8))
    with town.database.session() as db:
        db.execute(text("UPDATE boundaries.area SET state = 'withdrawn'"))
    after = tiles.get(address("areas", 8), headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, after.data) == (200, b"")
