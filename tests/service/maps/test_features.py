"""OGC API Features, Core and Part 2: what the standard's abstract tests ask, and what peers get wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from geo.crs import METRIC, WEB_MERCATOR_QUAD
from service.maps.ogc.collections import COLLECTIONS
from service.maps.ogc.reference_systems import CRS84, STORED, SYSTEMS
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN, lonlat_in

PutPins = Callable[..., list[str]]
DESCRIBED = (
    "",
    "/api",
    "/conformance",
    "/collections",
    "/collections/areas",
    "/collections/areas/items",
    "/collections/areas/items/01",
)
LATLON = "http://www.opengis.net/def/crs/EPSG/0/4326"


def get(client: Browser, path: str, **query: str) -> Any:
    """The JSON of an address below /ogc, which must be 200."""
    answer = client.get(f"/ogc{path}", query_string=query)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.json


def ids(page: Any) -> list[str]:
    """The ids of a page's features, in order."""
    assert page["type"] == "FeatureCollection"
    assert page["numberReturned"] == len(page["features"])
    return [feature["id"] for feature in page["features"]]


def in_stored(x: float, y: float) -> list[float]:
    """An easting and a northing in the order that the register has for the metric CRS."""
    return [y, x] if STORED.is_flipped else [x, y]


def test_the_landing_page_leads_everywhere(client: Browser) -> None:
    links = {one["rel"]: one for one in get(client, "")["links"]}
    assert {"self", "service-desc", "conformance", "data"} <= set(links)
    for one in links.values():
        answer = client.get(one["href"])
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].split(";")[0] == one["type"].split(";")[0]


