"""A resident tells an idea: by touch, by keyboard, and without scripts. It is on the map, in the list, in its areas."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from geo.crs import METRIC
from tests.browser.conftest import OpenPage

SENTENCE = "Rannan polulle tarvittaisiin muutama lyhty, syksyllä siellä on pimeää."


def fetched(page: Page, path: str) -> Any:
    """JSON of the service as another program would get it."""
    origin = "/".join(page.url.split("/")[:3])
    with urllib.request.urlopen(origin + path, timeout=10) as answer:  # noqa: S310
        return json.load(answer)


def told_reference(page: Page) -> str:
    """The reference on the receipt."""
    link = page.locator("[data-sent-link]")
    expect(link).to_have_text(re.compile(r"KUO-\d{4}-\d+"))
    return link.inner_text().strip()


def test_four_taps_and_a_sentence(open_page: OpenPage) -> None:
    page = open_page("/", size="phone")
    page.locator("aluekartta-map canvas").first.wait_for()
    page.locator("[data-tell]").tap()  # 1
    here = page.locator("[data-here]")
    expect(here).to_be_visible()
    page.wait_for_timeout(800)  # the map glides to rest
    under_the_tip = page.evaluate("document.querySelector('aluekartta-map').lonlat")
    resolution = METRIC.matrix.resolution(0) / 2 ** page.evaluate("document.querySelector('aluekartta-map').zoom")
    here.tap()  # 2
    page.locator(".theme-choice").first.tap()  # 3
    page.locator("form[data-step=write] textarea").fill(SENTENCE)
    page.locator(".pin-send").tap()  # 4
    reference = told_reference(page)

    stored = fetched(page, f"/api/pins/{reference}")
    x, y = METRIC.from_lonlat(*stored["geometry"]["coordinates"])
    wanted_x, wanted_y = METRIC.from_lonlat(*under_the_tip)
    assert abs(x - wanted_x) <= resolution
    assert abs(y - wanted_y) <= resolution, "the pin is not where the crosshair was"

    page.locator("[data-sent-see]").tap()
    expect(page.get_by_text(SENTENCE).first).to_be_visible()
    expect(page.get_by_text(reference)).to_be_visible()
    area = page.locator("a[href^='/areas/']").first
    expect(area).to_be_visible()
    slug = str(area.get_attribute("href")).rpartition("/")[2]
    inside = fetched(page, f"/api/pins?area={slug}&limit=500")
    assert reference in {feature["properties"]["reference"] for feature in inside["features"]}

    page.goto("/".join(page.url.split("/")[:3]) + "/pins")
    expect(page.get_by_text(SENTENCE).first).to_be_visible()


def test_by_keyboard_in_at_most_25_presses(open_page: OpenPage) -> None:
    page = open_page("/", size="desk")
    page.locator("aluekartta-map canvas").first.wait_for()
    presses = 0

    def press(key: str) -> None:
        nonlocal presses
        presses += 1
        page.keyboard.press(key)

    def press_until(selector: str, key: str = "Tab") -> None:
        for _ in range(25):
            if page.locator(f"{selector}:focus").count():
                return
            press(key)
        raise AssertionError(f"{selector} is not reached by {key}")

    page.keyboard.press("Escape")
    press_until("a[href='#content']")
    press("Enter")
    press_until("[data-tell]")
    press("Enter")
    expect(page.locator("[data-here]")).to_be_visible()
    press_until("[data-here]")
    press("Enter")
    expect(page.locator("form[data-step=write]")).to_be_visible()
    press_until("form[data-step=write] input[name=theme]")
    press("Space")
    press_until("form[data-step=write] textarea")
    page.keyboard.type(SENTENCE)  # typing is not counted
    press_until(".pin-send")
    press("Enter")
    told_reference(page)
    assert presses <= 25, f"{presses} key presses"


def test_without_scripts_by_choosing_an_area(open_page: OpenPage) -> None:
    page = open_page("/", size="phone", java_script_enabled=False)
    page.locator("[data-tell]").click()
    expect(page).to_have_url(re.compile("/pins/new"))
    page.locator("input[name=theme]").first.check()
    page.locator("textarea[name=text], textarea[name=body]").fill(SENTENCE)
    area = page.locator("select[name=area] option, input[name=area]").nth(3)
    if area.evaluate("node => node.tagName") == "OPTION":
        page.locator("select[name=area]").select_option(index=3)
    page.get_by_role("button", name=re.compile("Lähetä")).click()
    expect(page.get_by_text(re.compile(r"KUO-\d{4}-\d+")).first).to_be_visible()


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_what_was_typed_survives_a_reload(open_page: OpenPage, size: str) -> None:
    page = open_page("/", size=size)
    page.locator("aluekartta-map canvas").first.wait_for()
    page.locator("[data-tell]").click()
    page.locator("[data-here]").click()
    page.locator("form[data-step=write] textarea").fill(SENTENCE)
    page.wait_for_timeout(600)
    page.reload()
    expect(page.locator("[data-draft]")).to_be_visible()
    page.locator("[data-draft-continue]").click()
    expect(page.locator("form[data-step=write] textarea")).to_have_value(SENTENCE)
