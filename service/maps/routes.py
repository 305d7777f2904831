"""Routes of OGC API Features; importing this hangs every route of map data on its blueprint.

Tiles have their own application, dispatched before Flask.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from flask import Response, request

from boundaries.database import sql
from geo.crs import METRIC
from geo.tiles import Bounds
from service.errors import NotFound
from service.i18n import gettext as _
from service.maps import qgis_routes, tile_routes  # noqa: F401  (they add their routes)
from service.maps.blueprint import blueprint
from service.maps.offered import collection_named, offered_collections
from service.maps.ogc import answers, documents, tilesets
from service.maps.ogc import links as linking
from service.maps.ogc.answers import base, is_for_people, query_without, wishes
from service.maps.ogc.openapi import openapi
from service.maps.ogc.parameters import after_token, is_key, items_query, system_named
from service.maps.ogc.queries import feature_by_key, feature_page
from service.web.context import municipality, public_db
from service.web.routing import read


@blueprint.get("/ogc")
@read("public")
def landing() -> Response:
    """The landing page: for programs as JSON, for people as a page."""
    wishes()
    found = documents.landing(base(), municipality().name())
    if not is_for_people():
        return answers.document(found)
    offered = offered_collections().values()
    shown = documents.collections_document(base(), _extent(), offered)["collections"]
    tiled = tilesets.tiled_names(offered)
    return answers.page("maps/ogc.html", document=found, collections=shown, tiled=tiled)


@blueprint.get("/ogc/")
@read("public")
def landing_with_slash() -> Response:
    """The same page, for clients that put a slash at the end."""
    answer: Response = landing()
    return answer


@blueprint.get("/ogc/conformance")
@read("public")
def conformance() -> Response:
    """Which classes of the standard are kept."""
    wishes()
    found = documents.conformance(base())
    return answers.page("maps/ogc_conformance.html", document=found) if is_for_people() else answers.document(found)


@blueprint.get("/ogc/api")
@read("public")
def api() -> Response:
    """The interface as an OpenAPI document."""
    wishes()
    about = documents.landing(base(), municipality().name())
    found = openapi(base(), about["title"], about["description"], list(offered_collections().values()))
    if is_for_people(linking.OPENAPI.partition(";")[0]):
        return answers.page("maps/ogc_api.html", document=found)
    return answers.document(found, linking.OPENAPI)


@blueprint.get("/ogc/collections")
@read("public")
def collections() -> Response:
    """All collections."""
    wishes()
    found = documents.collections_document(base(), _extent(), offered_collections().values())
    return answers.page("maps/ogc_collections.html", document=found) if is_for_people() else answers.document(found)


@blueprint.get("/ogc/collections/<name>")
@read("public")
def collection(name: str) -> Response:
    """One collection, described."""
    asked = collection_named(name)
    wishes()
    found = documents.collection_document(base(), asked, _extent())
    if not is_for_people():
        return answers.document(found)
    schema = documents.schema_document("", asked)
    return answers.page("maps/ogc_collection.html", document=found, properties=schema["properties"])


@blueprint.get("/ogc/collections/<name>/schema")
@read("public")
def schema(name: str) -> Response:
    """The JSON schema of a collection's features."""
    asked = collection_named(name)
    wishes()
    return answers.document(documents.schema_document(request.base_url, asked), linking.SCHEMA)


@blueprint.get("/ogc/collections/<name>/queryables")
@read("public")
def queryables(name: str) -> Response:
    """What a filter may name: every property and the geometry, so the schema of the features itself."""
    answer: Response = schema(name)
    return answer


@blueprint.get("/ogc/collections/<name>/items")
@read("public")
def items(name: str) -> Response:
    """One page of a collection's features as GeoJSON, with a link to the next."""
    found = collection_named(name)
    query = items_query(found, request.args)
    page = feature_page(public_db(), found, query, municipality().id)
    following = answers.with_query(after=after_token(page.following)) if page.following else ""
    if is_for_people(linking.GEOJSON):
        features = [json.loads(one) for one in page.features]
        answer = answers.page("maps/ogc_items.html", collection=found, features=features, following=following)
        return answers.in_system(answer, query.system)
    links = linking.here(request.base_url, _("This page"), linking.GEOJSON, query_without("f"))
    if following:
        links.append(linking.link(following, "next", linking.GEOJSON, _("The next page")))
    links.append(linking.link(f"{base()}/collections/{found.id}", "collection", linking.JSON, found.shown_title))
    head: dict[str, Any] = {"type": "FeatureCollection", "links": links, "numberReturned": len(page.features)}
    if page.following is None and query.after is None:
        # Counting the rest would take longer the more there is; here it is known anyway.
        head["numberMatched"] = len(page.features)
    start = json.dumps(head, ensure_ascii=False)[:-1]
    return answers.features(f'{start}, "features": [{",".join(page.features)}]}}', query.system)


@blueprint.get("/ogc/collections/<name>/items/<path:key>")
@read("public")
def item(name: str, key: str) -> Response:
    """One feature."""
    found = collection_named(name)
    system = system_named(wishes("crs").get("crs"), "crs")
    feature = feature_by_key(public_db(), found, key, system, municipality().id) if is_key(key, found) else None
    if feature is None:
        raise NotFound(_("There is nothing at this address."))
    if is_for_people(linking.GEOJSON):
        answer = answers.page("maps/ogc_item.html", collection=found, feature=json.loads(feature))
        return answers.in_system(answer, system)
    address = f"{base()}/collections/{found.id}"
    links = [
        *linking.here(request.base_url, _("This page"), linking.GEOJSON, query_without("f")),
        linking.link(address, "collection", linking.JSON, found.shown_title),
    ]
    return answers.features(f'{feature[:-1]},"links":{json.dumps(links, ensure_ascii=False)}}}', system)


@blueprint.after_request
def _open_to_all(response: Response) -> Response:
    """Public data may be read by any page, and is sent again only when it has changed."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Content-Crs, ETag, Link"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if response.status_code == 200 and response.mimetype != linking.HTML:
        response.headers.setdefault("Cache-Control", "public, no-cache")
        # Weak, because a proxy may compress it.
        response.set_etag(hashlib.blake2b(response.get_data(), digest_size=12).hexdigest(), weak=True)
        response.make_conditional(request)
    return response


def _extent() -> Bounds:
    row = public_db().execute(sql("service.maps", "ogc_extent"), {"municipality": municipality().id}).one()
    corners = [METRIC.to_lonlat(x, y) for x in (row.west, row.east) for y in (row.south, row.north)]
    lons, lats = zip(*corners, strict=True)
    return min(lons), min(lats), max(lons), max(lats)
