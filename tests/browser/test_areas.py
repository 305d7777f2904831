"""Anyone draws an area: by finger, mouse and keyboard, from areas that exist, without a network or scripts."""

from __future__ import annotations

import itertools
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility.looking import findings
from tests.browser.conftest import OpenPage, origin

SUMMARY = ".area-live__summary"
READOUT = ".draw-readout__figures"
PEOPLE = re.compile(r"asukasta")
AREA_PAGE = re.compile(r"/areas/(?!new)[a-z0-9-]+$")
PHONE_BLOCK = [(60, 190), (230, 190), (230, 300), (60, 300)]
DESK_BLOCK = [(700, 200), (900, 200), (900, 340), (700, 340)]
PHONE_SECOND = [(60, 330), (230, 330), (230, 400), (60, 400), (60, 332)]
DESK_SECOND = [(700, 380), (900, 380), (900, 470), (700, 470), (700, 382)]
WORDS = {
    "fi": {
        "freehand": "Vapaa", "adjust": "Muokkaa", "next": "Seuraava kulma", "north": "Siirrä kulmaa pohjoiseen",
        "go": "Nimeä ja tallenna", "name": "Alueen nimi", "save": "Tallenna alue", "people": "asukasta",
        "change": "Tallenna muutos", "version": "Versio 2",
    },
    "sv": {
        "freehand": "Fritt", "adjust": "Justera", "next": "Nästa hörn", "north": "Flytta hörnet norrut",
        "go": "Ge namn och spara", "name": "Områdets namn", "save": "Spara området", "people": "invånare",
        "change": "Spara ändringen", "version": "Version 2",
    },
    "en": {
        "freehand": "Freehand", "adjust": "Adjust", "next": "The next corner", "north": "Move the corner north",
        "go": "Name it and save", "name": "Name of the area", "save": "Save the area", "people": "residents",
        "change": "Save the change", "version": "Version 2",
    },
}  # fmt: skip


def ready(page: Page) -> None:
    expect(page.locator(".draw-bar")).to_be_visible()


def corners(page: Page, points: list[tuple[int, int]], *, by_touch: bool) -> None:
    for x, y in points:
        if by_touch:
            page.touchscreen.tap(x, y)
        else:
            page.mouse.click(x, y)
        # A tap is told from a double tap only after a moment.
        page.wait_for_timeout(350)


def stroke(page: Page, points: list[tuple[int, int]], *, by_touch: bool) -> None:
    """One stroke through the points, by mouse or by a finger."""
    if not by_touch:
        page.mouse.move(*points[0])
        page.mouse.down()
        for x, y in points[1:]:
            page.mouse.move(x, y, steps=6)
        page.mouse.up()
        return
    devtools = page.context.new_cdp_session(page)
    touch(page, devtools, "touchStart", [points[0]])
    for (x, y), (x2, y2) in itertools.pairwise(points):
        for step in range(1, 7):
            touch(page, devtools, "touchMove", [(x + (x2 - x) * step / 6, y + (y2 - y) * step / 6)])
    touch(page, devtools, "touchEnd", [])


def touch(page: Page, devtools, kind: str, points: list[tuple[float, float]]) -> None:
    devtools.send(
        "Input.dispatchTouchEvent",
        {"type": kind, "touchPoints": [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]},
    )
    page.wait_for_timeout(8)


def see_the_difference(page: Page) -> None:
    """From an area's page to what its newest boundary gained and lost, by keys as well as by hand."""
    page.locator('#boundary a[href$="/history"]').press("Enter")
    expect(page.locator("#difference-heading")).to_contain_text(re.compile("1.*2"))
    expect(page.locator("#change-numbers table")).to_be_visible()
    expect(page.locator(".change-legend")).to_be_visible()


def save(page: Page, name: str) -> None:
    page.get_by_label("Alueen nimi").fill(name)
    page.get_by_role("button", name="Tallenna alue").click()
    page.wait_for_url(AREA_PAGE)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


