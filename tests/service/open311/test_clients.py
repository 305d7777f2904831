"""Clients that others wrote, and the rules of the one that cities use most: what they read here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from georeport import GeoReport as Client

from geo.crs import METRIC
from service.i18n import TIME_ZONE
from service.participation.pins.answering import change_state
from service.permissions import Actor
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN, lonlat_in
from tests.servers import running_service
from tests.service.open311.conftest import GeoReport
from tests.service.pins.conftest import Submit, submit  # noqa: F401

OFFICIAL = Actor(1, roles=frozenset({"official"}))


@pytest.fixture
def url(town: TownDatabase, submit: Submit) -> Iterator[str]:  # noqa: F811
    """The real service with two requests in it."""
    submit(lonlat=lonlat_in("01", 500, 500), title="Penkki", text="Tähän penkki.")
    submit(lonlat=lonlat_in("02", 500, 500), title="Valo", text="Lamppu on rikki.")
    with running_service(town.settings) as service:
        yield service.url


@pytest.mark.parametrize("form", ["json", "xml"])
def test_the_georeport_client_reads_everything(url: str, form: str) -> None:
    client = Client(f"{url}/open311/v2", output_format=form)
    services = client.get_service_list()
    assert [one["service_code"] for one in services] == ["green", "traffic"]
    definition = client.get_service_definition("green")
    assert definition["service_code"] == "green"
    found = client.get_service_requests()
    assert len(found) == 2
    one = client.get_service_request(found[0]["service_request_id"])
    assert one["description"] == found[0]["description"]
    assert client.get_service_requests(service_request_id=found[1]["service_request_id"], status="open")


def test_requests_are_found_around_a_place(georeport: GeoReport, submit: Submit) -> None:  # noqa: F811
    here = METRIC.to_lonlat(ORIGIN[0] + 500, ORIGIN[1] + 500)
    near = submit(lonlat=here).pin.reference
    submit(lonlat=METRIC.to_lonlat(ORIGIN[0] + 700, ORIGIN[1] + 500))
    submit(lonlat=METRIC.to_lonlat(ORIGIN[0] + 2400, ORIGIN[1] + 2400))
    place = {"lat": here[1], "long": here[0]}
    assert [one["service_request_id"] for one in georeport.get("requests", **place, radius=100)] == [near]
    assert len(georeport.get("requests", **place, radius=300)) == 2
    assert len(georeport.get("requests", **place)) == 2, "a kilometre when no radius is given"
    for wrong in ({"lat": 62}, {"radius": 5}, {"lat": 62, "long": 27, "radius": 0}, {"lat": 95, "long": 27}):
        georeport.get("requests", 400, **wrong)


def test_what_became_of_requests_is_read(
    georeport: GeoReport,
    submit: Submit,  # noqa: F811
    town: TownDatabase,
) -> None:
    first, second = submit(), submit(title="Toinen", text="Toinen toive.")
    assert georeport.get("servicerequestupdates") == []
    with town.session() as db:
        pin = db.merge(first.pin)
        change_state(db, OFFICIAL, pin, "considered", public_text="Selvitämme asiaa keväällä.")
        db.commit()
    (update,) = georeport.get("servicerequestupdates")
    assert update["service_request_id"] == first.pin.reference
    assert (update["status"], update["description"]) == ("open", "Selvitämme asiaa keväällä.")
    today = dt.datetime.now(TIME_ZONE)
    span = {"start_date": (today - dt.timedelta(days=1)).isoformat(), "end_date": today.isoformat()}
    assert georeport.get("servicerequestupdates", **span) == [update]
    old = {"start_date": "2020-01-01T00:00:00Z", "end_date": "2020-02-01T00:00:00Z"}
    assert georeport.get("servicerequestupdates", **old) == []
    assert georeport.get("servicerequestupdates", service_request_id=second.pin.reference) == []
    georeport.get("servicerequestupdates", 400, start_date="yesterday")
    with town.session() as db:
        db.merge(first.pin).visibility = "hidden"
        db.commit()
    assert georeport.get("servicerequestupdates") == []


def test_the_rules_of_fixmystreets_client_hold(
    client: Browser,
    submit: Submit,  # noqa: F811
    town: TownDatabase,
) -> None:
    """It reads XML alone, drops what has no id or place, wants every time with its offset, and knows two states."""
    submitted = submit()
    with town.session() as db:
        change_state(db, OFFICIAL, db.merge(submitted.pin), "done", public_text="Penkki on paikallaan.")
        db.commit()
    requests = read(client, "requests.xml", "request")
    for one in requests:
        assert one.findtext("service_request_id")
        assert float(one.findtext("lat", "")) and float(one.findtext("long", ""))
        for name in ("requested_datetime", "updated_datetime"):
            assert dt.datetime.fromisoformat(one.findtext(name, "")).utcoffset() is not None
    updates = read(client, "servicerequestupdates.xml", "request_update")
    assert len(requests) == len(updates) == 1
    for one in updates:
        for name in ("update_id", "service_request_id", "status", "description", "updated_datetime"):
            assert one.findtext(name), name
        assert one.findtext("status") == "closed"
        assert dt.datetime.fromisoformat(one.findtext("updated_datetime", "")).utcoffset() is not None


def read(client: Browser, path: str, member: str) -> list[Element]:
    answer = client.get(f"/open311/v2/{path}")
    assert answer.mimetype == "text/xml"
    return fromstring(answer.get_data()).findall(member)  # type: ignore[no-any-return]
