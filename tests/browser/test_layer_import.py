"""A planner brings a plan in from a file, sees it with its status and date over the map, and takes it back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geo.crs import METRIC
from tests.boundaries.reading.making import frame, geopackage
from tests.browser.conftest import OpenPage, origin, sign_in
from tests.browser.test_planner import draw_by_clicks, draw_by_taps, ready

#: The first file read on a busy machine starts a process and loads the municipality's units.
READ_MS = 30_000


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_plan_is_brought_in_seen_and_taken_back(open_page: OpenPage, tmp_path: Path, size: str) -> None:
    import shapely

    x, y = METRIC.from_lonlat(27.68, 62.89)
    halves = [shapely.box(x - 4_000, y - 4_000, x, y + 4_000), shapely.box(x, y - 4_000, x + 4_000, y + 4_000)]
    file = geopackage(tmp_path, frame(halves, kaavamerkinta=["MU", "VR"]), "kaava", f"kaava-{size}.gpkg")
    page = open_page("/about", size=size)
    sign_in(page, "planner")
    page.goto(origin(page) + "/desk/layers/import")
    page.locator("#field-upload").set_input_files(str(file))
    page.get_by_role("button", name="Lue tiedosto").click()
    expect(page.locator(".import-steps")).to_contain_text("2 kohdetta tuodaan", timeout=READ_MS)
    expect(page.locator("aluekartta-map .map-surface")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    address = page.url
    name = f"Järvien yleiskaava {size}"
    page.fill("#field-key", f"297-{size}")
    page.fill("#field-name_fi", name)
    page.select_option("#field-plan_kind", "master")
    page.select_option("#field-status", "13")
    page.fill("#field-valid_from", "2026-03-01")
    page.get_by_role("button", name="Tuo kaava käyttöön").click()
    expect(page.get_by_text("Tuonti on käytössä.")).to_be_visible(timeout=READ_MS)

    page.goto(origin(page) + "/proposals/new")
    ready(page)
    (draw_by_taps if size == "phone" else draw_by_clicks)(page)
    expect(page.locator("#coverage")).to_contain_text(re.compile(rf"{name}, voimassa 1\.3\.2026 alkaen"))

    page.goto(address)
    page.get_by_role("button", name="Peru tuonti").click()
    expect(page.get_by_text("Kaikki on kuten ennen sitä").first).to_be_visible()
