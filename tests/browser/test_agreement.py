"""Many people's drawings of one place: drawn by finger, by keys and without scripts, read, and made an area."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, sign_in
from tests.browser.test_areas import corners, ready

CALL = "/areas/calls/jynkka"
CALL_PAGE = re.compile(r"/areas/calls/jynkka(#own)?$")
SUMMARY = ".area-live__summary"


def test_a_phone_draws_once_and_comes_back_to_change_it(open_page: OpenPage) -> None:
    page = open_page("/areas", size="phone")
    page.get_by_role("link", name="Mitä sinä kutsut nimellä Jynkkä? Piirrä se.").click()
    page.get_by_role("link", name="Piirrä omasi").first.click()
    ready(page)
    corners(page, [(60, 150), (230, 150), (230, 270), (60, 270)], by_touch=True)
    expect(page.locator(SUMMARY)).to_have_text(re.compile("asukasta"))
    page.get_by_role("button", name="Valmis").click()
    page.locator("#field-tie").select_option("seasonal")
    page.get_by_role("button", name="Tallenna piirrokseni").click()
    page.wait_for_url(CALL_PAGE)
    expect(page.get_by_text("Olet piirtänyt tähän kutsuun")).to_be_visible()
    page.get_by_role("link", name="Muuta piirrostasi").click()
    ready(page)
    expect(page.locator("#field-tie")).to_have_value("seasonal")
    expect(page.locator(SUMMARY)).to_have_text(re.compile("asukasta"))
    page.get_by_role("button", name="Tallenna muutos").click()
    page.wait_for_url(CALL_PAGE)
    page.get_by_role("button", name="Peru piirros").click()
    expect(page.get_by_text("Piirroksesi on peruttu")).to_be_visible()


def test_without_scripts_by_check_boxes(open_page: OpenPage) -> None:
    page = open_page(f"{CALL}/draw", java_script_enabled=False)
    page.get_by_text("Kokoa valmiista alueista").click()
    page.get_by_label(re.compile("^Jynkänmäki")).check()
    page.get_by_role("button", name="Näytä luvut").click()
    expect(page.locator(SUMMARY)).to_contain_text("asukasta")
    page.get_by_role("button", name="Tallenna piirrokseni").click()
    page.wait_for_url(CALL_PAGE)
    expect(page.get_by_text("Olet piirtänyt tähän kutsuun")).to_be_visible()
    expect(page.get_by_role("heading", name="Ketkä piirsivät toisin")).to_be_visible()
    expect(page.locator(".dissent__sentence").first).to_contain_text("piirtäjästä jättää pois")
    expect(page.locator(".agreement__table tbody tr")).to_have_count(5)


def test_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(f"{CALL}/draw")
    ready(page)
    page.locator(".map-surface").focus()
    for key in ("Space", *["ArrowRight"] * 4, "Space", *["ArrowDown"] * 4, "Space", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(120)
    expect(page.locator(SUMMARY)).to_have_text(re.compile("Koko"))
    page.get_by_role("button", name="Tallenna piirrokseni").press("Enter")
    page.wait_for_url(CALL_PAGE)


def test_a_tie_is_looked_at_apart_and_nothing_overflows(open_page: OpenPage) -> None:
    page = open_page(CALL, size="phone")
    page.get_by_role("link", name=re.compile("Täällä asuvat")).click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("Täällä asuvat")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_official_chooses_the_level_by_keys_and_publishes(open_page: OpenPage) -> None:
    page = open_page("/about")
    sign_in(page, "official")
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + f"{CALL}/publish")
    summary = page.locator(SUMMARY)
    expect(summary).to_contain_text("15/30")
    slider = page.locator("#level-slider")
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#level-number")).to_have_value("60")
    expect(summary).to_contain_text("18/30")
    page.locator("#level-number").fill("75")
    expect(summary).to_contain_text("23/30")
    expect(page.locator("#publish-level")).to_have_value("75")
    page.get_by_label("Nimi suomeksi").fill("Jynkän ydin")
    page.get_by_role("button", name="Julkaise alue").click()
    page.wait_for_url(re.compile("/areas/jynkan-ydin$"))
    expect(page.locator(".area-origin")).to_contain_text("Tehty 30 ihmisen piirroksista")
    expect(page.locator(".area-origin")).to_contain_text("75\xa0%")
    page.get_by_role("link", name="Katso piirrosten tulos").click()
    page.wait_for_url(CALL_PAGE)
