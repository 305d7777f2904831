"""OGC API - Features - Part 1 (17-069r4), annex A: its abstract tests, each named by the clause that it tests."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
import shapely

from service.maps.ogc.collections import COLLECTIONS
from service.maps.ogc.reference_systems import CRS84
from tests.conftest import Browser, TownDatabase

PutPins = Callable[..., list[str]]
DOCUMENTS = ("", "/conformance", "/api", "/collections", *(f"/collections/{name}" for name in COLLECTIONS))


@pytest.fixture
def pins(put_pins: PutPins, town: TownDatabase) -> list[str]:
    """Twelve pins over the town, a day apart."""
    return [
        put_pins((200 + n * 200, 200 + n * 200), created_at=dt.datetime(2026, 5, n + 1, 9, tzinfo=dt.UTC))[0]
        for n in range(12)
    ]


def get(client: Browser, path: str, **query: str) -> Any:
    """The JSON of an address below /ogc, which must be 200."""
    answer = client.get(f"/ogc{path}", query_string=query)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.json


def rels(document: Any, rel: str) -> list[dict[str, str]]:
    """The links of a relation."""
    return [one for one in document["links"] if one["rel"] == rel]


def is_described(link: dict[str, str]) -> bool:
    """Whether a link has what a client needs to follow it."""
    return bool(link["href"] and link["rel"] and link["type"] and link["title"])


class TestCore:
    """/conf/core"""

    def test_http(self, client: Browser) -> None:
        """/conf/core/http: HTTP 1.1 status codes; HEAD is answered as GET without its body."""
        for path in DOCUMENTS:
            head = client.open(f"/ogc{path}", method="HEAD")
            assert (head.status_code, head.data) == (200, b"")
            assert client.open(f"/ogc{path}", method="DELETE").status_code == 405

    def test_root_op_and_success(self, client: Browser) -> None:
        """/conf/core/root-op, /conf/core/root-success: links to the API definition, conformance and data."""
        for path in ("/ogc", "/ogc/"):
            document = client.get(path).json
            assert rels(document, "service-desc") + rels(document, "service-doc")
            assert rels(document, "conformance")
            assert rels(document, "data")
            assert all(is_described(one) for one in document["links"])

    def test_api_definition_op_and_success(self, client: Browser) -> None:
        """/conf/core/api-definition-op, -success: every link to it answers in the type that the link says."""
        landing = get(client, "")
        for one in rels(landing, "service-desc") + rels(landing, "service-doc"):
            answer = client.get(one["href"])
            assert answer.status_code == 200
            assert answer.content_type.partition(";")[0] == one["type"].partition(";")[0]

    def test_conformance_op_and_success(self, client: Browser) -> None:
        """/conf/core/conformance-op, -success."""
        answer = client.get(rels(get(client, ""), "conformance")[0]["href"])
        assert answer.status_code == 200
        classes = answer.json["conformsTo"]
        assert len(classes) == len(set(classes))
        for name in ("core", "geojson", "html", "oas30"):
            assert f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" in classes

    def test_fc_md_op_success_links_and_items(self, client: Browser) -> None:
        """/conf/core/fc-md-op, -success, -links, -items, -items-links: each collection leads to its items."""
        document = get(client, "/collections")
        assert urlsplit(rels(document, "self")[0]["href"]).path == "/ogc/collections"
        assert [one["type"] for one in rels(document, "alternate")] == ["text/html"]
        assert {one["id"] for one in document["collections"]} == set(COLLECTIONS)
        for one in document["collections"]:
            assert {link["type"] for link in rels(one, "items")} == {"application/geo+json", "text/html"}
            assert all(is_described(link) for link in one["links"])

    def test_fc_md_extent(self, client: Browser, pins: list[str]) -> None:
        """/conf/core/fc-md-extent, -extent-multi: the box in CRS84 holds every feature; times are a pair."""
        for name in COLLECTIONS:
            extent = get(client, f"/collections/{name}")["extent"]
            assert extent["spatial"]["crs"] == CRS84
            west, south, east, north = extent["spatial"]["bbox"][0]
            box = shapely.box(west - 1e-4, south - 1e-4, east + 1e-4, north + 1e-4)
            for feature in get(client, f"/collections/{name}/items")["features"]:
                assert box.contains(shapely.geometry.shape(feature["geometry"]))
            for interval in extent.get("temporal", {"interval": []})["interval"]:
                assert len(interval) == 2

    def test_sfc_md_op_and_success(self, client: Browser) -> None:
        """/conf/core/sfc-md-op, -success: the collection says the same as its entry in the list."""
        for name in COLLECTIONS:
            found = get(client, f"/collections/{name}")
            assert found in get(client, "/collections")["collections"]

    def test_fc_op_and_response(self, client: Browser, pins: list[str]) -> None:
        """/conf/core/fc-op, fc-response, fc-links, fc-rel-type, fc-numberReturned, fc-numberMatched."""
        for name in COLLECTIONS:
            answer = client.get(f"/ogc/collections/{name}/items")
            assert answer.status_code == 200
            page = answer.json
            assert page["type"] == "FeatureCollection"
            assert [one["type"] for one in rels(page, "self")] == ["application/geo+json"]
            assert [one["type"] for one in rels(page, "alternate")] == ["text/html"]
            assert all(is_described(one) for one in page["links"])
            assert page["numberReturned"] == len(page["features"])
            assert page["numberMatched"] == page["numberReturned"]

    def test_fc_links_keep_what_was_asked(self, client: Browser, pins: list[str]) -> None:
        """/conf/core/fc-links: self and alternate answer the same question."""
        page = get(client, "/collections/pins/items", limit="3", datetime="2026-05-04/..")
        assert client.get(rels(page, "self")[0]["href"]).json["features"] == page["features"]
        alternate = client.get(rels(page, "alternate")[0]["href"])
        assert alternate.mimetype == "text/html"
        assert all(feature["id"] in alternate.get_data(as_text=True) for feature in page["features"])

    def test_fc_bbox(self, client: Browser, pins: list[str]) -> None:
        """/conf/core/fc-bbox-definition, fc-bbox-response: four or six numbers; only what the box touches."""
        features = get(client, "/collections/pins/items")["features"]
        lon, lat = features[5]["geometry"]["coordinates"]
        reach = 1e-4
        for box in (
            f"{lon - reach},{lat - reach},{lon + reach},{lat + reach}",
            f"{lon - reach},{lat - reach},-50,{lon + reach},{lat + reach},9000",
        ):
            assert [one["id"] for one in get(client, "/collections/pins/items", bbox=box)["features"]] == [
                features[5]["id"]
            ]
        for wrong in ("1,2,3", "1,2,3,4,5", "a,b,c,d", "1,2,3,4,5,6,7"):
            assert client.get("/ogc/collections/pins/items", query_string={"bbox": wrong}).status_code == 400

    def test_fc_limit(self, client: Browser, pins: list[str]) -> None:
        """/conf/core/fc-limit-definition, fc-limit-response: never more than the limit."""
        for limit in (1, 5, 12, 5000):
            page = get(client, "/collections/pins/items", limit=str(limit))
            assert len(page["features"]) == min(limit, 12)
            assert bool(rels(page, "next")) == (limit < 12)
        for wrong in ("0", "-1", "x", "1.5"):
            assert client.get("/ogc/collections/pins/items", query_string={"limit": wrong}).status_code == 400

    def test_fc_time(self, client: Browser, pins: list[str]) -> None:
        """/conf/core/fc-time-definition, fc-time-response: instants, intervals, half-open ones, both spellings."""
        expected = {
            "2026-05-03": 1,
            "2026-05-03T12:00:00Z": 1,
            "2026-05-03T12:00:00.5+03:00": 1,
            "2026-05-03/2026-05-05": 3,
            "2026-05-03T00:00:00Z/2026-05-05T20:00:00Z": 3,
            "2026-05-10/..": 3,
            "2026-05-10/": 3,
            "../2026-05-02": 2,
            "/2026-05-02": 2,
            "../..": 12,
        }
        for when, count in expected.items():
            assert get(client, "/collections/pins/items", datetime=when)["numberReturned"] == count, when
        for wrong in ("2026", "2026-02-30", "2026-05-03T25:00:00Z", "now", "2026-05-05/2026-05-03"):
            assert client.get("/ogc/collections/pins/items", query_string={"datetime": wrong}).status_code == 400

    def test_fc_next(self, client: Browser, pins: list[str]) -> None:
        """/conf/core/fc-response (next): the links lead through every feature once."""
        page = get(client, "/collections/pins/items", limit="5")
        seen = [one["id"] for one in page["features"]]
        while following := rels(page, "next"):
            page = client.get(following[0]["href"]).json
            seen += [one["id"] for one in page["features"]]
        assert sorted(seen) == pins

    def test_query_param_unknown_and_invalid(self, client: Browser) -> None:
        """/conf/core/query-param-unknown, query-param-invalid: 400."""
        for path in (*DOCUMENTS, "/collections/areas/items", "/collections/areas/items/01"):
            assert client.get(f"/ogc{path}?thisisnotknown=1").status_code == 400
            assert client.get(f"/ogc{path}?f=nothing").status_code == 400

    def test_f_op_success_and_links(self, client: Browser, pins: list[str]) -> None:
        """/conf/core/f-op, f-success, f-links: self, alternate and collection; the same feature as in the page."""
        for name in COLLECTIONS:
            for one in get(client, f"/collections/{name}/items")["features"][:3]:
                feature = get(client, f"/collections/{name}/items/{one['id']}")
                assert {key: feature[key] for key in ("id", "geometry", "properties")} == {
                    key: one[key] for key in ("id", "geometry", "properties")
                }
                assert [link["type"] for link in rels(feature, "self")] == ["application/geo+json"]
                assert [link["type"] for link in rels(feature, "alternate")] == ["text/html"]
                assert urlsplit(rels(feature, "collection")[0]["href"]).path == f"/ogc/collections/{name}"

    def test_cross_origin(self, client: Browser) -> None:
        """/rec/core/cross-origin: any page may read it."""
        for path in (*DOCUMENTS, "/collections/areas/items"):
            assert client.get(f"/ogc{path}").headers["Access-Control-Allow-Origin"] == "*"


class TestGeoJson:
    """/conf/geojson"""

    def test_definition_and_content(self, client: Browser, pins: list[str]) -> None:
        """/conf/geojson/definition, /conf/geojson/content: RFC 7946, links beside the members of GeoJSON."""
        for name in COLLECTIONS:
            answer = client.get(f"/ogc/collections/{name}/items", headers={"Accept": "application/geo+json"})
            assert answer.content_type == "application/geo+json"
            for feature in answer.json["features"]:
                assert feature["type"] == "Feature"
                assert "crs" not in feature
                assert shapely.geometry.shape(feature["geometry"]).is_valid
                assert set(feature["properties"]) == set(COLLECTIONS[name].properties)


class TestHtml:
    """/conf/html"""

    def test_definition_and_content(self, client: Browser) -> None:
        """/conf/html/definition, /conf/html/content: what JSON says is in the page, and its links lead on."""
        wish = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
        for path in (*DOCUMENTS, "/collections/areas/items", "/collections/areas/items/01"):
            for answer in (client.get(f"/ogc{path}", headers=wish), client.get(f"/ogc{path}?f=html")):
                assert (answer.status_code, answer.mimetype) == (200, "text/html")
                assert "Accept" in answer.headers["Vary"]
            for plain in ("*/*", "application/json", ""):
                assert "json" in client.get(f"/ogc{path}", headers={"Accept": plain}).mimetype
            assert "json" in client.get(f"/ogc{path}?f=json", headers=wish).mimetype
            found = _Links()
            found.feed(answer.get_data(as_text=True))
            own = [one for one in found.hrefs if urlsplit(one).path.startswith("/ogc")]
            assert own
            for href in dict.fromkeys(own):
                assert client.get(href).status_code == 200, href

    def test_a_page_says_what_the_features_say(self, client: Browser, pins: list[str]) -> None:
        """/conf/html/content: every value of a feature is in its page and in the table, escaped."""
        (feature,) = get(client, "/collections/pins/items", limit="1")["features"]
        for path in ("items", f"items/{feature['id']}"):
            page = client.get(f"/ogc/collections/pins/{path}?f=html").get_data(as_text=True)
            for value in feature["properties"].values():
                said = json.dumps(value) if isinstance(value, bool) else str(value)
                assert value is None or said in page


class _Links(HTMLParser):
    """The addresses that a page's main part links to."""

    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hrefs += [value for name, value in attrs if tag == "a" and name == "href" and value]


