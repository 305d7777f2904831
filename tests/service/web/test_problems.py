"""What goes wrong is answered in the asker's form and language, and never by a crash."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask import Flask

from tests.conftest import Browser, TownDatabase
from tests.service.web.routes import paths_of

TITLES = {"fi": "Ei löytynyt", "sv": "Hittades inte", "en": "Not found"}
CANARY = "'\"><svg onload=alert(1)>"
BAD_JSON = {
    "deep": "[" * 100_000 + "]" * 100_000,
    "deep_object": '{"a":' * 20_000 + "1" + "}" * 20_000,
    "duplicate_keys": '{"theme": "green", "theme": "traffic"}',
    "nan": '{"lonlat": [NaN, 1]}',
    "infinity": '{"lonlat": [1e999, -Infinity]}',
    "not_json": "hello",
    "not_utf8": b"\xff\xfe{",
    "empty": "",
    "a_list": "[1, 2]",
    "a_number": "1",
    "null": "null",
    "huge_number": '{"zoom": ' + "9" * 5000 + "}",
    "half_character": '{"text": "\\ud800", "theme": "green"}',
    "null_character": '{"text": "a\\u0000b", "theme": "\\u0000"}',
}


def send_raw(client: Browser, body: str | bytes, path: str = "/api/pins") -> Any:
    headers = {"X-CSRF-Token": client.token(), "Idempotency-Key": "k" * 32, "Content-Type": "application/json"}
    return client.post(path, data=body, headers=headers)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_missing_page_speaks_the_readers_language(client: Browser, language: str) -> None:
    headers = {"Accept": "text/html", "Accept-Language": language}
    answer = client.get("/nothing-here", headers=headers)
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert answer.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in answer.text
    assert TITLES[language] in answer.text


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_program_gets_a_problem_document(client: Browser, language: str) -> None:
    answer = client.get("/api/nothing", headers={"Accept-Language": language, "X-Request-Id": "test-request-1"})
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Content-Language"] == language
    body = json.loads(answer.data)
    assert body["type"] == "urn:aluekartta:problem:not_found"
    assert (body["title"], body["status"], body["code"]) == (TITLES[language], 404, "not_found")
    assert body["detail"]
    assert body["request_id"] == "test-request-1"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html", "text/html"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("application/json", "application/problem+json"),
        ("application/problem+json", "application/problem+json"),
        ("image/png", "text/html"),
    ],
)
def test_the_form_of_the_answer_follows_accept(client: Browser, accept: str, kind: str) -> None:
    assert client.get("/nothing-here", headers={"Accept": accept}).mimetype == kind


def test_a_page_never_repeats_the_address_as_markup(client: Browser) -> None:
    for path in (
        f"/{CANARY}",
        f"/pins/{CANARY}",
        f"/areas/{CANARY}",
        f"/nothing?{CANARY}={CANARY}",
        f"/pins?q={CANARY}",
    ):
        assert "<svg onload" not in client.get(path, headers={"Accept": "text/html"}).text, path


def test_an_unknown_parameter_is_named(client: Browser) -> None:
    for path in ("/api/pins?colour=red", "/pins?colour=red", "/?colour=red"):
        answer = client.get(path)
        assert answer.status_code == 400, path
        assert "colour" in answer.text
    assert client.get("/api/pins?colour=red").get_json(force=True)["code"] == "unknown_parameter"


def test_a_page_says_which_part_of_the_address_is_wrong(client: Browser) -> None:
    page = client.get("/analysis/pins?sigma=abc", headers={"Accept": "text/html"})
    assert page.status_code == 400
    assert "<code>sigma</code>" in page.get_data(as_text=True)


def test_a_wrong_method_says_which_are_right(client: Browser) -> None:
    answer = client.delete("/api/pins", headers={"X-CSRF-Token": client.token()})
    assert answer.status_code == 405
    assert {"GET", "POST"} <= {name.strip() for name in answer.headers["Allow"].split(",")}


@pytest.mark.parametrize("name", BAD_JSON)
def test_json_that_cannot_be_used_is_refused(client: Browser, name: str) -> None:
    answer = send_raw(client, BAD_JSON[name])
    assert answer.status_code == 422, answer.text
    assert answer.mimetype == "application/problem+json"
    assert json.loads(answer.data)["detail"]


def test_every_json_route_survives_bad_json(client: Browser, app: Flask) -> None:
    client.sign_in("administrator")
    for _endpoint, path in paths_of(app, "POST"):
        if path.startswith("/api/"):
            for name in ("deep", "a_list", "null", "not_utf8", "empty"):
                assert 400 <= send_raw(client, BAD_JSON[name], path).status_code < 500, (path, name)


def test_every_form_survives_nonsense(client: Browser, app: Flask) -> None:
    client.sign_in("administrator")
    for endpoint, path in paths_of(app, "POST"):
        if path.startswith("/api/") or endpoint in ("accounts.sign_out", "accounts.sign_in_as_demo_person"):
            continue
        for form in ({}, {"a\x00b": "\x00"}, {"title": "\x00", "body": "\ud83d", "geometry": "{", "item": "\x00"}):
            sent = {name: value.encode("utf-8", "surrogatepass") for name, value in form.items()}
            assert client.send(path, sent).status_code < 500, (path, form)


def test_a_body_that_is_too_large_is_refused(client: Browser) -> None:
    answer = send_raw(client, '{"text": "' + "x" * (9 * 1024 * 1024) + '"}')
    assert answer.status_code == 413
    assert json.loads(answer.data)["code"] == "payload_too_large"


def test_a_form_field_that_is_too_large_is_refused(client: Browser) -> None:
    headers = {"X-CSRF-Token": client.token(), "Content-Type": "multipart/form-data; boundary=b"}
    field = "x" * (3 * 1024 * 1024)
    body = f'--b\r\nContent-Disposition: form-data; name="email"\r\n\r\n{field}\r\n--b--\r\n'
    assert client.post("/sign-in/link", data=body.encode(), headers=headers).status_code == 413


def test_strange_query_values_are_no_crash(client: Browser, app: Flask) -> None:
    strange = ["%00", "%ff", "%F0%9F%98%80", "'%20OR%201=1--", "a" * 3000, "-1", "1e309", "[]", "%ED%A0%80"]
    for _endpoint, path in paths_of(app, "GET"):
        if path.startswith("/sign-in"):
            continue
        for value in strange:
            for name in ("q", "bbox", "after", "limit", "lang", "key", "theme"):
                answer = client.get(f"{path}?{name}={value}", buffered=True)
                assert answer.status_code < 500, f"{path}?{name}={value}"


@pytest.mark.parametrize("number", ["2147483648", "9" * 400, "9" * 5000], ids=len)
def test_numbers_that_no_database_holds_lead_nowhere(
    client: Browser, app: Flask, town: TownDatabase, number: str
) -> None:
    client.sign_in("administrator")
    for rule in app.url_map.iter_rules():
        if "<int:" not in rule.rule:
            continue
        path = re.sub(r"<int:\w+>", number, rule.rule)
        path = re.sub(r"<uuid:\w+>", "00000000-0000-0000-0000-000000000000", path)
        path = re.sub(r"<any\((\w+)[^>]*>", r"\1", path)
        path = re.sub(r"<[^>]+>", "x", path)
        answer = client.get(path, buffered=True) if "GET" in (rule.methods or ()) else client.send(path, {})
        assert answer.status_code in (404, 405), rule.rule


def test_a_number_beyond_any_map_is_answered_and_not_told_of(client: Browser) -> None:
    answer = client.get("/api/areas/cells?lon=1e300&lat=1.7976931348623155e%2B308")
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert "e+" not in answer.json["detail"]
