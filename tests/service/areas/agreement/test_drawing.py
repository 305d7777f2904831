"""Opening a call and drawing in it: once a person, by any way, and back by the secret link."""

from __future__ import annotations

import datetime as dt
import json
import re

from flask import Flask
from sqlalchemy import select

from geo.geometry import geometry_to_geojson
from service.areas.agreement.counting import today
from service.areas.agreement.models import AreaCall, AreaDrawing
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.areas.agreement.conftest import SMALL, WHOLE, Draw, as_text, call_form, person
from tests.service.areas.test_facts import part


def drawings(town: TownDatabase) -> list[AreaDrawing]:
    with town.session() as db:
        return list(db.scalars(select(AreaDrawing).order_by(AreaDrawing.created_at)))


def test_a_residents_call_waits_for_a_moderator(town: TownDatabase, app: Flask, client: Browser) -> None:
    assert client.send("/areas/calls", call_form(name="Meidän mäki")).headers["Location"] == "/areas/calls"
    assert client.get("/areas/calls/meidan-maki").status_code == 404
    assert "Meidän mäki" not in client.get("/areas/calls").get_data(as_text=True)
    assert client.send("/areas/calls/meidan-maki/state", {"state": "published", "reason": "ok"}).status_code == 401
    moderator = person(app)
    moderator.sign_in("moderator")
    assert "Meidän mäki" in moderator.get("/areas/calls").get_data(as_text=True)
    moderator.send("/areas/calls/meidan-maki/state", {"state": "published", "reason": "Asiallinen"})
    assert "Mitä sinä kutsut nimellä Meidän mäki?" in client.get("/areas/calls/meidan-maki").get_data(as_text=True)
    assert "Meidän mäki" in client.get("/areas").get_data(as_text=True)
    with town.session() as db:
        deeds = db.scalars(select(AuditEntry.action).where(AuditEntry.subject_kind == "area_call")).all()
    assert deeds == ["call.opened", "call.published"]


def test_what_is_wrong_with_a_call_comes_back_with_what_was_typed(town: TownDatabase, client: Browser) -> None:
    yesterday = (today() - dt.timedelta(days=1)).isoformat()
    answer = client.send("/areas/calls", call_form(closes_on=yesterday))
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Viimeinen päivä on ennen ensimmäistä" in html and "Raja tarvitaan lähiöohjelmaan.</textarea>" in html
    assert client.send("/areas/calls", call_form(area="ei-ole")).status_code == 422
    with town.session() as db:
        assert db.scalars(select(AreaCall)).all() == []


def test_a_person_draws_once_and_changes_it(town: TownDatabase, call: str, draw: Draw) -> None:
    browser = draw(WHOLE, tie="work", called="Meiän kylä")
    page = browser.get(call).get_data(as_text=True)
    assert "Olet piirtänyt tähän kutsuun" in page
    form = browser.get(f"{call}/draw").get_data(as_text=True)
    assert 'value="Meiän kylä"' in form and '<option value="work" selected' in form
    assert browser.send(f"{call}/draw", {"geometry": as_text(SMALL), "tie": "owner"}).status_code == 303
    found = drawings(town)
    assert [(one.tie, one.called) for one in found] == [("owner", "")], "a second drawing changes the first"


def test_an_untouched_outline_stays_as_it_is(town: TownDatabase, call: str, draw: Draw) -> None:
    browser = draw(WHOLE)
    before = bytes(drawings(town)[0].geom.data)
    assert browser.send(f"{call}/draw", {"geometry": "", "tie": "study"}).status_code == 303
    after = drawings(town)[0]
    assert (bytes(after.geom.data), after.tie) == (before, "study")


def test_the_secret_link_works_elsewhere_and_nothing_else_does(
    town: TownDatabase, app: Flask, call: str, draw: Draw
) -> None:
    page = draw(WHOLE).get(call).get_data(as_text=True)
    found = re.search(r"/draw\?key=([\w-]{20,})", page)
    assert found
    elsewhere, stranger = person(app), person(app)
    assert "Muuta" not in stranger.get(call).get_data(as_text=True)
    assert stranger.send(f"{call}/withdraw", {}).status_code == 404
    assert stranger.send(f"{call}/withdraw?key={'x' * 32}", {}).status_code == 404
    assert elsewhere.send(f"{call}/withdraw?key={found[1]}", {}).status_code == 303
    assert [one.visibility for one in drawings(town)] == ["withdrawn"]


