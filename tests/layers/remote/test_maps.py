"""Pictures of a real MapServer: the same place from every system and version, and nothing from a swapped box."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest

from geo.crs import METRIC
from geo.systems import is_northing_first
from layers.remote.maps import in_order, tile_picture
from layers.remote.pictures import is_blank
from layers.remote.problems import RemoteProblem
from layers.remote.reading import OfferedService, read_service
from layers.remote.reading.model import Ask
from tests.cityserver import COLOURS, PLOTS, SYSTEMS, CityServer

#: Metres; 1024 m on 256 pixels, so a pixel is 4 m wide.
BOX = (399_900.0, 6_799_900.0, 400_924.0, 6_800_924.0)
PIXEL_M = 4.0
VERSIONS = ("1.1.1", "1.3.0")


@dataclass(frozen=True)
class Asked:
    """What `tile_picture` needs to know of a source."""

    address: str
    version: str = "1.3.0"
    epsg: int = METRIC.epsg
    kind: str = "wms"
    name: str = "kaava"
    style: str = ""
    format: str = "image/png"
    info_format: str = "text/plain"
    legend: str = ""
    is_swapped: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


def colour_at(picture: np.ndarray, x: float, y: float) -> tuple[int, ...]:
    column, row = int((x - BOX[0]) / PIXEL_M), int((BOX[3] - y) / PIXEL_M)
    return tuple(int(value) for value in picture[row, column])


@pytest.fixture(scope="module", params=VERSIONS)
def offered(request: pytest.FixtureRequest, ask: Ask, city: CityServer) -> OfferedService:
    return read_service(ask, "wms", city.address, request.param)


def test_capabilities_of_both_versions_say_the_same(offered: OfferedService, city: CityServer) -> None:
    assert offered.version in VERSIONS
    layer = next(one for one in offered.layers if one.name == "kaava")
    assert (layer.title, layer.attribution, layer.has_info) == ("Ajantasa-asemakaava", "Testikaupunki", True)
    assert set(layer.systems) == set(SYSTEMS)
    assert layer.systems[0] == METRIC.epsg
    assert layer.styles[0].legend.startswith("http://127.0.0.1")
    assert "image/png" in offered.formats
    assert offered.terms == "CC BY 4.0"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("epsg", SYSTEMS)
def test_a_plot_lies_where_it_should_in_every_system(ask: Ask, city: CityServer, version: str, epsg: int) -> None:
    picture = tile_picture(ask, Asked(city.address, version, epsg), BOX, METRIC.epsg)
    assert picture.shape == (256, 256, 4)
    inset = 2.5 * PIXEL_M
    for letter in ("AK", "VL"):
        west, south, east, north = PLOTS[letter]
        for x in (west + inset, (west + east) / 2, east - inset):
            for y in (south + inset, (south + north) / 2, north - inset):
                *colour, opacity = colour_at(picture, x, y)
                assert np.allclose(colour, COLOURS[letter], atol=3), (letter, x, y)
                assert opacity > 200, "two and a half pixels inside the edge"
        for x, y in ((west + 20, south - 2 * inset), (east - 20, north + 2 * inset)):
            assert colour_at(picture, x, y)[3] == 0, "outside the plot nothing is drawn"
    assert colour_at(picture, 400_000 - 2 * inset, 6_800_100)[3] == 0


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("epsg", SYSTEMS)
def test_a_swapped_box_draws_nothing(ask: Ask, city: CityServer, version: str, epsg: int) -> None:
    source = replace(Asked(city.address, version, epsg), is_swapped=True)
    try:
        assert is_blank(tile_picture(ask, source, BOX, METRIC.epsg))
    except RemoteProblem as problem:
        assert problem.code == "service_said", problem


def test_the_order_of_a_box_follows_the_register_in_the_new_version_only() -> None:
    box = (1.0, 2.0, 3.0, 4.0)
    for epsg in SYSTEMS:
        swapped = (2.0, 1.0, 4.0, 3.0) if is_northing_first(epsg) else box
        assert in_order(Asked("", "1.3.0", epsg), box) == swapped
        assert in_order(Asked("", "1.1.1", epsg), box) == box


def test_what_the_service_says_is_passed_on(ask: Ask, city: CityServer) -> None:
    with pytest.raises(RemoteProblem) as problem:
        tile_picture(ask, Asked(city.address, name="nothing_like_it"), BOX, METRIC.epsg)
    assert problem.value.code == "service_said"
    assert "nothing_like_it" in problem.value.values["text"] or problem.value.values["text"]


def test_another_kind_of_service_is_told_apart(ask: Ask, city: CityServer) -> None:
    with pytest.raises(RemoteProblem):
        read_service(ask, "wms", f"http://{city.host}:{city.port}/kaupunki/ogcapi", "1.3.0")
