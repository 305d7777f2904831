"""Looking, choosing and placing: by mouse, by keyboard, with what is told in words."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import MIDDLE, MapPage

pytestmark = pytest.mark.browser
#: A pixel at zoom 12 is 2 metres; this many degrees of longitude and latitude at Kuopio.
PIXEL = (2 / 50_800, 2 / 111_400)


def test_a_click_tells_which_pin_was_chosen(map_page: MapPage) -> None:
    map_page.open()
    map_page.click(0, 0)
    chosen = map_page.last("map-select")
    assert (chosen["layer"], chosen["id"]) == ("pins", "K-1")
    assert chosen["properties"]["state"] == "received"


def test_a_click_beside_everything_chooses_nothing(map_page: MapPage) -> None:
    map_page.open()
    map_page.click(-200, 150)
    assert map_page.last("map-select")["layer"] is None


def test_the_crosshair_is_where_the_place_is(map_page: MapPage) -> None:
    map_page.open("place")
    tip = map_page.page.locator(".map-crosshair").bounding_box()
    x, y = map_page.middle()
    assert (tip["x"], tip["y"]) == pytest.approx((x, y), abs=1)
    assert map_page.last("map-centre")["lonlat"] == pytest.approx(MIDDLE, abs=1e-6)


def test_a_click_brings_that_place_under_the_pin(map_page: MapPage) -> None:
    map_page.open("place")
    map_page.click(100, -50)
    map_page.page.wait_for_timeout(500)
    lon, lat = map_page.last("map-centre")["lonlat"]
    # The grid's north leans a little from true north here, hence some pixels of room.
    assert lon - MIDDLE[0] == pytest.approx(100 * PIXEL[0], abs=5 * PIXEL[0])
    assert lat - MIDDLE[1] == pytest.approx(50 * PIXEL[1], abs=5 * PIXEL[1])


def test_a_covered_map_keeps_the_place_in_the_middle_of_what_is_left(map_page: MapPage) -> None:
    map_page.open("place")
    map_page.of_map("map.cover({bottom: 300})")
    tip = map_page.page.locator(".map-crosshair").bounding_box()
    assert tip["y"] == pytest.approx(map_page.middle()[1] - 150, abs=1)
    assert map_page.of_map("map.lonlat") == pytest.approx(MIDDLE, abs=1e-6)
    map_page.of_map("{ map.select('pins', 'K-1'); map.mode = 'view'; }")
    map_page.page.mouse.click(tip["x"], tip["y"] - 10)
    map_page.page.wait_for_timeout(400)
    assert map_page.last("map-select")["id"] == "K-1"


def test_the_map_goes_by_keyboard(map_page: MapPage) -> None:
    map_page.open()
    before = map_page.of_map("map.zoom")
    map_page.surface.focus()
    map_page.press("ArrowRight", "ArrowUp", "+")
    map_page.page.wait_for_timeout(500)
    moved = map_page.last("map-move")
    assert moved["lonlat"][0] > MIDDLE[0]
    assert moved["lonlat"][1] > MIDDLE[1]
    assert moved["zoom"] == pytest.approx(before + 1)
    map_page.press("Space")
    assert map_page.last("map-place")["lonlat"] == pytest.approx(moved["lonlat"])


def test_shift_moves_finely(map_page: MapPage) -> None:
    map_page.open("place")
    map_page.press("Shift+ArrowRight")
    lon, _ = map_page.last("map-centre")["lonlat"]
    assert lon - MIDDLE[0] == pytest.approx(4 * PIXEL[0], rel=0.1)


def test_focus_can_leave_the_map(map_page: MapPage) -> None:
    map_page.open()
    map_page.press("Tab")
    expect(map_page.page.get_by_role("button", name="Zoom in")).to_be_focused()


def test_every_drag_has_a_button(map_page: MapPage) -> None:
    map_page.open()
    map_page.page.get_by_label("Move the map with buttons").click()
    map_page.page.get_by_role("button", name="Move left").click()
    map_page.page.wait_for_timeout(300)
    assert map_page.last("map-move")["lonlat"][0] < MIDDLE[0]


def test_the_view_is_told_in_words_to_who_uses_keys(map_page: MapPage) -> None:
    map_page.open()
    map_page.surface.focus()
    map_page.press("ArrowRight")
    expect(map_page.page.locator("#live-region")).to_contain_text("The map moved.")


def test_layers_can_be_hidden(map_page: MapPage) -> None:
    map_page.open()
    map_page.page.get_by_label("Layers and legend").click()
    map_page.page.get_by_role("checkbox", name="Ideas").uncheck()
    map_page.page.keyboard.press("Escape")
    map_page.click(0, 0)
    assert map_page.last("map-select")["layer"] is None


def test_a_tile_that_fails_is_said_and_can_be_asked_again(page: Page, site: str) -> None:
    page.route("**/tiles/**", lambda route: route.abort())
    MapPage(page, site).open()
    expect(page.get_by_text("Part of the map did not load.")).to_be_visible()
    page.unroute("**/tiles/**")
    with page.expect_request("**/tiles/**"):
        page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Part of the map did not load.")).to_be_hidden()
