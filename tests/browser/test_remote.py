"""A map of another service, from its address to everybody's map, and without it when it is dead."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import text

from geo.crs import METRIC
from operate.testcluster import TestCluster
from tests.browser.conftest import OpenPage, origin, sign_in
from tests.cityserver import COLOURS, CityServer, city_server
from tests.conftest import TownDatabase, _copy
from tests.servers import running_service

CENTRE = METRIC.from_lonlat(27.68, 62.89)
#: A plot so large that the middle of the first view lies in it.
PLOT = {"VL": (CENTRE[0] - 30_000, CENTRE[1] - 30_000, CENTRE[0] + 30_000, CENTRE[1] + 30_000)}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CityServer]:
    folder: Path = tmp_path_factory.mktemp("city")
    with city_server(folder) as running:
        running.publish(PLOT)
        yield running


@pytest.fixture(scope="module")
def kuopio(cluster: TestCluster, kuopio_template: str) -> Iterator[TownDatabase]:
    """A demo of its own: a backdrop changes every map."""
    yield from _copy(cluster, kuopio_template)


@pytest.fixture(scope="module")
def service_url(kuopio: TownDatabase, city: CityServer) -> Iterator[str]:
    """A service that may ask the city's on this machine."""
    inside = f"{city.host}:{city.port}"
    with running_service(kuopio.settings, more={"ALUEKARTTA_REMOTE_INSIDE_HOSTS": inside}) as service:
        yield service.url


def shows(page: Page, selector: str = "aluekartta-map") -> bool:
    """Whether the plot's colour is what most of the middle of the map shows."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    middle = {"x": box["x"] + box["width"] / 2 - 40, "y": box["y"] + box["height"] / 3 - 40, "width": 80, "height": 80}
    picture = Image.open(io.BytesIO(page.screenshot(clip=middle))).convert("RGB")
    away = np.abs(np.asarray(picture).astype(int) - COLOURS["VL"]).max(axis=2)
    return bool((away < 12).mean() > 0.5)


def wait_until_shown(page: Page, *, is_shown: bool = True) -> None:
    for _ in range(60):
        if shows(page) == is_shown:
            return
        page.wait_for_timeout(250)
    raise AssertionError("the plot is not on the map" if is_shown else "the plot is still on the map")


def ask_until_told(page: Page, text: str) -> None:
    """Click the plot until the service tells of it: a busy one may miss its time once, as it may for people."""
    for _ in range(4):
        page.locator("aluekartta-map .map-surface").click(position={"x": 200, "y": 120})
        told = page.locator(".map-info", has_text=text)
        silent = page.locator(".map-info", has_text="Palvelu ei vastannut.")
        expect(told.or_(silent)).to_be_visible()
        if told.is_visible():
            return
        page.wait_for_timeout(2000)
    raise AssertionError(f"the service never told of {text}")


def test_from_an_address_to_everybody_s_map(open_page: OpenPage, city: CityServer, kuopio: TownDatabase) -> None:
    page = open_page("/about")
    sign_in(page, "administrator")
    page.goto(f"{origin(page)}/admin/hosts")
    page.get_by_label("Palvelimen nimi tai palvelun koko osoite").fill(city.address)
    page.get_by_role("button", name="Salli").click()
    expect(page.get_by_role("heading", name=f"{city.host}:{city.port}")).to_be_visible()
    page.get_by_role("navigation").get_by_role("link", name="Muiden palvelujen karttatasot").click()
    page.get_by_label("Palvelun osoite").fill(city.address)
    page.get_by_role("button", name="Katso").click()
    page.get_by_role("radio", name="Ajantasa-asemakaava").check()
    page.get_by_role("button", name="Jatka").click()
    expect(page.get_by_label("Nimi suomeksi")).to_have_value("Ajantasa-asemakaava")
    page.get_by_role("button", name="Lisää taso").click()
    wait_until_shown(page)
    ask_until_told(page, "VL")
    page.get_by_role("button", name="Näytä kaikille").click()
    page.get_by_role("button", name="Käytä taustakarttana").click()
    expect(page.get_by_text("Taso on nyt kaikkien karttojen taustakartta.")).to_be_visible()

    resident = open_page("/", size="phone")
    wait_until_shown(resident)
    city.is_down = True
    again = open_page("/", size="phone")
    wait_until_shown(again)  # the copies
    with kuopio.session() as db:
        db.execute(text("DELETE FROM layers.remote_tile"))
        db.commit()
    without = open_page("/", size="phone")
    without.wait_for_timeout(3000)
    wait_until_shown(without, is_shown=False)
    expect(without.locator(".map-trouble")).to_be_hidden()
    assert without.locator("aluekartta-map canvas").count() > 0, "the service's own map is there"
    page.goto(f"{origin(page)}/admin/remote")
    expect(page.get_by_text("Ei tavoitettavissa").first).to_be_visible()
