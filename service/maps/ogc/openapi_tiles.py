"""Vector tiles in the description of the interface."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from service.i18n import N_
from service.maps.ogc.collections import Collection
from service.maps.ogc.links import JSON
from service.maps.ogc.openapi_parts import SHOWN, get, reference
from service.maps.ogc.tilesets import MATRICES, WHOLE, tiled_names
from service.maps.tiles.answers import TILE


def tile_paths(base: str, collections: Sequence[Collection]) -> dict[str, Any]:
    """The paths of tilesets, their tiles and tile matrix sets. `base` is the service's address ending in ``/ogc``."""
    matrix = reference("tileMatrixSetId")
    paths = {
        "/tileMatrixSets": get("getTileMatrixSetsList", N_("How tiles are cut"), JSON, SHOWN),
        "/tileMatrixSets/{tileMatrixSetId}": get("getTileMatrixSet", N_("How tiles are cut"), JSON, [matrix, *SHOWN]),
    }
    resources = [("", WHOLE, "dataset")]
    resources += [(f"/collections/{name}", name, "collection") for name in tiled_names(collections)]
    for address, layer, kind in resources:
        own = f"{layer}.{kind}.vector"
        paths[f"{address}/tiles"] = get(f"{own}.getTileSetsList", N_("Sets of vector tiles"), JSON, SHOWN)
        paths[f"{address}/tiles/{{tileMatrixSetId}}"] = get(
            f"{own}.getTileSet", N_("One set of vector tiles"), JSON, [matrix, *SHOWN]
        )
        tile = get(f"{own}.getTile", N_("A tile"), TILE, [matrix, *map(reference, _IN_PATH)])
        # Tiles stand beside the rest, not below it.
        tile["servers"] = [{"url": base.removesuffix("/ogc")}]
        paths[f"/tiles/{{tileMatrixSetId}}/{layer}/{{tileMatrix}}/{{tileCol}}/{{tileRow}}.mvt"] = tile
    return paths


def tile_parameters() -> dict[str, Any]:
    """The parameters of tiles, which all stand in the path."""
    found = {name: _in_path(name, description, schema) for name, (description, schema) in _IN_PATH.items()}
    matrices = {"type": "string", "enum": list(MATRICES)}
    return found | {"tileMatrixSetId": _in_path("tileMatrixSetId", N_("By which squares tiles are cut"), matrices)}


_WHOLE_NUMBER = {"type": "integer", "minimum": 0}
_IN_PATH: dict[str, tuple[str, dict[str, Any]]] = {
    "tileMatrix": (N_("The zoom"), {"type": "string"}),
    "tileCol": (N_("The column, from the west"), _WHOLE_NUMBER),
    "tileRow": (N_("The row, from the north"), _WHOLE_NUMBER),
}


def _in_path(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}
