"""The documents that describe the service: landing page, conformance, collections."""

from __future__ import annotations

from typing import Any

from geo.crs import METRIC, WEB_MERCATOR_QUAD
from geo.tiles import Bounds
from service.i18n import gettext as _
from service.maps.ogc.collections import COLLECTIONS, Collection
from service.maps.ogc.reference_systems import CRS84, STORED, SYSTEMS
from service.maps.tiles.layers import LAYERS

CONFORMANCE = (
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
)
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
GEOJSON = "application/geo+json"
JSON = "application/json"
HTML = "text/html"


def link(href: str, rel: str, kind: str, title: str) -> dict[str, str]:
    """One link of a document."""
    return {"href": href, "rel": rel, "type": kind, "title": title}


def landing(base: str, name: str) -> dict[str, Any]:
    """The landing page. `base` is the service's address ending in ``/ogc``."""
    return {
        "title": _("Open map data of %(name)s", name=name),
        "description": _("Areas, ideas, proposals, walks and zoning as features, for any map program."),
        "links": [
            link(base, "self", JSON, _("This page")),
            link(f"{base}?f=html", "alternate", HTML, _("This page for people")),
            link(f"{base}/api", "service-desc", OPENAPI, _("The interface, described")),
            link(f"{base}?f=html", "service-doc", HTML, _("How to use it")),
            link(f"{base}/conformance", "conformance", JSON, _("What of the standard is kept")),
            link(f"{base}/collections", "data", JSON, _("The collections")),
        ],
    }


def conformance() -> dict[str, Any]:
    """Which classes of the standard the service keeps."""
    return {"conformsTo": list(CONFORMANCE)}


def collections_document(base: str, extent: Bounds) -> dict[str, Any]:
    """All collections. `extent` is the municipality's west, south, east, north in degrees."""
    return {
        "links": [link(f"{base}/collections", "self", JSON, _("The collections"))],
        "crs": list(SYSTEMS),
        "collections": [collection_document(base, one, extent) for one in COLLECTIONS.values()],
    }


def collection_document(base: str, collection: Collection, extent: Bounds) -> dict[str, Any]:
    """What describes one collection."""
    address = f"{base}/collections/{collection.id}"
    title = _(collection.title)
    links = [
        link(address, "self", JSON, title),
        link(f"{address}/items", "items", GEOJSON, _("%(name)s as GeoJSON", name=title)),
    ]
    if collection.id in LAYERS:
        tiles = base.removesuffix("/ogc") + "/tiles"
        links += [
            link(f"{tiles}/{matrix.name}/{collection.id}.json", "related", JSON, f"TileJSON, {matrix.name}")
            for matrix in (METRIC.matrix, WEB_MERCATOR_QUAD)
        ]
    found: dict[str, Any] = {
        "id": collection.id,
        "title": title,
        "description": _(collection.description),
        "itemType": "feature",
        "extent": {"spatial": {"bbox": [[round(value, 5) for value in extent]], "crs": CRS84}},
        "crs": list(SYSTEMS),
        "storageCrs": STORED.uri,
        "links": links,
    }
    if collection.has_time:
        found["extent"]["temporal"] = {"interval": [[None, None]]}
    return found
