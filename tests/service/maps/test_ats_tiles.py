"""OGC API - Tiles - Part 1 (20-057), annex A: its abstract tests of the classes declared, named by clause."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import mapbox_vector_tile
import pytest
import shapely
from werkzeug.test import Client

from geo.crs import METRIC, WEB_MERCATOR_QUAD
from service.maps.ogc.collections import COLLECTIONS
from service.maps.ogc.reference_systems import CRS84
from service.maps.ogc.tilesets import CONFORMANCE
from service.maps.tiles.layers import LAYERS
from tests.conftest import Browser
from tests.factories.world import ORIGIN
from tests.service.maps.conftest import MATRIX

PutPins = Callable[..., list[str]]
MVT = "application/vnd.mapbox-vector-tile"
REL = "http://www.opengis.net/def/rel/ogc/1.0/"
TILED = [name for name in COLLECTIONS if name in LAYERS]
ADDRESSES = ["/tiles", *(f"/collections/{name}/tiles" for name in TILED)]
MATRICES = {matrix.name: matrix for matrix in (MATRIX, WEB_MERCATOR_QUAD)}


def get(client: Browser, address: str) -> Any:
    """The JSON of an address, whole or below /ogc; it must be 200."""
    answer = client.get(address if "//" in address else f"/ogc{address}", headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.mimetype == "application/json"
    return answer.json


def linked(document: Any, rel: str) -> list[dict[str, Any]]:
    """The links of a relation."""
    return [one for one in document["links"] if one["rel"] == rel]


def tile_address(tileset: Any, zoom: object, row: object, column: object) -> str:
    """The address of a tile, made from the template as a client makes it."""
    (template,) = linked(tileset, "item")
    values = {"tileMatrix": zoom, "tileRow": row, "tileCol": column}
    return re.sub(r"\{(\w+)\}", lambda found: str(values[found[1]]), template["href"])


class TestCore:
    """/conf/core"""

    def test_conformance_success(self, client: Browser) -> None:
        """/conf/core/conformance-success"""
        declared = get(client, "/conformance")["conformsTo"]
        assert set(CONFORMANCE) <= set(declared)
        assert "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core" in declared

    @pytest.mark.parametrize("address", ADDRESSES)
    @pytest.mark.usefixtures("furnished")
    def test_tc_op_and_success(self, client: Browser, tiles: Client, put_pins: PutPins, address: str) -> None:
        """/conf/core/tc-op, tc-success, /conf/mvt/content: the template leads to tiles of what lies there."""
        put_pins((1200, 1200))
        for name, matrix in MATRICES.items():
            tileset = get(client, f"{address}/{name}")
            town = METRIC.geometry_to_epsg(shapely.box(*ORIGIN, ORIGIN[0] + 3000, ORIGIN[1] + 3000), matrix.epsg)
            zoom = 8 if matrix is MATRIX else 12
            middle = METRIC.geometry_to_epsg(shapely.Point(ORIGIN[0] + 1200, ORIGIN[1] + 1200), matrix.epsg)
            x, y = matrix.tile_at(zoom, middle.x, middle.y)
            answer = tiles.get(tile_address(tileset, zoom, y, x))
            assert (answer.status_code, answer.content_type) == (200, MVT)
            decoded = mapbox_vector_tile.decode(answer.data)
            west, south, east, _ = matrix.tile_bounds(zoom, x, y)
            declared = {layer["id"]: layer["propertiesSchema"]["properties"] for layer in tileset["layers"]}
            assert decoded
            for layer, content in decoded.items():
                for feature in content["features"]:
                    assert set(feature["properties"]) <= set(declared[layer])
                    shape = shapely.geometry.shape(feature["geometry"])
                    assert not shape.is_empty
                    # Units of the tile's own grid, turned linearly into the tile's square.
                    scale = (east - west) / content["extent"]
                    placed = shapely.transform(shape, lambda one: one * scale + (west, south))  # noqa: B023
                    assert placed.intersects(town.buffer(20 * scale * 16))

    @pytest.mark.parametrize("row, column", [("-1", "0"), ("0", "256"), ("256", "0"), ("a", "0"), ("0", "1.5")])
    def test_tc_error(self, client: Browser, tiles: Client, row: str, column: str) -> None:
        """/conf/core/tc-error: outside the set 404 or 400, and an empty tile is 200 or 204."""
        for name in MATRICES:
            tileset = get(client, f"/collections/areas/tiles/{name}")
            assert tiles.get(tile_address(tileset, 8, row, column)).status_code in (400, 404)
            for zoom in ("-1", "99", "x"):
                assert tiles.get(tile_address(tileset, zoom, 0, 0)).status_code in (400, 404)
            assert tiles.get(tile_address(tileset, 8, 0, 0)).status_code in (200, 204)

    def test_definitions(self, client: Browser) -> None:
        """/conf/core/tc-tilematrix-definition, tc-tilerow-definition, tc-tilecol-definition"""
        document = get_openapi(client)
        paths, parameters = document["paths"], document["components"]["parameters"]
        tile_paths = [path for path in paths if "{tileMatrix}" in path]
        assert tile_paths
        for path in tile_paths:
            names = [one["$ref"].rsplit("/", 1)[1] for one in paths[path]["get"]["parameters"]]
            found = {name: parameters[name] for name in names}
            for name, kind in (("tileMatrix", "string"), ("tileRow", "integer"), ("tileCol", "integer")):
                assert (found[name]["in"], found[name]["required"]) == ("path", True)
                assert found[name]["schema"]["type"] == kind
                if kind == "integer":
                    assert found[name]["schema"]["minimum"] == 0


class TestTilesets:
    """/conf/tileset, /conf/tilesets-list, /conf/dataset-tilesets, /conf/geodata-tilesets"""

    def test_landing_page_and_operation(self, client: Browser) -> None:
        """/conf/dataset-tilesets/landingpage, operation"""
        landing = get(client, "")
        (to,) = linked(landing, f"{REL}tilesets-vector")
        assert to["href"].endswith("/ogc/tiles")
        assert get(client, to["href"])["tilesets"]
        (schemes,) = linked(landing, f"{REL}tiling-schemes")
        assert {one["id"] for one in get(client, schemes["href"])["tileMatrixSets"]} == set(MATRICES)

    def test_desc_links_and_operation(self, client: Browser) -> None:
        """/conf/geodata-tilesets/desc-links, operation: each collection with tiles leads to their list."""
        for name in COLLECTIONS:
            links = linked(get(client, f"/collections/{name}"), f"{REL}tilesets-vector")
            assert [one["href"].partition("/ogc")[2] for one in links] == (
                [f"/collections/{name}/tiles"] if name in TILED else []
            )
            status = client.get(f"/ogc/collections/{name}/tiles").status_code
            assert status == (200 if name in TILED else 404)
        assert set(TILED) == {"areas", "pins", "proposals", "walks", "zoning"}

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_tileset_links(self, client: Browser, address: str) -> None:
        """/conf/tilesets-list/tileset-links, tileset-path"""
        found = get(client, address)
        assert len(found["tilesets"]) == len(MATRICES)
        for one, (name, matrix) in zip(found["tilesets"], MATRICES.items(), strict=True):
            assert one["dataType"] == "vector"
            assert one["crs"].endswith(f"/EPSG/0/{matrix.epsg}")
            (own,) = linked(one, "self")
            assert own["href"] == f"http://localhost/ogc{address}/{name}"
            (scheme,) = linked(one, f"{REL}tiling-scheme")
            assert get(client, scheme["href"])["id"] == name
            assert ("tileMatrixSetURI" in one) == (matrix is WEB_MERCATOR_QUAD)
            full = get(client, own["href"])
            assert all(full[key] == value for key, value in one.items() if key != "links")

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_description(self, client: Browser, tiles: Client, address: str) -> None:
        """/conf/tileset/description"""
        for name, matrix in MATRICES.items():
            found = get(client, f"{address}/{name}")
            (template,) = linked(found, "item")
            assert (template["templated"], template["type"]) == (True, MVT)
            assert set(re.findall(r"\{(\w+)\}", template["href"])) == {"tileMatrix", "tileRow", "tileCol"}
            (scheme,) = linked(found, f"{REL}tiling-scheme")
            levels = [level["id"] for level in get(client, scheme["href"])["tileMatrices"]]
            (tilejson,) = linked(found, "describedby")
            told = tiles.get(tilejson["href"]).json
            assert told
            assert [layer["id"] for layer in found["layers"]] == [layer["id"] for layer in told["vector_layers"]]
            for layer in found["layers"]:
                assert levels.index(layer["minTileMatrix"]) <= levels.index(layer["maxTileMatrix"])
            box = found["boundingBox"]
            assert box["crs"] == CRS84
            assert told["bounds"] == [*box["lowerLeft"], *box["upperRight"]]
            assert found["attribution"] == told["attribution"]
            assert matrix.epsg == int(found["crs"].rsplit("/", 1)[1])

    def test_each_has_a_page_for_people(self, client: Browser) -> None:
        """With the address to give to a map program; levels of a matrix set in the reader's numbers."""
        for address in (*ADDRESSES, *(f"{one}/{name}" for one in ADDRESSES for name in MATRICES)):
            answer = client.get(f"/ogc{address}?f=html")
            assert (answer.status_code, answer.mimetype) == (200, "text/html"), address
            layer = address.split("/")[2] if address.startswith("/collections") else "backdrop"
            page = answer.get_data(as_text=True)
            if not address.endswith(MATRIX.name):
                assert f"/tiles/WebMercatorQuad/{layer}/{{z}}/{{x}}/{{y}}.mvt" in page
        for address in ("/tileMatrixSets", *(f"/tileMatrixSets/{name}" for name in MATRICES)):
            answer = client.get(f"/ogc{address}?f=html&lang=en")
            assert (answer.status_code, answer.mimetype) == (200, "text/html"), address
        assert "559,082,264" in answer.get_data(as_text=True)

    def test_unknown_is_404_and_more_is_400(self, client: Browser) -> None:
        for path in ("/tiles/x", "/collections/areas/tiles/x", "/collections/x/tiles", "/tileMatrixSets/x"):
            assert client.get(f"/ogc{path}").status_code == 404, path
        for path in ("/tiles", "/collections/areas/tiles/WebMercatorQuad", "/tileMatrixSets"):
            assert client.get(f"/ogc{path}?x=1").status_code == 400, path


