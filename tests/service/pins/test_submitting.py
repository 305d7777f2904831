"""Sending a pin through the API: what is stored, what is refused, and that a repeat counts once."""

from __future__ import annotations

import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from geoalchemy2.shape import to_shape
from sqlalchemy import func, select, text

from boundaries.models import Area, AreaVersion, Membership
from geo.crs import METRIC
from service.participation.pins.models import Pin, StateChange
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.pins.conftest import Submit, pin_body


def _pins(town: TownDatabase) -> list[Pin]:
    with town.session() as db:
        return list(db.scalars(select(Pin).order_by(Pin.created_at)))


def test_a_sent_pin_is_stored_where_it_was_put(client: Browser, town: TownDatabase) -> None:
    lonlat = lonlat_in("05", 123.4, 567.8)
    answer = client.send_json("/api/pins", pin_body(lonlat=list(lonlat)))
    assert answer.status_code == 201, answer.get_data(as_text=True)
    assert re.fullmatch(r"TES-20\d\d-\d{5}", answer.json["reference"])
    assert answer.headers["Location"] == f"/pins/{answer.json['reference']}"
    assert "key=" in answer.json["own_url"]
    assert answer.json["is_public"] is True
    [pin] = _pins(town)
    point = to_shape(pin.geom)
    expected = METRIC.from_lonlat(*lonlat)
    assert abs(point.x - expected[0]) < 0.001
    assert abs(point.y - expected[1]) < 0.001
    assert (pin.method, pin.placed_at_zoom, pin.state, pin.language) == ("crosshair", 12.5, "received", "fi")
    assert pin.edit_token_hash and len(pin.edit_token_hash) == 32


def test_a_new_pin_has_its_areas_and_the_first_step_of_its_timeline(submit: Submit, town: TownDatabase) -> None:
    pin = submit().pin
    with town.session() as db:
        slugs = db.scalars(
            select(Area.slug)
            .join(AreaVersion, AreaVersion.area_id == Area.id)
            .join(Membership, Membership.area_version_id == AreaVersion.id)
            .where(Membership.subject_id == pin.id)
        ).all()
        steps = db.scalars(select(StateChange.state).where(StateChange.pin_id == pin.id)).all()
    assert slugs == ["05"]
    assert steps == ["received"]


def test_the_whole_municipality_is_a_place(client: Browser, town: TownDatabase) -> None:
    answer = client.send_json("/api/pins", pin_body(lonlat=None, method=None))
    assert answer.status_code == 201
    [pin] = _pins(town)
    assert (pin.geom, pin.public_geom, pin.method) == (None, None, "none")


def test_outside_the_municipality_is_refused_with_its_name(client: Browser, town: TownDatabase) -> None:
    answer = client.send_json("/api/pins", pin_body(lonlat=list(lonlat_in("01", -50))))
    assert answer.status_code == 422
    assert answer.json["code"] == "outside_municipality"
    assert "Testilä" in answer.json["detail"]
    assert answer.json["errors"][0]["where"] == "lonlat"
    assert _pins(town) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"lonlat": ["27.6", "62.9"]},
        {"lonlat": [27.6]},
        {"lonlat": [27.6, 62.9, 3]},
        {"lonlat": {"lon": 27.6}},
        {"lonlat": [True, False]},
        {"lonlat": [62.89, 27.68]},
        {"lonlat": [534000.0, 6973000.0]},
        {"lonlat": [500, 500]},
        {"lonlat": "middle"},
        {"text": ""},
        {"text": "   "},
        {"text": "x" * 4001},
        {"text": 5},
        {"text": None},
        {"theme": "no-such-theme"},
        {"theme": None},
        {"precision": "roughly"},
        {"tie": "king"},
        {"zoom": -1},
        {"zoom": "close"},
        {"accuracy_m": "near"},
        {"area": "no-such-area", "lonlat": None},
        {"place": 10**12, "lonlat": None},
        {"place": 999_999, "lonlat": None},
        {"surprise": 1},
    ],
)
def test_what_is_wrong_is_refused_with_sentences(client: Browser, town: TownDatabase, changes: dict[str, Any]) -> None:
    answer = client.send_json("/api/pins", pin_body(**changes))
    assert answer.status_code == 422, answer.get_data(as_text=True)
    assert answer.json["errors"]
    assert all(len(error["message"]) > 5 for error in answer.json["errors"])
    assert _pins(town) == []


@pytest.mark.parametrize(
    "raw",
    [
        b'{"text": NaN}', b'{"lonlat": [Infinity, 1]}', b'{"text": "a", "text": "b"}', b"[" * 20_000, b"\xff\xfe", b"",
        b"[]", b"null", b'"\\ud800"',
    ],
)  # fmt: skip
def test_what_is_no_json_of_ours_is_refused(client: Browser, raw: bytes) -> None:
    headers = {"X-CSRF-Token": client.token(), "Idempotency-Key": "k" * 20, "Content-Type": "application/json"}
    assert client.post("/api/pins", data=raw, headers=headers).status_code == 422


def test_odd_characters_cannot_break_storing(client: Browser, town: TownDatabase) -> None:
    headers = {"X-CSRF-Token": client.token(), "Idempotency-Key": "k" * 20, "Content-Type": "application/json"}
    raw = json.dumps(pin_body(text="a\u0000b \ud800 c\u202e d\r\n\r\n\r\n\r\n  e  f"))  # escaped, as a client may
    assert client.post("/api/pins", data=raw, headers=headers).status_code == 201
    assert _pins(town)[0].body == "ab c d\n\ne f"