@pytest.mark.parametrize(("size", "lang"), [("phone", "fi"), ("desk", "sv"), ("phone", "en")])
def test_drawn_in_one_stroke_saved_without_an_account_and_changed_by_the_link(
    open_page: OpenPage, size: str, lang: str
) -> None:
    words, by_touch = WORDS[lang], size == "phone"
    page = open_page(f"/areas/new?lang={lang}", size=size, lang=lang, bypass_csp=True)
    # Half of a stroke can cross itself: there are no figures of that, and the next bit of it is asked for again.
    page.watch.expect("422")  # type: ignore[attr-defined]
    ready(page)
    page.wait_for_load_state("networkidle")
    assert findings(page) == []
    page.get_by_role("button", name=words["freehand"]).click()
    block, second = (PHONE_BLOCK, PHONE_SECOND) if by_touch else (DESK_BLOCK, DESK_SECOND)
    stroke(page, [*block, block[0]], by_touch=by_touch)
    expect(page.locator(READOUT)).to_contain_text(words["people"])
    expect(page.locator(SUMMARY)).to_contain_text(words["people"])
    assert page.evaluate("document.scrollingElement.scrollTop") == 0, "the page stayed where it was"
    assert findings(page) == []
    first = page.locator(READOUT).inner_text()
    stroke(page, second, by_touch=by_touch)
    expect(page.locator(READOUT)).not_to_have_text(first)
    expect(page.locator("#area-geometry")).to_have_value(re.compile("MultiPolygon"))
    page.get_by_role("button", name=words["go"]).click()
    page.get_by_label(words["name"]).fill(f"Block {size} {lang}")
    page.get_by_role("button", name=words["save"]).click()
    page.wait_for_url(AREA_PAGE)
    link = page.locator(".area-secret a").get_attribute("href")
    assert link and re.search(r"/edit\?key=.{20,}", link)

    own = origin(page)
    page.context.clear_cookies()
    page.goto(f"{own}{link}&lang={lang}")
    ready(page)
    page.get_by_role("button", name=words["adjust"]).click()
    page.get_by_role("button", name=words["next"]).click()
    before = page.locator("#area-geometry").input_value()
    page.get_by_role("button", name=words["north"]).click()
    expect(page.locator("#area-geometry")).not_to_have_value(before)
    if by_touch:
        box = page.get_by_role("button", name=words["north"]).bounding_box()
        assert box and box["width"] >= 44 and box["height"] >= 44
        bar, sheet = page.locator(".draw-bar").bounding_box(), page.locator("#area-panel").bounding_box()
        assert bar and sheet and bar["y"] + bar["height"] <= sheet["y"], "the sheet leaves the tools free"
    page.get_by_role("button", name=words["go"]).click()
    page.get_by_role("button", name=words["change"]).click()
    page.wait_for_url(AREA_PAGE)
    expect(page.locator("#boundary .timeline")).to_contain_text(words["version"])
    see_the_difference(page)


def test_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("/areas/new")
    ready(page)
    page.locator(".map-surface").focus()
    for key in ("Space", *["ArrowRight"] * 4, "Space", *["ArrowDown"] * 4, "Space", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    expect(page.locator(SUMMARY)).to_have_text(PEOPLE)
    triangle = page.locator("#area-geometry").input_value()
    page.get_by_role("button", name="Muokkaa").press("Enter")
    page.locator(".map-surface").focus()
    # Comma chooses a corner, Enter adds one after it; Space takes hold, arrows carry, Space puts it down.
    for key in (".", "Enter", "Space", *["ArrowRight"] * 3, "Space"):
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    expect(page.locator("#live-region")).to_contain_text("Kulma on laskettu")
    four = page.locator("#area-geometry").input_value()
    assert four.count("[") == triangle.count("[") + 1
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert page.locator("#area-geometry").input_value() == triangle
    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+Shift+z")
    assert page.locator("#area-geometry").input_value() == four
    page.get_by_label("Alueen nimi").focus()
    page.keyboard.type("Nuolilla")
    page.keyboard.press("Enter")
    page.wait_for_url(AREA_PAGE)
    page.get_by_role("link", name="Muuta aluetta").press("Enter")
    ready(page)
    page.get_by_role("button", name="Muokkaa").press("Enter")
    page.locator(".map-surface").focus()
    for key in (".", "Space", *["ArrowUp"] * 3, "Space"):
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    page.get_by_role("button", name="Tallenna muutos").press("Enter")
    page.wait_for_url(AREA_PAGE)
    see_the_difference(page)


def test_starting_from_what_is_near_and_cutting_it(open_page: OpenPage) -> None:
    page = open_page("/areas/new", bypass_csp=True)
    ready(page)
    page.locator("#area-near").get_by_role("button", name="Kuopio Keskus").click()
    expect(page.locator("#area-live")).to_contain_text("Julkaistu luku")
    whole = page.locator(READOUT).inner_text()
    page.get_by_text("Lisää, leikkaa, laajenna, siisti").click()
    page.get_by_label("Metriä ulospäin").fill("-200")
    page.get_by_label("Metriä ulospäin").press("Enter")
    expect(page.locator("#area-said")).to_contain_text("Koko ennen")
    expect(page.locator(READOUT)).not_to_have_text(whole)
    page.get_by_role("button", name="Jaa", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("^Pohjoispuoli"))).to_be_focused()
    assert findings(page) == []
    page.get_by_role("button", name=re.compile("^Eteläpuoli")).click()
    expect(page.locator(SUMMARY)).to_have_text(PEOPLE)
    page.get_by_role("button", name="Piirrä viiva").click()
    box = page.locator(".map-surface").bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2
    corners(page, [(int(middle), 130), (int(middle) + 10, 590)], by_touch=False)
    page.get_by_role("button", name="Valmis").click()
    page.get_by_role("button", name=re.compile("^Itäpuoli")).click()
    expect(page.locator(".area-live")).not_to_contain_text("Piirrä kartalle tai")
    save(page, "Keskustan itäreuna")


