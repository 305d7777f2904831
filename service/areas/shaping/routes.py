"""One address for every command on an outline, and the squares near a place."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, current_app, jsonify

from geo.editing import corner_count
from geo.geometry import geometry_to_geojson
from service.areas.blueprint import blueprint
from service.areas.body import check_size
from service.areas.facts.zones import zones_of
from service.areas.shaping.places import cells_near, place_of
from service.areas.shaping.schemas import CellsQuery, ShapeRequest
from service.areas.shaping.steps import Ground, Outcome, carried_out
from service.areas.shaping.surroundings import surroundings_of, surroundings_words
from service.web.context import municipality, public_db
from service.web.limits import count_deed
from service.web.parse import parse_json, parse_query
from service.web.routing import read, write

MINUTE = dt.timedelta(minutes=1)


@blueprint.post("/api/areas/shape")
@write("area.draw", keyed=False)
def shape() -> Response:
    """The shape that a command makes of the one so far, with what happened in words; nothing is kept."""
    check_size()
    asked = parse_json(ShapeRequest)
    count_deed("shape", current_app.config["SETTINGS"].facts_per_minute, MINUTE)
    return jsonify(outcome_view(carried_out(ground(), asked)))


@blueprint.get("/api/areas/cells")
@read("public")
def cells() -> Response:
    """Squares of one kilometre near a place, to put an area together from."""
    query = parse_query(CellsQuery)
    here = ground()
    lonlat = (query.lon, query.lat) if query.lon is not None and query.lat is not None else None
    place = place_of(here.connection, here.municipality_id, lonlat, query.place_name)
    found = cells_near(here.connection, here.municipality_id, place, here.surface)
    return jsonify([{"key": cell.key, "label": cell.label, "column": cell.column, "row": cell.row} for cell in found])


def ground() -> Ground:
    """Where this request's commands are carried out."""
    home = municipality()
    return Ground(public_db(), home.id, zones_of(public_db(), home.id).units.ground)


def outcome_view(outcome: Outcome) -> dict[str, Any]:
    """An outcome as plain values and words."""
    home = municipality()
    around = surroundings_of(public_db(), home.id, outcome.shape)
    return {
        "geometry": geometry_to_geojson(outcome.shape),
        "said": list(outcome.said),
        "words": surroundings_words(outcome.shape, around),
        "corners": corner_count(outcome.shape),
        "marks": [list(place) for place in outcome.marks],
        "sides": [{"label": side.label, "geometry": geometry_to_geojson(side.shape)} for side in outcome.sides],
    }
