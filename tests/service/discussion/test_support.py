"""One person's support counts once, held by the database: however many requests come at the same moment."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from service.discussion.operations import give_support, supporter_hash
from service.discussion.subjects import Subject
from tests.conftest import Browser, TownDatabase
from tests.service.areas.lively import Lively, make_lively

AT_ONCE = 6
MANY = 40


@pytest.fixture
def lively(town: TownDatabase) -> Lively:
    """Area 05 with something of every kind in it."""
    with town.database.session() as db:
        return make_lively(db)


def test_forty_supports_of_one_person_count_once(town: TownDatabase, lively: Lively) -> None:
    with town.session() as db:
        query = text("SELECT id, municipality_id FROM service.pin WHERE reference = :it")
        pin = db.execute(query, {"it": lively.answered}).one()
    subject = Subject("pin", str(pin.id), pin.municipality_id, page="")
    who = supporter_hash("a key", subject, "person:1")
    gate = threading.Barrier(AT_ONCE)

    def support(_number: int) -> bool:
        with town.database.session() as db:
            db.execute(text("SELECT 1"))
            gate.wait(10)
            return give_support(db, subject, who)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(support, range(AT_ONCE * 7)))
    assert len(outcomes) >= 40 and outcomes.count(True) == 1
    with town.session() as db:
        counted = db.scalar(text("SELECT support_count FROM service.pin WHERE id = :id"), {"id": pin.id})
        rows = db.scalar(text("SELECT count(*) FROM service.support"))
    assert (counted, rows) == (1, 1)


def counted(town: TownDatabase, reference: str) -> tuple[int, int]:
    """How many supporters the idea says it has, and how many there are."""
    with town.session() as db:
        said = db.scalar(text("SELECT support_count FROM service.pin WHERE reference = :it"), {"it": reference})
        return int(said or 0), int(db.scalar(text("SELECT count(*) FROM service.support")) or 0)


def support_at_once(app: Flask, path: str, browsers: list[Browser], form: dict[str, str]) -> list[Any]:
    """Each browser's cookies with a request and a key of its own, AT_ONCE at a time."""
    sendings = [(one.get_cookie("form"), one.get_cookie("sign-in"), one.token()) for one in browsers]

    def send(sending: Any) -> Any:
        cookie, sign_in, token = sending
        one = app.test_client()
        one.set_cookie("form", cookie.value)
        if sign_in is not None:
            one.set_cookie("sign-in", sign_in.value)
        return one.post(path, data=form, headers={"X-CSRF-Token": token, "Idempotency-Key": os.urandom(16).hex()})

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(send, sendings))


@pytest.mark.parametrize("role", [None, "official"])
def test_forty_requests_of_one_person_with_a_key_each_count_once(
    app: Flask, client: Browser, town: TownDatabase, lively: Lively, role: str | None
) -> None:
    if role:
        client.sign_in(role)
    client.token()  # a page was read, and nothing was sent yet: the first requests name the browser
    path = f"/discussion/pin/{lively.answered}/support"
    answers = support_at_once(app, path, [client] * MANY, {"wanted": "yes"})
    assert {answer.status_code for answer in answers} == {303}
    assert counted(town, lively.answered) == (1, 1)
    answers = support_at_once(app, path, [client] * MANY, {"wanted": "no"})
    assert {answer.status_code for answer in answers} == {303}
    assert counted(town, lively.answered) == (0, 0)


def test_forty_people_count_forty(app: Flask, client: Browser, town: TownDatabase, lively: Lively) -> None:
    browsers: list[Any] = [app.test_client() for _ in range(MANY)]
    for one in browsers:
        one.token()
    answers = support_at_once(app, f"/discussion/pin/{lively.answered}/support", browsers, {})
    assert {answer.status_code for answer in answers} == {303}
    assert counted(town, lively.answered) == (MANY, MANY)


def test_the_page_knows_who_supports(app: Flask, client: Browser, lively: Lively) -> None:
    page = f"/pins/{lively.answered}"

    def offers(browser: Any) -> str:
        html = browser.get(page, headers={"Accept": "text/html"}).get_data(as_text=True)
        return str(html.partition('name="wanted" value="')[2].partition('"')[0])

    assert offers(client) == "yes"
    for _ in range(2):  # "support this instead" of what one supports already takes nothing back
        sent = client.send_json(
            f"/discussion/pin/{lively.answered}/support", {"wanted": "yes"}, Accept="application/json"
        )
        assert sent.json == {"supports": True, "count": 1}
    assert (offers(client), offers(app.test_client())) == ("no", "yes")
    assert client.send(f"/discussion/pin/{lively.answered}/support", {"wanted": "no"}).status_code == 303
    assert offers(client) == "yes"
    assert client.send(f"/discussion/pin/{lively.answered}/support", {"wanted": "maybe"}).status_code == 422