def test_areas_are_chosen_by_tapping_them(open_page: OpenPage) -> None:
    page = open_page("/areas/new", size="phone")
    ready(page)
    page.get_by_role("button", name="Valitse", exact=True).tap()
    page.touchscreen.tap(100, 210)
    expect(page.locator('input[name="areas"]:checked')).to_have_count(1)
    page.touchscreen.tap(60, 380)
    expect(page.locator('input[name="areas"]:checked')).to_have_count(2)
    expect(page.locator("#area-live")).to_contain_text("Julkaistu luku")
    page.touchscreen.tap(60, 380)
    expect(page.locator('input[name="areas"]:checked')).to_have_count(1)


def test_choosing_areas_gives_published_figures_and_a_draft_comes_back(open_page: OpenPage) -> None:
    page = open_page("/areas/new")
    ready(page)
    page.get_by_text("Valitse valmiista alueista").click()
    page.get_by_label("Etsi luettelosta").fill("jynkkä")
    page.get_by_label(re.compile(r"^Jynkkä \(")).check()
    expect(page.locator(SUMMARY)).to_contain_text("4\xa0770 asukasta")
    expect(page.locator("#area-live")).to_contain_text("Julkaistu luku")
    page.wait_for_timeout(700)
    page.reload()
    ready(page)
    expect(page.locator(SUMMARY)).to_contain_text("4\xa0770 asukasta")
    save(page, "Jynkkä ja me")
    expect(page.locator(".area-facts-table")).to_contain_text("4\xa0770")
    page.goto(f"{origin(page)}/areas")
    expect(page.locator(".area-own")).to_contain_text("Jynkkä ja me")