class TestOpenApi:
    """/conf/oas30 (its validity: test_openapi.py)"""

    def test_oas_definition_1(self, client: Browser) -> None:
        """/conf/oas30/oas-definition-1, -2: OpenAPI 3.0 as JSON, and a page."""
        assert get(client, "/api")["openapi"].startswith("3.0.")
        assert client.get("/ogc/api?f=html").mimetype == "text/html"

    def test_oas_impl_and_completeness(self, client: Browser) -> None:
        """/conf/oas30/oas-impl, completeness: every parameter that it names is taken, with its own example."""
        document = get(client, "/api")
        values = {
            "bbox": "20,60,30,65",
            "datetime": "2026-01-01/..",
            "limit": "3",
            "f": "json",
            "lang": "sv",
            "filter": "TRUE",
        }
        for path, one in document["paths"].items():
            if "{" in path:
                continue
            for given in one["get"]["parameters"]:
                if "$ref" in given:
                    given = document["components"]["parameters"][given["$ref"].rsplit("/", 1)[1]]
                value = values.get(given["name"]) or (given["schema"].get("enum") or ["x"])[-1]
                answer = client.get(f"/ogc{path}", query_string={given["name"]: value})
                expected = 400 if given["name"] == "after" else 200
                assert answer.status_code == expected, (path, given["name"], value)

    def test_oas_exceptions_codes(self, client: Browser) -> None:
        """/conf/oas30/exceptions-codes: an error is of the form that is described."""
        document = get(client, "/api")
        for one in document["paths"].values():
            for status in ("400", "404"):
                assert one["get"]["responses"][status]["$ref"] == "#/components/responses/Problem"
        assert client.get("/ogc/collections/nothing").content_type == "application/problem+json"

    def test_oas_security(self, client: Browser) -> None:
        """/conf/oas30/security: nothing needs a key, so none is described."""
        assert "security" not in get(client, "/api")
