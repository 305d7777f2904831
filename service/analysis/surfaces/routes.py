"""The surfaces for maps and machines, and having the fine ones worked out."""

from __future__ import annotations

import datetime as dt

from flask import Response, flash, jsonify, make_response, redirect, url_for

from service.analysis.blueprint import blueprint
from service.analysis.errors import NoStatistics
from service.analysis.schemas import PinsQuery
from service.analysis.surfaces import rules
from service.analysis.surfaces.choices import SurfaceKind
from service.analysis.surfaces.features import grid_of, values_for_machines
from service.analysis.surfaces.looking import Look, look_at, quick_surfaces
from service.analysis.surfaces.making import ask_for, waiting_count
from service.analysis.surfaces.queries import contours, fine_grid, made_for
from service.i18n import gettext as _
from service.web.context import db_session, municipality, public_db
from service.web.limits import count_deed
from service.web.parse import parse_form, parse_query
from service.web.routing import read, write

NO_LINES = {"type": "FeatureCollection", "features": []}


@blueprint.get("/api/analysis/heat")
@read("public")
def heat_as_json() -> Response:
    """The numbers of one surface with its classes; silent areas have no surface, so theirs is the rate."""
    query = parse_query(PinsQuery)
    look, kind = look_of(query), kind_of(query)
    surfaces = quick_surfaces(look)
    grid = {**grid_of(kind, surfaces), **values_for_machines(kind, surfaces)}
    return jsonify({**grid, "map": kind, "sigma_m": look.choices.sigma_m, "residents_from": look.ground.source})


@blueprint.get("/api/analysis/heat/classes")
@read("public")
def heat_classes_as_json() -> Response:
    """One surface as the map paints it: the fine one when the worker has made it, else the quick one."""
    query = parse_query(PinsQuery)
    look, kind = look_of(query), kind_of(query)
    fine = fine_grid(public_db(), municipality().id, look.stamp, kind)
    return jsonify(fine or grid_of(kind, quick_surfaces(look)))


@blueprint.get("/api/analysis/heat/contours")
@read("public")
def heat_contours_as_json() -> Response:
    """Lines around what chance would not do; none before the worker has dealt the labels anew."""
    look = look_of(parse_query(PinsQuery))
    return jsonify(contours(public_db(), municipality().id, look.stamp) or NO_LINES)


@blueprint.get("/api/analysis/heat/progress")
@read("public")
def heat_progress_as_json() -> Response:
    """How far the fine surfaces are: state (empty when nobody asked) and per cent."""
    look = look_of(parse_query(PinsQuery))
    found = made_for(public_db(), municipality().id, look.stamp)
    return jsonify({"state": found.state, "progress": found.progress})


@blueprint.post("/analysis/pins/surfaces")
@write("heat.ask")
def ask_for_surfaces() -> Response:
    """Have the fine surfaces of these choices worked out in the background, and come back to the page."""
    query = parse_form(PinsQuery)
    look = look_of(query)
    db, home = db_session(), municipality()
    if waiting_count(db, home.id) >= rules.MOST_WAITING:
        flash(_("Several maps are being worked out already. Try again in a minute."), "info")
    else:
        count_deed("heat", rules.PER_HOUR, dt.timedelta(hours=1))
        ask_for(db, home.id, look)
    page = url_for("analysis.show_pins_analysis", **query.carried())  # type: ignore[arg-type]
    return make_response(redirect(f"{page}#finer", 303))


def look_of(query: PinsQuery) -> Look:
    """What the address asks for. Raises NoStatistics."""
    try:
        return look_at(
            public_db(),
            municipality().id,
            base=query.base,
            sigma_m=query.sigma,
            with_heaps=query.with_heaps,
            filters=query.filters,
        )
    except LookupError:
        raise NoStatistics(_("There are no statistics by area here yet.")) from None


def kind_of(query: PinsQuery) -> SurfaceKind:
    """The surface of a map; the map of silent areas lies over the rate."""
    return "rate" if query.map == "silent" else query.map