def test_the_landing_page_for_people_is_a_page(client: Browser) -> None:
    page = client.get("/ogc", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert "/ogc/collections/pins/items" in page.get_data(as_text=True)
    assert client.get("/ogc", headers={"Accept": "*/*"}).mimetype == "application/json"


def test_conformance_names_core_geojson_openapi_and_crs(client: Browser) -> None:
    said = get(client, "/conformance")["conformsTo"]
    for name in ("1/1.0/conf/core", "1/1.0/conf/oas30", "1/1.0/conf/geojson", "2/1.0/conf/crs"):
        assert f"http://www.opengis.net/spec/ogcapi-features-{name}" in said


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_collection_is_described_and_read(client: Browser, name: str) -> None:
    found = get(client, f"/collections/{name}")
    assert found in get(client, "/collections")["collections"]
    assert found["itemType"] == "feature"
    assert CRS84 in found["crs"]
    assert found["storageCrs"] in found["crs"]
    west, south, east, north = found["extent"]["spatial"]["bbox"][0]
    assert west < lonlat_in("05")[0] < east
    assert south < lonlat_in("05")[1] < north
    for one in found["links"]:
        if one["rel"] != "related":  # tiles have an application of their own
            with client.get(one["href"]) as answer:  # a file is open until it is closed
                assert answer.status_code == 200


def test_only_listed_collections_are_there(client: Browser) -> None:
    for name in ("st_squaregrid", "person", "service.pin", "pin", "spatial_ref_sys"):
        assert client.get(f"/ogc/collections/{name}").status_code == 404
        assert client.get(f"/ogc/collections/{name}/items").status_code == 404


@pytest.mark.parametrize("accept", ["application/geo+json", "application/json", "*/*", "text/html;q=0.5,*/*", ""])
def test_items_are_geojson_whatever_is_accepted(client: Browser, accept: str) -> None:
    answer = client.get("/ogc/collections/areas/items", headers={"Accept": accept})
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert len(ids(answer.json)) == 9


def test_features_are_as_rfc_7946_has_them(client: Browser) -> None:
    page = get(client, "/collections/areas/items")
    assert "crs" not in page
    for feature in page["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        assert all(part.exterior.is_ccw for part in shape.geoms)
        west, south, east, north = shape.bounds
        assert METRIC.lonlat_bounds[0] < west < east < METRIC.lonlat_bounds[2]
        assert METRIC.lonlat_bounds[1] < south < north < METRIC.lonlat_bounds[3]
        assert set(feature["properties"]) == set(COLLECTIONS["areas"].properties)
        assert max(len(repr(x).split(".")[1]) for x, _ in shape.geoms[0].exterior.coords) <= 9


@pytest.mark.parametrize(
    "box",
    ["-180,-90,180,90", "-180,-89,180,89", "-180,-90,-100,180,90,100", "0,0,90,90", "179,-90,178.9,90"],
)
def test_a_box_of_the_world_finds_everything(client: Browser, put_pins: PutPins, box: str) -> None:
    references = put_pins((100, 100), (1500, 1500), (2900, 2900))
    assert sorted(ids(get(client, "/collections/pins/items", bbox=box))) == references
    assert len(ids(get(client, "/collections/areas/items", bbox=box))) == 9
    turned = "-90,-180,90,180"
    assert sorted(ids(get(client, "/collections/pins/items", **{"bbox": turned, "bbox-crs": LATLON}))) == references


def test_a_box_finds_what_it_touches_in_every_reference_system(client: Browser, put_pins: PutPins) -> None:
    inside, _ = put_pins((500, 500), (2500, 2500))
    west, south = lonlat_in("01", 100, 100)
    east, north = lonlat_in("01", 900, 900)
    minx, miny = ORIGIN[0] + 100, ORIGIN[1] + 100
    boxes = {
        CRS84: f"{west},{south},{east},{north}",
        LATLON: f"{south},{west},{north},{east}",
        STORED.uri: ",".join(map(str, (*in_stored(minx, miny), *in_stored(minx + 800, miny + 800)))),
    }
    for system, box in boxes.items():
        found = get(client, "/collections/pins/items", **{"bbox": box, "bbox-crs": system})
        assert ids(found) == [inside]
        assert ids(get(client, "/collections/areas/items", **{"bbox": box, "bbox-crs": system})) == ["01"]
    assert ids(get(client, "/collections/pins/items", bbox="-10,10,-5,15")) == []


def test_a_box_in_degrees_is_exact_though_its_sides_are_curves(client: Browser, put_pins: PutPins) -> None:
    """Against shapely in degrees: the box's northern side bends by hundreds of metres over some degrees."""
    references = put_pins(*[(x * 300, y * 300) for x in range(10) for y in range(10)])
    all_pins = {f["id"]: f["geometry"]["coordinates"] for f in get(client, "/collections/pins/items")["features"]}
    assert set(all_pins) == set(references)
    north = sorted(lat for _, lat in all_pins.values())[55]
    west, south, east = 20.0, 60.0, 31.0
    expected = {key for key, (lon, lat) in all_pins.items() if west <= lon <= east and south <= lat <= north}
    assert 0 < len(expected) < 100
    found = set(ids(get(client, "/collections/pins/items", bbox=f"{west},{south},{east},{north}")))
    assert len(found ^ expected) <= 1


def test_coordinates_are_answered_in_each_reference_system(client: Browser, put_pins: PutPins) -> None:
    (reference,) = put_pins((500, 500))
    lon, lat = lonlat_in("01")
    expected = {
        CRS84: [lon, lat],
        LATLON: [lat, lon],
        STORED.uri: in_stored(ORIGIN[0] + 500, ORIGIN[1] + 500),
    }
    for system, place in expected.items():
        for path in ("/collections/pins/items", f"/collections/pins/items/{reference}"):
            answer = client.get(f"/ogc{path}", query_string={"crs": system})
            assert answer.headers["Content-Crs"] == f"<{system}>"
            found = answer.json["features"][0] if "features" in answer.json else answer.json
            assert found["geometry"]["coordinates"] == pytest.approx(place, abs=1e-2 if system == STORED.uri else 1e-6)
    default = client.get("/ogc/collections/pins/items")
    assert default.headers["Content-Crs"] == f"<{CRS84}>"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("my-unknown-parameter", "1"),
        ("bbox", "a,b,c,d"),
        ("bbox", "1,2,3"),
        ("bbox", "1,2,3,4,5"),
        ("bbox", "NaN,0,1,1"),
        ("bbox", "0,0,inf,1"),
        ("bbox", "20,70,30,60"),
        ("bbox", "-181,0,10,10"),
        ("bbox", ""),
        ("bbox-crs", "http://www.opengis.net/def/crs/EPSG/0/0"),
        ("crs", "EPSG:4326"),
        ("crs", "http://www.opengis.net/def/crs/EPSG/0/99999"),
        ("datetime", "yesterday"),
        ("datetime", "2026-13-01"),
        ("datetime", "2026-01-01/2025-01-01"),
        ("datetime", "2026-01-01/2026-02-01/2026-03-01"),
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "ten"),
        ("limit", "1e3"),
        ("after", "!!"),
        ("after", "AA=="),
        ("f", "shapefile"),
        ("state", "angry"),
        ("state", "1'--"),
        ("theme", "\x00"),
    ],
)
def test_a_wrong_parameter_is_400_with_a_problem(client: Browser, name: str, value: str) -> None:
    answer = client.get("/ogc/collections/pins/items", query_string={name: value})
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == 400
    assert len(answer.json["detail"]) > 20


