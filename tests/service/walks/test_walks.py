"""Walks as pages and as GeoJSON."""

from __future__ import annotations

import datetime as dt
import html as markup
import re

import pytest
from geoalchemy2.shape import from_shape
from shapely.geometry import LineString, Point
from sqlalchemy import select

from boundaries.models import Municipality
from geo.crs import METRIC
from service.participation.pins.models import Theme
from service.participation.walks.models import Observation, Walk, WalkStop
from tests.conftest import Browser, TownDatabase
from tests.factories.world import square

MINX, MINY, _, _ = square("05").bounds
CANARY = "<img src=x onerror=alert(1)>"


def at(east: float, north: float) -> Point:
    return Point(MINX + east, MINY + north)


@pytest.fixture
def walked(town: TownDatabase) -> TownDatabase:
    """A walk in the dark, and one that came back to it by daylight."""
    with town.session() as db:
        municipality = db.scalars(select(Municipality)).one()
        theme = db.scalars(select(Theme).where(Theme.key == "traffic")).one()
        route = LineString([at(100, 100), at(500, 100), at(500, 700)])
        first = Walk(
            municipality_id=municipality.id,
            slug="valot-pois",
            title="Valot pois Keskustassa",
            theme_id=theme.id,
            summary="Kuljettiin koulun reitti pimeällä.",
            walked_at=dt.datetime(2026, 1, 20, 16, 30, tzinfo=dt.UTC),
            light="dark",
            participant_count=14,
            route=from_shape(route, METRIC.epsg),
            is_synthetic=True,
        )
        first.stops = [
            WalkStop(number=1, name="Koulun portti", geom=from_shape(at(100, 100), METRIC.epsg)),
            WalkStop(number=2, name="Alikulku", geom=from_shape(at(500, 100), METRIC.epsg)),
        ]
        first.observations = [
            Observation(
                number=1,
                stop_number=2,
                severity="danger",
                body="Lamppu on sammunut.",
                wish="Vaihda lamppu.",
                geom=from_shape(at(500, 110), METRIC.epsg),
            ),
            Observation(
                number=2, stop_number=None, severity="minor", body=CANARY, geom=from_shape(at(500, 400), METRIC.epsg)
            ),
        ]
        db.add(first)
        db.flush()
        db.add(
            Walk(
                municipality_id=municipality.id,
                slug="uudestaan",
                title="Sama reitti uudestaan",
                walked_at=dt.datetime(2026, 5, 4, 9, 0, tzinfo=dt.UTC),
                light="light",
                participant_count=1,
                route=from_shape(LineString([at(100, 100), at(500, 100)]), METRIC.epsg),
                follows_id=first.id,
            )
        )
        db.commit()
    return town


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", markup.unescape(re.sub(r"<[^>]+>", "", html)))


def test_the_list_is_newest_first(client: Browser, walked: TownDatabase) -> None:
    html = client.get("/walks?lang=fi").get_data(as_text=True)
    assert html.index("Sama reitti uudestaan") < html.index("Kuljettiin koulun reitti")
    text = text_of(html)
    assert "14 kulkijaa" in text and "1 kulkija" in text
    assert "Vaara 1" in text and "1,0 km" in text and "400 m" in text


def test_the_page_tells_what_was_seen_and_what_to_do(client: Browser, walked: TownDatabase) -> None:
    html = client.get("/walks/valot-pois?lang=fi").get_data(as_text=True)
    text = text_of(html)
    for wanted in (
        "Valot pois Keskustassa",
        "20.1.2026 18.30",
        "pimeällä",
        "Koulun portti",
        "Ei huomautettavaa.",
        "Lamppu on sammunut.",
        "Vaihda lamppu.",
        "Pysähdysten välillä",
        "Alue 05",
    ):
        assert wanted in text, wanted
    assert "badge--bad" in html and "circle-alert" in html, "seriousness is an icon and a word"
    assert CANARY not in html
    assert "/walks/uudestaan" in html, "the walk that came back is linked"


def test_a_walk_that_came_back_names_the_first(client: Browser, walked: TownDatabase) -> None:
    html = client.get("/walks/uudestaan").get_data(as_text=True)
    assert "/walks/valot-pois" in html and "Valot pois Keskustassa" in html


def test_geojson(client: Browser, walked: TownDatabase) -> None:
    answer = client.get("/api/walks/valot-pois")
    assert answer.content_type == "application/geo+json"
    kinds = [f["properties"]["kind"] for f in answer.json["features"]]
    assert kinds == ["route", "stop", "stop", "observation", "observation"]
    assert answer.json["features"][3]["properties"]["severity"] == "danger"


def test_no_walks_and_no_such_walk(client: Browser) -> None:
    assert client.get("/walks", headers={"Accept": "text/html"}).status_code == 200
    assert client.get("/walks/nowhere", headers={"Accept": "text/html"}).status_code == 404
    assert client.get("/api/walks/nowhere").json["code"] == "walk_not_found"


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_every_language(client: Browser, walked: TownDatabase, lang: str) -> None:
    assert client.get(f"/walks/valot-pois?lang={lang}").status_code == 200