class TestTileMatrixSets:
    """Tile matrix sets as 17-083r4 defines them."""

    def test_the_web_s_is_the_registered_one(self, client: Browser) -> None:
        """Annex D.1: scale denominators, cell sizes and origin of WebMercatorQuad, all 25 levels."""
        found = get(client, "/tileMatrixSets/WebMercatorQuad")
        assert found["uri"] == "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
        assert found["crs"] == "http://www.opengis.net/def/crs/EPSG/0/3857"
        assert found["orderedAxes"] == ["X", "Y"]
        assert [one["id"] for one in found["tileMatrices"]] == [str(level) for level in range(25)]
        for level, one in enumerate(found["tileMatrices"]):
            assert one["scaleDenominator"] == pytest.approx(559082264.028717 / 2**level, rel=1e-12)
            assert one["cellSize"] == pytest.approx(156543.033928041 / 2**level, rel=1e-12)
            assert one["pointOfOrigin"] == pytest.approx([-20037508.3427892, 20037508.3427892], abs=1e-6)
            assert (one["cornerOfOrigin"], one["tileWidth"], one["tileHeight"]) == ("topLeft", 256, 256)
            assert one["matrixWidth"] == one["matrixHeight"] == 2**level

    def test_ours_is_the_one_that_tiles_are_cut_by(self, client: Browser) -> None:
        found = get(client, f"/tileMatrixSets/{MATRIX.name}")
        for level, one in enumerate(found["tileMatrices"]):
            side = one["cellSize"] * one["tileWidth"]
            east, north = one["pointOfOrigin"][0], one["pointOfOrigin"][1]
            if found["orderedAxes"][0] == "N":
                east, north = north, east
            last = one["matrixWidth"] - 1
            expected = (east + last * side, north - (last + 1) * side, east + (last + 1) * side, north - last * side)
            assert MATRIX.tile_bounds(level, last, last) == pytest.approx(expected, abs=1e-6)