def test_who_took_a_drawing_back_may_draw_again(town: TownDatabase, call: str, draw: Draw) -> None:
    browser = draw(WHOLE)
    browser.send(f"{call}/withdraw", {})
    assert browser.send(f"{call}/draw", {"geometry": as_text(SMALL)}).status_code == 303
    assert [one.visibility for one in drawings(town)] == ["withdrawn", "counted"]


def test_choosing_areas_and_pasting_work_without_a_map(town: TownDatabase, app: Flask, call: str) -> None:
    assert person(app).send(f"{call}/draw", {"areas": ["02", "03"]}).status_code == 303
    corners = (lonlat_in("05", *at) for at in ((0, 0), (1000, 0), (0, 1000)))
    lines = "\n".join(f"{lat} {lon}" for lon, lat in corners)
    assert person(app).send(f"{call}/draw", {"coordinates": lines}).status_code == 303
    preview = person(app).send(f"{call}/draw", {"areas": ["02", "03"], "action": "preview", "why": "Siksi"})
    assert "4\xa0000" in preview.get_data(as_text=True) and "Siksi</textarea>" in preview.get_data(as_text=True)
    assert len(drawings(town)) == 2


def test_what_is_wrong_with_a_drawing_comes_back_with_what_was_typed(
    town: TownDatabase, client: Browser, call: str
) -> None:
    bow_tie = {
        "type": "Polygon",
        "coordinates": [[list(lonlat_in("05", *at)) for at in ((0, 0), (900, 900), (900, 0), (0, 900))]],
    }
    answer = client.send(f"{call}/draw", {"geometry": json.dumps(bow_tie), "why": "Hups", "tie": "owner"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "risteää itsensä kanssa lähellä paikkaa" in html
    assert "Hups</textarea>" in html and '<option value="owner" selected' in html
    outside = geometry_to_geojson(part(-2800, 0, 200, 900))
    assert client.send(f"{call}/draw", {"geometry": json.dumps(outside)}).status_code == 422
    assert client.send(f"{call}/draw", {}).status_code == 422
    assert client.send(f"{call}/draw", {"areas": ["01"], "tie": "kuningas"}).status_code == 422
    assert drawings(town) == []


def test_a_program_that_fills_the_trap_learns_nothing(town: TownDatabase, client: Browser, call: str) -> None:
    assert client.send(f"{call}/draw", {"areas": ["01"], "website": "x"}).status_code == 303
    assert drawings(town) == []


def test_a_flood_from_one_address_is_cut_off(town: TownDatabase, app: Flask, call: str) -> None:
    app.config["SETTINGS"] = app.config["SETTINGS"].__class__(
        **{**app.config["SETTINGS"].__dict__, "areas_per_hour": 3}
    )
    answers = [person(app).send(f"{call}/draw", {"areas": ["01"]}) for _ in range(5)]
    assert [one.status_code for one in answers] == [303, 303, 303, 429, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert len(drawings(town)) == 3


def test_sending_twice_draws_once(town: TownDatabase, client: Browser, call: str) -> None:
    form = {"areas": ["01"], "csrf_token": client.token(), "idempotency_key": "k" * 32}
    assert [client.post(f"{call}/draw", data=form).status_code for _ in range(2)] == [303, 303]
    assert len(drawings(town)) == 1


def test_a_call_that_is_over_takes_no_drawings(town: TownDatabase, client: Browser, call: str) -> None:
    with town.session() as db:
        row = db.scalars(select(AreaCall)).one()
        row.opens_on, row.closes_on = today() - dt.timedelta(days=9), today() - dt.timedelta(days=1)
        db.commit()
    assert client.get(f"{call}/draw").status_code == 302
    assert client.send(f"{call}/draw", {"areas": ["01"]}).status_code == 422
    assert drawings(town) == []