def test_without_a_csrf_token_nothing_is_stored(client: Browser, town: TownDatabase) -> None:
    answer = client.post("/api/pins", json=pin_body(), headers={"Idempotency-Key": "k" * 20})
    assert answer.status_code == 403
    assert answer.json["code"] == "csrf_failed"
    assert _pins(town) == []


def test_a_repeat_under_one_key_stores_one_pin(client: Browser, town: TownDatabase) -> None:
    answers = [client.send_json("/api/pins", pin_body(), key="same-key-of-one-deed") for _ in range(3)]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.get_data() for answer in answers}) == 1
    assert len(_pins(town)) == 1


def test_ten_at_once_under_one_key_store_one_pin(app: Flask, client: Browser, town: TownDatabase) -> None:
    def send(_number: int) -> int:
        browser: Any = app.test_client()
        return int(browser.send_json("/api/pins", pin_body(), key="ten-at-once-of-one-deed").status_code)

    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(send, range(10)))
    assert set(statuses) <= {201, 503}  # a full pool may ask to try again; it never stores twice
    assert 201 in statuses
    assert len(_pins(town)) == 1


def test_references_of_parallel_senders_differ(app: Flask, client: Browser, town: TownDatabase) -> None:
    def send(number: int) -> str:
        browser: Any = app.test_client()
        answer = browser.send_json("/api/pins", pin_body(text=f"Ajatus numero {number}."))
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return str(answer.json["reference"])

    with ThreadPoolExecutor(4) as pool:
        references = list(pool.map(send, range(12)))
    assert len(set(references)) == 12
    with town.session() as db:
        assert db.scalar(text("SELECT last_number FROM service.pin_number")) == 12


def test_the_limit_by_person_answers_when_to_come_back(app: Flask, client: Browser, town: TownDatabase) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], pins_per_hour=3)
    answers = [client.send_json("/api/pins", pin_body(text=f"Ajatus {n}")) for n in range(5)]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert len(_pins(town)) == 3


def test_the_same_text_from_the_same_spot_waits_for_a_moderator(client: Browser, town: TownDatabase) -> None:
    near = list(lonlat_in("05", 510, 510))
    assert client.send_json("/api/pins", pin_body()).json["is_public"] is True
    again = client.send_json("/api/pins", pin_body(text="penkki  lehmuksen alle,\nkiitos.", lonlat=near))
    assert again.json["is_public"] is False
    elsewhere = client.send_json("/api/pins", pin_body(lonlat=list(lonlat_in("01"))))
    assert elsewhere.json["is_public"] is True


@pytest.mark.parametrize("trap", [{"website": "http://spam.example"}, {"opened": "now"}])
def test_a_machines_form_waits_for_a_moderator(
    app: Flask, client: Browser, town: TownDatabase, trap: dict[str, str]
) -> None:
    from service.participation.pins.opened import opened_token

    with app.app_context():
        sent = {**trap, **({"opened": opened_token()} if "opened" in trap else {})}
    answer = client.send_json("/api/pins", pin_body(**sent))
    assert answer.status_code == 201
    assert answer.json["is_public"] is False
    assert _pins(town)[0].visibility == "pending"


def test_an_identity_code_is_refused_whatever_is_confirmed(client: Browser, town: TownDatabase) -> None:
    body = pin_body(text="Soittakaa, hetuni on 131052-308T.", confirm_contact=True)
    answer = client.send_json("/api/pins", body)
    assert (answer.status_code, answer.json["code"]) == (422, "identity_code_in_text")
    assert _pins(town) == []


@pytest.mark.parametrize("text", ["Soita 040 123 4567!", "Kirjoita maija.meri@esimerkki.fi"])
def test_contact_details_are_asked_about_once_more(client: Browser, town: TownDatabase, text: str) -> None:
    first = client.send_json("/api/pins", pin_body(text=text))
    assert (first.status_code, first.json["code"]) == (422, "contact_details_in_text")
    assert client.send_json("/api/pins", pin_body(text=text, confirm_contact=True)).status_code == 201
    assert len(_pins(town)) == 1


def test_an_error_does_not_burn_the_key(client: Browser, town: TownDatabase) -> None:
    key = os.urandom(16).hex()
    assert client.send_json("/api/pins", pin_body(theme="none"), key=key).status_code == 422
    assert client.send_json("/api/pins", pin_body(), key=key).status_code == 201
    with town.session() as db:
        assert db.scalar(select(func.count()).select_from(Pin)) == 1


def test_a_name_that_comes_with_an_edit_waits_for_a_moderator(client: Browser, town: TownDatabase) -> None:
    answer = client.send_json("/api/pins", pin_body()).json
    assert answer["is_public"]
    edited = client.send(f"/pins/{answer['reference']}/edit", {"text": "Matti Virtanen kaataa lehmukset pihaltaan."})
    assert edited.status_code == 303
    with town.database.session() as db:
        pin = db.scalar(select(Pin).where(Pin.reference == answer["reference"]))
        assert pin is not None
        assert (pin.visibility, pin.waits_for) == ("pending", "name")
    assert "Virtanen" not in client.get("/api/pins").get_data(as_text=True)


def test_a_pin_that_seems_to_name_somebody_waits_for_a_moderator(client: Browser) -> None:
    answer = client.send_json("/api/pins", pin_body(text="Matti Virtanen pysäköi aina suojatielle."))
    assert answer.status_code == 201
    assert (answer.json["is_public"], answer.json["waits_for"]) == (False, "name")
    street = client.send_json("/api/pins", pin_body(text="Minna Canthin katu on liukas."))
    assert street.json["is_public"] is True
