"""Drawing areas and lines: by mouse, in one stroke, by keyboard; holes, adjusting, undo."""

import pytest
from playwright.sync_api import expect
from shapely.geometry import Point, shape

from .conftest import MIDDLE, MapPage

pytestmark = pytest.mark.browser
SQUARE = [(-100, -100), (100, -100), (100, 100), (-100, 100)]


def draw_square(map_page: MapPage) -> None:
    for dx, dy in SQUARE:
        map_page.click(dx, dy)
    map_page.page.get_by_role("button", name="Finish").click()


def test_an_area_by_clicks(map_page: MapPage) -> None:
    map_page.open("draw")
    draw_square(map_page)
    area = shape(map_page.last("draw-end")["geometry"])
    assert area.is_valid
    assert area.exterior.is_ccw
    assert len(area.exterior.coords) == 5
    assert area.contains(Point(MIDDLE))


def test_the_area_is_told_while_it_is_drawn(map_page: MapPage) -> None:
    map_page.open("draw")
    for count, (dx, dy) in enumerate(SQUARE[:3], start=1):
        map_page.click(dx, dy)
        told = map_page.last("draw-change")
        assert told["corners"] == count
        assert (told["geometry"] is not None) == (count >= 3)
    assert told["finished"] is None
    assert not told["isComplete"]


def test_an_area_by_keyboard_alone(map_page: MapPage) -> None:
    map_page.open("draw")
    map_page.surface.focus()
    map_page.press("Space", "ArrowRight", "Space", "ArrowDown", "Space", "ArrowDown", "Space")
    assert map_page.last("draw-change")["corners"] == 4
    map_page.press("Backspace")
    assert map_page.last("draw-change")["corners"] == 3
    expect(map_page.page.locator("#live-region")).to_contain_text("3 corners")
    map_page.press("Enter")
    area = shape(map_page.last("draw-end")["geometry"])
    assert area.is_valid
    assert len(area.exterior.coords) == 4
    assert Point(MIDDLE).distance(area) < 1e-6


def test_too_few_corners_do_not_make_an_area(map_page: MapPage) -> None:
    map_page.open("draw")
    map_page.press("Space", "ArrowRight", "Space", "Enter")
    expect(map_page.page.get_by_text("An area needs at least three corners.").first).to_be_visible()
    assert map_page.events("draw-end") == []
    assert map_page.last("draw-change")["corners"] == 2


def test_an_area_in_one_stroke(map_page: MapPage) -> None:
    map_page.open("draw")
    map_page.page.get_by_role("button", name="Freehand").click()
    map_page.stroke([*SQUARE, (-100, -90)])
    area = shape(map_page.last("draw-end")["geometry"])
    assert area.is_valid
    assert len(area.exterior.coords) < 12, "a straight stroke keeps few corners"


def test_several_parts_make_one_multipolygon(map_page: MapPage) -> None:
    map_page.open("draw")
    map_page.page.get_by_role("button", name="Freehand").click()
    map_page.stroke([*SQUARE, (-100, -90)])
    map_page.stroke([(200, -100), (300, -100), (300, 0), (200, 0), (200, -90)])
    assert map_page.last("draw-end")["geometry"]["type"] == "MultiPolygon"


def test_one_polygon_only_where_one_is_asked_for(map_page: MapPage) -> None:
    map_page.open("draw", type="Polygon")
    map_page.page.get_by_role("button", name="Freehand").click()
    map_page.stroke([*SQUARE, (-100, -90)])
    map_page.stroke([(200, -100), (300, -100), (300, 0), (200, 0), (200, -90)])
    assert map_page.last("draw-end")["geometry"]["type"] == "Polygon"


def test_a_hole_inside_and_none_outside(map_page: MapPage) -> None:
    map_page.open("draw")
    draw_square(map_page)
    whole = shape(map_page.last("draw-end")["geometry"]).area
    map_page.page.get_by_role("button", name="Hole", exact=True).click()
    for dx, dy in [(-50, -50), (50, -50), (50, 50)]:
        map_page.click(dx, dy)
    map_page.page.get_by_role("button", name="Finish").click()
    area = shape(map_page.last("draw-end")["geometry"])
    assert len(area.interiors) == 1
    assert area.area == pytest.approx(whole * (1 - 5000 / 40000), rel=0.02)
    for dx, dy in [(200, -50), (300, -50), (300, 50)]:
        map_page.click(dx, dy)
    map_page.page.get_by_role("button", name="Finish").click()
    expect(map_page.page.get_by_text("A hole must lie wholly inside your area.").first).to_be_visible()
    assert len(map_page.events("draw-end")) == 2


