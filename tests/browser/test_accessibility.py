"""axe-core finds nothing on any page, in three languages, at two widths, in light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, origin, sign_in
from tests.browser.pages import PUBLIC, STAFF

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def findings(page: Page) -> list[str]:
    """What axe-core finds, as readable lines."""
    results = Axe().run(page, options=RULES)
    return [
        f"{page.url}: {one['id']} ({one['impact']}): {node['html'][:160]}"
        for one in results.response["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_axe_finds_nothing(open_page: OpenPage, size: str, lang: str) -> None:
    page = open_page(f"/about?lang={lang}", size=size, lang=lang, bypass_csp=True)
    page.watch.expect("404")  # type: ignore[attr-defined]
    own = origin(page)
    found = []
    for path in PUBLIC:
        page.goto(own + path)
        settle(page)
        assert page.locator("html").get_attribute("lang") == lang, path
        found += findings(page)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_in_the_dark(open_page: OpenPage) -> None:
    page = open_page("/about", bypass_csp=True, color_scheme="dark")
    page.watch.expect("404")  # type: ignore[attr-defined]
    own = origin(page)
    found = []
    for path in PUBLIC:
        page.goto(own + path)
        settle(page)
        found += findings(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("role", sorted(STAFF))
def test_axe_finds_nothing_on_staff_pages(open_page: OpenPage, role: str) -> None:
    page = open_page("/about", bypass_csp=True)
    sign_in(page, role)
    own = origin(page)
    found = []
    for path in STAFF[role]:
        page.goto(own + path)
        settle(page)
        found += findings(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", [path for path in PUBLIC if path != "/no-such-page"])
def test_nothing_runs_over_the_edge_of_a_phone(open_page: OpenPage, path: str) -> None:
    page = open_page(path, size="phone")
    settle(page)
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= seen, f"{path} is {wide} px wide on a screen of {seen} px"


def settle(page: Page) -> None:
    """Wait until maps stand and what they asked for has come."""
    page.wait_for_load_state("networkidle")
