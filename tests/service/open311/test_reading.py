"""What a client of the standard reads, in both forms."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import text, update

from service.i18n import TIME_ZONE
from service.open311.queries import CLOSED_STATES
from service.participation.pins.answering import change_state
from service.participation.pins.models import STATES, Pin, StateChange
from service.permissions import Actor
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.open311.conftest import GeoReport
from tests.service.pins.conftest import Submit, submit  # noqa: F401

TODAY = dt.datetime.now(TIME_ZONE).date()


def put(town: TownDatabase, submitted: Any, **values: Any) -> str:
    """Change stored columns of a pin behind everybody's back; gives its reference."""
    with town.session() as db:
        db.execute(update(Pin).where(Pin.id == submitted.pin.id).values(**values))
        if "created_at" in values:
            steps = update(StateChange).where(StateChange.pin_id == submitted.pin.id)
            db.execute(steps.values(at=values["created_at"]))
        db.commit()
    return str(submitted.pin.reference)


def days_ago(days: int) -> dt.datetime:
    return dt.datetime.combine(TODAY - dt.timedelta(days=days), dt.time(12), TIME_ZONE)


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [one["service_request_id"] for one in found]


def test_discovery_leads_to_the_interface(georeport: GeoReport) -> None:
    found = georeport.get("discovery")
    endpoint = found["endpoints"][0]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["url"].endswith("/open311/v2")
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert dt.datetime.fromisoformat(found["changeset"]).utcoffset() is not None


def test_services_are_the_themes_and_ask_for_a_kind(georeport: GeoReport) -> None:
    found = georeport.get("services", lang="en")
    assert [one["service_code"] for one in found] == ["green", "traffic"]
    assert found[0]["service_name"] == "Parks and nature"
    assert {one["metadata"] for one in found} == {True}
    assert {one["type"] for one in found} == {"realtime"}
    asked = georeport.get("services/green", lang="en")["attributes"]
    assert [one["key"] for one in asked[0]["values"]] == ["idea", "observation", "problem", "thanks"]
    assert "green, traffic" in georeport.get("services/mars", 404, lang="en")[0]["description"]


def test_a_pin_is_a_request(georeport: GeoReport, submit: Submit) -> None:  # noqa: F811
    pin = submit(title="Penkki <torille> & muuta", text='Rivi 1\nRivi 2 "lainaus" ]]> <b>').pin
    found = georeport.get(f"requests/{pin.reference}", lang="fi")
    assert georeport.get("requests", lang="fi") == found
    one = found[0]
    lon, lat = lonlat_in("05")
    assert (one["lat"], one["long"]) == (pytest.approx(lat, abs=1e-6), pytest.approx(lon, abs=1e-6))
    assert one["title"] == "Penkki <torille> & muuta"
    assert one["description"] == 'Rivi 1\nRivi 2 "lainaus" ]]> <b>'
    assert (one["status"], one["service_code"], one["service_name"]) == ("open", "green", "Puistot ja luonto")
    came = dt.datetime.fromisoformat(one["requested_datetime"])
    assert came.date() == TODAY
    assert came.utcoffset() == came.astimezone(TIME_ZONE).utcoffset()
    assert came.timetz().replace(tzinfo=None) == dt.time(), "the hour is not public"
    extended = georeport.get(f"requests/{pin.reference}", extensions="true")[0]["extended_attributes"]
    assert (extended["state"], extended["kind"]) == ("received", "idea")


def test_what_no_xml_may_hold_does_not_break_it(georeport: GeoReport, town: TownDatabase, submit: Submit) -> None:  # noqa: F811
    reference = put(town, submit(), body="Vanha\x0b teksti\x1f \ufffe loppu")
    xml = georeport.browser.get(f"/open311/v2/requests/{reference}.xml").get_data(as_text=True)
    assert "Vanha teksti  loppu" in xml


def test_every_state_is_open_or_closed(georeport: GeoReport, town: TownDatabase, submit: Submit) -> None:  # noqa: F811
    states = [state for state in STATES if state != "withdrawn"]
    by_state = {
        state: put(town, submit(text=f"Penkki tähän {state}"), state=state, created_at=days_ago(2)) for state in states
    }
    closed = {by_state[state] for state in CLOSED_STATES}
    assert set(ids(georeport.get("requests", status="closed"))) == closed
    assert set(ids(georeport.get("requests", status="open"))) == set(by_state.values()) - closed
    assert len(georeport.get("requests", status="open,closed")) == len(states)
    for one in georeport.get("requests"):
        assert one["status"] == ("closed" if one["service_request_id"] in closed else "open")


def test_the_newest_answer_is_the_status_note(georeport: GeoReport, town: TownDatabase, submit: Submit) -> None:  # noqa: F811
    pin = submit().pin
    put(town, submit(text="Toinen asia"), created_at=days_ago(9))
    with town.session() as db:
        for state, words in (("considered", "Katsomme."), ("done", "Penkki on paikallaan.")):
            change_state(db, Actor(1), db.get_one(Pin, pin.id), state, public_text=words, signature="Pilvi, puistot")
        db.execute(update(Pin).where(Pin.id == pin.id).values(created_at=days_ago(5)))
        db.commit()
    one = georeport.get(f"requests/{pin.reference}")[0]
    assert (one["status"], one["status_notes"]) == ("closed", "Penkki on paikallaan.")
    assert one["requested_datetime"][:10] == (TODAY - dt.timedelta(days=5)).isoformat()
    assert one["updated_datetime"][:10] == TODAY.isoformat()
    assert "Pilvi" not in str(one), "no person stands in a request"
    assert ids(georeport.get("requests", updated_after=days_ago(1).isoformat())) == [pin.reference]
    assert pin.reference not in ids(georeport.get("requests", updated_before=days_ago(1).isoformat()))


