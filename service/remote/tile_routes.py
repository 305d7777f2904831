"""Pictures of other services at addresses of ours, and what they say of a place."""

from __future__ import annotations

import hashlib

from flask import Response, jsonify, make_response, request
from pydantic import BaseModel, ConfigDict, Field

from geo.crs import METRIC
from geo.errors import GeometryProblem
from layers.remote.pictures import CLEAR
from service.errors import NotFound
from service.i18n import gettext as _
from service.remote.blueprint import blueprint
from service.remote.pictures.errands import Picture, errands
from service.remote.pictures.kept import LEGEND_ZOOM, Found, find
from service.web.context import municipality, seen_db
from service.web.parse import parse_query
from service.web.routing import read

#: Seconds for which a browser need not ask again. Short, so that what is hidden is gone soon.
KEPT_S = {"fresh": 300, "old": 30, "none": 10}


@blueprint.get("/remote/<key>/<int:z>/<int:x>/<int:y>.png")
@read("public")
def tile(key: str, z: int, x: int, y: int) -> Response:
    """A tile in our own matrix: the copy while it is fresh, else a new one, else the old copy, else a clear one.

    `X-Tile` says which: fresh, old (the service did not answer in time), pending (nothing yet; ask again
    soon), none (the service failed).
    """
    if not METRIC.matrix.has_tile(z, x, y):
        raise NotFound(_("There is no such tile in this tile matrix."))
    found = _found(key, z, x, y)
    if found.content is not None and found.is_fresh:
        return _picture(found.content, found.media_type, "fresh")
    return _best(errands().tile(found.place), found)


@blueprint.get("/remote/<key>/legend.png")
@read("public")
def legend(key: str) -> Response:
    """The layer's legend, kept as its tiles are."""
    found = _found(key, LEGEND_ZOOM, 0, 0)
    if found.content is not None and found.is_fresh:
        return _picture(found.content, found.media_type, "fresh")
    return _best(errands().legend(found.place), found)


class InfoQuery(BaseModel):
    """The place that somebody pointed at, in degrees, and the zoom of the map."""

    model_config = ConfigDict(extra="forbid")

    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    zoom: int = Field(ge=0, le=30)


@blueprint.get("/api/remote/<key>/info")
@read("public")
def info(key: str) -> Response:
    """What the layer's service says of a place: rows of names and values, or lines of text. `is_known` is false when
    it did not say so in time."""
    query = parse_query(InfoQuery)
    found = _found(key, LEGEND_ZOOM, 0, 0)
    try:
        x, y = METRIC.from_lonlat(query.lon, query.lat)
    except GeometryProblem:
        return jsonify(is_known=True, rows=[], lines=[])
    said = errands().info(found.place, min(query.zoom, METRIC.matrix.max_zoom), x, y)
    if said is None:
        return jsonify(is_known=False, rows=[], lines=[])
    rows = [{"name": name, "value": value} for name, value in said.rows]
    return jsonify(is_known=True, rows=rows, lines=list(said.lines))


def _found(key: str, z: int, x: int, y: int) -> Found:
    # Who manages layers looks at one before the others do: an administrator sees every layer.
    found = find(seen_db(), municipality().id, key, z, x, y)
    if found is None:
        raise NotFound(_("There is nothing at this address."))
    return found


def _best(answer: tuple[Picture | None, bool], found: Found) -> Response:
    made, may_come = answer
    if made is not None:
        return _picture(*made, "fresh")
    if found.content is not None:
        return _picture(found.content, found.media_type, "old")
    return _picture(CLEAR, "image/png", "pending" if may_come else "none")


def _picture(content: bytes, media_type: str, state: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = media_type
    response.headers["X-Tile"] = state
    if state == "pending":
        response.headers["Cache-Control"] = "no-store"
        return response
    response.headers["Cache-Control"] = f"public, max-age={KEPT_S[state]}"
    response.set_etag(hashlib.blake2b(content, digest_size=12).hexdigest())
    return response.make_conditional(request)
