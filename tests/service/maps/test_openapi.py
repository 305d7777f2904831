"""The description of the interface is OpenAPI 3.0, whole in itself, and true to what is served."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from openapi_spec_validator import OpenAPIV30SpecValidator
from werkzeug.test import Client

from service.maps.ogc.collections import COLLECTIONS
from tests.conftest import Browser

PutPins = Callable[..., list[str]]
#: What stands in the braces of a path: a tile in the town's place at a low zoom.
PATH_VALUES = {"tileMatrixSetId": "WebMercatorQuad", "tileMatrix": 0, "tileCol": 0, "tileRow": 0}
RULE_NAMES = {"featureId": "<path:key>", "tileMatrixSetId": "<matrix>"}
QUERY_VALUES = {
    "bbox": "20,60,30,65",
    "datetime": "2026-01-01/..",
    "limit": "1",
    "filter": "is_synthetic = TRUE",
}


@pytest.fixture
def document(client: Browser) -> dict[str, Any]:
    answer = client.get("/ogc/api")
    assert answer.headers["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    found: dict[str, Any] = json.loads(answer.data)
    return found


def test_it_is_openapi_3_0(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.0.")
    assert {"title", "version"} <= set(document["info"])
    names = [one["get"]["operationId"] for one in document["paths"].values()]
    assert len(names) == len(set(names))
    for path in document["paths"].values():
        for status, answer in path["get"]["responses"].items():
            assert status.isdecimal()
            assert "$ref" in answer or answer["description"]


def test_a_validator_finds_nothing(document: dict[str, Any]) -> None:
    """Against the schema of OpenAPI 3.0, and without a network: no reference leads outside, as the next test says."""
    assert [str(error) for error in OpenAPIV30SpecValidator(document).iter_errors()] == []


def test_it_refers_to_nothing_outside_itself(document: dict[str, Any]) -> None:
    for reference in _references(document):
        assert reference.startswith("#/")
        here: Any = document
        for part in reference[2:].split("/"):
            here = here[part]


def test_what_it_names_is_served_and_what_is_served_it_names(
    app: Flask, client: Browser, tiles: Client, furnished: None, put_pins: PutPins, document: dict[str, Any]
) -> None:
    """Each path answers as described, with a real key in it; and no route below /ogc is left out."""
    put_pins((500, 500))
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/ogc")}
    met = set()
    for path, described in document["paths"].items():
        values = dict(PATH_VALUES)
        if "{featureId}" in path:
            page = client.get("/ogc" + path.removesuffix("/{featureId}")).json
            assert page
            values["featureId"] = page["features"][0]["id"]
        address = re.sub(r"\{(\w+)\}", lambda found: str(values[found[1]]), path)  # noqa: B023
        own = described["get"].get("servers") or described.get("servers")
        answer = tiles.get(address) if own else client.get(f"/ogc{address}", headers={"Accept": "application/json"})
        assert answer.status_code == 200, path
        assert answer.mimetype in [kind.partition(";")[0] for kind in described["get"]["responses"]["200"]["content"]]
        if not own:
            name = path.split("/")[2] if path.startswith("/collections/") else ""
            rule = re.sub(r"\{(\w+)\}", lambda found: RULE_NAMES[found[1]], path)
            rule = rule.replace(f"/collections/{name}", "/collections/<name>", 1) if name else rule
            rule = "" if rule == "/" else rule.replace("/tileMatrixSets/<matrix>", "/tileMatrixSets/<name>")
            met.add(f"/ogc{rule}")
    assert rules - met == {"/ogc/"}, "the landing page with a slash is the landing page"
    assert met <= rules


def test_each_parameter_that_it_names_is_taken_and_no_other(client: Browser, document: dict[str, Any]) -> None:
    components = document["components"]["parameters"]
    for path, described in document["paths"].items():
        if described.get("servers") or described["get"].get("servers") or "{" in path:
            continue
        # Where a page begins is given by the page before it, and tested with pages.
        named = [components[one["$ref"].rsplit("/", 1)[1]] if "$ref" in one else one for one in _parameters(described)]
        for one in (one for one in named if one["name"] != "after"):
            schema = one["schema"]
            value = schema["enum"][0] if "enum" in schema else QUERY_VALUES.get(one["name"], "x")
            answer = client.get(f"/ogc{path}", query_string={one["name"]: value})
            assert answer.status_code == 200, f"{path}?{one['name']}={value}"
        assert client.get(f"/ogc{path}", query_string={"unheard-of": "1"}).status_code == 400, path


def test_it_names_every_collection_and_every_filter(document: dict[str, Any]) -> None:
    for collection in COLLECTIONS.values():
        parameters = document["paths"][f"/collections/{collection.id}/items"]["get"]["parameters"]
        named = {one.get("name") or one["$ref"].rsplit("/", 1)[1] for one in parameters}
        assert {"bbox", "bbox-crs", "crs", "datetime", "limit"} | {one.name for one in collection.filters} <= named


def _parameters(described: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = described["get"]["parameters"]
    return found


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for inner in part.values():
            yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)
