"""Tables on a phone: what is compared stays in sight, and what is read has room for its words."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenPage

#: Pages whose tables are there to be compared or read across, on the phone too.
WHOLE = (
    "/answers",
    "/data",
    "/proposals/compare?of=kuopio-puiston-uudistus&of=kuopio-puiston-uudistus-kevyempi",
    "/proposals/kuopio-puiston-uudistus/effects",
    "/analysis/workbench/compare?area=70820&area=70500&area=70150",
    "/analysis/indicators",
)


@pytest.mark.parametrize("path", WHOLE)
def test_no_column_hides_beyond_the_edge(open_page: OpenPage, path: str) -> None:
    page = open_page(path, size="phone")
    hidden = page.eval_on_selector_all(
        ".table-wrap", "boxes => boxes.filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.innerText)"
    )
    assert hidden == []


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_addresses_have_more_room_than_a_letter(open_page: OpenPage, lang: str) -> None:
    page = open_page("/data", size="phone", lang=lang)
    widths = page.eval_on_selector_all(
        ".facts dd", "all => all.filter(dd => dd.offsetHeight).map(dd => dd.offsetWidth)"
    )
    assert widths
    assert min(widths) > 120
