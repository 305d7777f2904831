"""The interface described as OpenAPI 3.0: made from the table of collections, whole in itself.

The document is in English; its page for people translates the texts that are marked here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from service.i18n import LANGUAGES, N_
from service.maps.ogc.collections import Collection
from service.maps.ogc.links import QLR
from service.maps.ogc.openapi_parts import OBJECT, SHOWN, answer, get, reference
from service.maps.ogc.openapi_tiles import tile_parameters, tile_paths
from service.maps.ogc.parameters import DEFAULT_LIMIT, FILTER_LANGUAGES, FORMATS, MOST_ITEMS
from service.maps.ogc.reference_systems import CRS84, SYSTEMS

VERSION = "1.0.0"


def openapi(base: str, title: str, description: str, collections: Sequence[Collection]) -> dict[str, Any]:
    """The OpenAPI 3.0.3 document of the service at `base`. It refers to nothing outside itself."""
    paths: dict[str, Any] = {
        "/": get("landing", N_("The landing page"), "application/json", SHOWN),
        "/conformance": get(
            "conformance",
            N_("What of the standard is kept"),
            "application/json",
            SHOWN,
        ),
        "/api": get(
            "api",
            N_("This document"),
            "application/vnd.oai.openapi+json;version=3.0",
            SHOWN,
        ),
        "/collections": get("collections", N_("The collections"), "application/json", SHOWN),
        "/layers.qlr": get("qgis", N_("All layers for QGIS, with colours"), QLR, SHOWN),
    }
    for collection in collections:
        paths |= _collection_paths(collection)
    paths |= tile_paths(base, collections)
    return {
        "openapi": "3.0.3",
        "info": {"title": title, "description": description, "version": VERSION},
        "servers": [{"url": base}],
        "paths": paths,
        "components": {
            "parameters": _parameters() | tile_parameters(),
            "schemas": _schemas(collections),
            "responses": {
                "Problem": answer("Something in the request is wrong", "application/problem+json", "Problem")
            },
        },
    }


def _collection_paths(collection: Collection) -> dict[str, Any]:
    own = f"/collections/{collection.id}"
    # Texts of this document are translated where they are shown; a layer's own name is not one of ours.
    is_layer = collection.layer_id is not None
    title = N_("A layer of the municipality's catalogue") if is_layer else collection.title
    description = N_("What is in a layer of the municipality's catalogue") if is_layer else collection.description
    common = [
        "bbox",
        "bbox-crs",
        "crs",
        "datetime",
        "filter",
        "filter-lang",
        "filter-crs",
        "limit",
        "after",
        "f",
        "lang",
    ]
    filters = [
        {
            "name": one.name,
            "in": "query",
            "required": False,
            "description": N_("Features whose property of this name has this value"),
            "schema": {"type": "string", **({"enum": list(one.values)} if one.values else {})},
            "style": "form",
            "explode": False,
        }
        for one in collection.filters
    ]
    key = {
        "name": "featureId",
        "in": "path",
        "required": True,
        "schema": {"type": "integer" if collection.has_number_key else "string"},
    }
    return {
        own: get(f"{collection.id}.describe", title, "application/json", SHOWN),
        f"{own}/schema": get(
            f"{collection.id}.schema",
            N_("The properties and their types"),
            "application/schema+json",
            SHOWN,
        ),
        f"{own}/queryables": get(
            f"{collection.id}.queryables",
            N_("What a filter may name"),
            "application/schema+json",
            SHOWN,
        ),
        f"{own}/items": get(
            f"{collection.id}.items",
            description,
            "application/geo+json",
            [*map(reference, common), *filters],
            f"{collection.id}_page",
        ),
        f"{own}/items/{{featureId}}": get(
            f"{collection.id}.item",
            N_("One feature"),
            "application/geo+json",
            [key, reference("crs"), reference("f"), reference("lang")],
            collection.id,
        ),
    }


def _parameters() -> dict[str, Any]:
    def query(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "name": name,
            "in": "query",
            "required": False,
            "description": description,
            "schema": schema,
            "style": "form",
            "explode": False,
        }

    system = {"type": "string", "format": "uri", "enum": list(SYSTEMS), "default": CRS84}
    numbers = {"type": "number"}
    whole = {"type": "integer", "minimum": 1, "maximum": MOST_ITEMS, "default": DEFAULT_LIMIT}
    return {
        "bbox": query(
            "bbox",
            N_("Two opposite corners, in the order of bbox-crs"),
            {"type": "array", "oneOf": [_exactly(4), _exactly(6)], "items": numbers},
        ),
        "bbox-crs": query("bbox-crs", N_("What the bbox is in"), system),
        "crs": query("crs", N_("What coordinates are answered in"), system),
        "datetime": query(
            "datetime", N_("A time, or an interval with a slash; .. leaves an end open"), {"type": "string"}
        ),
        "filter": query("filter", N_("A condition in CQL2 on properties, times and places"), {"type": "string"}),
        "filter-lang": query(
            "filter-lang",
            N_("How the filter is written"),
            {"type": "string", "enum": list(FILTER_LANGUAGES), "default": FILTER_LANGUAGES[0]},
        ),
        "filter-crs": query("filter-crs", N_("What the filter's shapes are in"), system),
        "limit": query("limit", N_("Most features on a page"), whole),
        "after": query("after", N_("Where the page begins; given by the link to the next page"), {"type": "string"}),
        "f": query("f", N_("The format"), {"type": "string", "enum": list(FORMATS)}),
        "lang": query("lang", N_("The language of titles and pages"), {"type": "string", "enum": list(LANGUAGES)}),
    }


def _exactly(count: int) -> dict[str, int]:
    return {"minItems": count, "maxItems": count}


def _schemas(collections: Sequence[Collection]) -> dict[str, Any]:
    text = {"type": "string"}
    schemas: dict[str, Any] = {
        "Problem": {
            "type": "object",
            "required": ["status", "code"],
            "properties": {
                "type": text,
                "title": text,
                "status": {"type": "integer"},
                "code": text,
                "detail": text,
            },
        }
    }
    for one in collections:
        schemas[one.id] = _feature(one)
        schemas[f"{one.id}_page"] = {
            "type": "object",
            "required": ["type", "features"],
            "properties": {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "features": {"type": "array", "items": {"$ref": f"#/components/schemas/{one.id}"}},
                "numberReturned": {"type": "integer", "minimum": 0},
                "links": {"type": "array", "items": OBJECT},
            },
        }
    return schemas


def _feature(collection: Collection) -> dict[str, Any]:
    properties = {name: {**schema, "nullable": True} for name, schema in collection.properties.items()}
    return {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "integer" if collection.has_number_key else "string"},
            "geometry": {"type": "object", "nullable": True},
            "properties": {"type": "object", "properties": properties},
        },
    }
