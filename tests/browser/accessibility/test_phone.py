"""On a phone, axe-core finds nothing on any page in three languages, and nothing runs over the edge."""

from __future__ import annotations

import pytest

from tests.browser.accessibility.looking import findings, runs_over, visit
from tests.browser.conftest import OpenPage
from tests.browser.pages import PUBLIC


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(open_page: OpenPage, lang: str) -> None:
    page = open_page(f"/about?lang={lang}", size="phone", lang=lang, bypass_csp=True)
    found = []
    for path in visit(page, PUBLIC):
        assert page.locator("html").get_attribute("lang") == lang, path
        found += runs_over(page) + findings(page)
    assert not found, "\n".join(found)