def test_a_parameter_given_twice_is_400(client: Browser) -> None:
    assert client.get("/ogc/collections/pins/items?limit=1&limit=2").status_code == 400


@pytest.mark.parametrize("path", ["", "/conformance", "/api", "/collections", "/collections/pins"])
def test_unknown_parameters_are_400_everywhere(client: Browser, path: str) -> None:
    assert client.get(f"/ogc{path}?my-unknown-parameter=1").status_code == 400


@pytest.mark.parametrize("name", COLLECTIONS)
@pytest.mark.parametrize(
    "key", ["no-such-feature", "1'--", "%00", "999999999999", "..%2F..", "%F0%9F%90%8B", "a" * 300]
)
def test_an_unknown_id_is_404(client: Browser, name: str, key: str) -> None:
    answer = client.get(f"/ogc/collections/{name}/items/{key}")
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_pages_lead_to_the_next_and_give_each_once(client: Browser, put_pins: PutPins) -> None:
    references = put_pins(*[(100 + n, 100) for n in range(25)])
    page = get(client, "/collections/pins/items", limit="10")
    assert "numberMatched" not in page
    seen = ids(page)
    while following := next((one["href"] for one in page["links"] if one["rel"] == "next"), None):
        page = client.get(following).json
        assert len(page["features"]) <= 10
        seen += ids(page)
    assert seen == references[::-1], "the newest first"
    whole = get(client, "/collections/pins/items", limit="25")
    assert (whole["numberMatched"], [one["rel"] for one in whole["links"]]) == (
        25,
        ["self", "alternate", "collection"],
    )


def test_pages_miss_nothing_and_double_nothing_when_something_comes_meanwhile(
    client: Browser, put_pins: PutPins
) -> None:
    first = put_pins(*[(100 + n, 100) for n in range(6)])
    page = get(client, "/collections/pins/items", limit="4")
    put_pins((500, 500))
    following = next(one["href"] for one in page["links"] if one["rel"] == "next")
    assert ids(page) + ids(client.get(following).json) == first[::-1]


def test_pages_go_from_day_to_day_and_by_number_in_a_day(client: Browser, put_pins: PutPins) -> None:
    days = (3, 1, 2, 3, 1, 2, 3)
    for day in days:
        put_pins((100, 100), created_at=dt.datetime(2026, 5, day, 9, tzinfo=dt.UTC))
    seen, path = [], "/ogc/collections/pins/items?limit=2"
    while path:
        page = client.get(path).json
        seen += [(one["properties"]["created_on"], one["id"]) for one in page["features"]]
        path = next((one["href"] for one in page["links"] if one["rel"] == "next"), "")
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(days)


@pytest.mark.parametrize("name", ["areas", "zoning"])
def test_pages_by_key_lead_through_everything(client: Browser, name: str) -> None:
    seen, path = [], f"/ogc/collections/{name}/items?limit=1"
    while path:
        page = client.get(path).json
        seen += ids(page)
        path = next((one["href"] for one in page["links"] if one["rel"] == "next"), "")
    assert seen == ids(get(client, f"/collections/{name}/items"))
    assert seen == sorted(set(seen))


def test_a_limit_beyond_the_most_is_cut(client: Browser) -> None:
    assert len(ids(get(client, "/collections/areas/items", limit="999999"))) == 9


def test_properties_narrow_down(client: Browser, put_pins: PutPins) -> None:
    put_pins((100, 100), (101, 100), theme="green", state="received", kind="idea")
    (other,) = put_pins((102, 100), theme="traffic", state="done", kind="problem")
    for name, value in (("theme", "traffic"), ("state", "done"), ("kind", "problem")):
        assert ids(get(client, "/collections/pins/items", **{name: value})) == [other]
    assert ids(get(client, "/collections/pins/items", theme="green", state="done")) == []
    assert len(ids(get(client, "/collections/areas/items", kind="postal"))) == 9
    assert len(ids(get(client, "/collections/zoning/items", letter="AK"))) == 1


