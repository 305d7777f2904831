"""A place outside the municipality gets an answer with a sentence: refused, taken in for a moderator, or let be."""

from __future__ import annotations

import re
from typing import Any

import pytest
from geoalchemy2.shape import from_shape, to_shape
from shapely.geometry import MultiPolygon, Point, box
from sqlalchemy import select

from boundaries.models import Municipality
from geo.crs import METRIC
from service.participation.pins.models import Pin
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN, SIDE, lonlat_in
from tests.service.pins.conftest import pin_body

X, Y = ORIGIN
MIDDLE, FAR = 1.5 * SIDE, 3 * SIDE


def lonlat(east: float, north: float) -> list[float]:
    """A WGS 84 place so many metres from the town's south-west corner."""
    return list(METRIC.to_lonlat(X + east, Y + north))


def settle(town: TownDatabase, **settings: Any) -> None:
    with town.database.session() as db:
        db.scalars(select(Municipality)).one().settings = settings


def only_pin(town: TownDatabase) -> Pin:
    with town.session() as db:
        return db.scalars(select(Pin)).one()


def send(client: Browser, place: list[float], **more: Any) -> Any:
    return client.send_json("/api/pins?lang=fi", pin_body(lonlat=place, **more))


@pytest.mark.parametrize(
    ("east", "north", "words"),
    [
        (MIDDLE, FAR + 400, "400 m rajasta pohjoiseen"),
        (FAR + 300, FAR + 300, "400 m rajasta koilliseen"),
        (FAR + 400, MIDDLE, "400 m rajasta itään"),
        (FAR + 300, -300, "400 m rajasta kaakkoon"),
        (MIDDLE, -400, "400 m rajasta etelään"),
        (-300, -300, "400 m rajasta lounaaseen"),
        (-4_200, MIDDLE, "4,2 km rajasta länteen"),
        (-300, FAR + 300, "400 m rajasta luoteeseen"),
        (-12_300, MIDDLE, "12 km rajasta länteen"),
        (-1, MIDDLE, "10 m rajasta länteen"),
    ],
)
def test_a_refusal_says_how_far_which_way_and_what_to_do(
    client: Browser, town: TownDatabase, east: float, north: float, words: str
) -> None:
    answer = send(client, lonlat(east, north))
    assert (answer.status_code, answer.json["code"]) == (422, "outside_municipality")
    [error] = answer.json["errors"]
    assert error["where"] == "lonlat"
    assert f"Paikka on kunnan Testilä ulkopuolella, {words}." in error["message"].replace("\xa0", " ")
    assert "Siirrä merkki rajan sisäpuolelle" in error["message"] and "koko kuntaa" in error["message"]
    with town.session() as db:
        assert db.scalars(select(Pin)).all() == []


def test_a_neighbour_that_is_known_is_named(client: Browser, town: TownDatabase) -> None:
    with town.database.session() as db:
        first = db.scalars(select(Municipality)).one()
        shape = MultiPolygon([box(X - 5000, Y, X, Y + FAR)])
        db.add(
            Municipality(
                slug="naapurila",
                code="998",
                names={"fi": "Naapurila"},
                languages=["fi"],
                reference_prefix="NAA",
                centre=from_shape(shape.centroid, METRIC.epsg),
                zoom=8.0,
                geom=from_shape(shape, METRIC.epsg),
                settings={"hosts": ["naapurila.example"]},
            )
        )
        first.settings = {"hosts": ["localhost"]}
    assert "Paikan kunta on Naapurila" in send(client, lonlat(-300, MIDDLE)).json["detail"]
    assert "Naapurila" not in send(client, lonlat(MIDDLE, -300)).json["detail"]


FORM = {
    "theme": "green",
    "text": "Uimaranta tänne, kiitos.",
    "title": "Uimaranta",
    "where": "coordinates",
    "precision": "about_100_m",
    "tie": "seasonal",
}


