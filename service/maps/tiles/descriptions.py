"""What describes a tile layer: TileJSON 3.0.0, and the `metadata.json` that GDAL reads beside tiles."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from psycopg.rows import namedtuple_row

from boundaries.database import sql_source
from geo.crs import METRIC, WEB_MERCATOR_QUAD
from geo.tiles import TileMatrix
from service.maps.tiles.addresses import DescriptionAddress
from service.maps.tiles.drawing import Connection
from service.maps.tiles.layers import KINDS, TileLayer, layer_of_catalogue

#: Beyond this, clients of the web's matrix enlarge: finer than the metric matrix's last zoom shows nothing new.
LAST_WEB_ZOOM = 19


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """What a description needs to know of the municipality; bounds are west, south, east, north in degrees.

    `kinds` is what the attributes of a layer of the catalogue are, in TileJSON's words; not those without a value.
    """

    names: dict[str, str]
    bounds: tuple[float, float, float, float]
    attributions: list[str]
    kinds: Mapping[str, str] = field(default_factory=dict)


def layer_facts(connection: Connection, layer: TileLayer, municipality_id: int) -> LayerFacts:
    """Names, bounds and attributions for a layer of a municipality."""
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        cursor.execute(
            sql_source("service.maps", "layer_facts"),
            {"municipality": municipality_id, "keys": list(layer.catalogue)},
        )
        facts = facts_of(cursor.fetchone())
        if layer.layer_id is None:
            return facts
        cursor.execute(kinds_statement(), {"municipality": municipality_id, "layer_id": layer.layer_id})
        return replace(facts, kinds=kinds_of(cursor.fetchall()))


def found_layer(connection: Connection, key: str, municipality_id: int) -> TileLayer | None:
    """The tiles of a layer of the catalogue that the connection sees; None when there is none or nothing in it."""
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        cursor.execute(sql_source("service.maps", "tile_layer_found"), {"municipality": municipality_id, "key": key})
        row: Any = cursor.fetchone()
    if row is None:
        return None
    attributes = [one["key"] for one in row.shown_attributes]
    return layer_of_catalogue(key, row.id, row.names, attributes, row.stamp, row.visibility)


def facts_of(row: Any) -> LayerFacts:
    """The facts that a row of ``sql/layer_facts.sql`` tells; its box is in metres."""
    corners = [METRIC.to_lonlat(x, y) for x in (row.west, row.east) for y in (row.south, row.north)]
    lons, lats = zip(*corners, strict=True)
    return LayerFacts(row.names, (min(lons), min(lats), max(lons), max(lats)), row.attributions)


def kinds_statement() -> str:
    """The statement of the kinds of a layer's attributes, which takes `municipality` and `layer_id`."""
    return sql_source("service.maps", "layer_kinds")


def kinds_of(rows: Iterable[Any]) -> dict[str, str]:
    """The kinds that rows of `kinds_statement` tell, in TileJSON's words."""
    return {row.attribute: KINDS[row.kind] for row in rows}


def tilejson(address: DescriptionAddress, facts: LayerFacts, base: str) -> dict[str, Any]:
    """The TileJSON of a layer in a matrix.

    Parameters
    ----------
    base : the service's own address without a slash at its end.

    Besides what TileJSON 3.0.0 defines it carries `crs` and `tile_matrix`: TileJSON itself knows only the
    web's matrix, and allows further keys.
    """
    layer, matrix = address.layer, address.matrix
    bounds = [round(value, 5) for value in facts.bounds]
    return {
        "tilejson": "3.0.0",
        "name": layer.name,
        "description": layer.parts[0].description,
        "version": "1.0.0",
        "scheme": "xyz",
        "tiles": [f"{base}/tiles/{matrix.name}/{layer.name}/{{z}}/{{x}}/{{y}}.mvt"],
        "minzoom": 0,
        "maxzoom": last_zoom(matrix),
        "bounds": bounds,
        "center": [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2, min(8, last_zoom(matrix))],
        # Clients put it into a page as it is.
        "attribution": " | ".join(html.escape(one) for one in facts.attributions),
        "vector_layers": vector_layers(layer, matrix, facts.kinds),
        "crs": f"http://www.opengis.net/def/crs/EPSG/0/{matrix.epsg}",
        "tile_matrix": {
            "name": matrix.name,
            "origin": [matrix.minx, matrix.maxy],
            "extent": list(matrix.extent),
            "tile_size": matrix.tile_size,
            "resolutions": [matrix.resolution(z) for z in range(last_zoom(matrix) + 1)],
        },
    }


def metadata(address: DescriptionAddress, facts: LayerFacts, base: str) -> dict[str, Any]:
    """The `metadata.json` of GDAL's MVT driver, by which it reads tiles of a foreign matrix at their place."""
    layer, matrix = address.layer, address.matrix
    full = tilejson(address, facts, base)
    return {
        "name": layer.name,
        "description": full["description"],
        "version": "2",
        "type": "overlay",
        "format": "pbf",
        "minzoom": 0,
        "maxzoom": last_zoom(matrix),
        "bounds": ",".join(str(value) for value in full["bounds"]),
        "center": ",".join(str(value) for value in full["center"]),
        "attribution": full["attribution"],
        "json": json.dumps({"vector_layers": full["vector_layers"]}),
        "crs": f"EPSG:{matrix.epsg}",
        "tile_origin_upper_left_x": matrix.minx,
        "tile_origin_upper_left_y": matrix.maxy,
        "tile_dimension_zoom_0": matrix.maxx - matrix.minx,
    }


def last_zoom(matrix: TileMatrix) -> int:
    """The finest zoom that is worth asking for."""
    return LAST_WEB_ZOOM if matrix is WEB_MERCATOR_QUAD else matrix.max_zoom


def vector_layers(layer: TileLayer, matrix: TileMatrix, kinds: Mapping[str, str]) -> list[dict[str, Any]]:
    """The layers inside a layer's tiles as TileJSON tells them: id, description, zooms, fields with their types.

    `kinds` are those of attributes that are known only from the values (`LayerFacts.kinds`).
    """
    # A zoom of the web's matrix is four to five steps coarser on the ground than the same of the metric one.
    return [
        {
            "id": part.name,
            "description": part.description,
            "minzoom": part.min_zoom
            if matrix is METRIC.matrix
            else min(part.min_zoom + 3, LAST_WEB_ZOOM)
            if part.min_zoom
            else 0,
            "maxzoom": last_zoom(matrix),
            "fields": {name: kinds.get(name, kind) for name, kind in part.fields.items()},
        }
        for part in layer.parts
    ]
