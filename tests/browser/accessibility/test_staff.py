"""axe-core finds nothing on the pages of those who work here."""

from __future__ import annotations

import pytest

from tests.browser.accessibility.looking import findings, visit
from tests.browser.conftest import OpenPage, sign_in
from tests.browser.pages import STAFF


@pytest.mark.parametrize("role", sorted(STAFF))
def test_axe_finds_nothing(open_page: OpenPage, role: str) -> None:
    page = open_page("/about", bypass_csp=True)
    sign_in(page, role)
    found = []
    for _ in visit(page, STAFF[role]):
        found += findings(page)
    assert not found, "\n".join(found)