def test_time_narrows_pins_down(client: Browser, put_pins: PutPins) -> None:
    # 23.30 in Helsinki is the next day nowhere but in no other time zone that matters here.
    (early,) = put_pins((100, 100), created_at=dt.datetime(2026, 3, 1, 21, 30, tzinfo=dt.UTC))
    (late,) = put_pins((101, 100), created_at=dt.datetime(2026, 3, 1, 22, 30, tzinfo=dt.UTC))
    cases = {
        "2026-03-01": [early],
        "2026-03-02": [late],
        "2026-03-01T12:00:00Z": [early],
        "2026-03-01/2026-03-02": [late, early],
        "../2026-03-01": [early],
        "/2026-03-01": [early],
        "2026-03-02/..": [late],
        "2026-03-02T00:00:00.000Z/": [late],
        "../..": [late, early],
        "2025-01-01/2025-12-31": [],
    }
    for when, expected in cases.items():
        assert ids(get(client, "/collections/pins/items", datetime=when)) == expected, when
    # What has no time matches every time.
    assert len(ids(get(client, "/collections/areas/items", datetime="1999-01-01"))) == 9


@pytest.mark.parametrize("path", DESCRIBED)
def test_what_is_unchanged_is_not_sent_again(client: Browser, path: str) -> None:
    first = client.get(f"/ogc{path}")
    again = client.get(f"/ogc{path}", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert first.headers["Access-Control-Allow-Origin"] == "*"


def test_a_hidden_pin_is_nowhere(town: TownDatabase, client: Browser, put_pins: PutPins) -> None:
    shown, hidden, withdrawn, pending = put_pins((100, 100), (101, 100), (102, 100), (103, 100))
    with town.database.session() as db:
        for state, reference in (("hidden", hidden), ("withdrawn", withdrawn), ("pending", pending)):
            db.execute(
                text("UPDATE service.pin SET visibility = :v WHERE reference = :r"), {"v": state, "r": reference}
            )
    assert ids(get(client, "/collections/pins/items")) == [shown]
    for reference in (hidden, withdrawn, pending):
        assert client.get(f"/ogc/collections/pins/items/{reference}").status_code == 404


def test_a_pin_without_a_place_is_an_item_without_geometry(
    client: Browser, town: TownDatabase, put_pins: PutPins
) -> None:
    (reference,) = put_pins((100, 100))
    with town.database.session() as db:
        db.execute(text("UPDATE service.pin SET geom = NULL, public_geom = NULL"))
    assert get(client, f"/collections/pins/items/{reference}")["geometry"] is None
    assert ids(get(client, "/collections/pins/items", bbox="-180,-90,180,90")) == []


def test_no_item_names_a_person(client: Browser, put_pins: PutPins) -> None:
    put_pins((100, 100))
    (feature,) = get(client, "/collections/pins/items")["features"]
    assert set(feature["properties"]) == set(COLLECTIONS["pins"].properties)
    assert len(feature["properties"]["created_on"]) == len("2026-11-22"), "a day, not an instant"


def test_tiles_are_found_from_their_collection(client: Browser) -> None:
    links = get(client, "/collections/pins")["links"]
    tilejson = [one["href"] for one in links if one["rel"] == "related"]
    assert any(WEB_MERCATOR_QUAD.name in one for one in tilejson)


_texts = st.text(max_size=20)
_names = st.sampled_from(
    ["bbox", "bbox-crs", "crs", "datetime", "limit", "after", "f", "theme", "state", "kind", "letter", "code", "area"]
)
_numbers = st.one_of(st.floats(), st.integers(-200, 200)).map(str)
_values = st.one_of(
    _texts,
    st.lists(_numbers, min_size=3, max_size=7).map(",".join),
    st.sampled_from([*SYSTEMS, "2026-01-01", "2026-01-01/..", "../..", "9999-12-31", "0001-01-01", "10", "MQ"]),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([*COLLECTIONS]), st.dictionaries(_names, _values, max_size=4), st.none() | _texts)
def test_nothing_that_is_asked_breaks_anything(
    client: Browser, name: str, query: dict[str, str], key: str | None
) -> None:
    path = f"/ogc/collections/{name}/items" + ("" if key is None else f"/{key.replace('?', '')}")
    answer = client.get(path, query_string=query)
    assert answer.status_code in (200, 308, 400, 404), answer.get_data(as_text=True)
