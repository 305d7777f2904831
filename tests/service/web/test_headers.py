"""Security headers on every route, whatever it answers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from tests.conftest import Browser
from tests.house.test_routes import WITHOUT_TOKEN
from tests.service.web.routes import paths_of


def policy(answer: Any) -> dict[str, str]:
    """The Content-Security-Policy as directive and sources."""
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: sources for name, _, sources in parts if name}


def check_headers(answer: Any, where: str) -> None:
    csp = policy(answer)
    assert csp["default-src"] in ("'self'", "'none'"), where
    assert "unsafe" not in answer.headers["Content-Security-Policy"], where
    assert not re.search(r"https?:|\*", answer.headers["Content-Security-Policy"]), where
    for directive, sources in (("object-src", "'none'"), ("base-uri", "'none'"), ("frame-ancestors", "'none'")):
        assert csp.get(directive, csp["default-src"]) == sources, (where, directive)
    assert answer.headers["X-Content-Type-Options"] == "nosniff", where
    assert answer.headers["Referrer-Policy"] in ("strict-origin", "no-referrer", "same-origin"), where
    assert "geolocation=(self)" in answer.headers["Permissions-Policy"], where
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", where
    assert answer.headers["X-Request-Id"], where
    assert "Cache-Control" in answer.headers, where
    assert "Server" not in answer.headers, where


@pytest.mark.parametrize("role", [None, "administrator"])
def test_every_page_carries_them(client: Browser, app: Flask, role: str | None) -> None:
    if role:
        client.sign_in(role)
    for endpoint, path in paths_of(app, "GET"):
        answer = client.get(path, headers={"Accept": "text/html"}, buffered=True)
        assert answer.status_code < 500, (endpoint, path)
        check_headers(answer, path)


def test_every_refused_write_carries_them(app: Flask, client: Browser) -> None:
    for endpoint, path in paths_of(app, "POST"):
        answer = client.post(path)
        # Without a CSRF token, or where none is asked for: without an idempotency key, or with a made-up secret.
        assert answer.status_code in ((400, 404) if endpoint in WITHOUT_TOKEN else (403,))
        check_headers(answer, path)


def test_each_page_has_a_nonce_of_its_own_and_no_other_script(client: Browser) -> None:
    nonces = set()
    for path in ("/", "/pins", "/areas", "/sign-in", "/nothing"):
        answer = client.get(path, headers={"Accept": "text/html"})
        found = re.search(r"'nonce-([^']+)'", policy(answer)["script-src"])
        assert found
        nonces.add(found[1])
        for script in re.findall(r"<script\b[^>]*>(?=\s*[^<\s])", answer.text):
            assert f'nonce="{found[1]}"' in script or 'type="application/json"' in script, (path, script)
        assert not re.search(r"<[^>]+\son\w+=", answer.text), path
        assert " style=" not in answer.text, path
        assert "<style" not in answer.text, path
    assert len(nonces) == 5


def test_no_transport_security_is_promised_over_plain_http(client: Browser) -> None:
    assert "Strict-Transport-Security" not in client.get("/about").headers


def test_a_request_id_is_echoed_when_it_is_one(client: Browser) -> None:
    assert client.get("/about", headers={"X-Request-Id": "abc-12345678"}).headers["X-Request-Id"] == "abc-12345678"
    for bad in ("short", "x" * 65, "a b c d e f g", "<script>alert(1)"):
        assert client.get("/about", headers={"X-Request-Id": bad}).headers["X-Request-Id"] != bad
    ids = {client.get("/about").headers["X-Request-Id"] for _ in range(5)}
    assert len(ids) == 5
