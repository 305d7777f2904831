"""What OpenLayers reads by the description of a tileset from the real server, run by Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.crs import METRIC, WEB_MERCATOR_QUAD
from geo.tiles import TileMatrix
from tests.conftest import TownDatabase
from tests.factories.world import ORIGIN
from tests.servers import ROOT, running_service
from tests.service.maps.conftest import MATRIX

SCRIPT = Path(__file__).parent / "clients" / "reads_tiles.mjs"


def test_it_finds_the_tile_and_puts_its_features_where_they_are(town: TownDatabase) -> None:
    """OGC API - Tiles as our own map library has it: tileset, tile matrix set, template, tile."""
    node = shutil.which("node")
    if node is None or not (ROOT / "tools/node_modules/ol").is_dir():
        pytest.skip("Node, or what `npm --prefix tools ci` installs, is not there")
    middle = ORIGIN[0] + 1500, ORIGIN[1] + 1500
    halves = {
        "AK": shapely.box(ORIGIN[0] + 1000, ORIGIN[1] + 1000, middle[0], ORIGIN[1] + 2000),
        "VP": shapely.box(middle[0], ORIGIN[1] + 1000, ORIGIN[0] + 2000, ORIGIN[1] + 2000),
    }
    with running_service(town.settings) as service:
        for matrix, zoom, definition in ((MATRIX, 10, METRIC.proj4), (WEB_MERCATOR_QUAD, 14, "")):
            place = METRIC.geometry_to_epsg(shapely.Point(middle), matrix.epsg)
            tileset = f"{service.url}/ogc/collections/zoning/tiles/{matrix.name}"
            words = [tileset, f"EPSG:{matrix.epsg}", definition, str(zoom), str(place.x), str(place.y), "zoning"]
            done = subprocess.run([node, str(SCRIPT), *words], capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (0, "")
            _is_right(json.loads(done.stdout), matrix, zoom, place, halves)


def _is_right(found: Any, matrix: TileMatrix, zoom: int, place: shapely.Point, halves: dict[str, Any]) -> None:
    x, y = matrix.tile_at(zoom, place.x, place.y)
    bounds = matrix.tile_bounds(zoom, x, y)
    assert found["address"].endswith(f"/tiles/{matrix.name}/zoning/{zoom}/{x}/{y}.mvt")
    assert found["extent"] == pytest.approx(bounds, abs=1e-4)
    assert found["resolutions"] == pytest.approx([matrix.resolution(z) for z in range(matrix.max_zoom + 1)])
    read = {one["letter"]: one["geometry"] for one in found["features"]}
    # A tile shows what lies in it, and 16 pixels around it at most.
    reach = shapely.box(*bounds).buffer(16 * matrix.resolution(zoom), join_style="mitre")
    for letter, half in halves.items():
        expected = METRIC.geometry_to_epsg(half, matrix.epsg).intersection(reach).bounds
        assert read[letter] == pytest.approx(expected, abs=16 * matrix.resolution(zoom))
