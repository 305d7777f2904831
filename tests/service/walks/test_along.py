"""Walking along: joining by the code, noting with and without scripts, and what may not be noted."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from service.participation.walks import rules
from service.participation.walks.along.models import ObservationCheck, WalkExperience, WalkPassage
from service.participation.walks.models import Observation, Walk, Walker
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.walks.conftest import Phone, code_of, joined, observation, walk_form

pytestmark = pytest.mark.usefixtures("notes_stay_right")


def test_joining_needs_the_code_and_a_role(client: Browser, town: TownDatabase, open_walk: str) -> None:
    code = code_of(town, open_walk)
    assert "Koulun reitti" in client.get(f"/walks/join?code={code}").get_data(as_text=True)
    answer = client.send("/walks/join?lang=fi", {"code": code})
    assert answer.status_code == 422 and "Valitse vähintään yksi." in answer.get_data(as_text=True)
    answer = client.send("/walks/join?lang=fi", {"code": "BBBBBB", "roles": ["parent"]})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "ei ole nyt avointa kävelyä" in html and 'value="BBBBBB"' in html
    assert re.search(r'value="parent"[^>]* checked', html), "what was chosen stays"
    answer = client.send("/walks/join", {"code": f" {code.lower()[:3]} {code[3:]}", "roles": ["parent", "wheels"]})
    assert answer.status_code == 303
    with town.session() as db:
        walker = db.scalars(select(Walker)).one()
        assert walker.roles == ["parent", "wheels"] and walker.method == "phone"


def test_a_walk_that_is_not_open_takes_nobody(client: Browser, official: Browser, town: TownDatabase) -> None:
    later = walk_form(dt.datetime.now(dt.UTC) + dt.timedelta(days=3))
    assert official.send("/walks/new", later).status_code == 303
    form = {"code": code_of(town, "koulun-reitti"), "roles": ["resident"]}
    assert client.send("/walks/join", form).status_code == 422
    official.send("/walks/koulun-reitti/state", {"state": "open"})
    assert client.send("/walks/join", form).status_code == 303
    official.send("/walks/koulun-reitti/state", {"state": "ended"})
    assert client.send("/walks/join", form).status_code == 422


def test_codes_are_not_guessed(client: Browser, open_walk: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "CODES_PER_HOUR", 3)
    for _ in range(3):
        assert client.get("/walks/join?code=BCDFHK").status_code == 200
    assert client.get("/walks/join?code=BCDFHK").status_code == 429
    assert client.send("/walks/join", {"code": "BCDFHL", "roles": ["other"]}).status_code == 429


def test_by_plain_forms(app: Flask, town: TownDatabase, open_walk: str, phone: Phone) -> None:
    browser, path = phone.browser, f"/walks/{open_walk}/along"
    note = {"id": str(uuid.uuid4()), "walker": phone.token, "at": "segment:1", "severity": "minor", "text": "Kuoppa."}
    assert browser.send(f"{path}/observations", note).status_code == 303
    assert browser.send(f"{path}/observations", note).status_code == 303, "the back button and again"
    leg = {"id": str(uuid.uuid4()), "walker": "", "segment": "2", "nothing": "1"}
    assert browser.send(f"{path}/passages", leg).status_code == 303, "the browser remembers the walker"
    told = {"id": str(uuid.uuid4()), "walker": phone.token, "heard": "5", "worth": "4", "text": "Hyvä kävely"}
    assert browser.send(f"{path}/experience", told).status_code == 303
    html = browser.get(f"{path}?lang=fi").get_data(as_text=True)
    assert "Kuoppa." in html and "Kävelit tämän välin, ei huomautettavaa." in html
    with town.session() as db:
        row = db.scalars(select(Observation)).one()
        assert (row.segment, row.stop_number, row.method, row.language) == (1, None, "phone", "fi")
        assert db.scalars(select(WalkPassage)).one().found_nothing
        experience = db.scalars(select(WalkExperience)).one()
        assert (experience.heard, experience.safe, experience.worth) == (5, None, 4)


def test_a_refused_form_keeps_what_was_typed(open_walk: str, phone: Phone) -> None:
    note = {
        "id": str(uuid.uuid4()),
        "walker": phone.token,
        "at": "",
        "severity": "danger",
        "text": "Portaat puuttuvat.",
    }
    answer = phone.browser.send(f"/walks/{open_walk}/along/observations?lang=fi", note)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Valitse, missä se on." in html and "Portaat puuttuvat." in html


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"text": ""}, "text"),
        ({"text": "a" * 2001}, "text"),
        ({"text": "Soita 040 1234567"}, "text"),
        ({"text": "Tunnus 131052-308T"}, "text"),
        ({"wish": "Soita 040 1234567"}, "text"),
        ({"severity": "awful"}, "severity"),
        ({"at": "stop:9"}, "at"),
        ({"at": "segment:3"}, "at"),
        ({"at": "<script>"}, ""),
        ({"at": "pin"}, ""),
        ({"at": "pin", "lat": 0.0, "lon": 0.0}, "lat"),
        ({"at": "pin", "lat": "NaN", "lon": "27"}, "lat"),
        ({"observed_at": "yesterday"}, "observed_at"),
        ({"observed_at": "2026-01-01T12:00:00"}, "observed_at"),
        ({"id": "1"}, "id"),
        ({"unknown": 1}, "unknown"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why(town: TownDatabase, phone: Phone, changed: dict[str, Any], where: str) -> None:
    answer = phone.send("observations", observation(**changed), **{"Idempotency-Key": "k" * 20})
    assert answer.status_code == 422, answer.json
    assert [error["where"] for error in answer.json["errors"]][:1] == [where], answer.json
    with town.session() as db:
        assert db.scalars(select(Observation)).all() == []


def test_a_refused_thing_can_be_corrected_under_its_own_id(town: TownDatabase, phone: Phone) -> None:
    sent = observation(text="Soita 040 1234567")
    assert phone.send("observations", sent).status_code == 422
    assert phone.send("observations", {**sent, "confirm_contact": True}).status_code == 201


def test_only_a_walker_notes(app: Flask, town: TownDatabase, official: Browser, open_walk: str, phone: Phone) -> None:
    official.send("/walks/new", walk_form(title="Toinen"))
    other = joined(app, town, "toinen")
    for token in ("", "guess", other.token):
        stranger = Phone(phone.browser, open_walk, token)
        for kind, body in (("observations", observation()), ("passages", {"id": str(uuid.uuid4()), "segment": 1})):
            answer = stranger.send(kind, body)
            assert answer.status_code == 404 and answer.json["code"] == "walker_unknown"
    with town.session() as db:
        assert db.scalars(select(Observation)).all() == []


def test_places_and_clocks(town: TownDatabase, phone: Phone) -> None:
    lon, lat = lonlat_in("05", 400, 400)
    assert phone.send("observations", observation(at="gps", lat=lat, lon=lon)).status_code == 201
    for wrong in ("2001-01-01T00:00:00Z", "2100-01-01T00:00:00Z"):
        assert phone.send("observations", observation(observed_at=wrong)).status_code == 201
    with town.session() as db:
        walker = db.scalars(select(Walker)).one()
        rows = db.scalars(select(Observation).order_by(Observation.number)).all()
        assert [row.placed for row in rows] == ["gps", "stop", "stop"]
        for row in rows:
            assert row.observed_at is not None
            assert walker.joined_at <= row.observed_at <= dt.datetime.now(dt.UTC)
    html = phone.browser.get(f"/walks/{phone.slug}").get_data(as_text=True)
    assert str(walker.id) not in html and phone.token not in html


def test_phones_send_after_the_end_for_a_month(town: TownDatabase, official: Browser, phone: Phone) -> None:
    official.send(f"/walks/{phone.slug}/state", {"state": "ended"})
    assert phone.send("observations", observation()).status_code == 201
    with town.session() as db:
        db.execute(update(Walk).values(ended_at=dt.datetime.now(dt.UTC) - dt.timedelta(days=31)))
        db.commit()
    answer = phone.send("observations", observation())
    assert answer.status_code == 422 and answer.json["code"] == "walk_over"


def test_a_follow_up_says_what_was_repaired(
    app: Flask, client: Browser, official: Browser, town: TownDatabase, phone: Phone
) -> None:
    phone.send("observations", observation())
    assert official.send("/walks/new", walk_form(title="Uudelleen", follows=phone.slug)).status_code == 303
    again = joined(app, town, "uudelleen")
    assert "Lamppu on sammunut." in again.browser.get("/walks/uudelleen/along").get_data(as_text=True)
    said = {"id": str(uuid.uuid4()), "observation": 1, "outcome": "still"}
    assert again.send("checks", said).status_code == 201
    assert again.send("checks", {**said, "id": str(uuid.uuid4()), "outcome": "repaired"}).status_code == 201
    assert again.send("checks", {"id": str(uuid.uuid4()), "observation": 7, "outcome": "still"}).status_code == 422
    with town.session() as db:
        assert db.scalars(select(ObservationCheck)).one().outcome == "repaired"
    html = client.get(f"/walks/{phone.slug}/observations/1?lang=fi").get_data(as_text=True)
    assert "Korjattu" in html and "1 kulkija sanoo niin" in html and "Uudelleen" in html
