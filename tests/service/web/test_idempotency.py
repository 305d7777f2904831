"""A write that is sent twice is done once, and its answer is the same."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in

KEY = "one-key-for-one-deed-0001"


def body(words: str = "Penkki lehmuksen alle") -> dict[str, Any]:
    return {"text": words, "theme": "green", "lonlat": list(lonlat_in("05")), "method": "crosshair", "zoom": 12}


def pin_count(town: TownDatabase) -> int:
    with town.session() as db:
        return int(db.execute(text("SELECT count(*) FROM service.pin")).scalar_one())


def test_a_repeat_gets_the_same_answer_and_changes_nothing(client: Browser, town: TownDatabase) -> None:
    first = client.send_json("/api/pins", body(), key=KEY)
    again = client.send_json("/api/pins", body(), key=KEY)
    assert first.status_code == again.status_code == 201
    assert first.data == again.data
    for name in ("Content-Type", "Location"):
        assert first.headers.get(name) == again.headers.get(name)
    assert again.headers["Idempotent-Replay"] == "true"
    assert "Idempotent-Replay" not in first.headers
    assert pin_count(town) == 1


def test_the_same_key_with_another_body_is_refused(client: Browser, town: TownDatabase) -> None:
    client.send_json("/api/pins", body(), key=KEY)
    answer = client.send_json("/api/pins", body("Jotain muuta"), key=KEY)
    assert answer.status_code == 422
    assert answer.get_json(force=True)["code"] == "key_reused"
    assert pin_count(town) == 1


@pytest.mark.parametrize("key", [None, "", "short", "x" * 81, "with spaces in between it", "ääkkösiä-avaimessa-01"])
def test_a_write_without_a_usable_key_is_refused(client: Browser, town: TownDatabase, key: str | None) -> None:
    headers = {"X-CSRF-Token": client.token()}
    if key is not None:
        headers["Idempotency-Key"] = key
    answer = client.post("/api/pins", json=body(), headers=headers)
    assert answer.status_code == 400
    assert answer.get_json(force=True)["code"] == "key_missing"
    assert pin_count(town) == 0


def test_an_error_is_not_kept(client: Browser, town: TownDatabase) -> None:
    assert client.send_json("/api/pins", {**body(), "theme": "nothing"}, key=KEY).status_code == 422
    assert client.send_json("/api/pins", body(), key=KEY).status_code == 201
    assert pin_count(town) == 1


def test_twenty_at_once_leave_one_row_and_one_answer(app: Flask, client: Browser, town: TownDatabase) -> None:
    token, cookie = client.token(), client.get_cookie("form")
    assert cookie is not None
    answers: list[tuple[int, bytes]] = []

    def send() -> None:
        one: Any = app.test_client()
        one.set_cookie("form", cookie.value)
        headers = {"X-CSRF-Token": token, "Idempotency-Key": KEY}
        answer = one.post("/api/pins", json=body(), headers=headers)
        answers.append((answer.status_code, answer.data))

    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pin_count(town) == 1
    assert {status for status, _ in answers} == {201}, answers
    assert len({data for _, data in answers}) == 1


def test_anothers_key_gives_nothing_of_theirs_away(app: Flask, client: Browser) -> None:
    client.send_json("/api/pins", body(), key=KEY)
    other: Any = app.test_client()
    stolen = other.send_json("/api/pins", body("Arvaan avaimen"), key=KEY)
    assert stolen.status_code == 422
    assert "TES-" not in stolen.text
    assert "lehmuksen" not in stolen.text
