"""What people type is shown as text everywhere, and stays out of the logs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from service import logs
from service.db import make_engine
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in

CANARY = "'\"><svg onload=alert(1)>{{7*7}}"
MARK = "<svg onload"
SECRETS = ("salainen-sana-4711", "kirjoittaja@example.org")


@pytest.fixture
def pin(client: Browser) -> str:
    """The reference of an idea whose every text is the canary."""
    lonlat = list(lonlat_in("05"))
    sent = {"text": CANARY, "title": CANARY, "theme": "green", "lonlat": lonlat, "method": "tap", "zoom": 12}
    answer = client.send_json("/api/pins", sent)
    assert answer.status_code == 201, answer.text
    return str(answer.get_json(force=True)["reference"])


@pytest.fixture
def area(client: Browser) -> str:
    """The page of a drawn area whose every text is the canary."""
    west, south = lonlat_in("01", 100, 100)
    east, north = lonlat_in("01", 900, 900)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    sent = {"geometry": {"type": "Polygon", "coordinates": [ring]}, "name": CANARY[:60], "description": CANARY}
    answer = client.send_json("/api/areas", sent)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["Location"])


def check_escaped(answer: Any, where: str) -> None:
    assert answer.status_code < 500, where
    if answer.mimetype == "text/html":
        assert MARK not in answer.text, where
        assert "49" not in answer.text.partition("alert(1)")[2][:8], where


def test_an_idea_and_its_comments_are_text_on_every_page(client: Browser, town: TownDatabase, pin: str) -> None:
    with town.session() as db:
        identifier = db.execute(text("SELECT id FROM service.pin")).scalar_one()
    sent = client.send(f"/discussion/pin/{identifier}/comments", {"body": CANARY, "author_name": CANARY[:60]})
    assert sent.status_code == 303
    shown = client.get(f"/pins/{pin}").text
    assert "onload=alert(1)" in shown
    client.sign_in("administrator")
    client.send("/admin/moderate", {"deed": f"hide pin:{identifier}", "note": CANARY})
    for path in ("/admin/hidden", "/admin/log", "/admin/"):
        check_escaped(client.get(path), path)
    client.send("/admin/moderate", {"deed": f"publish pin:{identifier}"})
    for path in ("/", "/pins", f"/pins/{pin}", "/admin/unanswered", "/areas", "/areas/05", "/analysis/pins"):
        check_escaped(client.get(path, headers={"Accept": "text/html"}), path)


def test_a_drawn_area_is_text_on_every_page(client: Browser, area: str) -> None:
    for path in (area, "/areas", "/", "/pins"):
        check_escaped(client.get(path, headers={"Accept": "text/html"}), path)


def test_what_a_refused_form_shows_again_is_text(client: Browser) -> None:
    answer = client.send("/pins/new", {"title": CANARY, "text": CANARY, "theme": CANARY, "place": CANARY})
    assert answer.status_code == 422
    assert "onload=alert(1)" in answer.text, "what was typed is kept"
    assert MARK not in answer.text
    check_escaped(client.get(f"/pins?q={CANARY}"), "/pins?q=")
    check_escaped(client.get(f"/sign-in?next=/{CANARY}"), "/sign-in")


def test_json_is_never_taken_for_a_page(client: Browser, pin: str) -> None:
    for path in ("/api/pins", f"/api/pins/{pin}", "/ogc/collections/pins/items?f=json"):
        answer = client.get(path, headers={"Accept": "text/html"})
        assert "html" not in answer.mimetype, path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_logs_hold_nothing_that_was_typed(
    client: Browser, app: Flask, town: TownDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    word, email = SECRETS
    token = client.token()
    owner = make_engine(town.settings.database_url, 5000, 1)
    with owner.begin() as connection:  # a real fault in the middle of a write, with the text in hand
        connection.execute(text("ALTER TABLE service.pin RENAME COLUMN body TO body_gone"))
        connection.execute(text("ALTER TABLE service.person RENAME COLUMN email TO email_gone"))
    owner.dispose()
    logs.configure("INFO")
    try:
        sent = {"text": word, "theme": "green", "lonlat": list(lonlat_in("05")), "method": "tap"}
        headers = {"X-CSRF-Token": token, "Idempotency-Key": "k" * 30}
        assert client.post("/api/pins", json=sent, headers=headers).status_code == 500
        form = {"csrf_token": token, "idempotency_key": "j" * 30, "email": email}
        assert client.post("/sign-in/demo", data=form).status_code == 500
        client.get(f"/pins?q={word}&key={word}")
        client.get(f"/sign-in/link/{word}")
    finally:
        logs.configure("CRITICAL")
    said = capsys.readouterr().err
    events = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert any(event["event"] == "unexpected_error" for event in events)
    assert any(event["event"] == "request" for event in events)
    for secret in SECRETS:
        assert secret not in said
