"""Collections as files: a page on which to choose, and the file."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template, request, send_file

from service.errors import InvalidInput
from service.maps.exports.asking import system_names, wish_of
from service.maps.exports.formats import FORMATS
from service.maps.exports.making import made_file
from service.maps.exports.terms import terms_of
from service.maps.offered import collection_named, offered_collections
from service.maps.ogc.collections import Collection
from service.web.context import base_url, municipality, seen_db
from service.web.problems import wants_json
from service.web.routing import read
from service.web.sight import restriction

blueprint = Blueprint("exports", __name__)


@blueprint.get("/data/collections")
@read("public")
def collections() -> str:
    """All collections that the reader may see, each with the way to its files."""
    return render_template("exports/collections.html", collections=offered_collections(seen_db()).values())


@blueprint.get("/data/collections/<name>")
@read("public")
def choose(name: str) -> Response:
    """Choose what of a collection, in which format and coordinates."""
    return _page(_collection(name))


@blueprint.get("/data/collections/<name>/file")
@read("public")
def file(name: str) -> Response:
    """The collection, or what was asked of it, as a file. What is wrong is said above the form that asked."""
    collection = _collection(name)
    try:
        wish = wish_of(collection, request.args)
    except InvalidInput as error:
        if wants_json():
            raise
        return _page(collection, error)
    terms = terms_of(collection)
    made, mark = made_file(seen_db(), collection, wish, terms, municipality().id)
    response: Any
    if request.if_none_match.contains(mark):
        made.close()
        response = make_response("", 304)
    else:
        name_of_file = f"{municipality().slug}-{collection.id}-{terms.taken_on.isoformat()}.{wish.format.ending}"
        response = send_file(made, mimetype=wish.format.media_type, as_attachment=True, download_name=name_of_file)
        response.call_on_close(made.close)
    response.set_etag(mark)
    response.headers["Content-Crs"] = f"<{wish.query.system.uri}>"
    if terms.licence_address:
        response.headers["Link"] = f'<{terms.licence_address}>; rel="license"'
    if collection.is_public:
        response.headers["Cache-Control"] = "public, no-cache"
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response  # type: ignore[no-any-return]


def _page(collection: Collection, error: InvalidInput | None = None) -> Response:
    values = request.args.to_dict()
    errors = error.errors if error else []
    shown = {name: value for name, value in values.items() if name != "lang"}
    page = render_template(
        "exports/choose.html",
        collection=collection,
        formats=FORMATS.values(),
        systems=system_names(municipality().centre_lonlat),
        terms=terms_of(collection),
        values=values,
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
        address=f"{base_url()}/data/collections/{collection.id}/file",
        query=urlencode(shown),
    )
    return make_response(page, 400 if error else 200)


def _collection(name: str) -> Collection:
    return collection_named(name, seen_db())


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {"restriction": restriction}
