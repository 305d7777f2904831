"""At a desk, axe-core finds nothing on any page in three languages, nor in the dark."""

from __future__ import annotations

import pytest

from tests.browser.accessibility.looking import findings, findings_in_the_dark, visit
from tests.browser.conftest import OpenPage
from tests.browser.pages import PUBLIC


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_axe_finds_nothing(open_page: OpenPage, lang: str) -> None:
    page = open_page(f"/about?lang={lang}", lang=lang, bypass_csp=True)
    found = []
    for path in visit(page, PUBLIC):
        assert page.locator("html").get_attribute("lang") == lang, path
        found += findings(page)
        if lang == "fi":  # colours know no language
            found += findings_in_the_dark(page)
    assert not found, "\n".join(found)