class TestOpenApi:
    """/conf/oas30"""

    def test_completeness(self, client: Browser) -> None:
        """/conf/oas30/completeness: what the links lead to is described, and the other way round."""
        document = get_openapi(client)
        expected = {"/tileMatrixSets", "/tileMatrixSets/{tileMatrixSetId}"}
        for address in ADDRESSES:
            expected |= {address, f"{address}/{{tileMatrixSetId}}"}
        described = {path for path in document["paths"] if "tile" in path and "{tileCol}" not in path}
        assert described == expected
        for layer in (*TILED, "backdrop"):
            path = f"/tiles/{{tileMatrixSetId}}/{layer}/{{tileMatrix}}/{{tileCol}}/{{tileRow}}.mvt"
            assert document["paths"][path]["servers"] == [{"url": "http://localhost"}]

    def test_operation_ids(self, client: Browser) -> None:
        """/conf/oas30/operation-id: the suffixes of table 10."""
        names = [path["get"]["operationId"] for path in get_openapi(client)["paths"].values()]
        for kind in ("dataset", "collection"):
            for what in ("getTileSetsList", "getTileSet", "getTile"):
                assert any(name.endswith(f".{kind}.vector.{what}") for name in names)


def get_openapi(client: Browser) -> Any:
    """The description of the interface."""
    return client.get("/ogc/api?f=json").json
