"""Pictures put together from another service's tiles: WMTS in several grids, and addresses with {z}, {x}, {y}."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from geo.crs import METRIC, WEB_MERCATOR_QUAD
from layers.remote.choosing import chosen, offered_layer
from layers.remote.drawing import drawn
from layers.remote.fetching import Allowance, fetch
from layers.remote.problems import RemoteProblem
from layers.remote.reading import read_service
from layers.remote.reading.model import Ask
from tests.cityserver import COLOURS, PLOTS
from tests.tileserver import GRIDS, TileServer, tile_server

ZOOM = 12


@dataclass
class Asked:
    """What drawing needs to know of a source."""

    kind: str
    version: str
    address: str
    name: str
    style: str
    format: str
    info_format: str
    legend: str
    epsg: int
    facts: dict[str, Any]
    is_swapped: bool = field(default=False)


@pytest.fixture(scope="module")
def tiles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TileServer]:
    folder: Path = tmp_path_factory.mktemp("tiles")
    with tile_server(folder) as running:
        yield running


@pytest.fixture(scope="module")
def ask_tiles(tiles: TileServer) -> Ask:
    here = frozenset({("127.0.0.1", tiles.port)})
    return lambda url, wish: fetch(url, Allowance(here, here), wish)


def source_of(ask: Ask, kind: str, address: str, epsg: int) -> Asked:
    offered = read_service(ask, kind, address)
    layer = offered_layer(offered, "tiles" if kind == "xyz" else "kaava")
    return Asked(**chosen(offered, layer, address=address, style="", epsg=epsg))


def hold_in_place(ask: Ask, source: Asked) -> None:
    step = METRIC.matrix.resolution(ZOOM)
    for letter, (west, south, east, north) in PLOTS.items():
        x, y = (west + east) / 2, (south + north) / 2
        tile = METRIC.matrix.tile_at(ZOOM, x, y)
        bounds = METRIC.matrix.tile_bounds(ZOOM, *tile)
        picture = drawn(ask, source, bounds, METRIC.epsg)
        assert picture.shape == (256, 256, 4)
        inset = 3 * step
        for px, py in ((x, y), (west + inset, south + inset), (east - inset, north - inset)):
            if bounds[0] < px < bounds[2] and bounds[1] < py < bounds[3]:
                found = picture[int((bounds[3] - py) / step), int((px - bounds[0]) / step)]
                assert np.allclose(found[:3], COLOURS[letter], atol=4), (letter, found)
                assert found[3] > 200
        for px, py in ((west - inset, y), (x, south - inset)):
            inside = bounds[0] < px < bounds[2] and bounds[1] < py < bounds[3]
            if inside and not any(w < px < e and s < py < n for w, s, e, n in PLOTS.values()):
                assert picture[int((bounds[3] - py) / step), int((px - bounds[0]) / step)][3] < 60


@pytest.mark.parametrize("epsg", GRIDS)
@pytest.mark.parametrize("way", ["wmts", "rest"])
def test_wmts_lies_in_its_place_in_every_grid(ask_tiles: Ask, tiles: TileServer, epsg: int, way: str) -> None:
    source = source_of(ask_tiles, "wmts", tiles.address(way), epsg)
    assert (source.kind, source.epsg) == ("wmts", epsg)
    hold_in_place(ask_tiles, source)


def test_our_own_grid_is_taken_tile_by_tile(ask_tiles: Ask, tiles: TileServer) -> None:
    source = source_of(ask_tiles, "wmts", tiles.address("wmts"), METRIC.epsg)
    tiles.asked.clear()
    tile = METRIC.matrix.tile_at(ZOOM, 400_200.0, 6_800_100.0)
    drawn(ask_tiles, source, METRIC.matrix.tile_bounds(ZOOM, *tile), METRIC.epsg)
    assert len(tiles.asked) == 1


@pytest.mark.parametrize("epsg", [WEB_MERCATOR_QUAD.epsg, METRIC.epsg])
def test_plain_tiles_lie_in_their_place(ask_tiles: Ask, tiles: TileServer, epsg: int) -> None:
    hold_in_place(ask_tiles, source_of(ask_tiles, "xyz", tiles.address(f"xyz/{epsg}/{{z}}/{{x}}/{{y}}.png"), epsg))


def test_beside_its_data_a_service_may_have_nothing(ask_tiles: Ask, tiles: TileServer) -> None:
    source = source_of(ask_tiles, "xyz", tiles.address("nothing/{z}/{x}/{y}.png"), WEB_MERCATOR_QUAD.epsg)
    bounds = METRIC.matrix.tile_bounds(ZOOM, *METRIC.matrix.tile_at(ZOOM, 400_200.0, 6_800_100.0))
    assert not drawn(ask_tiles, source, bounds, METRIC.epsg).any()


def test_an_address_without_places_for_numbers_is_refused(ask_tiles: Ask, tiles: TileServer) -> None:
    with pytest.raises(RemoteProblem) as problem:
        read_service(ask_tiles, "xyz", tiles.address("tiles/"))
    assert problem.value.code == "no_places"
