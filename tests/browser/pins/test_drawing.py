"""A line or an area as the place of an idea: drawn with a finger on a phone, and with keys alone."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.pins.test_telling import ready, sent_reference
from tests.conftest import TownDatabase


def drawn(kuopio: TownDatabase, reference: str) -> Any:
    """Kind, corners and the pin's place on or in the shape that is stored with a reference."""
    with kuopio.session() as db:
        return (
            db.connection()
            .exec_driver_sql(
                "SELECT GeometryType(s.geom) AS kind, ST_NPoints(s.geom) AS corners, "
                "ST_DWithin(s.geom, p.geom, 0.01) AS is_on "
                "FROM service.pin AS p JOIN service.pin_shape AS s ON s.pin_id = p.id WHERE p.reference = %s",
                (reference,),
            )
            .one()
        )


def test_a_line_with_a_finger_on_a_phone(open_page: OpenPage, kuopio: TownDatabase) -> None:
    page = open_page("/", size="phone")
    ready(page)
    page.get_by_role("link", name="Kerro idea").tap()
    page.locator(".pin-figure", has_text="Viiva").tap()
    expect(page.locator("[data-place-words]").first).to_have_text("Piirrä viiva kartalle.")
    page.get_by_role("button", name="Tämä paikka").tap()
    expect(page.locator("[data-place-error]")).to_be_visible()
    box = page.locator("aluekartta-map").bounding_box()
    assert box is not None
    for x, y in ((110, 90), (170, 130), (230, 95)):
        page.touchscreen.tap(box["x"] + x, box["y"] + y)
        page.wait_for_timeout(350)
    page.get_by_role("button", name="Tämä paikka").tap()
    expect(page.locator("form [data-place-words]")).to_contain_text("Viiva, ")
    page.get_by_role("radio", name="Puistot ja luonto").tap()
    page.get_by_label("Omin sanoin").fill("Tämä polku tulvii keväisin.")
    page.get_by_role("button", name="Lähetä", exact=True).tap()
    found = drawn(kuopio, sent_reference(page))
    assert (found.kind, found.corners, found.is_on) == ("LINESTRING", 3, True)


def move(page: Page, *keys: str) -> None:
    """Carry the crosshair by arrow keys, then put a corner down."""
    for key in keys:
        for _step in range(6):
            page.keyboard.press(key)
    page.keyboard.press(" ")


def test_an_area_with_keys_alone(open_page: OpenPage, kuopio: TownDatabase) -> None:
    page = open_page("/")
    ready(page)
    page.locator("[data-tell]").focus()
    page.keyboard.press("Enter")
    page.locator('input[name="figure"][value="point"]').focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator('input[name="figure"][value="area"]')).to_be_checked()
    page.locator(".map-surface").focus()
    move(page)
    move(page, "ArrowRight")
    move(page, "ArrowDown")
    page.keyboard.press("Enter")
    page.locator("[data-here]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("form [data-place-words]")).to_contain_text("Alue, ")
    page.locator('input[name="theme"]').first.focus()
    page.keyboard.press(" ")
    page.get_by_label("Omin sanoin").focus()
    page.keyboard.type("Tämä aukio on liian pimeä.")
    page.keyboard.press("Control+Enter")
    found = drawn(kuopio, sent_reference(page))
    assert (found.kind, found.is_on) == ("POLYGON", True)
