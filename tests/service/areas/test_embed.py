"""The page for other websites' frames: the only one that may stand in one, without cookies and forms."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from tests.conftest import Browser
from tests.service.areas.lively import Lively


def ancestors(client: Browser, path: str) -> str:
    answer = client.get(path, headers={"Accept": "text/html"})
    found = re.search(r"frame-ancestors ([^;]+)", answer.headers["Content-Security-Policy"])
    assert found
    return found[1]


def test_only_the_embedded_page_may_stand_in_a_frame(app: Flask, client: Browser, lively: Lively) -> None:
    assert ancestors(client, "/areas/05/embed") == "*"
    for path in ("/areas/05", "/areas", "/", "/areas/05/follow", "/areas/no-such/embed"):
        assert ancestors(client, path) == "'none'", path
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], embed_ancestors="https://lehti.example")
    assert ancestors(client, "/areas/05/embed") == "https://lehti.example"


@pytest.mark.parametrize("path", ["/areas/05/embed", "/areas/05/embed?lang=sv"])
def test_sets_no_cookie_and_has_no_form(app: Flask, client: Browser, lively: Lively, path: str) -> None:
    answer = client.get(path)
    assert "Set-Cookie" not in answer.headers
    html = answer.get_data(as_text=True)
    assert "<form" not in html and "csrf" not in html
    for link in re.findall(r"<a [^>]*>", html):
        assert 'target="_blank"' in link and "noopener" in link


def test_shows_the_main_figures_in_the_wanted_language(client: Browser) -> None:
    html = client.get("/areas/06/embed?lang=sv").get_data(as_text=True)
    assert "Område 06" in html and '<html lang="sv"' in html
    assert re.search(r'value="800(\.0)?"', html) and re.search(r'value="120(\.0)?"', html)


def test_the_code_for_another_website_is_on_the_areas_page(client: Browser) -> None:
    client.send("/areas", {"name": 'Lähi"><script>alert(1)</script>', "areas": ["05"]})
    html = client.get("/areas/lahi-script-alert-1-script", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert "&lt;iframe src=" in html and "/embed" in html
    assert (
        "<script>alert(1)" not in html and "&lt;script&gt;alert(1)" not in html.partition('id="embed-code"')[2][:400]
    )
