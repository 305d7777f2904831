"""Places by name and in words, and similar ideas nearby."""

from __future__ import annotations

import pytest

from tests.conftest import Browser
from tests.factories.world import lonlat_in
from tests.service.pins.conftest import Submit

#: The playground stands in the very middle of the town, which is the middle of area 05.
MIDDLE = lonlat_in("05")


@pytest.mark.parametrize("typed", ["Testilän", "testby", "leikki", "LEKPARK"])
def test_a_place_is_found_by_any_part_of_its_name_in_any_language(client: Browser, typed: str) -> None:
    found = client.get("/api/places", query_string={"q": typed}).json
    assert [(one["name"], one["kind"], one["area"]) for one in found] == [
        ("Testilän leikkipuisto", "playground", "Alue 05")
    ]
    assert found[0]["lonlat"] == pytest.approx(MIDDLE, abs=1e-6)


def test_areas_are_places_too(client: Browser) -> None:
    found = client.get("/api/places", query_string={"q": "alue 0", "limit": 20}).json
    assert [one["slug"] for one in found] == [f"0{n}" for n in range(1, 10)]


@pytest.mark.parametrize("typed", ["%", "_", "\\", "x' OR 1=1", "100%"])
def test_signs_that_sql_knows_are_only_letters_here(client: Browser, typed: str) -> None:
    assert client.get("/api/places", query_string={"q": typed}).json == []


@pytest.mark.parametrize("query", ["", "q=", "q=a&limit=0", "q=a&x=1", "q=" + "a" * 101])
def test_a_wrong_place_search_is_refused(client: Browser, query: str) -> None:
    assert client.get(f"/api/places?{query}").status_code == 400


@pytest.mark.parametrize(
    ("east_m", "north_m", "words"),
    [
        (500, 620, "120 m north of Testilän leikkipuisto"),
        (585, 585, "120 m north-east of Testilän leikkipuisto"),
        (500, 300, "200 m south of Testilän leikkipuisto"),
        (503, 503, "at Testilän leikkipuisto"),
        (-900, 500, "1.4 km west of Testilän leikkipuisto"),
    ],
)
def test_a_point_is_said_in_words(client: Browser, east_m: float, north_m: float, words: str) -> None:
    lon, lat = lonlat_in("05", east_m, north_m)
    answer = client.get(f"/api/places/near?lon={lon}&lat={lat}&lang=en").json
    assert answer["words"] == words


def test_a_point_knows_its_areas(client: Browser) -> None:
    lon, lat = lonlat_in("04")
    answer = client.get(f"/api/places/near?lon={lon}&lat={lat}").json
    assert answer["areas"] == [{"slug": "04", "name": "Alue 04", "kind": "postal"}]
    assert answer["places"][0]["distance_m"] == pytest.approx(1000, abs=5)


@pytest.mark.parametrize(
    "query", ["lon=1", "lon=a&lat=2", "lon=NaN&lat=1", "lon=500&lat=1", "lon=1&lat=1&z=1", "lon=inf&lat=0"]
)
@pytest.mark.parametrize("path", ["/api/places/near", "/api/pins/similar"])
def test_a_wrong_point_is_refused(client: Browser, path: str, query: str) -> None:
    assert client.get(f"{path}?{query}").status_code == 400


def test_similar_ideas_are_near_open_and_of_the_theme(client: Browser, submit: Submit) -> None:
    near = submit(lonlat=list(lonlat_in("05", 600, 500)), text="lähellä").pin.reference
    submit(lonlat=list(lonlat_in("05", 700, 500)), text="kaukana")
    submit(lonlat=list(lonlat_in("05", 550, 500)), theme="traffic", text="muu teema")
    lon, lat = MIDDLE
    items = client.get(f"/api/pins/similar?lon={lon}&lat={lat}&theme=green").json["items"]
    assert [(one["reference"], one["distance_m"], one["text"]) for one in items] == [(near, 100, "lähellä")]
    assert len(client.get(f"/api/pins/similar?lon={lon}&lat={lat}").json["items"]) == 2
