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
    map_page.page.get_by_role("button", name="Hole").click()
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
