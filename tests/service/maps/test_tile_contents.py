"""What the tiles of the whole demo hold, taken apart by a decoder that is not ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import mapbox_vector_tile
import pytest
import shapely
from sqlalchemy import text
from werkzeug.test import Client

from geo.crs import METRIC, WEB_MERCATOR_QUAD
from geo.tiles import TileMatrix
from service.maps.tiles import TileApp
from service.maps.tiles.layers import LAYERS
from tests.conftest import TownDatabase, _copy
from tests.service.maps.conftest import MATRIX
from tests.service.maps.truth import places

MOST_BYTES = 500_000
#: Tiles that are looked into further down, those with the most in them: the others are like them.
WIDEST = 3
#: Where everything of a layer is drawn by itself, in the metric matrix: whole municipality, few enough tiles.
COUNTED_AT = {"areas": 8, "zoning": 10, "proposals": 10, "walks": 9, "playgrounds": 9, "pins": 7}
#: Parts that the demo has nothing in.
NOT_IN_THE_DEMO = {"pin_shapes"}
#: What TileJSON calls the kinds of values; every other is a number.
KINDS = {str: "String", bool: "Boolean"}
KEYS = {"areas": "slug", "zoning": "unit", "proposals": "slug", "walks": "slug"}

Tile = tuple[int, int, int]


@pytest.fixture(scope="module")
def demo(kuopio_template: str, cluster: Any) -> Iterator[TownDatabase]:
    """The demo's database."""
    yield from _copy(cluster, kuopio_template)


@pytest.fixture(scope="module")
def tiles(demo: TownDatabase) -> Client:
    """A client of the tile application on the demo."""
    return Client(TileApp(demo.database))


def over(matrix: TileMatrix, bounds: list[float], zoom: int) -> list[Tile]:
    """The tiles of a zoom that a box of degrees lies in."""
    west, south, east, north = bounds
    ring = shapely.segmentize(shapely.box(west, south, east, north), 0.05)
    box = METRIC.geometry_to_epsg(METRIC.geometry_from_lonlat(ring), matrix.epsg).bounds
    (first_x, last_y), (last_x, first_y) = matrix.tile_at(zoom, *box[:2]), matrix.tile_at(zoom, *box[2:])
    return [(zoom, x, y) for x in range(first_x, last_x + 1) for y in range(first_y, last_y + 1)]


def looked_into(tiles: Client, matrix: TileMatrix, layer: str, described: Any) -> Iterator[tuple[Tile, bytes]]:
    """Tiles with something in them: all of the municipality far away, and nearer those below the largest."""
    near = 6 if matrix is MATRIX else 10
    wanted: list[Tile] = []
    for zoom in range(described["maxzoom"] + 1):
        wanted = over(matrix, described["bounds"], zoom) if zoom <= near else wanted
        found = []
        for z, x, y in wanted:
            answer = tiles.get(f"/tiles/{matrix.name}/{layer}/{z}/{x}/{y}.mvt")
            assert answer.status_code == 200
            if answer.data:
                found.append((len(answer.data), (z, x, y)))
                yield (z, x, y), answer.data
        largest = [place for _, place in sorted(found, reverse=True)[:WIDEST]]
        wanted = [(z + 1, 2 * x + dx, 2 * y + dy) for z, x, y in largest for dx in (0, 1) for dy in (0, 1)]


@pytest.mark.parametrize("matrix", [MATRIX, WEB_MERCATOR_QUAD], ids=lambda matrix: matrix.name)
@pytest.mark.parametrize("layer", [*LAYERS, "playgrounds", "urban_zones"])
def test_tiles_hold_what_their_description_declares(
    demo: TownDatabase, tiles: Client, matrix: TileMatrix, layer: str
) -> None:
    """At every zoom: each layer and attribute is declared with its type, no tile is too large, nobody is named."""
    described = tiles.get(f"/tiles/{matrix.name}/{layer}.json").json
    assert described
    declared = {one["id"]: one for one in described["vector_layers"]}
    met: set[str] = set()
    said: set[str] = set()
    for (zoom, x, y), content in looked_into(tiles, matrix, layer, described):
        assert len(content) <= MOST_BYTES, f"{zoom}/{x}/{y}"
        for name, decoded in mapbox_vector_tile.decode(content).items():
            one = declared[name]
            assert one["minzoom"] <= zoom <= one["maxzoom"], f"{name} at {zoom}"
            met.add(name)
            for feature in decoded["features"]:
                for key, value in feature["properties"].items():
                    assert key in one["fields"], f"{name}.{key}"
                    kind = KINDS.get(type(value), "Number")
                    assert kind == one["fields"][key], f"{name}.{key}: {value!r}"
                    if kind == "String":
                        said.add(str(value))
    assert set(declared) - met <= NOT_IN_THE_DEMO, f"the demo has nothing in {set(declared) - met}"
    people = _people(demo)
    assert [one for one in said for person in people if person in one] == []


@pytest.mark.parametrize("layer", COUNTED_AT)
def test_tiles_and_items_agree_on_how_many_there_are(demo: TownDatabase, tiles: Client, layer: str) -> None:
    """All tiles of one zoom against what the tables hold, within a hundredth."""
    described = tiles.get(f"/tiles/{MATRIX.name}/{layer}.json").json
    assert described
    keys: set[object] = set()
    points = 0
    for zoom, x, y in over(MATRIX, described["bounds"], COUNTED_AT[layer]):
        answer = tiles.get(f"/tiles/{MATRIX.name}/{layer}/{zoom}/{x}/{y}.mvt")
        decoded = mapbox_vector_tile.decode(answer.data) if answer.data else {}
        for feature in decoded.get(layer, {"features": []})["features"]:
            keys.add(feature["properties"].get(KEYS.get(layer, "")))
            # What lies in the buffer is the neighbour's.
            is_point = feature["geometry"]["type"] == "Point"
            inside = is_point and all(0 <= part < 4096 for part in feature["geometry"]["coordinates"])
            points += int(feature["properties"].get("count", 1)) * inside
    counted = len(keys) if layer in KEYS else points
    assert counted == pytest.approx(len(places(demo, layer)), rel=0.01)


def _people(demo: TownDatabase) -> list[str]:
    with demo.database.engine.connect() as connection:
        rows = connection.execute(text("SELECT display_name, email FROM service.person"))
        return [word for row in rows for word in row if word]
