"""The surfaces for maps and machines."""

from __future__ import annotations

from flask import Response, jsonify

from service.analysis.blueprint import blueprint
from service.analysis.errors import NoStatistics
from service.analysis.schemas import PinsQuery
from service.analysis.surfaces.choices import SurfaceKind
from service.analysis.surfaces.features import grid_of, values_for_machines
from service.analysis.surfaces.looking import Look, look_at, quick_surfaces
from service.i18n import gettext as _
from service.web.context import municipality, public_db
from service.web.parse import parse_query
from service.web.routing import read


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
    """One surface as the map paints it."""
    query = parse_query(PinsQuery)
    return jsonify(grid_of(kind_of(query), quick_surfaces(look_of(query))))


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
