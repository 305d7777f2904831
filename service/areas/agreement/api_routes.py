"""Calls for programs."""

from __future__ import annotations

from flask import Response, jsonify, request

from service.areas.agreement.counting import today
from service.areas.agreement.features import call_values, surface_collection
from service.areas.agreement.page_routes import public_call
from service.areas.agreement.queries import calls_of, surface_of_call
from service.areas.blueprint import blueprint
from service.web.context import municipality, public_db
from service.web.routing import read


@blueprint.get("/api/areas/calls")
@read("public")
def calls() -> Response:
    """Public calls for drawings."""
    found = calls_of(public_db(), municipality().id, today())
    return jsonify({"calls": [call_values(call) for call in found]})


@blueprint.get("/api/areas/calls/<slug>")
@read("public")
def call_surface(slug: str) -> Response:
    """What the drawings of a call come to, as GeoJSON."""
    call = public_call(slug)
    surface = surface_of_call(public_db(), municipality().id, call.id)
    response = jsonify(surface_collection(call, surface))
    response.content_type = "application/geo+json"
    response.add_etag()
    return response.make_conditional(request)
