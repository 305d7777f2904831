"""Vector tiles described as OGC API - Tiles has it (20-057): lists of tilesets, each tileset, each tile matrix set.

A collection has the tilesets of the tile layer of its name; the whole has those of the background map. Tiles
themselves stand where they always do, below ``/tiles``: the standard asks only for a template with three variables.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from geo.crs import METRIC, WEB_MERCATOR_QUAD
from geo.systems import is_northing_first
from geo.tiles import TileMatrix
from service.i18n import gettext as _
from service.maps.ogc.collections import COLLECTIONS, Collection
from service.maps.ogc.links import HTML, JSON, here, link
from service.maps.ogc.reference_systems import CRS84
from service.maps.tiles.answers import TILE
from service.maps.tiles.descriptions import LayerFacts, last_zoom, vector_layers
from service.maps.tiles.layers import BOOLEAN, LAYERS, NUMBER, TEXT, TileLayer

_TILES = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/"
CONFORMANCE = tuple(
    _TILES + name
    for name in ("core", "tileset", "tilesets-list", "dataset-tilesets", "geodata-tilesets", "mvt", "oas30")
)
_RELATION = "http://www.opengis.net/def/rel/ogc/1.0/"
TILESETS_RELATION = f"{_RELATION}tilesets-vector"
SCHEME_RELATION = f"{_RELATION}tiling-scheme"
SCHEMES_RELATION = f"{_RELATION}tiling-schemes"
#: The whole as tiles: what every other layer is drawn over.
WHOLE = "backdrop"
MATRICES: dict[str, TileMatrix] = {one.name: one for one in (METRIC.matrix, WEB_MERCATOR_QUAD)}
_REGISTERED = {WEB_MERCATOR_QUAD.name: "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"}
_SCALE_SETS = {WEB_MERCATOR_QUAD.name: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible"}
_SCHEMA_TYPES = {TEXT: "string", NUMBER: "number", BOOLEAN: "boolean"}
#: Metres of a pixel by which the standard counts scales (17-083r4, 6.1.1.1).
_PIXEL_M = 0.00028


@dataclass(frozen=True, slots=True)
class Tiled:
    """What there are tiles of. `address` is its own, without ``/tiles``."""

    address: str
    title: str
    description: str
    layer: TileLayer


def tiled_names(collections: Iterable[Collection] = ()) -> list[str]:
    """Those of the collections, or of what is built in, that there are tiles of."""
    offered = collections or COLLECTIONS.values()
    return [one.id for one in offered if one.layer_id is not None or one.id in LAYERS]


def tiled_collection(base: str, one: Collection, layer: TileLayer | None = None) -> Tiled | None:
    """A collection as tiles, or None for one that has none.

    Parameters
    ----------
    base : the service's address ending in ``/ogc``.
    layer : the tiles of a layer of the catalogue; None for what is built in.
    """
    name = one.id
    if layer is None and name not in LAYERS:
        return None
    return Tiled(f"{base}/collections/{name}", one.shown_title, one.shown_description, layer or LAYERS[name])


def tiled_whole(base: str) -> Tiled:
    """The background map."""
    description = _("The municipality's outline, waters, zones, postal-code areas and place names.")
    return Tiled(base, _("Background map"), description, LAYERS[WHOLE])


def tilesets_document(tiled: Tiled, base: str) -> dict[str, Any]:
    """Which tilesets there are of something, each with what it takes to choose one."""
    address = f"{tiled.address}/tiles"
    return {
        "links": here(address, _("%(name)s as vector tiles", name=tiled.title)),
        "tilesets": [_item(tiled, matrix, base) for matrix in MATRICES.values()],
    }


def tileset_document(tiled: Tiled, matrix: TileMatrix, facts: LayerFacts, base: str) -> dict[str, Any]:
    """All about one tileset: its layers with their attributes, where it lies, and the template of its tiles."""
    west, south, east, north = (round(value, 5) for value in facts.bounds)
    found = _item(tiled, matrix, base)
    root = base.removesuffix("/ogc")
    tiles = f"{root}/tiles/{matrix.name}/{tiled.layer.name}"
    template = link(f"{tiles}/{{tileMatrix}}/{{tileCol}}/{{tileRow}}.mvt", "item", TILE, _("A tile"))
    found["links"] += [
        link(f"{found['links'][0]['href']}?f=html", "alternate", HTML, _("This page for people")),
        {**template, "templated": True},
        link(f"{tiles}.json", "describedby", JSON, f"TileJSON, {matrix.name}"),
    ]
    return found | {
        "description": tiled.description,
        "attribution": " | ".join(facts.attributions),
        "mediaTypes": [TILE],
        "boundingBox": {"lowerLeft": [west, south], "upperRight": [east, north], "crs": CRS84},
        "centerPoint": {
            "coordinates": [(west + east) / 2, (south + north) / 2],
            "crs": CRS84,
            "tileMatrix": str(min(8, last_zoom(matrix))),
        },
        "layers": [_layer(one) for one in vector_layers(tiled.layer, matrix, facts.kinds)],
    }


def tile_matrix_sets_document(base: str) -> dict[str, Any]:
    """The tile matrix sets that tiles are cut by."""
    sets = []
    for matrix in MATRICES.values():
        definition = tile_matrix_set(matrix)
        address = f"{base}/tileMatrixSets/{matrix.name}"
        known = {name: definition[name] for name in ("id", "title", "uri", "crs") if name in definition}
        sets.append({**known, "links": [link(address, "self", JSON, definition["title"])]})
    links = here(f"{base}/tileMatrixSets", _("How tiles are cut"))
    return {"links": links, "tileMatrixSets": sets}


def tile_matrix_set(matrix: TileMatrix) -> dict[str, Any]:
    """The definition of a tile matrix set (17-083r4, JSON encoding)."""
    origin = [matrix.minx, matrix.maxy]
    axes = ["X", "Y"] if matrix is WEB_MERCATOR_QUAD else ["E", "N"]
    if is_northing_first(matrix.epsg):
        origin, axes = origin[::-1], axes[::-1]
    found: dict[str, Any] = {"id": matrix.name, "title": _titles()[matrix.name]}
    if matrix.name in _REGISTERED:
        found |= {"uri": _REGISTERED[matrix.name], "wellKnownScaleSet": _SCALE_SETS[matrix.name]}
    return found | {
        "crs": _crs(matrix),
        "orderedAxes": axes,
        "tileMatrices": [
            {
                "id": str(zoom),
                "scaleDenominator": matrix.resolution(zoom) / _PIXEL_M,
                "cellSize": matrix.resolution(zoom),
                "cornerOfOrigin": "topLeft",
                "pointOfOrigin": origin,
                "tileWidth": matrix.tile_size,
                "tileHeight": matrix.tile_size,
                "matrixWidth": 2**zoom,
                "matrixHeight": 2**zoom,
            }
            for zoom in range(matrix.max_zoom + 1)
        ],
    }


def _item(tiled: Tiled, matrix: TileMatrix, base: str) -> dict[str, Any]:
    scheme = f"{base}/tileMatrixSets/{matrix.name}"
    title = f"{tiled.title}, {matrix.name}"
    found: dict[str, Any] = {"title": title, "dataType": "vector", "crs": _crs(matrix)}
    if matrix.name in _REGISTERED:
        found["tileMatrixSetURI"] = _REGISTERED[matrix.name]
    found["links"] = [
        link(f"{tiled.address}/tiles/{matrix.name}", "self", JSON, title),
        link(scheme, SCHEME_RELATION, JSON, _titles()[matrix.name]),
    ]
    return found


def _layer(part: dict[str, Any]) -> dict[str, Any]:
    kinds = {name: {"type": _SCHEMA_TYPES[kind]} for name, kind in part["fields"].items()}
    return {
        "id": part["id"],
        "description": _(part["description"]),
        "dataType": "vector",
        "minTileMatrix": str(part["minzoom"]),
        "maxTileMatrix": str(part["maxzoom"]),
        "propertiesSchema": {"type": "object", "properties": kinds},
    }


def _crs(matrix: TileMatrix) -> str:
    return f"http://www.opengis.net/def/crs/EPSG/0/{matrix.epsg}"


def _titles() -> dict[str, str]:
    own = _("Squares in the national metric system, %(name)s", name=METRIC.matrix.name)
    return {METRIC.matrix.name: own, WEB_MERCATOR_QUAD.name: _("The web's usual squares, Web Mercator")}
