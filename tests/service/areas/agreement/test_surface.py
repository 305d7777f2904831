"""What is public of the drawings: sums of enough people, gone at once when hidden, and nobody's own line."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from shapely.geometry import shape
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from geo.crs import METRIC
from service.areas.agreement.counting import today
from service.areas.agreement.models import AgreementSurface, AreaCall, AreaDrawing
from service.areas.agreement.tasks import count_what_waits
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.service.areas.agreement.conftest import SMALL, WHOLE, Draw, person
from tests.service.areas.test_facts import part


def surface(client: Browser, call: str) -> dict[str, Any]:
    answer = client.get(f"/api{call}")
    assert answer.status_code == 200 and answer.content_type == "application/geo+json"
    found: dict[str, Any] = answer.get_json()
    return found


def kinds(body: dict[str, Any]) -> set[str]:
    return {one["properties"]["kind"] for one in body["features"]}


def metric(feature: dict[str, Any]) -> Any:
    return METRIC.geometry_from_lonlat(shape(feature["geometry"]))


def level(body: dict[str, Any], share: float, tie: str | None = None) -> Any:
    return next(
        metric(one)
        for one in body["features"]
        if one["properties"].get("share") == share
        and one["properties"]["kind"] == "level"
        and one["properties"]["tie"] == tie
    )


def test_nothing_is_shown_of_four_and_the_sum_of_five(client: Browser, call: str, draw: Draw) -> None:
    for _ in range(4):
        draw(WHOLE)
    assert surface(client, call)["features"] == []
    page = client.get(call).get_data(as_text=True)
    assert "Ei vielä tulosta" in page and "4 piirrosta" in page
    draw(WHOLE)
    body = surface(client, call)
    assert {"level", "proposal"} <= kinds(body)
    assert level(body, 0.5).symmetric_difference(WHOLE).area < 0.02 * WHOLE.area
    assert body["call"]["counted"] == 5 and len(body["drawings_hash"]) == 64
    page = client.get(call).get_data(as_text=True)
    assert "Vasta 5 ihmisen piirrokset" in page, "few drawings are not oversold"
    assert "Vähintään puolet piirtäjistä otti mukaan saman alueen: 2,6" in page


def test_the_page_tells_levels_ties_and_dissent(client: Browser, call: str, draw: Draw) -> None:
    for _ in range(9):
        draw(WHOLE, tie="permanent")
    for _ in range(6):
        draw(SMALL, tie="seasonal")
    body = surface(client, call)
    assert level(body, 0.6).area == pytest.approx(WHOLE.area, rel=0.02)
    assert level(body, 0.75).area == pytest.approx(SMALL.area, rel=0.02)
    assert level(body, 0.9, "seasonal").area == pytest.approx(SMALL.area, rel=0.02)
    dissent = [one["properties"] for one in body["features"] if one["properties"]["kind"] == "dissent"]
    assert [one["drawings"] for one in dissent] == [6]
    assert dissent[0]["left_out_m2"] == pytest.approx(WHOLE.area - SMALL.area, rel=0.1)
    page = client.get(call).get_data(as_text=True)
    assert "6/15 piirtäjästä jättää pois 1,3" in page
    assert "Täällä mökkeilevät (6)" in page
    by_tie = client.get(f"{call}?tie=seasonal").get_data(as_text=True)
    assert "Täällä mökkeilevät" in by_tie and "6 ihmisen piirrokset" in by_tie
    assert client.get(f"{call}?tie=work").status_code == 404
    assert client.get(f"{call}?tie=nonsense").status_code == 400


def test_one_new_drawing_changes_nothing_that_a_watcher_sees(client: Browser, call: str, draw: Draw) -> None:
    for _ in range(5):
        draw(WHOLE)
    before = surface(client, call)
    for _ in range(4):
        draw(part(200, 200, 2900, 2900))
        now = surface(client, call)
        assert now["features"] == before["features"] and now["drawings_hash"] == before["drawings_hash"]
    assert now["call"]["drawings"] == 9 and now["call"]["counted"] == 5
    draw(part(200, 200, 2900, 2900))
    assert surface(client, call)["features"] != before["features"]


def test_a_hidden_drawing_is_gone_from_every_output_at_once(
    town: TownDatabase, app: Flask, client: Browser, call: str, draw: Draw
) -> None:
    for _ in range(4):
        draw(WHOLE)
    draw(part(200, 200, 1800, 2900), called="Rivo nimi", why="Rumaa puhetta", is_open="true")
    assert "Rivo nimi" in client.get(call).get_data(as_text=True)
    with town.session() as db:
        rude = db.scalars(select(AreaDrawing.id).where(AreaDrawing.called == "Rivo nimi")).one()
    address = f"{call}/drawings/{rude}"
    assert client.get(f"{call}/drawings").status_code == 401
    assert client.send(address, {"deed": "hide", "reason": "Asiaton"}).status_code == 401
    moderator = person(app)
    moderator.sign_in("moderator")
    assert "Rivo nimi" in moderator.get(f"{call}/drawings").get_data(as_text=True)
    assert moderator.send(address, {"deed": "hide", "reason": "Asiaton"}).status_code == 303
    assert surface(client, call)["features"] == [], "four are left"
    page = client.get(call).get_data(as_text=True)
    assert "Rivo nimi" not in page and "Rumaa" not in page
    moderator.send(address, {"deed": "show", "reason": "Erehdys"})
    assert surface(client, call)["features"] != []
    with town.session() as db:
        deeds = db.scalars(select(AuditEntry.action).where(AuditEntry.subject_kind == "area_drawing")).all()
    assert deeds == ["drawing.hidden", "drawing.shown"]


def test_a_hidden_call_shows_nothing(app: Flask, client: Browser, call: str, draw: Draw) -> None:
    for _ in range(5):
        draw(WHOLE, called="Kylä", is_open="true")
    moderator = person(app)
    moderator.sign_in("moderator")
    moderator.send(f"{call}/state", {"state": "hidden", "reason": "Väärinkäyttö"})
    for path in (call, f"/api{call}", f"{call}/draw"):
        assert client.get(path).status_code == 404, path
    assert client.get("/api/areas/calls").get_json() == {"calls": []}


def test_only_opened_drawings_and_no_ties_or_hashes_leave_the_wall(
    town: TownDatabase, client: Browser, call: str, draw: Draw
) -> None:
    for number in range(6):
        draw(
            WHOLE,
            tie="work",
            called=f"Salainen {number}",
            why="Ei muille",
            **({"is_open": "true"} if not number else {}),
        )
    page, api = client.get(call).get_data(as_text=True), client.get(f"/api{call}").get_data(as_text=True)
    assert "Salainen 0" in page
    assert not any(f"Salainen {number}" in page + api for number in range(1, 6))
    with town.database.public_engine.connect() as public:
        rows = public.execute(text("SELECT * FROM open_drawing")).all()
        assert [row.called for row in rows] == ["Salainen 0"]
        assert not {"tie", "drawer_hash", "edit_token_hash", "created_at", "id"} & set(rows[0]._mapping)
        with pytest.raises(ProgrammingError):
            public.execute(text("SELECT 1 FROM service.area_drawing"))


def test_when_a_call_is_over_everybody_is_counted(town: TownDatabase, client: Browser, call: str, draw: Draw) -> None:
    for _ in range(7):
        draw(WHOLE)
    assert surface(client, call)["call"]["counted"] == 5
    with town.session() as db:
        assert count_what_waits(db) == 0, "it is still open"
        row = db.scalars(select(AreaCall)).one()
        row.opens_on, row.closes_on = today() - dt.timedelta(days=9), today() - dt.timedelta(days=1)
        db.flush()
        assert count_what_waits(db) == 1
        assert count_what_waits(db) == 0
        db.commit()
        assert db.scalars(select(AgreementSurface.counted)).one() == 7
    assert surface(client, call)["call"]["counted"] == 7
    assert "7 piirrosta" in client.get(call).get_data(as_text=True)


def test_taking_a_drawing_back_leaves_the_sum(client: Browser, call: str, draw: Draw) -> None:
    browsers = [draw(WHOLE) for _ in range(5)]
    assert surface(client, call)["features"]
    browsers[2].send(f"{call}/withdraw", {})
    assert surface(client, call)["features"] == []


def test_the_answer_for_programs_is_kept_until_it_changes(client: Browser, call: str, draw: Draw) -> None:
    for _ in range(5):
        draw(WHOLE)
    etag = client.get(f"/api{call}").headers["ETag"]
    assert client.get(f"/api{call}", headers={"If-None-Match": etag}).status_code == 304
