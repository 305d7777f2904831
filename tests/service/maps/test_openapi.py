"""The description of the interface is OpenAPI 3.0, whole in itself, and true to what is served."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from service.maps.ogc.collections import COLLECTIONS
from tests.conftest import Browser


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
    validator = pytest.importorskip("openapi_spec_validator", reason="the validator is not installed")
    validator.validate(document)


def test_it_refers_to_nothing_outside_itself(document: dict[str, Any]) -> None:
    for reference in _references(document):
        assert reference.startswith("#/")
        here: Any = document
        for part in reference[2:].split("/"):
            here = here[part]


def test_every_path_that_it_names_answers(client: Browser, document: dict[str, Any]) -> None:
    for path in document["paths"]:
        expected = 200
        if "{featureId}" in path:
            expected = 404
        answer = client.get("/ogc" + path.replace("{featureId}", "0"))
        assert answer.status_code == expected, path


def test_it_names_every_collection_and_every_filter(document: dict[str, Any]) -> None:
    for collection in COLLECTIONS.values():
        parameters = document["paths"][f"/collections/{collection.id}/items"]["get"]["parameters"]
        named = {one.get("name") or one["$ref"].rsplit("/", 1)[1] for one in parameters}
        assert {"bbox", "bbox-crs", "crs", "datetime", "limit"} | {one.name for one in collection.filters} <= named


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for inner in part.values():
            yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)
