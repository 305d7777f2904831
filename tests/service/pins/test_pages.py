"""Pages without JavaScript: the form, the receipt, a pin's page, correcting and taking back."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from flask import Flask
from geoalchemy2.shape import to_shape
from sqlalchemy import select, text

from geo.crs import METRIC
from service.participation.pins.answering import change_state
from service.participation.pins.models import Pin
from service.permissions import Actor
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.pins.conftest import TOWN_ID, Submit

CANARY = """'"><svg onload=alert(1)>{{7*7}}</script>"""


def form(**changes: Any) -> dict[str, Any]:
    """The form as a browser without scripts sends it."""
    return {
        "theme": "green", "text": "Penkki lehmuksen alle", "title": "", "where": "whole", "place": "",
        "place_name": "", "lat": "", "lon": "", "precision": "exact", "tie": "unknown", "website": "", **changes,
    }  # fmt: skip


def _only_pin(town: TownDatabase) -> Pin:
    with town.session() as db:
        return db.scalars(select(Pin)).one()


def test_an_idea_goes_in_without_scripts(client: Browser, town: TownDatabase) -> None:
    page = client.get("/pins/new").get_data(as_text=True)
    sent = {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)}
    answer = client.post("/pins/new", data={**form(where="list", place="area:05"), **sent, "opened": ""})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    receipt = client.get(answer.headers["Location"])
    pin = _only_pin(town)
    assert receipt.status_code == 200
    assert pin.reference in receipt.get_data(as_text=True)
    assert f"/pins/{pin.reference}?key=" in receipt.get_data(as_text=True)
    assert (pin.precision, pin.method, pin.public_geom) == ("area", "list", None)
    assert client.get(f"/pins/{pin.reference}").status_code == 200


@pytest.mark.parametrize(
    ("where", "method"),
    [
        ({"where": "whole"}, "none"),
        ({"where": "name", "place_name": "testilän LEIKKI"}, "search"),
        ({"where": "name", "place_name": "alue 05"}, "list"),
        ({"where": "coordinates"}, "coordinates"),
    ],
)
def test_every_way_to_name_a_place_ends_in_a_record(
    client: Browser, town: TownDatabase, where: dict[str, str], method: str
) -> None:
    lon, lat = lonlat_in("05")
    degrees = {"lon": f"{lon:.6f}".replace(".", ","), "lat": f"{lat:.6f}"} if where["where"] == "coordinates" else {}
    answer = client.send("/pins/new", form(**where, **degrees))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    pin = _only_pin(town)
    assert pin.method == method
    if degrees:
        point, expected = to_shape(pin.geom), METRIC.from_lonlat(lon, lat)
        assert abs(point.x - expected[0]) < 0.2
        assert abs(point.y - expected[1]) < 0.2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": ""}, "text"),
        ({"theme": ""}, "theme"),
        ({"where": "list"}, "place"),
        ({"where": "name", "place_name": "Atlantis"}, "place_name"),
        ({"where": "name", "place_name": "Alue"}, "place"),
        ({"where": "coordinates", "lat": "62,9"}, "lat"),
        ({"where": "coordinates", "lat": "10", "lon": "10"}, "lat"),
        ({"where": "coordinates", "lat": "63.5", "lon": "27.68"}, "lat"),
        ({"where": "coordinates", "lat": "nan", "lon": "27"}, "lat"),
        ({"where": "moon"}, "where"),
        ({"text": "hetu 131052-308T"}, "text"),
    ],
)
def test_a_form_with_errors_comes_back_with_what_was_typed(
    client: Browser, town: TownDatabase, wrong: dict[str, str], field: str
) -> None:
    answer = client.send("/pins/new", form(**{"text": "Tämä teksti säilyy", "title": "Otsikkoni", **wrong}))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="errors"' in page
    assert f'href="#field-{field}"' in page
    assert f'id="field-{field}"' in page
    assert "Otsikkoni" in page
    assert wrong.get("text", "Tämä teksti säilyy") in page
    with town.session() as db:
        assert db.scalar(select(Pin)) is None


def test_contact_details_can_be_confirmed_in_the_form(client: Browser, town: TownDatabase) -> None:
    said = form(text="Soita 040 123 4567")
    first = client.send("/pins/new", said)
    assert first.status_code == 422
    assert 'name="confirm_contact"' in first.get_data(as_text=True)
    assert client.send("/pins/new", {**said, "confirm_contact": "true"}).status_code == 303


def test_the_limit_keeps_what_was_typed(app: Flask, client: Browser) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], pins_per_hour=0)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], pins_per_hour=1)
    assert client.send("/pins/new", form(text="ensimmäinen")).status_code == 303
    answer = client.send("/pins/new", form(text="toinen ajatus"))
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "toinen ajatus" in answer.get_data(as_text=True)


def test_the_form_can_be_opened_for_an_area(client: Browser) -> None:
    page = client.get("/pins/new?area=05").get_data(as_text=True)
    assert '<option value="area:05" selected>' in page


@pytest.mark.parametrize("path", ["/pins/NONE-2026-00001", "/pins/x", "/pins/%00", "/api/pins/1'--", "/pins/a/edit"])
def test_what_is_not_there_is_a_404(client: Browser, path: str) -> None:
    assert client.get(path).status_code == 404


