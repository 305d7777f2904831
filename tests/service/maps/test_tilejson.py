"""What describes the tiles is what TileJSON 3.0.0 says, and true."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text
from werkzeug.test import Client

from geo.crs import METRIC, WEB_MERCATOR_QUAD
from service.maps.tiles.layers import LAYERS
from tests.conftest import TownDatabase
from tests.factories.world import lonlat_in
from tests.service.maps.conftest import MATRIX

NAMES = (MATRIX.name, WEB_MERCATOR_QUAD.name)


@pytest.mark.parametrize("matrix", NAMES)
@pytest.mark.parametrize("layer", LAYERS)
def test_the_tilejson_is_valid(tiles: Client, matrix: str, layer: str) -> None:
    """Every rule of the specification's section 3 that a document can break."""
    answer = tiles.get(f"/tiles/{matrix}/{layer}.json")
    assert answer.content_type == "application/json"
    found = answer.json
    assert found
    assert found["tilejson"] == "3.0.0"
    assert re.fullmatch(r"\d+\.\d+\.\d+", found["version"])
    assert found["scheme"] == "xyz"
    assert found["tiles"] == [f"http://localhost/tiles/{matrix}/{layer}/{{z}}/{{x}}/{{y}}.mvt"]
    assert 0 <= found["minzoom"] <= found["maxzoom"] <= 30
    west, south, east, north = found["bounds"]
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90
    lon, lat, zoom = found["center"]
    assert west <= lon <= east
    assert south <= lat <= north
    assert found["minzoom"] <= zoom <= found["maxzoom"]
    ids = [one["id"] for one in found["vector_layers"]]
    assert len(ids) == len(set(ids)) > 0
    for one in found["vector_layers"]:
        assert one["id"]
        assert all(isinstance(said, str) for said in one["fields"].values())
        assert found["minzoom"] <= one["minzoom"] <= one["maxzoom"] <= found["maxzoom"]
    again = tiles.get(f"/tiles/{matrix}/{layer}.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_bounds_hold_the_town(tiles: Client) -> None:
    west, south, east, north = tiles.get(f"/tiles/{MATRIX.name}/pins.json").json["bounds"]  # type: ignore[index]
    for code in ("01", "05", "09"):
        lon, lat = lonlat_in(code)
        assert west < lon < east
        assert south < lat < north


def test_the_metric_matrix_is_told_in_full(tiles: Client) -> None:
    found = tiles.get(f"/tiles/{MATRIX.name}/pins.json").json
    assert found
    assert found["crs"].endswith(f"/{METRIC.epsg}")
    assert found["tile_matrix"]["origin"] == [MATRIX.minx, MATRIX.maxy]
    assert found["tile_matrix"]["resolutions"][0] == MATRIX.resolution(0)


def test_attributions_are_those_of_the_layer_records_and_escaped(town: TownDatabase, tiles: Client) -> None:
    with town.database.session() as db:
        db.execute(text("UPDATE layers.layer SET attribution = '<b>City & Co</b>' WHERE key = 'zoning'"))
    found = tiles.get(f"/tiles/{MATRIX.name}/zoning.json").json
    assert found
    assert found["attribution"] == "&lt;b&gt;City &amp; Co&lt;/b&gt;"