def test_a_promise_is_when_an_answer_is_expected(georeport: GeoReport, town: TownDatabase, submit: Submit) -> None:  # noqa: F811
    with town.session() as db:
        db.execute(
            text("INSERT INTO service.answer_promise (municipality_id, days, since) VALUES (1, 30, :since)"),
            {"since": TODAY - dt.timedelta(days=1)},
        )
        db.commit()
    one = georeport.get(f"requests/{submit().pin.reference}")[0]
    assert one["expected_datetime"][:10] == (TODAY + dt.timedelta(days=30)).isoformat()


def test_requests_are_asked_for_by_number_day_and_service(
    georeport: GeoReport,
    town: TownDatabase,
    submit: Submit,  # noqa: F811
) -> None:
    new = submit(text="Uusi asia").pin.reference
    street = submit(text="Kuoppa tiessä", theme="traffic").pin.reference
    old = put(town, submit(text="Vanha asia"), created_at=days_ago(120))
    assert set(ids(georeport.get("requests"))) == {new, street}, "the newest 90 days"
    assert ids(georeport.get("requests", service_code="traffic")) == [street]
    assert len(georeport.get("requests", service_code="traffic,green")) == 2
    # The list of numbers overrides everything else.
    wanted = f"{old},{new.lower()},TES-2026-99999"
    assert ids(georeport.get("requests", service_request_id=wanted, status="closed")) == [new, old]
    span = {"start_date": days_ago(121).isoformat(), "end_date": days_ago(119).isoformat()}
    assert ids(georeport.get("requests", **span)) == [old]
    assert ids(georeport.get("requests", start_date=days_ago(121).isoformat())) == [old], "90 days from there"
    assert ids(georeport.get("requests", end_date=days_ago(100).isoformat())) == [old]
    # Asking since this very moment finds what came today: the public knows days.
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert len(georeport.get("requests", start_date=now)) == 2


def test_pages_hold_everything_once(georeport: GeoReport, submit: Submit) -> None:  # noqa: F811
    sent = {submit(text=f"Asia numero {n}").pin.reference for n in range(5)}
    pages = [ids(georeport.get("requests", page=page, page_size=2)) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert set(itertools.chain(*pages)) == sent


@pytest.mark.parametrize("visibility", ["pending", "hidden", "withdrawn"])
def test_what_is_not_public_is_not_there(
    georeport: GeoReport,
    town: TownDatabase,
    submit: Submit,  # noqa: F811
    visibility: str,
) -> None:
    reference = put(town, submit(), visibility=visibility)
    assert georeport.get("requests") == []
    assert georeport.get("requests", service_request_id=reference) == []
    assert reference in georeport.get(f"requests/{reference}", 404)[0]["description"]


def test_a_place_that_was_not_let_out_is_not_given(georeport: GeoReport, submit: Submit) -> None:  # noqa: F811
    one = georeport.get(f"requests/{submit(precision='area').pin.reference}")[0]
    assert (one["lat"], one["long"]) == (None, None)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-12-31T00:00:00Z"}, "end_date: A span"),
        ({"start_date": "2026-03-01T00:00:00Z", "end_date": "2026-02-01T00:00:00Z"}, "end_date: The end"),
        ({"start_date": "yesterday"}, "start_date: Give the time"),
        ({"end_date": "0001-01-01T00:00:00+14:00"}, "end_date: Give the time"),
        ({"status": "maybe"}, "Choose one"),
        ({"page": "0"}, "page: "),
        ({"page_size": "1001"}, "page_size: "),
        ({"page": "9" * 40}, "page: "),
        ({"extensions": "x"}, "extensions: "),
        ({"colour": "red"}, "colour"),
        ({"service_request_id": "x" * 81}, "service_request_id"),
        ({"service_request_id": ",".join("TES-2026-1" for _ in range(1001))}, "service_request_id"),
    ],
)
def test_what_is_wrong_in_an_address_is_said(georeport: GeoReport, query: dict[str, str], says: str) -> None:
    found = georeport.get("requests", 400, lang="en", **query)
    assert found[0]["code"] == 400
    assert says in found[0]["description"]


def test_another_citys_requests_are_not_here(georeport: GeoReport) -> None:
    assert georeport.get("services", 404, jurisdiction_id="springfield.example", lang="en")[0]["code"] == 404
    assert georeport.get("services", jurisdiction_id="testila") != []
    assert georeport.get("services", jurisdiction_id="") != []


@pytest.mark.parametrize(
    "path",
    [
        "requests/%00.xml",
        "requests/..%2f..%2fetc.xml",
        "services/" + quote("<x>'\"") + ".xml",
        "services.csv",
        "",
        "x",
    ],
)
def test_no_address_breaks_it(client: Browser, path: str) -> None:
    answer = client.get(f"/open311/v2/{path}")
    assert answer.status_code == 404
    assert answer.mimetype == "text/xml"
    assert b"<errors><error><code>404</code>" in answer.data


def test_it_is_open_to_every_page_and_asked_again_cheaply(client: Browser, submit: Submit) -> None:  # noqa: F811
    submit()
    first = client.get("/open311/v2/requests.json")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/open311/v2/requests.json", headers=tag).status_code == 304
