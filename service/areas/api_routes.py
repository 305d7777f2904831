"""Areas for programs: GeoJSON out, drawings in, facts of any shape."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, current_app, jsonify, make_response, request

from boundaries.queries import area_by_slug, areas_in_window
from geo.geometry import geometry_to_geojson
from geo.tiles import Bounds
from service.areas.access import OWN, require_edit
from service.areas.blueprint import blueprint
from service.areas.body import check_size
from service.areas.facts.words import facts_view
from service.areas.facts.zones import zones_of
from service.areas.features import collection, feature
from service.areas.operations import (
    Drawn,
    area_for_change,
    change_drawn_area,
    save_drawn_area,
    tag_of,
)
from service.areas.outlines import LEAST_INSIDE, check_inside, outline_of
from service.areas.published import current_tag, published_page
from service.areas.queries import facts_in_shape, facts_of_area
from service.areas.rules import is_kind_open_to
from service.areas.schemas import AreaChange, AreaContent, AreaWindow, FactsRequest
from service.areas.shaping.surroundings import surroundings_of, surroundings_words
from service.errors import (
    NotAllowed,
    NotFound,
    PreconditionMissing,
    UnknownParameter,
)
from service.i18n import gettext as _
from service.i18n import language
from service.web.context import actor, db_session, municipality, public_db
from service.web.limits import count_deed
from service.web.parse import parse_json, parse_query
from service.web.routing import read, write
from service.web.sessions import remember_own

GEOJSON = "application/geo+json"
HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)


@blueprint.post("/api/areas/facts")
@write("area.draw", keyed=False)
def facts() -> Response:
    """Facts of a drawn shape or of chosen areas; nothing is kept."""
    check_size()
    asked = parse_json(FactsRequest)
    count_deed("facts", current_app.config["SETTINGS"].facts_per_minute, MINUTE)
    home = municipality()
    shape = outline_of(public_db(), home.id, geometry=asked.geometry, coordinates=asked.coordinates, areas=asked.areas)
    check_inside(zones_of(public_db(), home.id).units, shape, least=0.001)
    view = facts_view(facts_in_shape(public_db(), home.id, shape), home.name(), LEAST_INSIDE)
    view["around"] = surroundings_words(shape, surroundings_of(public_db(), home.id, shape))
    if asked.outline:
        view["geometry"] = geometry_to_geojson(shape)
    return jsonify(view)


@blueprint.get("/api/areas")
@read("public")
def area_features() -> Response:
    """Published areas in a window, as GeoJSON."""
    query = parse_query(AreaWindow)
    found = areas_in_window(public_db(), municipality().id, _bbox(query.bbox), query.kind or None, query.limit)
    return _geojson(collection(found))


@blueprint.get("/api/areas/<slug>")
@read("public")
def area_feature(slug: str) -> Response:
    """One published area as GeoJSON, with an ETag for changing it."""
    found = area_by_slug(public_db(), municipality().id, slug)
    if found is None:
        raise NotFound(_("There is no such area. It may have been taken down."))
    response = _geojson(feature(found))
    response.set_etag(current_tag(found))
    return response.make_conditional(request)


@blueprint.get("/api/areas/<slug>/facts")
@read("public")
def area_facts(slug: str) -> Response:
    """Facts of a published area."""
    shown = published_page(slug).area
    home = municipality()
    found = facts_of_area(public_db(), home.id, shown.geometry, shown.version_id)
    return jsonify(facts_view(found, home.name(), LEAST_INSIDE))


@blueprint.post("/api/areas")
@write("area.draw")
def create() -> Response:
    """Save a drawn area; the answer holds its address and, once, the secret for changing it."""
    check_size()
    sent = parse_json(AreaContent)
    if not is_kind_open_to(actor(), sent.kind):
        raise NotAllowed(_("Only the municipality's planners and officials draw areas of this kind."))
    home = municipality()
    shape = outline_of(public_db(), home.id, geometry=sent.geometry, areas=sent.areas)
    check_inside(zones_of(public_db(), home.id).units, shape)
    count_deed("area", current_app.config["SETTINGS"].areas_per_hour, HOUR)
    drawn = Drawn(sent.name, sent.description, sent.kind, language())
    saved = save_drawn_area(db_session(), actor(), drawn, shape)
    slug = saved.area.slug
    remember_own(OWN, slug, saved.token)
    body = {"slug": slug, "page": f"/areas/{slug}", "edit_page": f"/areas/{slug}/edit?key={saved.token}"}
    response = make_response(jsonify({**body, "edit_token": saved.token}), 201)
    response.headers["Location"] = f"/api/areas/{slug}"
    response.set_etag(tag_of(db_session(), saved.area))
    return response


@blueprint.patch("/api/areas/<slug>")
@write("area.edit")
def change(slug: str) -> Response:
    """Change a saved area. If-Match must carry the ETag of the area as it was read."""
    check_size()
    row = area_for_change(db_session(), municipality().id, slug)
    who = require_edit(row)
    if not request.if_match:
        raise PreconditionMissing(_("Say in If-Match which version of the area you change."))
    sent = parse_json(AreaChange)
    shape = None
    if sent.geometry is not None:
        home = municipality()
        shape = outline_of(public_db(), home.id, geometry=sent.geometry)
        check_inside(zones_of(public_db(), home.id).units, shape)
    expected = None if request.if_match.star_tag else request.if_match.as_set()
    changed = change_drawn_area(
        db_session(),
        who,
        row,
        expected,
        language=language(),
        name=sent.name,
        description=sent.description,
        shape=shape,
        reason=sent.reason,
    )
    response = jsonify({"slug": slug, "page": f"/areas/{slug}"})
    response.set_etag(tag_of(db_session(), changed))
    return response


def _bbox(text: str) -> Bounds | None:
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise UnknownParameter(_("Give bbox as west, south, east, north in degrees.")) from None
    return west, south, east, north


def _geojson(body: dict[str, Any]) -> Response:
    response = jsonify(body)
    response.content_type = GEOJSON
    return response
