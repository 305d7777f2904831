"""Looking at ideas: one set of filters for map and list, a pin's card, and pages that everybody can read."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, drawn
from tests.browser.pins.test_telling import ready

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


def complaints(page: Page) -> list[str]:
    """What axe finds wrong on the page."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def test_a_filter_acts_on_the_map_and_the_list_together(open_page: OpenPage) -> None:
    page = open_page("/?theme=shore")
    ready(page)
    count = int(re.sub(r"\D", "", page.locator(".pin-count").inner_text()))
    found = "document.querySelector('aluekartta-map').layer('found').layer"
    drawn(page)
    page.wait_for_function(f"{found}.getVisible()")
    drawn(page)
    on_map = page.evaluate(
        f"{found}.getFeaturesInExtent([-1e9, -1e9, 1e9, 1e9]).reduce((sum, one) => sum + (one.get('count') ?? 1), 0)"
    )
    listed = page.request.get(page.url.split("/?")[0] + "/api/pins?theme=shore&limit=500").json()["features"]
    assert count == len(listed)
    assert on_map == sum(1 for feature in listed if feature["geometry"])
    page.get_by_text("Rajaa ja järjestä").click() if not page.get_by_label("Aihe").is_visible() else None
    page.get_by_label("Aihe").select_option("")
    expect(page.locator(".pin-count")).not_to_have_text(re.compile(rf"^{count} "))
    assert page.evaluate("document.querySelector('aluekartta-map').layer('pins').layer.getVisible()")
    assert "theme=" not in page.url


def test_an_area_drawn_on_the_map_narrows_map_and_list(open_page: OpenPage) -> None:
    """By keys alone: the button, three corners under the crosshair, Enter; unticking takes the filter away."""
    page = open_page("/")
    ready(page)
    everything = page.locator(".pin-count").inner_text()
    page.get_by_text("Rajaa ja järjestä").click()
    page.get_by_role("button", name="Piirrä, mistä haetaan").press("Enter")
    for keys in (["Space"], ["ArrowRight"] * 6 + ["Space"], ["ArrowDown"] * 6 + ["Space", "Enter"]):
        for key in keys:
            page.keyboard.press(key)
            page.wait_for_timeout(60)
        page.wait_for_timeout(400)
    expect(page.get_by_label("Vain piirretyn alueen sisältä")).to_be_checked()
    expect(page.locator(".pin-count")).not_to_have_text(everything)
    assert "outline=" in page.url
    count = int(re.sub(r"\D", "", page.locator(".pin-count").inner_text()) or 0)
    listed = page.request.get(page.url.split("#")[0].replace("/?", "/api/pins?") + "&limit=500").json()["features"]
    assert count == len(listed)
    page.get_by_label("Vain piirretyn alueen sisältä").uncheck()
    expect(page.locator(".pin-count")).to_have_text(everything)


def test_a_pin_on_the_map_shows_itself_in_the_panel(open_page: OpenPage) -> None:
    page = open_page("/#11.0/62.8880/27.6640")
    page.watch.expect("willReadFrequently")  # type: ignore[attr-defined]
    ready(page)
    drawn(page)
    x, y, reference = page.evaluate(
        """() => {
            const map = document.querySelector('aluekartta-map');
            const box = map.getBoundingClientRect();
            const pins = map.layer('pins').layer.getFeaturesInExtent(map.stage.view.calculateExtent());
            const at = (pin) => map.stage.map.getPixelFromCoordinate(pin.getFlatCoordinates());
            const isClear = ([x, y]) => x > 60 && y > 60 && x < box.width - 120 && y < box.height - 60;
            const one = pins.find((pin) => pin.get('reference') && isClear(at(pin)));
            return [at(one)[0] + box.left, at(one)[1] + box.top, one.get('reference')];
        }"""
    )
    page.mouse.click(x, y)
    expect(page.locator(f'[data-chosen] [data-reference="{reference}"]')).to_be_visible()
    page.get_by_role("button", name="Sulje").click()
    expect(page.locator("[data-chosen]")).to_be_hidden()


def test_the_list_filters_and_pages_without_a_reload(open_page: OpenPage) -> None:
    page = open_page("/pins")
    page.evaluate("window.isSame = true")
    first = page.locator("[data-reference]").first.get_attribute("data-reference")
    page.get_by_role("link", name="Seuraava").click()
    expect(page.locator(f'[data-reference="{first}"]')).to_have_count(0)
    page.get_by_label("Sanoja ideoista tai tunnus").fill(first or "")
    page.get_by_role("button", name="Hae").click()
    expect(page.locator(".pin-count")).to_have_text("1 idea")
    assert page.evaluate("window.isSame") is True


def test_supporting_counts_once_and_can_be_taken_back(open_page: OpenPage) -> None:
    page = open_page("/pins?sort=supported")
    page.locator(".item__link").first.click()
    button = page.get_by_role("button", name="Kannata")
    before = int(re.sub(r"\D", "", button.inner_text()))
    button.click()
    expect(page.locator("[data-support-count]")).to_have_text(str(before + 1))
    button.click()
    expect(page.locator("[data-support-count]")).to_have_text(str(before))


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_axe_finds_nothing(open_page: OpenPage, lang: str, size: str) -> None:
    page = open_page("/", size=size, lang=lang)
    ready(page)
    found = {"/": complaints(page)}
    origin = page.url.split("/#")[0].rstrip("/")
    for step, button in (("place", "[data-tell]"), ("write", "[data-here]")):
        page.locator(button).click()
        page.wait_for_timeout(400)
        found[step] = complaints(page)
    for path in ("/pins", "/pins?q=nothing-like-this", "/pins/new"):
        page.goto(origin + path)
        found[path] = complaints(page)
    page.goto(origin + "/pins")
    page.locator(".item__link").first.click()
    page.wait_for_timeout(800)
    found["pin"] = complaints(page)
    assert not any(found.values()), found