def test_a_place_found_by_search_and_squares_need_no_map(open_page: OpenPage) -> None:
    page = open_page("/areas/new")
    ready(page)
    page.get_by_text("Paikan ympäriltä", exact=True).click()
    page.get_by_label("Paikan nimi").fill("Puijonlaakso")
    page.locator("#field-place_name-list [role=option]").first.click()
    page.get_by_role("button", name="Rajaa alue paikan ympäriltä").click()
    expect(page.locator(".area-live__around")).to_contain_text("Pituus noin 1 km, leveys noin 1 km.")
    page.get_by_text("Kulmat yksitellen").click()
    expect(page.get_by_label("Kulma 64", exact=True)).to_be_visible()
    page.get_by_role("button", name="Poista kulma 64").click()
    expect(page.get_by_label("Kulma 64", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Aloita alusta").click()
    page.get_by_text("Kilometrin ruuduista").click()
    page.get_by_label("Minkä paikan lähiruudut?").fill("Puijonlaakso")
    page.locator("#field-near_name-list [role=option]").first.click()
    page.get_by_role("button", name="Näytä ruudut").click()
    page.get_by_label(re.compile("^Paikan kohdalla")).check()
    page.get_by_role("button", name="Yhdistä nämä ruudut").click()
    expect(page.locator(SUMMARY)).to_contain_text("Koko 1,0 km²")


def test_an_outline_that_crosses_itself_is_mended_and_can_be_had_back(open_page: OpenPage) -> None:
    page = open_page("/areas/new")
    page.watch.expect("422")  # type: ignore[attr-defined]
    ready(page)
    corners(page, [(680, 200), (900, 340), (900, 200), (720, 360)], by_touch=False)
    expect(page.locator(SUMMARY)).to_contain_text("risteää itsensä kanssa lähellä paikkaa")
    page.get_by_role("button", name="Valmis").click()
    expect(page.locator("#area-said")).to_contain_text("Korjasimme rajauksen")
    expect(page.locator(SUMMARY)).to_have_text(PEOPLE)
    page.get_by_role("button", name="Kumoa tämä").click()
    expect(page.locator(SUMMARY)).to_contain_text("risteää itsensä kanssa")
    page.get_by_label("Alueen nimi").fill("Rusetti")
    page.get_by_role("button", name="Tallenna alue").click()
    expect(page.locator("#errors")).to_contain_text("risteää itsensä kanssa")
    expect(page.get_by_label("Alueen nimi")).to_have_value("Rusetti")
    expect(page.locator("#area-geometry")).to_have_value(re.compile("Polygon"))


def test_without_a_network_it_is_kept_and_saved_once_when_the_network_is_back(open_page: OpenPage) -> None:
    page = open_page("/areas/new", size="phone")
    page.watch.expect("ERR_INTERNET_DISCONNECTED")  # type: ignore[attr-defined]
    ready(page)
    corners(page, PHONE_BLOCK[:2], by_touch=True)
    page.context.set_offline(True)
    corners(page, PHONE_BLOCK[2:], by_touch=True)
    page.get_by_role("button", name="Valmis").tap()
    expect(page.locator(SUMMARY)).to_contain_text("Verkkoa ei ole")
    page.get_by_role("button", name="Nimeä ja tallenna").tap()
    page.get_by_label("Alueen nimi").fill("Kellarissa piirretty")
    page.get_by_role("button", name="Tallenna alue").tap()
    expect(page.locator("#area-waiting")).to_contain_text("Alueesi on tallessa")
    page.locator("#area-send-now").tap()
    expect(page.locator("#area-waiting")).to_be_visible()
    page.context.set_offline(False)
    page.wait_for_url(AREA_PAGE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Kellarissa piirretty")
    page.goto(f"{origin(page)}/areas?q=Kellarissa")
    expect(page.locator(".area-table tbody tr")).to_have_count(1)


def test_an_answer_that_was_lost_does_not_make_a_second_area(open_page: OpenPage) -> None:
    page = open_page("/areas/new?from=70820-litmanen&name=Kahdesti")
    page.watch.expect("ERR_FAILED")  # type: ignore[attr-defined]
    ready(page)
    expect(page.locator(SUMMARY)).to_have_text(PEOPLE)

    def lose(route) -> None:
        route.fetch()
        route.abort()

    page.route("**/areas", lose, times=1)
    page.get_by_role("button", name="Tallenna alue").click()
    expect(page.locator("#area-waiting")).to_be_visible()
    # Another page sends what is waiting; the service knows the deed by its key.
    page.goto(f"{origin(page)}/areas?q=Kahdesti")
    expect(page.locator(".toast")).to_contain_text("perillä")
    page.reload()
    expect(page.locator(".area-table tbody tr")).to_have_count(1)


def test_without_scripts(open_page: OpenPage) -> None:
    page = open_page("/areas/new", java_script_enabled=False)
    page.get_by_text("Valitse valmiista alueista").click()
    page.get_by_label(re.compile(r"^Jynkkä \(")).check()
    page.get_by_role("button", name="Näytä luvut").click()
    expect(page.locator(".area-facts__row--residents")).to_contain_text("4\xa0770")
    page.get_by_label(re.compile("^Litmanen")).check()
    page.get_by_text("Lisää, leikkaa, laajenna, siisti").click()
    page.get_by_label("Metriä ulospäin").fill("150")
    page.get_by_role("button", name="Laajenna tai pienennä").click()
    expect(page.locator("#area-said")).to_contain_text("Koko ennen")
    expect(page.locator(".area-live__around")).to_contain_text("Sisältää")
    page.get_by_text("Lisää, leikkaa, laajenna, siisti").click()
    page.get_by_role("button", name="Vähennä kulmia").click()
    expect(page.locator("#area-said")).to_contain_text("Kulmia ennen")
    page.get_by_role("button", name="Kumoa viimeisin muutos").click()
    page.get_by_label("Alueen nimi").fill("Ilman skriptejä")
    page.get_by_role("button", name="Tallenna alue").click()
    expect(page).to_have_url(AREA_PAGE)
    expect(page.locator("#people .stats")).to_be_visible()
