"""A planner draws a proposal over the zoning and reads in words what it covers; residents see it and comment."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, origin, sign_in

SHARES = re.compile(r"\d+\s%")


def ready(page: Page) -> None:
    """Wait until the map can be drawn on."""
    expect(page.locator("aluekartta-map .map-surface")).to_be_visible()
    expect(page.locator("aluekartta-map .draw-bar")).to_be_visible()
    page.wait_for_timeout(800)


def corners(page: Page) -> list[tuple[float, float]]:
    """Three places round the middle of what is seen of the map."""
    box = page.locator("aluekartta-map .map-surface").bounding_box()
    assert box is not None
    middle = page.locator("aluekartta-map .map-crosshair, aluekartta-map .crosshair").first.bounding_box()
    x = middle["x"] + middle["width"] / 2 if middle else box["x"] + box["width"] / 2
    y = middle["y"] + middle["height"] / 2 if middle else box["y"] + box["height"] / 2
    return [(x + dx, y + dy) for dx, dy in ((-70, -50), (40, -60), (10, 30))]


def draw_by_taps(page: Page) -> None:
    """Three corners with a finger, and the end."""
    for x, y in corners(page):
        page.touchscreen.tap(x, y)
        page.wait_for_timeout(400)
    page.locator(".draw-bar .button--primary").tap()


def draw_by_clicks(page: Page) -> None:
    """The same with a mouse."""
    for x, y in corners(page):
        page.mouse.click(x, y)
        page.wait_for_timeout(400)
    page.locator(".draw-bar .button--primary").click()


def draw_by_keys(page: Page) -> None:
    """Corners under the crosshair by the keyboard alone."""
    page.locator("aluekartta-map .map-surface").focus()
    for arrows in (["ArrowLeft"] * 2, ["ArrowUp"] * 2, ["ArrowRight"] * 3, ["ArrowDown"] * 2):
        for key in arrows:
            page.keyboard.press(key)
            page.wait_for_timeout(250)
        page.keyboard.press("Space")
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("size", "draw"), [("phone", draw_by_taps), ("desk", draw_by_clicks), ("desk", draw_by_keys)])
def test_drawing_reading_publishing_commenting(open_page: OpenPage, size: str, draw: Callable[[Page], None]) -> None:
    page = open_page("/about", size=size)
    sign_in(page, "planner")
    page.goto(origin(page) + "/proposals/new")
    ready(page)
    draw(page)
    expect(page.locator("#coverage .coverage-sentence")).to_have_text(SHARES)

    toggle = page.locator(".sheet__toggle")
    if toggle.is_visible():
        toggle.click()
    title = f"Uusi puistopolku {size} {draw.__name__}"
    page.fill("#field-title", title)
    page.fill("#field-summary", "Polku puiston läpi, valaistu ja esteetön.")
    page.locator("input[name=state][value=open]").check()
    page.locator("#proposal-form .button--primary").click()
    page.wait_for_url(re.compile(r"/proposals/uusi-puistopolku"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_text(SHARES).first).to_be_visible()

    resident = open_page("/proposals", size=size)
    resident.get_by_role("link", name=title).click()
    resident.get_by_label("Kommenttisi").fill("Hyvä, tätä on odotettu.")
    resident.get_by_role("button", name="Lähetä kommentti").click()
    expect(resident.get_by_text("Hyvä, tätä on odotettu.", exact=True)).to_be_visible()


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_choice_of_tool_leaves_the_guidance_readable(open_page: OpenPage, size: str) -> None:
    page = open_page("/about", size=size)
    sign_in(page, "planner")
    page.goto(origin(page) + "/proposals/new")
    ready(page)
    hint, choice = (page.locator(one).first.bounding_box() for one in (".draw-readout__hint", ".mode-switch"))
    assert hint is not None
    assert choice is not None
    assert hint["y"] + hint["height"] <= choice["y"]


def test_a_visitor_may_not_draw_a_proposal(open_page: OpenPage) -> None:
    page = open_page("/about")
    page.watch.expect("401")  # type: ignore[attr-defined]
    answer = page.goto(origin(page) + "/proposals/new")
    assert answer is not None
    assert answer.status == 401
    expect(page.get_by_role("heading", level=1)).to_be_visible()
