"""Routes of OGC API Features. Tiles have their own application, dispatched before Flask."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template, request

from boundaries.database import sql
from geo.crs import METRIC
from geo.tiles import Bounds
from service.errors import NotFound
from service.i18n import gettext as _
from service.maps.ogc import documents
from service.maps.ogc.collections import COLLECTIONS, Collection
from service.maps.ogc.openapi import openapi
from service.maps.ogc.parameters import after_token, is_key, items_query, known, system_named
from service.maps.ogc.queries import feature_by_key, feature_page
from service.maps.ogc.reference_systems import ReferenceSystem
from service.web.context import municipality, public_db
from service.web.routing import read

blueprint = Blueprint("maps", __name__)


@blueprint.get("/ogc")
@read("public")
def landing() -> Response:
    """The landing page: for programs as JSON, for people as a page."""
    wish = known(request.args, {"f", "lang"}).get("f")
    document = documents.landing(_base(), municipality().name())
    if wish == "html" or (wish is None and _is_for_people()):
        shown = documents.collections_document(_base(), _extent())
        page = render_template("maps/ogc.html", document=document, collections=shown["collections"], base=_base())
        return make_response(page)
    return _json(document)


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
    known(request.args, {"f", "lang"})
    return _json(documents.conformance())


@blueprint.get("/ogc/api")
@read("public")
def api() -> Response:
    """The interface as an OpenAPI document."""
    known(request.args, {"f", "lang"})
    about = documents.landing(_base(), municipality().name())
    return _json(openapi(_base(), about["title"], about["description"]), documents.OPENAPI)


@blueprint.get("/ogc/collections")
@read("public")
def collections() -> Response:
    """All collections."""
    known(request.args, {"f", "lang"})
    return _json(documents.collections_document(_base(), _extent()))


@blueprint.get("/ogc/collections/<name>")
@read("public")
def collection(name: str) -> Response:
    """One collection, described."""
    found = _collection(name)
    known(request.args, {"f", "lang"})
    return _json(documents.collection_document(_base(), found, _extent()))


@blueprint.get("/ogc/collections/<name>/items")
@read("public")
def items(name: str) -> Response:
    """One page of a collection's features as GeoJSON, with a link to the next."""
    found = _collection(name)
    query = items_query(found, request.args)
    page = feature_page(public_db(), found, query, municipality().id)
    address = f"{_base()}/collections/{found.id}/items"
    links = [documents.link(_with(address), "self", documents.GEOJSON, _("This page"))]
    if page.following is not None:
        following = _with(address, after=after_token(page.following))
        links.append(documents.link(following, "next", documents.GEOJSON, _("The next page")))
    links.append(documents.link(f"{_base()}/collections/{found.id}", "collection", documents.JSON, _(found.title)))
    head: dict[str, Any] = {"type": "FeatureCollection", "links": links, "numberReturned": len(page.features)}
    if page.following is None and query.after is None:
        # Counting the rest would take longer the more there is; here it is known anyway.
        head["numberMatched"] = len(page.features)
    start = json.dumps(head, ensure_ascii=False)[:-1]
    return _geojson(f'{start}, "features": [{",".join(page.features)}]}}', query.system)


@blueprint.get("/ogc/collections/<name>/items/<path:key>")
@read("public")
def item(name: str, key: str) -> Response:
    """One feature."""
    found = _collection(name)
    system = system_named(known(request.args, {"crs", "f"}).get("crs"), "crs")
    feature = feature_by_key(public_db(), found, key, system, municipality().id) if is_key(key, found) else None
    if feature is None:
        raise NotFound(_("There is nothing at this address."))
    address = f"{_base()}/collections/{found.id}"
    links = [
        documents.link(request.base_url, "self", documents.GEOJSON, _("This page")),
        documents.link(address, "collection", documents.JSON, _(found.title)),
    ]
    return _geojson(f'{feature[:-1]},"links":{json.dumps(links, ensure_ascii=False)}}}', system)


@blueprint.after_request
def _open_to_all(response: Response) -> Response:
    """Public data may be read by any page, and is sent again only when it has changed."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Content-Crs, ETag, Link"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if response.status_code == 200 and response.mimetype != documents.HTML:
        response.headers.setdefault("Cache-Control", "public, no-cache")
        # Weak, because a proxy may compress it.
        response.set_etag(hashlib.blake2b(response.get_data(), digest_size=12).hexdigest(), weak=True)
        response.make_conditional(request)
    return response


def _json(document: dict[str, Any], kind: str = documents.JSON) -> Response:
    response = make_response(json.dumps(document, ensure_ascii=False))
    response.headers["Content-Type"] = kind
    return response


def _geojson(content: str, system: ReferenceSystem) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = documents.GEOJSON
    response.headers["Content-Crs"] = f"<{system.uri}>"
    return response


def _collection(name: str) -> Collection:
    if name not in COLLECTIONS:
        raise NotFound(_("There is no such collection; there are: %(names)s.", names=", ".join(COLLECTIONS)))
    return COLLECTIONS[name]


def _base() -> str:
    return f"{request.host_url}ogc"


def _with(address: str, **changed: str) -> str:
    query = {**request.args.to_dict(), **changed}
    return f"{address}?{urlencode(query)}" if query else address


def _extent() -> Bounds:
    row = public_db().execute(sql("service.maps", "ogc_extent"), {"municipality": municipality().id}).one()
    corners = [METRIC.to_lonlat(x, y) for x in (row.west, row.east) for y in (row.south, row.north)]
    lons, lats = zip(*corners, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _is_for_people() -> bool:
    best = request.accept_mimetypes.best_match([documents.JSON, documents.HTML])
    return best == documents.HTML and "text/html" in request.headers.get("Accept", "")
