"""The description of the JSON API is OpenAPI 3.0, whole in itself, and true to what is served."""

from __future__ import annotations

import json
import re
from typing import Any

import openapi_spec_validator
import pytest
from flask import Flask

from service.api.document import METHODS, operations
from tests.conftest import Browser


@pytest.fixture
def document(client: Browser) -> dict[str, Any]:
    answer = client.get("/api/openapi.json")
    assert answer.headers["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    found: dict[str, Any] = json.loads(answer.data)
    return found


def test_a_validator_finds_nothing_and_asks_nobody(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.0.3"
    openapi_spec_validator.validate(document)
    references = re.findall(r'"\$ref": "([^"]+)"', json.dumps(document))
    assert references
    for reference in references:
        here: Any = document
        assert reference.startswith("#/")
        for part in reference[2:].split("/"):
            here = here[part]


def test_every_route_is_described_and_every_described_one_is_there(app: Flask, document: dict[str, Any]) -> None:
    served = {
        (re.sub(r"<(?:[^<>:]+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if rule.rule.startswith("/api/") and method in METHODS and rule.endpoint != "api.document"
    }
    described = {(path, method) for path, one in document["paths"].items() for method in one}
    assert served == described
    assert len(served) > 40


def test_what_a_route_reads_is_what_is_said_of_it(client: Browser, app: Flask) -> None:
    """A parameter that is described is known, and one that is not is refused."""
    seen = 0
    for one in operations(app):
        if one.is_write or one.findings.query is None or "{" in one.path:
            continue
        names = [field.alias or name for name, field in one.findings.query.model_fields.items()]
        for name in names:
            answer = client.get(one.path, query_string={name: "1"})
            assert "tuntematon parametri" not in answer.get_data(as_text=True), (one.path, name)
        answer = client.get(one.path, query_string={"nothing": "1"})
        assert (answer.status_code, answer.mimetype) == (400, "application/problem+json"), one.path
        seen += 1
    assert seen > 12


def test_writes_say_which_token_opens_them(document: dict[str, Any]) -> None:
    pin = document["paths"]["/api/pins"]["post"]
    assert (pin["security"], pin["x-scopes"]) == ([{"token": []}, {"session": []}], ["pins"])
    assert {"name": "Idempotency-Key", "in": "header"}.items() <= pin["parameters"][-1].items()
    assert pin["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith("/Submission")
    assert "201" in pin["responses"]
    plan = document["paths"]["/api/proposals"]["post"]
    assert plan["security"] == [{"session": []}]
    photo = document["paths"]["/api/pins/{reference}/photos"]["post"]["requestBody"]["content"]
    form = document["components"]["schemas"][photo["multipart/form-data"]["schema"]["$ref"].rsplit("/", 1)[1]]
    assert form["properties"]["photo"]["format"] == "binary"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_names_every_address(client: Browser, app: Flask, language: str) -> None:
    page = client.get(f"/api?lang={language}").get_data(as_text=True)
    for one in operations(app):
        assert f"{one.method} {one.path}" in page
    for address in ("/api/openapi.json", "/ogc", "/feed.atom", "/open311/v2", "/data/collections"):
        assert address in page
