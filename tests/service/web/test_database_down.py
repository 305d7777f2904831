"""When the database goes away, people read a sentence and programs a problem; when it comes back, so does all."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask

from operate import databases
from operate.testcluster import TestCluster
from tests.conftest import Browser, TownDatabase

SENTENCES = {"fi": "lyhyt katko", "sv": "kort avbrott", "en": "short break"}


@contextmanager
def database_down(cluster: TestCluster, town: TownDatabase) -> Iterator[None]:
    """Cut every connection to the town's database and let none in."""
    admin = cluster.url("postgres")
    databases.query(admin, f"ALTER DATABASE {town.name} ALLOW_CONNECTIONS false;")
    databases.query(admin, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{town.name}';")  # noqa: S608
    try:
        yield
    finally:
        databases.query(admin, f"ALTER DATABASE {town.name} ALLOW_CONNECTIONS true;")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_page_says_so_in_the_readers_language(
    client: Browser, cluster: TestCluster, town: TownDatabase, language: str
) -> None:
    assert client.get("/").status_code == 200
    with database_down(cluster, town):
        answer = client.get("/", headers={"Accept": "text/html", "Accept-Language": language})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Language"] == language
    assert SENTENCES[language] in answer.text
    assert "psycopg" not in answer.text
    assert town.name not in answer.text


def test_a_program_gets_a_problem(client: Browser, cluster: TestCluster, town: TownDatabase) -> None:
    with database_down(cluster, town):
        answer = client.get("/api/pins")
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert int(answer.headers["Retry-After"]) > 0
    assert json.loads(answer.data)["code"] == "database_down"


def test_a_write_is_not_acknowledged_and_can_be_sent_again(
    client: Browser, cluster: TestCluster, town: TownDatabase
) -> None:
    form = {"csrf_token": client.token(), "idempotency_key": "the-same-key-both-times", "body": "Moi"}
    with database_down(cluster, town):
        assert client.post("/sign-in/link", data={**form, "email": "a@b.example"}).status_code == 503
    answers = [client.post("/sign-in/link", data={**form, "email": "a@b.example"}).status_code for _ in range(2)]
    assert answers[-1] == 303


def test_it_comes_back_by_itself_within_ten_seconds(client: Browser, cluster: TestCluster, town: TownDatabase) -> None:
    for path in ("/", "/api/pins", "/about"):
        assert client.get(path).status_code == 200
    with database_down(cluster, town):
        assert client.get("/").status_code == 503
    since = time.monotonic()
    for path in ("/", "/api/pins", "/health"):
        while client.get(path).status_code != 200:
            assert time.monotonic() - since < 10, path
            time.sleep(0.1)


def test_health_fails_closed(client: Browser, cluster: TestCluster, town: TownDatabase) -> None:
    well = client.get("/health")
    assert well.status_code == 200
    assert well.get_json()["status"] == "ok"
    with database_down(cluster, town):
        answer = client.get("/health")
    assert answer.status_code == 503
    body: Any = answer.get_json()
    assert body["status"] == "failing"
    assert not body["checks"]["database"]["ok"]
    assert not body["checks"]["migrations"]["ok"]
    assert town.name not in answer.text


def test_health_notices_an_old_schema(client: Browser, town: TownDatabase) -> None:
    databases.query(town.settings.database_url, "UPDATE service.alembic_version SET version_num = '0001';")
    answer = client.get("/health")
    assert answer.status_code == 503
    assert not answer.get_json()["checks"]["migrations"]["ok"]


def test_health_notices_a_full_disk(client: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.health.MIN_FREE_SHARE", 1.1)  # more than any disk has
    answer = client.get("/health")
    assert answer.status_code == 503
    assert not answer.get_json()["checks"]["disk"]["ok"]