def test_a_corner_is_moved_undone_and_redone(map_page: MapPage) -> None:
    map_page.open("draw")
    draw_square(map_page)
    before = shape(map_page.last("draw-end")["geometry"])
    map_page.page.get_by_role("button", name="Adjust").click()
    map_page.stroke([(100, -100), (180, -160)])
    moved = shape(map_page.last("draw-change")["geometry"])
    assert moved.area > before.area * 1.2
    map_page.page.get_by_role("button", name="Undo").click()
    assert shape(map_page.last("draw-change")["geometry"]).equals(before)
    map_page.page.get_by_role("button", name="Redo").click()
    assert shape(map_page.last("draw-change")["geometry"]).equals(moved)
    map_page.page.get_by_role("button", name="Start over").click()
    assert map_page.last("draw-change")["geometry"] is None


def test_more_corners_than_allowed_are_refused(map_page: MapPage) -> None:
    map_page.open("draw", maxCorners=3)
    draw_square(map_page)
    expect(map_page.page.get_by_text("That is more than 3 corners").first).to_be_visible()
    assert map_page.events("draw-end") == []


def test_a_line_for_a_walk(map_page: MapPage) -> None:
    map_page.open("draw", type="LineString")
    map_page.press("Space", "ArrowRight", "Space", "ArrowDown", "Space", "Enter")
    line = map_page.last("draw-end")["geometry"]
    assert line["type"] == "LineString"
    assert len(line["coordinates"]) == 3


def test_corners_are_chosen_moved_added_and_deleted_without_dragging(map_page: MapPage) -> None:
    map_page.open("draw")
    draw_square(map_page)
    before = shape(map_page.last("draw-end")["geometry"])
    button = map_page.page.get_by_role
    button("button", name="Adjust").click()
    button("button", name="The next corner").click()
    expect(map_page.page.locator(".draw-corner__which")).to_have_text("Corner 1 of 4")
    map_page.page.get_by_label("Step").select_option("100")
    button("button", name="Move the corner north").click()
    button("button", name="Move the corner west").click()
    moved = shape(map_page.last("draw-change")["geometry"])
    assert moved.symmetric_difference(before).area > 0
    button("button", name="Add a corner after this one").click()
    assert len(shape(map_page.last("draw-change")["geometry"]).exterior.coords) == 6
    button("button", name="Delete this corner").click()
    button("button", name="Undo").click()
    assert len(shape(map_page.last("draw-change")["geometry"]).exterior.coords) == 6
    for _ in range(3):
        map_page.page.keyboard.press("Control+z")
    assert shape(map_page.last("draw-change")["geometry"]).equals(before)


def test_a_corner_is_carried_by_the_arrows(map_page: MapPage) -> None:
    map_page.open("draw")
    draw_square(map_page)
    map_page.page.get_by_role("button", name="Adjust").click()
    map_page.press(".", "Space", "ArrowRight", "ArrowRight")
    told = map_page.last("draw-change")["geometry"]
    map_page.press("Space")
    put_down = map_page.last("draw-change")["geometry"]
    assert put_down != told
    corners = {tuple(corner) for corner in put_down["coordinates"][0]}
    middle = map_page.of_map("map.lonlat")
    assert min(abs(lon - middle[0]) + abs(lat - middle[1]) for lon, lat in corners) < 1e-6


def test_a_click_chooses_the_corner_under_it_and_none_elsewhere(map_page: MapPage) -> None:
    map_page.open("draw")
    draw_square(map_page)
    map_page.page.get_by_role("button", name="Adjust").click()
    map_page.click(100, -100)
    expect(map_page.page.locator(".draw-corner__which")).to_contain_text("of 4")
    map_page.click(0, 0)
    expect(map_page.page.locator(".draw-corner__which")).to_have_text("Choose a corner")


def test_a_line_for_splitting_is_told_and_not_kept(map_page: MapPage) -> None:
    map_page.open("draw")
    draw_square(map_page)
    before = map_page.last("draw-end")["geometry"]
    map_page.of_map("map.drawing.use('line')")
    map_page.click(-200, 0)
    map_page.click(200, 10)
    map_page.page.get_by_role("button", name="Finish").click()
    line = map_page.last("draw-line")["line"]
    assert line["type"] == "LineString" and len(line["coordinates"]) == 2
    assert map_page.last("draw-change")["geometry"] == before
