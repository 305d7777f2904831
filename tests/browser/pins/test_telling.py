"""Telling an idea in a real browser: four taps on a phone, few keys on a keyboard, nothing lost, no scripts needed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.conftest import TownDatabase

SENTENCE = "Tähän sopisi penkki, josta näkee järvelle."


def ready(page: Page) -> None:
    """Wait until the map is there."""
    expect(page.locator("aluekartta-map .map-surface")).to_be_visible()
    page.wait_for_timeout(600)


def sent_reference(page: Page) -> str:
    """The reference that the receipt shows."""
    link = page.locator("[data-sent-link]")
    expect(link).to_have_text(re.compile(r"KUO-\d{4}-\d+"))
    return link.inner_text()


def stored(kuopio: TownDatabase, reference: str) -> Any:
    """The stored row of a pin, its place in metres."""
    with kuopio.session() as db:
        return (
            db.connection()
            .exec_driver_sql(
                "SELECT body, method, ST_X(geom) AS x, ST_Y(geom) AS y, precision "
                "FROM service.pin WHERE reference = %s",
                (reference,),
            )
            .one()
        )


def test_four_taps_and_a_sentence_on_a_phone(open_page: OpenPage, kuopio: TownDatabase) -> None:
    page = open_page("/", size="phone")
    ready(page)
    page.get_by_role("link", name="Kerro idea").tap()
    page.get_by_role("button", name="Tämä paikka").tap()
    page.get_by_role("radio", name="Puistot ja luonto").tap()
    page.get_by_label("Omin sanoin").fill(SENTENCE + " Nelosella.")
    page.get_by_role("button", name="Lähetä").tap()
    reference = sent_reference(page)
    assert stored(kuopio, reference).method == "crosshair"
    page.get_by_role("link", name="Katso ideaasi").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nelosella")
    page.goto(page.url.split("/pins/")[0] + "/pins")
    expect(page.locator(f'[data-reference="{reference}"]')).to_be_visible()


def test_the_sent_place_is_under_the_tip_of_the_pin(open_page: OpenPage, kuopio: TownDatabase) -> None:
    page = open_page("/", size="phone")
    ready(page)
    page.get_by_role("link", name="Kerro idea").tap()
    page.wait_for_timeout(500)
    box = page.locator("aluekartta-map").bounding_box()
    assert box
    page.locator(".map-surface").focus()
    for key in ("+", "+", "ArrowLeft", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    page.wait_for_timeout(800)
    page.get_by_role("button", name="Tämä paikka").tap()
    # Panning on after placing takes the pin along.
    page.evaluate("document.querySelector('aluekartta-map').stage.pan(40, -25)")
    under_tip = page.evaluate(
        """() => {
            const map = document.querySelector('aluekartta-map');
            const tip = document.querySelector('.map-crosshair').getBoundingClientRect();
            const own = map.getBoundingClientRect();
            map.stage.map.renderSync(); // the frame after the panning, not the one before
            const place = map.stage.map.getCoordinateFromPixel([tip.left - own.left, tip.top - own.top]);
            return {x: place[0], y: place[1], resolution: map.stage.view.getResolution()};
        }"""
    )
    page.locator('.theme-choice input[value="green"]').check(force=True)
    page.get_by_label("Omin sanoin").fill(SENTENCE + " Kärki.")
    page.get_by_role("button", name="Lähetä").tap()
    row = stored(kuopio, sent_reference(page))
    distance_px = ((row.x - under_tip["x"]) ** 2 + (row.y - under_tip["y"]) ** 2) ** 0.5 / under_tip["resolution"]
    assert distance_px <= 1


def test_a_click_on_a_desk(open_page: OpenPage, kuopio: TownDatabase) -> None:
    page = open_page("/")
    ready(page)
    page.get_by_role("link", name="Kerro idea").click()
    page.wait_for_timeout(500)
    box = page.locator(".map-surface").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5)
    page.wait_for_timeout(600)
    page.get_by_role("button", name="Tämä paikka").click()
    page.locator('.theme-choice input[value="green"]').check(force=True)
    page.get_by_label("Omin sanoin").fill(SENTENCE + " Hiirellä.")
    page.get_by_role("button", name="Lähetä").click()
    assert stored(kuopio, sent_reference(page)).body.endswith("Hiirellä.")


def test_the_keyboard_needs_at_most_25_presses(open_page: OpenPage, kuopio: TownDatabase) -> None:
    page = open_page("/")
    ready(page)
    presses = 0

    def press(key: str, times: int = 1) -> None:
        nonlocal presses
        for _time in range(times):
            page.keyboard.press(key)
            presses += 1

    press("Tab")  # skip to content
    press("Enter")
    press("Tab")
    expect(page.get_by_role("link", name="Kerro idea")).to_be_focused()
    press("Enter")
    expect(page.locator(".map-surface")).to_be_focused()
    press("+", 2)
    press("ArrowRight", 3)
    press("ArrowDown", 2)
    press(" ")
    expect(page.locator('input[name="theme"]').first).to_be_focused()
    press("ArrowDown")
    press("Tab")
    expect(page.get_by_label("Omin sanoin")).to_be_focused()
    page.keyboard.type(SENTENCE + " Näppäimillä.")
    press("Control+Enter")
    assert stored(kuopio, sent_reference(page)).body.endswith("Näppäimillä.")
    assert presses <= 25


def test_a_place_is_found_by_name_with_the_keyboard(open_page: OpenPage, kuopio: TownDatabase) -> None:
    page = open_page("/")
    ready(page)
    page.get_by_role("link", name="Kerro idea").press("Enter")
    search = page.get_by_role("combobox", name="Etsi paikka nimellä")
    search.press_sequentially("puijonl", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("Puijonlaakso")
    search.press("ArrowDown")
    search.press("Enter")
    expect(page.locator('[data-step="place"] [data-place-words]')).to_contain_text("Puijonlaakso")
    page.get_by_role("button", name="Tämä paikka").press("Enter")
    page.locator('.theme-choice input[value="play"]').check(force=True)
    page.get_by_label("Omin sanoin").fill(SENTENCE + " Nimellä.")
    page.get_by_role("button", name="Lähetä").press("Enter")
    assert stored(kuopio, sent_reference(page)).method == "search"


def test_a_draft_survives_a_reload_and_a_lost_network(open_page: OpenPage, kuopio: TownDatabase) -> None:
    page = open_page("/", size="phone")
    page.watch.expect("ERR_INTERNET_DISCONNECTED")  # type: ignore[attr-defined]
    ready(page)
    page.get_by_role("link", name="Kerro idea").tap()
    page.get_by_role("button", name="Tämä paikka").tap()
    page.locator('.theme-choice input[value="green"]').check(force=True)
    page.get_by_label("Omin sanoin").fill(SENTENCE + " Kellarista.")
    page.reload()
    ready(page)
    expect(page.get_by_text("Sinulla on idea kesken")).to_be_visible()
    page.get_by_role("button", name="Jatka").click()
    expect(page.get_by_label("Omin sanoin")).to_have_value(SENTENCE + " Kellarista.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Lähetä").tap()
    expect(page.locator("[data-send-problem]")).to_contain_text("lähtee itsestään", timeout=20_000)
    page.context.set_offline(False)
    reference = sent_reference(page)
    assert stored(kuopio, reference).body.endswith("Kellarista.")
    page.reload()
    expect(page.locator("[data-draft]")).to_be_hidden()


def test_an_answer_that_got_lost_does_not_store_twice(open_page: OpenPage, kuopio: TownDatabase) -> None:
    page = open_page("/")
    page.watch.expect("ERR_FAILED")  # type: ignore[attr-defined]
    ready(page)
    page.get_by_role("link", name="Kerro idea").click()
    page.get_by_role("button", name="Tämä paikka").click()
    page.locator('.theme-choice input[value="green"]').check(force=True)
    page.get_by_label("Omin sanoin").fill(SENTENCE + " Kerran vain.")
    tries = 0

    def lose_the_first_answer(route: Any) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            route.fetch()  # it arrives and is stored, but the answer never comes back
            route.abort()
        else:
            route.continue_()

    page.route("**/api/pins", lose_the_first_answer)
    page.get_by_role("button", name="Lähetä").click()
    sent_reference(page)
    with kuopio.session() as db:
        count = db.connection().exec_driver_sql("SELECT count(*) FROM service.pin WHERE body LIKE '%%Kerran vain.'")
        assert count.scalar_one() == 1
    assert tries == 2


def test_contact_details_are_confirmed_in_the_form(open_page: OpenPage) -> None:
    page = open_page("/")
    page.watch.expect("422")  # type: ignore[attr-defined]
    ready(page)
    page.get_by_role("link", name="Kerro idea").click()
    page.get_by_role("button", name="Koko Kuopio").click()
    page.get_by_role("button", name="Lähetä").click()
    expect(page.locator('[data-error="theme"]')).to_contain_text("Valitse aihe")
    page.locator('.theme-choice input[value="green"]').check(force=True)
    page.get_by_label("Omin sanoin").fill("Soittakaa 040 123 4567, kerron lisää.")
    page.get_by_role("button", name="Lähetä").click()
    expect(page.locator('[data-error="text"]')).to_contain_text("puhelinnumero")
    page.get_by_label("Julkaise tekstissä olevat yhteystiedot").check()
    page.get_by_role("button", name="Lähetä").click()
    sent_reference(page)


def test_back_goes_one_step_back(open_page: OpenPage) -> None:
    page = open_page("/", size="phone")
    ready(page)
    page.get_by_role("link", name="Kerro idea").tap()
    page.get_by_role("button", name="Tämä paikka").tap()
    expect(page.get_by_label("Omin sanoin")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Tämä paikka")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link", name="Kerro idea")).to_be_visible()


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_without_scripts_the_form_does_it_all(open_page: OpenPage, kuopio: TownDatabase, size: str) -> None:
    page = open_page("/", size=size, java_script_enabled=False)
    page.get_by_role("link", name="Kerro idea").click()
    page.locator('.theme-choice input[value="culture"]').check(force=True)
    page.get_by_label("Omin sanoin").fill(f"Torille lisää musiikkia, sanoo {size}.")
    page.get_by_label("Tiedän paikan nimen").check()
    page.get_by_label("Paikan nimi").fill("Kuopio Keskus")
    page.get_by_role("button", name="Lähetä").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kiitos")
    reference = page.locator(".pin-reference").inner_text()
    assert stored(kuopio, reference).precision == "area"
    page.get_by_role("link", name="Katso ideaasi").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Torille lisää musiikkia")
