"""A file becomes a drawing at a desk and on a phone, with and without scripts; an official imports a whole file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import shapely
from playwright.sync_api import Page, expect

from tests.boundaries.reading.making import feature, frame, geojson, shapefile
from tests.browser.conftest import OpenPage, sign_in
from tests.browser.test_areas import AREA_PAGE, PEOPLE, SUMMARY, ready, save

WEST, SOUTH = 531_000.0, 6_972_000.0
#: The first file read on a busy machine starts a process and loads the municipality's units.
READ_MS = 30_000


def block(x: float, y: float = 0.0, side: float = 800.0) -> shapely.Polygon:
    return shapely.box(WEST + x, SOUTH + y, WEST + x + side, SOUTH + y + side)


BOW_TIE = shapely.Polygon([block(2000).exterior.coords[i] for i in (0, 2, 1, 3, 0)])


def choose(page: Page, file: Path) -> None:
    page.get_by_text("Tuo tiedostosta").click()
    page.locator("#field-upload").set_input_files(str(file))


@pytest.fixture
def zipped(tmp_path: Path) -> Path:
    made = frame([block(0), block(800), BOW_TIE], nimi=["Särkilahti", "Jänneniemi", "Rusetti"])
    return shapefile(tmp_path, made, encoding="ISO-8859-1", without=(".cpg",))


def test_areas_of_a_shapefile_are_joined_into_a_drawing(open_page: OpenPage, zipped: Path) -> None:
    page = open_page("/areas/new")
    ready(page)
    choose(page, zipped)
    expect(page.locator("#area-upload-status")).to_have_text("Tiedostossa on 3 aluetta.", timeout=READ_MS)
    expect(page.locator("#area-upload-found")).to_contain_text("Rajaus risteää itsensä kanssa lähellä paikkaa")
    page.get_by_label("Särkilahti").check()
    page.get_by_label("Jänneniemi").check()
    expect(page.locator(".draw-readout__figures")).to_contain_text("1,3 km²")
    expect(page.locator(SUMMARY)).to_have_text(PEOPLE)
    save(page, "Tiedostosta tuotu")
    expect(page.locator(".site-main")).to_contain_text("1,3 km²")


def test_a_lone_area_of_geojson_on_a_phone(open_page: OpenPage, tmp_path: Path) -> None:
    file = tmp_path / "ranta.geojson"
    file.write_bytes(geojson([feature(block(0, 2000), nimi="Ranta-alue")]))
    page = open_page("/areas/new", size="phone")
    ready(page)
    choose(page, file)
    expect(page.locator("#area-upload-status")).to_contain_text("Rajaus on otettu tiedostosta", timeout=READ_MS)
    expect(page.get_by_label("Alueen nimi")).to_have_value("Ranta-alue")
    expect(page.locator("#area-geometry")).to_have_value(re.compile("Polygon"))
    save(page, "Ranta-alue")


def test_the_missing_system_is_asked_for(open_page: OpenPage, tmp_path: Path) -> None:
    made = frame([block(0), block(800)], 3882, nimi=["Länsi", "Itä"])
    page = open_page("/areas/new")
    page.watch.expect("422")  # type: ignore[attr-defined]
    ready(page)
    choose(page, shapefile(tmp_path, made, without=(".prj",)))
    expect(page.locator("#area-upload-status")).to_contain_text(
        "ei kerro, missä koordinaattijärjestelmässä", timeout=READ_MS
    )
    expect(page.get_by_label("Koordinaattijärjestelmä")).to_have_value("3882")
    page.get_by_role("button", name="Lue tiedosto").click()
    page.get_by_role("button", name="Rastita kaikki").click()
    expect(page.locator(".draw-readout__figures")).to_contain_text("1,3 km²")


def test_a_wrong_file_says_why(open_page: OpenPage, tmp_path: Path) -> None:
    file = tmp_path / "alueet.gpkg"
    file.write_bytes(b"<OGRVRTDataSource/>")
    page = open_page("/areas/new")
    page.watch.expect("422")  # type: ignore[attr-defined]
    ready(page)
    choose(page, file)
    expect(page.locator("#area-upload-status")).to_contain_text("sisältö on jotakin muuta", timeout=READ_MS)


def test_without_scripts(open_page: OpenPage, zipped: Path) -> None:
    page = open_page("/areas/new", java_script_enabled=False)
    page.get_by_label("Alueen nimi").fill("Ilman skriptejä tiedostosta")
    choose(page, zipped)
    page.get_by_role("button", name="Lue tiedosto").click()
    expect(page.get_by_label("Alueen nimi")).to_have_value("Ilman skriptejä tiedostosta")
    page.get_by_label("Särkilahti").check()
    page.get_by_label("Jänneniemi").check()
    page.get_by_role("button", name="Käytä rastittuja alueita").click()
    expect(page.locator(".area-upload__taken")).to_contain_text("Rajaus on otettu tiedostosta")
    page.get_by_role("button", name="Tallenna alue").click()
    expect(page).to_have_url(AREA_PAGE)
    expect(page.locator(".site-main")).to_contain_text("1,3 km²")


def test_an_official_imports_districts_and_takes_them_back(open_page: OpenPage, zipped: Path) -> None:
    page = open_page("/areas")
    sign_in(page, "official")
    page.goto(page.url.rpartition("/")[0] + "/areas")
    page.get_by_role("link", name="Tuo alueita").click()
    page.get_by_label("Tiedosto, jossa on alueita").set_input_files(str(zipped))
    page.get_by_label("Alueen laji").select_option("board")
    page.get_by_role("button", name="Lue tiedosto").click()
    expect(page.locator(".import-steps")).to_contain_text("2 uutta aluetta")
    expect(page.locator(".import-steps")).to_contain_text("1 odottaa korjausta")
    page.get_by_label(re.compile("Ota korjattu rajaus")).check()
    page.get_by_role("button", name="Tee raportti uudelleen").click()
    expect(page.locator(".import-steps")).to_contain_text("3 uutta aluetta")
    page.get_by_role("button", name="Tuo 3 aluetta").click()
    expect(page.get_by_text("3 aluetta tuotiin.")).to_be_visible()
    page.get_by_role("link", name="Näytä alueet").click()
    expect(page.locator(".area-table").get_by_role("link", name="Jänneniemi", exact=True)).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Peru tuonti").click()
    expect(page.get_by_text("Peruttu")).to_be_visible()
    page.goto(page.url.partition("/areas")[0] + "/areas?kind=board")
    expect(page.locator(".area-table").get_by_role("link", name="Jänneniemi", exact=True)).to_have_count(0)
