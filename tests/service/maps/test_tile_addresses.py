"""Addresses that ask for nothing get a sentence, never a breakdown."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from service.db import Database
from service.maps.tiles import TileApp
from service.maps.tiles.layers import LAYERS
from tests.conftest import TownDatabase
from tests.service.maps.conftest import MATRIX, address

HERE = f"/tiles/{MATRIX.name}/pins"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"{HERE}/17/0/0.mvt", 404, "tile_outside_matrix"),
        (f"{HERE}/12/4096/0.mvt", 404, "tile_outside_matrix"),
        (f"{HERE}/-1/0/0.mvt", 404, "tile_outside_matrix"),
        (f"{HERE}/99/0/0.mvt", 404, "tile_outside_matrix"),
        (f"{HERE}/a/0/0.mvt", 400, "bad_tile_address"),
        (f"{HERE}/0/0/1e3.mvt", 400, "bad_tile_address"),
        (f"{HERE}/0/0/%00.mvt", 400, "bad_tile_address"),
        (f"{HERE}/0/0/0.mvt?colour=red", 400, "unknown_parameter"),
        (f"{HERE}/0/0/0.mvt?theme=a&theme=b", 400, "unknown_parameter"),
        (f"{HERE}/0/0/0.mvt?state=angry", 400, "bad_parameter"),
        (f"{HERE}/0/0/0.mvt?theme=1'--", 400, "bad_parameter"),
        (f"/tiles/{MATRIX.name}/areas/0/0/0.mvt?theme=green", 400, "unknown_parameter"),
        (f"{HERE}.json?x=1", 400, "unknown_parameter"),
        ("/tiles/GoogleMapsCompatible/pins/0/0/0.mvt", 404, "unknown_matrix"),
        (f"/tiles/{MATRIX.name}/people/0/0/0.mvt", 404, "unknown_layer"),
        ("/tiles/", 404, "not_found"),
        (f"{HERE}/0/0/0.png", 404, "not_found"),
    ],
)
def test_a_bad_address_gets_a_sentence(tiles: Client, path: str, status: int, code: str) -> None:
    answer = tiles.get(path, headers={"Accept-Language": "en"})
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.json
    assert answer.json["code"] == code
    assert answer.json["status"] == status
    assert len(answer.json["detail"]) > 20


def test_the_sentence_is_in_the_readers_language(tiles: Client) -> None:
    answer = tiles.get(f"{HERE}/99/0/0.mvt", headers={"Accept-Language": "sv"})
    assert answer.headers["Content-Language"] == "sv"
    assert "ruta" in answer.json["detail"]  # type: ignore[index]


def test_only_reading_is_possible(tiles: Client) -> None:
    for method in ("POST", "PUT", "DELETE"):
        answer = tiles.open(address("pins", 8), method=method)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_any_page_may_read(tiles: Client) -> None:
    assert tiles.get(address("pins", 8)).headers["Access-Control-Allow-Origin"] == "*"
    asked = tiles.options(address("pins", 8))
    assert (asked.status_code, asked.headers["Access-Control-Allow-Origin"]) == (204, "*")
    head = tiles.head(address("areas", 8))
    assert (head.status_code, head.data) == (200, b"")
    assert int(head.headers["Content-Length"]) > 0


def test_a_slow_tile_gives_up_and_says_when_to_come_back(town: TownDatabase) -> None:
    hasty = Database(replace(town.settings, public_statement_timeout_ms=150))
    owner = psycopg.connect(town.settings.database_url)
    try:
        with owner.transaction():
            owner.execute("LOCK TABLE boundaries.area IN ACCESS EXCLUSIVE MODE")
            answer = Client(TileApp(hasty)).get(address("areas", 8))
    finally:
        owner.close()
        hasty.close()
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.json
    assert answer.json["code"] == "database_down"


def test_a_database_that_is_down_is_said_so(town: TownDatabase) -> None:
    nowhere = "postgresql:///nowhere?host=/nonexistent"
    down = Database(replace(town.settings, service_database_url=nowhere, public_database_url=nowhere))
    answer = Client(TileApp(down)).get(address("areas", 8))
    down.close()
    assert answer.status_code == 503


def test_connections_that_died_while_idle_are_no_matter(town: TownDatabase, tiles: Client) -> None:
    before = tiles.get(address("areas", 8))
    for path in (address("areas", 8), f"{HERE}.json"):
        with psycopg.connect(town.settings.database_url, autocommit=True) as owner:
            ended = owner.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'aluekartta_public'"
                " AND datname = current_database()"
            ).fetchone()
        assert ended is not None
        assert ended[0] >= 1
        assert tiles.get(path).status_code == 200
    assert tiles.get(address("areas", 8)).data == before.data


_numbers = st.one_of(st.integers(-5, 30).map(str), st.integers().map(str), st.text(max_size=6))
_names = st.one_of(st.sampled_from([MATRIX.name, "WebMercatorQuad", *LAYERS]), st.text(max_size=12))
_endings = st.sampled_from([".mvt", ".pbf", ".json", ".png", "", ".mvt.gz"])
_pairs = st.lists(st.tuples(st.sampled_from(["theme", "state", "x", ""]), st.text(max_size=12)), max_size=3)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(_names, _names, _numbers, _numbers, _numbers), _endings, _pairs)
def test_no_address_breaks_anything(
    tiles: Client, parts: tuple[str, ...], ending: str, pairs: list[tuple[str, str]]
) -> None:
    answer = tiles.get(quote("/tiles/" + "/".join(parts) + ending), query_string=pairs)
    assert answer.status_code in (200, 400, 404)
    if answer.status_code != 200:
        assert answer.content_type == "application/problem+json"