def test_nothing_that_people_write_becomes_markup(client: Browser, submit: Submit) -> None:
    sent = submit(text=CANARY, title=CANARY)
    reference = sent.pin.reference
    pages = (
        "/",
        "/pins",
        f"/pins/{reference}?key={sent.token}",
        f"/pins/{reference}/receipt?key={sent.token}",
        f"/pins/{reference}/edit?key={sent.token}",
        f"/pins?q={CANARY}",
        f"/pins?surprise={CANARY}",
        f"/pins/new?theme={CANARY}",
        f"/pins/new?area={CANARY}",
    )
    for path in pages:
        page = client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
        assert "<svg onload" not in page, path
        assert "49" not in re.findall(r"alert\(1\)>(\d\d)", unescape(page)), path
    again = client.send("/pins/new", form(text="", title=CANARY, place_name=CANARY, lat=CANARY, place=CANARY))
    assert "<svg onload" not in again.get_data(as_text=True)


def test_the_author_corrects_the_text_and_others_cannot(client: Browser, submit: Submit, town: TownDatabase) -> None:
    sent = submit(text="Penki alle")
    path = f"/pins/{sent.pin.reference}/edit"
    assert client.get(path).status_code == 403
    assert client.send(path, {"text": "Minun nyt"}).status_code == 403
    assert client.send(f"{path}?key=guess", {"text": "Minun nyt"}).status_code == 403
    assert "Penki alle" in client.get(f"{path}?key={sent.token}").get_data(as_text=True)
    assert client.send(f"{path}?key={sent.token}", {"text": "Penkki alle", "title": "Penkki"}).status_code == 303
    assert (_only_pin(town).body, _only_pin(town).title) == ("Penkki alle", "Penkki")
    bad = client.send(f"{path}?key={sent.token}", {"text": "hetu 131052-308T"})
    assert bad.status_code == 422
    assert "131052-308T" in bad.get_data(as_text=True)


def test_correcting_ends_when_somebody_has_answered_or_a_week_has_passed(
    client: Browser, submit: Submit, town: TownDatabase
) -> None:
    answered, old = submit(text="vastattu"), submit(text="vanha")
    with town.database.session() as db:
        pin = db.get(Pin, answered.pin.id)
        assert pin is not None
        change_state(db, Actor(TOWN_ID, title="Puistot"), pin, "considered", public_text="Katsomme paikan.")
        db.execute(
            text("UPDATE service.pin SET created_at = now() - interval '8 days' WHERE id = :id"), {"id": old.pin.id}
        )
    for sent in (answered, old):
        answer = client.send(f"/pins/{sent.pin.reference}/edit?key={sent.token}", {"text": "uusi teksti"})
        assert answer.status_code == 403


def test_an_answer_is_on_the_page_with_its_signature(client: Browser, submit: Submit, town: TownDatabase) -> None:
    sent = submit()
    with town.database.session() as db:
        pin = db.get(Pin, sent.pin.id)
        assert pin is not None
        change_state(db, Actor(TOWN_ID, title="Puistovastaava"), pin, "accepted", public_text="Penkki tulee keväällä.")
    page = client.get(f"/pins/{sent.pin.reference}").get_data(as_text=True)
    assert "Penkki tulee keväällä." in page
    assert "Puistovastaava" in page
    feature = client.get(f"/api/pins/{sent.pin.reference}").json
    assert feature["properties"]["state"] == "accepted"


@pytest.mark.parametrize(("state", "reason"), [("withdrawn", "x"), ("lost", "x"), ("done", "  ")])
def test_a_state_needs_to_be_known_and_reasoned(submit: Submit, town: TownDatabase, state: str, reason: str) -> None:
    from service.errors import InvalidInput

    sent = submit()
    with town.session() as db, pytest.raises(InvalidInput):
        pin = db.get(Pin, sent.pin.id)
        assert pin is not None
        change_state(db, Actor(TOWN_ID), pin, state, public_text=reason)


def test_the_browser_remembers_its_own_pins(client: Browser, town: TownDatabase) -> None:
    client.send("/pins/new", form())
    reference = _only_pin(town).reference
    own = f'action="/pins/{reference}/withdraw'
    assert own in client.get(f"/pins/{reference}").get_data(as_text=True)
    stranger = client.application.test_client()
    assert own not in stranger.get(f"/pins/{reference}").get_data(as_text=True)


def test_a_pin_is_supported_and_discussed_on_its_page(client: Browser, submit: Submit) -> None:
    sent = submit()
    page = f"/pins/{sent.pin.reference}"
    assert client.send(f"/discussion/pin/{sent.pin.id}/support", {}).headers["Location"] == f"{page}#support"
    client.send(f"/discussion/pin/{sent.pin.id}/comments", {"body": "Hyvä ajatus!"})
    html = client.get(page).get_data(as_text=True)
    assert "Hyvä ajatus!" in html
    properties = client.get(f"/api{page}").json["properties"]
    assert (properties["support_count"], properties["comment_count"]) == (1, 1)
