"""Cases of maps: the same tile or page asked of us, of the bare database and of other servers."""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import psycopg

from geo.crs import METRIC
from service.db import PLANNED_ONCE
from service.maps.tiles.addresses import TileAddress
from service.maps.tiles.drawing import drawn_tile
from service.maps.tiles.layers import LAYERS
from tests.benchmarks.cases import (
    Case,
    Site,
    busiest_tiles,
    features_case,
    tile_case,
    tiles_with,
    window,
    zoning_tiles,
)
from tests.benchmarks.city import SIDE_M
from tests.benchmarks.client import Requests, answer_of, request
from tests.benchmarks.floor import READER, Floor
from tests.benchmarks.loading import HOST
from tests.benchmarks.peers.running import PYGEOAPI, TIPG

MATRIX = METRIC.matrix
#: What tipg puts into a tile beside the shape: as much as ours.
PROPERTIES = {
    "pins": "id,reference,kind,state,theme_id,campaign_id",
    "zoning": "id,letter,number,land_use,plan_id,area_m2",
}
TABLES = {"pins": "service.pin", "zoning": "layers.zoning_unit"}
BOX_M = 4000
MOST_BYTES, MOST_OVERVIEW_BYTES, MOST_OVERVIEW_MS = 500_000, 120_000, 25.0


@dataclass(frozen=True)
class MapCase:
    """One row. `asked` and `goals` by who answers; goals hold where the floor takes at least `least_floor_ms`."""

    name: str
    asked: Mapping[str, Requests]
    floor: Floor | None = None
    goals: Mapping[str, float] = field(default_factory=dict)
    least_floor_ms: float = 0.0


def cold_cases(site: Site) -> list[MapCase]:
    """Tiles drawn each time: cells of overviews beside the bare database, single things beside tipg too."""
    pins = site.city.places
    found = [
        _tiles(site, f"pins z{zoom}, cells", "pins", zoom, busiest_tiles(pins, zoom), {"floor": 0.85}, with_peer=False)
        for zoom in (6, 8, 11)
    ]
    found.append(_tiles(site, "pins z14", "pins", 14, tiles_with(pins, 14, 300), {"floor": 0.85, TIPG: 1.25}))
    found.append(_tiles(site, "pins z16", "pins", 16, tiles_with(pins, 16, 30), {"floor": 0.7, TIPG: 2}))
    for zoom, least, beside in ((12, 0.85, 1.7), (13, 0.85, 1.7), (14, 0.85, 1.7), (16, 0.7, 2)):
        tiles = zoning_tiles(site.city, zoom)
        found.append(_tiles(site, f"zoning z{zoom}", "zoning", zoom, tiles, {"floor": least, TIPG: beside}))
    return found


def kept_cases(site: Site) -> list[MapCase]:
    """The same tiles from the service as it is, asked again by somebody new and by who has them already."""
    found = []
    dear = (("pins", 14, tiles_with(site.city.places, 14, 1500)), ("zoning", 11, zoning_tiles(site.city, 11)))
    for layer, zoom, tiles in dear:
        case = tile_case(site, f"{layer} z{zoom}, again", layer, zoom, tiles)
        goals = {"floor": 6.0}
        found.append(MapCase(case.name, {"ours": case.requests}, case.floor, goals, 3.0))
        tagged = [_with_tag(site, f"/tiles/{MATRIX.name}/{layer}/{zoom}/{x}/{y}.mvt") for x, y in tiles]
        found.append(MapCase(f"{layer} z{zoom}, 304", {"ours": _turns(tagged)}, case.floor, goals, 3.0))
    return found


def feature_cases(site: Site) -> list[MapCase]:
    """A hundred features in a window of four kilometres."""
    box = window(site, BOX_M)
    goals = {TIPG: 2.0, PYGEOAPI: 4.0}
    zoning = f"/ogc/collections/zoning/items?limit=100&bbox={box}"
    asked = {"pins": features_case(site), "zoning": Case("", _turns([_get(zoning, site.port)]), None)}
    return [
        MapCase(
            f"{layer}: 100 features in a box",
            {
                "ours": asked[layer].requests,
                TIPG: _turns([_get(f"/collections/{TABLES[layer]}/items?f=geojson&limit=100&bbox={box}")]),
                PYGEOAPI: _turns([_get(f"/collections/{layer}/items?f=json&limit=100&bbox={box}")]),
            },
            asked[layer].floor,
            goals,
        )
        for layer in ("pins", "zoning")
    ]


def largest_tiles(site: Site) -> list[tuple[str, bool]]:
    """The dearest and the largest tile of pins and zoning at every zoom: a sentence, and whether it may be so."""
    told = []
    x, y = (at + SIDE_M / 2 for at in site.city.corner)
    with psycopg.connect(site.reader_url, autocommit=True, options=f"{READER} {PLANNED_ONCE}") as connection:
        for layer, zoom in itertools.product(("pins", "zoning"), range(MATRIX.max_zoom + 1)):
            tiles = busiest_tiles(site.city.places, zoom) if layer == "pins" else [MATRIX.tile_at(zoom, x, y)]
            found = [_cost(connection, TileAddress(MATRIX, LAYERS[layer], zoom, *tile), site.home) for tile in tiles]
            ms, size = max(one[0] for one in found), max(one[1] for one in found)
            is_overview = layer == "pins" and zoom <= 11
            good = size <= (MOST_OVERVIEW_BYTES if is_overview else MOST_BYTES)
            good = good and (not is_overview or ms <= MOST_OVERVIEW_MS)
            told.append((f"{layer} z{zoom}: {ms:.1f} ms, {size / 1000:.1f} kB{'' if good else ' MISSED'}", good))
    return told


def _cost(connection: psycopg.Connection[object], tile: TileAddress, home: int) -> tuple[float, int]:
    drawn_tile(connection, tile, home)
    began = time.perf_counter()
    content, _ = drawn_tile(connection, tile, home)
    return 1000 * (time.perf_counter() - began), len(content)


def _tiles(
    site: Site,
    name: str,
    layer: str,
    zoom: int,
    tiles: list[tuple[int, int]],
    goals: dict[str, float],
    *,
    with_peer: bool = True,
) -> MapCase:
    ours = tile_case(site, name, layer, zoom, tiles)
    asked = {"ours": ours.requests}
    if with_peer:
        address = f"/collections/{TABLES[layer]}/tiles/{MATRIX.name}/{zoom}"
        asked[TIPG] = _turns([_get(f"{address}/{x}/{y}?properties={PROPERTIES[layer]}") for x, y in tiles])
    return MapCase(name, asked, ours.floor, goals)


def _with_tag(site: Site, path: str) -> bytes:
    head, _ = answer_of(site.port, _get(path, site.port))
    tag = next(line for line in head.decode("latin-1").split("\r\n") if line.lower().startswith("etag:"))
    return request(path, f"{HOST}:{site.port}", If_None_Match=tag.partition(":")[2].strip())


def _get(path: str, port: int = 0) -> bytes:
    return request(path, f"{HOST}:{port}" if port else HOST)


def _turns(messages: list[bytes]) -> Requests:
    return lambda number: itertools.cycle(messages[number % len(messages) :] + messages[: number % len(messages)])
