"""The documents that describe the service: landing page, conformance, collections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geo.tiles import Bounds
from service.i18n import gettext as _
from service.maps.ogc import tilesets
from service.maps.ogc.collections import Collection
from service.maps.ogc.links import GEOJSON, HTML, JSON, OPENAPI, QLR, SCHEMA, here, link
from service.maps.ogc.reference_systems import CRS84, STORED, SYSTEMS
from service.maps.tiles.layers import LAYERS

_FEATURES = "http://www.opengis.net/spec/ogcapi-features-"
#: What of CQL2 is understood (service/maps/ogc/cql2).
CQL2_CLASSES = (
    "cql2-text",
    "cql2-json",
    "basic-cql2",
    "advanced-comparison-operators",
    "case-insensitive-comparison",
    "basic-spatial-functions",
    "basic-spatial-functions-plus",
    "temporal-functions",
    "property-property",
)
CONFORMANCE = (
    f"{_FEATURES}1/1.0/conf/core",
    f"{_FEATURES}1/1.0/conf/oas30",
    f"{_FEATURES}1/1.0/conf/geojson",
    f"{_FEATURES}1/1.0/conf/html",
    f"{_FEATURES}2/1.0/conf/crs",
    *(f"{_FEATURES}3/1.0/conf/{name}" for name in ("queryables", "filter", "features-filter")),
    *(f"http://www.opengis.net/spec/cql2/1.0/conf/{name}" for name in CQL2_CLASSES),
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    *tilesets.CONFORMANCE,
)
#: The files that a collection's own document names, to be taken whole (Core, 7.13, links of the relation
#: `enclosure`): key of the format, media type and name.
FILES = (
    ("gpkg", "application/geopackage+sqlite3", "GeoPackage"),
    ("fgb", "application/flatgeobuf", "FlatGeobuf"),
    ("csv", "text/csv", "CSV"),
)
#: The relation of a collection to the schema of its features.
QUERYABLES_RELATION = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
SCHEMA_RELATION = "http://www.opengis.net/def/rel/ogc/1.0/schema"


def landing(base: str, name: str) -> dict[str, Any]:
    """The landing page. `base` is the service's address ending in ``/ogc``."""
    return {
        "title": _("Open map data of %(name)s", name=name),
        "description": _("Areas, ideas, proposals, walks and zoning as features, for any map program."),
        "links": [
            *here(base, _("This page")),
            link(f"{base}/api", "service-desc", OPENAPI, _("The interface, described")),
            link(f"{base}/api?f=html", "service-doc", HTML, _("How to use it")),
            link(f"{base}/conformance", "conformance", JSON, _("What of the standard is kept")),
            link(f"{base}/collections", "data", JSON, _("The collections")),
            link(f"{base}/tiles", tilesets.TILESETS_RELATION, JSON, _("The background map as vector tiles")),
            link(f"{base}/tileMatrixSets", tilesets.SCHEMES_RELATION, JSON, _("How tiles are cut")),
            link(f"{base}/layers.qlr", "related", QLR, _("All layers for QGIS, with colours")),
        ],
    }


def conformance(base: str) -> dict[str, Any]:
    """Which classes of the standard the service keeps."""
    links = here(f"{base}/conformance", _("What of the standard is kept"))
    return {"links": links, "conformsTo": list(CONFORMANCE)}


def collections_document(base: str, extent: Bounds, collections: Iterable[Collection]) -> dict[str, Any]:
    """Collections. `extent` is the municipality's west, south, east, north in degrees."""
    return {
        "links": here(f"{base}/collections", _("The collections")),
        "crs": list(SYSTEMS),
        "collections": [collection_document(base, one, extent) for one in collections],
    }


def collection_document(base: str, collection: Collection, extent: Bounds) -> dict[str, Any]:
    """What describes one collection."""
    address = f"{base}/collections/{collection.id}"
    title = collection.shown_title
    links = [
        *here(address, title),
        link(f"{address}/items", "items", GEOJSON, _("%(name)s as GeoJSON", name=title)),
        link(f"{address}/items?f=html", "items", HTML, _("%(name)s as a table", name=title)),
        link(f"{address}/queryables", QUERYABLES_RELATION, SCHEMA, _("What a filter may name")),
        link(f"{address}/schema", SCHEMA_RELATION, SCHEMA, _("The properties and their types")),
    ]
    files = f"{base.removesuffix('/ogc')}/data/collections/{collection.id}"
    links += [
        link(
            f"{files}/file?format={key}",
            "enclosure",
            kind,
            _("%(name)s as a file (%(format)s)", name=title, format=word),
        )
        for key, kind, word in FILES
    ]
    if collection.layer_id is not None or collection.id in LAYERS:
        tiles = base.removesuffix("/ogc") + "/tiles"
        as_tiles = _("%(name)s as vector tiles", name=title)
        links += [
            link(f"{address}/tiles", tilesets.TILESETS_RELATION, JSON, as_tiles),
            *(
                link(f"{tiles}/{name}/{collection.id}.json", "related", JSON, f"TileJSON, {name}")
                for name in tilesets.MATRICES
            ),
        ]
    found: dict[str, Any] = {
        "id": collection.id,
        "title": title,
        "description": collection.shown_description,
        "itemType": "feature",
        "extent": {"spatial": {"bbox": [[round(value, 5) for value in extent]], "crs": CRS84}},
        "crs": list(SYSTEMS),
        "storageCrs": STORED.uri,
        "links": links,
    }
    if collection.has_time:
        found["extent"]["temporal"] = {"interval": [[None, None]]}
    return found


def schema_document(address: str, collection: Collection) -> dict[str, Any]:
    """The JSON schema of a collection's features (OGC API Features, Part 5). `address` is the schema's own."""
    shape = collection.geometry.lower()
    properties: dict[str, Any] = {
        "geometry": {
            "x-ogc-role": "primary-geometry",
            "format": "geometry-any" if shape == "geometry" else f"geometry-{shape}",
        }
    }
    for name, schema in collection.properties.items():
        possible = next((one.values for one in collection.filters if one.name == name), ())
        properties[name] = {**schema, **({"enum": list(possible)} if possible else {})}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "type": "object",
        "title": collection.shown_title,
        "description": collection.shown_description,
        "properties": properties,
        "additionalProperties": False,
    }
