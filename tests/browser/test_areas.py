"""Anyone draws an area: by finger, mouse and keyboard, by choosing districts, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

SUMMARY = ".area-live__summary"
PEOPLE = re.compile(r"asukasta")
AREA_PAGE = re.compile(r"/areas/(?!new)[a-z0-9-]+$")


def ready(page: Page) -> None:
    expect(page.locator(".draw-bar")).to_be_visible()


def corners(page: Page, points: list[tuple[int, int]], *, by_touch: bool) -> None:
    for count, (x, y) in enumerate(points, start=1):
        if by_touch:
            page.touchscreen.tap(x, y)
        else:
            page.mouse.click(x, y)
        # A tap is told from a double tap only after a moment.
        page.wait_for_timeout(350)
        if count < 3:
            expect(page.locator(".draw-bar__size")).to_contain_text(str(count))


def save(page: Page, name: str) -> None:
    page.get_by_label("Alueen nimi").fill(name)
    page.get_by_role("button", name="Tallenna alue").click()
    page.wait_for_url(AREA_PAGE)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_drawing_tells_who_lives_inside_and_saves(open_page: OpenPage, size: str) -> None:
    page = open_page("/areas/new", size=size)
    ready(page)
    points = [(60, 150), (230, 150), (230, 270), (60, 270)] if size == "phone" else [
        (700, 180), (900, 180), (900, 340), (700, 340),
    ]  # fmt: skip
    corners(page, points, by_touch=size == "phone")
    expect(page.locator(SUMMARY)).to_have_text(PEOPLE)
    page.get_by_role("button", name="Valmis").click()
    expect(page.locator(".area-facts__row--residents")).to_contain_text("varmasti")
    expect(page.locator(".area-live")).to_contain_text("pieni rajaus voi heittää paljon")
    expect(page.locator(".area-live")).to_contain_text("Tilastokeskus")
    save(page, f"Meidän kortteli {size}")
    expect(page.get_by_text("Tämä alue on sinun")).to_be_visible()
    expect(page.locator(".area-secret a")).to_have_attribute("href", re.compile(r"/edit\?key=.{20,}"))
    page.goto(page.url.rpartition("/")[0] + "/new")
    ready(page)
    expect(page.get_by_label("Alueen nimi")).to_have_value("")


def test_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("/areas/new")
    ready(page)
    page.locator(".map-surface").focus()
    for key in ("Space", *["ArrowRight"] * 4, "Space", *["ArrowDown"] * 4, "Space", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(120)
    expect(page.locator(SUMMARY)).to_have_text(PEOPLE)
    page.get_by_label("Alueen nimi").focus()
    page.keyboard.type("Nuolilla")
    page.get_by_role("button", name="Tallenna alue").press("Enter")
    page.wait_for_url(AREA_PAGE)


def test_choosing_areas_gives_published_figures_and_a_draft_comes_back(open_page: OpenPage) -> None:
    page = open_page("/areas/new")
    ready(page)
    page.get_by_text("Aloita valmiista alueista").click()
    page.get_by_label("Etsi luettelosta").fill("jynkkä")
    page.get_by_label(re.compile("^Jynkkä")).check()
    expect(page.locator(SUMMARY)).to_contain_text("4\xa0770 asukasta")
    expect(page.locator("#area-live")).to_contain_text("Julkaistu luku")
    page.wait_for_timeout(700)
    page.reload()
    ready(page)
    expect(page.locator(SUMMARY)).to_contain_text("4\xa0770 asukasta")
    save(page, "Jynkkä ja me")
    expect(page.locator(".area-facts-table")).to_contain_text("4\xa0770")


def test_an_outline_that_crosses_itself_is_named_and_kept(open_page: OpenPage) -> None:
    page = open_page("/areas/new")
    page.watch.expect("422")  # type: ignore[attr-defined]
    ready(page)
    corners(page, [(680, 180), (900, 340), (900, 180), (720, 360)], by_touch=False)
    expect(page.locator(SUMMARY)).to_contain_text("risteää itsensä kanssa lähellä paikkaa")
    page.get_by_role("button", name="Valmis").click()
    page.get_by_label("Alueen nimi").fill("Rusetti")
    page.get_by_role("button", name="Tallenna alue").click()
    expect(page.locator("#errors")).to_contain_text("risteää itsensä kanssa")
    expect(page.get_by_label("Alueen nimi")).to_have_value("Rusetti")
    expect(page.locator("#area-geometry")).to_have_value(re.compile("Polygon"))


def test_without_scripts(open_page: OpenPage) -> None:
    page = open_page("/areas/new", java_script_enabled=False)
    page.get_by_text("Aloita valmiista alueista").click()
    page.get_by_label(re.compile("^Jynkkä")).check()
    page.get_by_role("button", name="Näytä luvut").click()
    expect(page.locator(".area-facts__row--residents")).to_contain_text("4\xa0770")
    page.get_by_label("Alueen nimi").fill("Ilman skriptejä")
    page.get_by_role("button", name="Tallenna alue").click()
    expect(page).to_have_url(AREA_PAGE)
    expect(page.locator(".area-facts-table")).to_contain_text("4\xa0770")
