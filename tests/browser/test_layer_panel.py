"""The layer panel of the front page's map: order, what the address keeps, and what lies at a place, by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, drawn

#: The middle of the demo's town, and a zoom at which every layer of the catalogue draws.
PLACE = "/#13.0/62.89260/27.67820"
MAP = "document.querySelector('aluekartta-map')"


def shown(page: Page) -> list[str]:
    """The names in the panel, topmost first."""
    return page.locator(".map-layers__head label").all_inner_texts()


def depth(page: Page, key: str) -> float:
    return float(page.evaluate(f"key => {MAP}.layer(key).layer.getZIndex()", key))


def ready(page: Page) -> Page:
    page.locator("aluekartta-map[data-mode]").wait_for()
    return page


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_order_is_kept_in_the_address(open_page: OpenPage, size: str) -> None:
    page = ready(open_page(PLACE, size=size))
    page.locator(".map-layers > summary").click()
    areas = page.locator('[data-layer="areas"]')
    areas.get_by_role("checkbox").check()
    assert depth(page, "areas") < depth(page, "pins")
    while shown(page)[0] != areas.locator("label").first.inner_text():
        areas.get_by_role("button", name="Siirrä ylemmäs").press("Enter")
    expect(page.locator("#live-region")).to_contain_text("nyt 1. ylhäältä")
    # The button has nowhere to go any more: its pair has the focus.
    expect(areas.get_by_role("button", name="Siirrä alemmas")).to_be_focused()
    assert depth(page, "areas") > depth(page, "pins")
    areas.get_by_role("slider").fill("50")
    order = shown(page)
    page.wait_for_function("location.hash.includes('&on=areas:50,pins')")

    page.reload()
    ready(page).locator(".map-layers > summary").click()
    assert shown(page) == order
    expect(page.locator('[data-layer="areas"]').get_by_role("checkbox")).to_be_checked()
    assert depth(page, "areas") > depth(page, "pins")
    assert page.evaluate(f"{MAP}.layer('areas').layer.getOpacity()") == 0.5


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_what_is_here_by_keyboard(open_page: OpenPage, size: str) -> None:
    page = ready(open_page(PLACE + "&on=areas", size=size))
    drawn(page)
    ask = page.get_by_role("button", name="Mitä tässä on?")
    ask.focus()
    ask.press("Enter")
    told = page.locator(".map-here")
    expect(told).to_be_focused()
    expect(told.get_by_role("heading", level=3)).to_have_text("Alueet")
    expect(told.get_by_role("link").first).to_have_attribute("href", re.compile("^/areas/[0-9a-z]"))
    box, whole = page.locator("[data-chosen]").bounding_box(), page.viewport_size
    assert box and whole
    assert box["height"] < whole["height"] * 0.7, "the map is still seen"
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    expect(ask).to_be_focused()