def test_the_form_keeps_everything_and_offers_the_whole_municipality(client: Browser, town: TownDatabase) -> None:
    lon, lat = lonlat(-400, MIDDLE)
    form = {**FORM, "lon": f"{lon:.6f}", "lat": f"{lat:.6f}"}
    answer = client.send("/pins/new?lang=fi", form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "400 m rajasta länteen" in page
    for typed in ("Uimaranta tänne, kiitos.", 'value="Uimaranta"', form["lon"], form["lat"]):
        assert typed in page
    assert re.search(r'value="about_100_m"[^>]* checked', page) and re.search(r'value="seasonal" selected', page)
    assert 'name="send_as" value="whole"' in page
    assert client.send("/pins/new", {**form, "send_as": "whole"}).status_code == 303
    pin = only_pin(town)
    assert (pin.geom, pin.visibility, pin.tie, pin.title) == (None, "public", "seasonal", "Uimaranta")


def test_an_ordinary_mistake_does_not_offer_it(client: Browser) -> None:
    answer = client.send("/pins/new", {**FORM, "text": "", "lon": "", "lat": ""})
    assert answer.status_code == 422 and "send_as" not in answer.get_data(as_text=True)


def test_a_municipality_may_take_them_in(client: Browser, town: TownDatabase) -> None:
    settle(town, outside="queue", outside_limit_km=2)
    answer = send(client, lonlat(-1_500, MIDDLE))
    assert answer.status_code == 201
    assert (answer.json["is_public"], answer.json["waits_for"]) == (False, "outside")
    assert "1,5 km rajasta länteen" in answer.json["notice"].replace("\xa0", " ")
    pin = only_pin(town)
    assert (pin.visibility, pin.waits_for) == ("pending", "outside")
    page = client.get(f"/pins/{pin.reference}?lang=fi").get_data(as_text=True)  # its author's: the browser remembers
    assert "1,5 km rajasta länteen" in page.replace("\xa0", " ") and "Käsittelijä katsoo" in page
    receipt = client.get(f"/pins/{pin.reference}/receipt?lang=fi").get_data(as_text=True)
    assert "rajasta länteen" in receipt
    with client.session_transaction() as session:
        session.clear()
    assert client.get(f"/pins/{pin.reference}").status_code == 404
    assert pin.reference not in client.get("/api/pins").get_data(as_text=True)


def test_beyond_its_limit_they_are_refused_and_the_limit_is_told(client: Browser, town: TownDatabase) -> None:
    settle(town, outside="queue", outside_limit_km=2)
    answer = send(client, lonlat(-2_100, MIDDLE))
    assert answer.status_code == 422
    assert "Enintään 2 km rajasta" in answer.json["detail"].replace("\xa0", " ")


@pytest.mark.parametrize("settings", [{}, {"outside": "maybe"}, {"outside": "refuse", "outside_limit_km": 50}])
def test_without_a_word_from_the_municipality_they_are_refused(
    client: Browser, town: TownDatabase, settings: dict[str, Any]
) -> None:
    settle(town, **settings)
    assert send(client, lonlat(-100, MIDDLE)).status_code == 422


@pytest.mark.parametrize("limit", ["far", True, -3, 0, None])
def test_a_limit_that_is_no_distance_counts_as_not_said(client: Browser, town: TownDatabase, limit: object) -> None:
    settle(town, outside="queue", outside_limit_km=limit)
    assert send(client, lonlat(-4_900, MIDDLE)).status_code == 201
    assert send(client, lonlat(-5_100, MIDDLE)).status_code == 422


def test_a_device_that_cannot_tell_is_believed(client: Browser, town: TownDatabase) -> None:
    answer = send(client, lonlat(-40, MIDDLE), method="gps", accuracy_m=60)
    assert answer.status_code == 201
    assert answer.json["is_public"] is True
    assert "40 m rajan ulkopuolella" in answer.json["notice"].replace("\xa0", " ")
    pin = only_pin(town)
    assert to_shape(pin.geom).distance(Point(X, Y + MIDDLE)) < 2
    assert to_shape(pin.geom).x > X
    assert client.get(f"/api/pins/{pin.reference}").json["properties"]["areas"] == ["04"]


@pytest.mark.parametrize(
    ("metres", "more"),
    [
        (40, {"method": "gps", "accuracy_m": 30}),
        (40, {"method": "gps"}),
        (40, {"method": "crosshair", "accuracy_m": 60}),
        (40, {"method": "coordinates", "accuracy_m": 60}),
        (250, {"method": "gps", "accuracy_m": 5_000}),
    ],
)
def test_leniency_has_its_rule(client: Browser, metres: float, more: dict[str, Any]) -> None:
    assert send(client, lonlat(-metres, MIDDLE), **more).status_code == 422


def test_a_place_on_the_border_is_inside(client: Browser, town: TownDatabase) -> None:
    assert send(client, list(lonlat_in("01", 0.05, 500))).status_code == 201
    assert only_pin(town).visibility == "public"
