"""Routes of zoning: the legend and what a unit is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify

from geo.geometry import geometry_to_geojson
from layers.plans.designations import designation
from layers.plans.land_use import plan_status
from layers.plans.queries import unit_by_id
from layers.plans.units import PlanUnit
from service.errors import NotFound
from service.i18n import gettext as _
from service.i18n import named
from service.web.context import municipality, public_db
from service.web.routing import read
from service.zoning.legend import legend
from service.zoning.words import plan_words, repeal_words, size_words

blueprint = Blueprint("zoning", __name__)


@blueprint.get("/api/layers/zoning/legend")
@read("public")
def show_legend() -> Response:
    """The letters that the plans use, with colours, patterns, names and meanings."""
    return jsonify({"layer": "zoning", "entries": legend(public_db(), municipality().id)})


@blueprint.get("/api/zoning/units/<int:unit_id>")
@read("public")
def show_unit(unit_id: int) -> Response:
    """A zoning unit as a GeoJSON feature, its plan and meaning in words."""
    unit = unit_by_id(public_db(), municipality().id, unit_id) if unit_id < 2**31 else None
    if unit is None:
        raise NotFound(_("There is no such zoning unit."))
    response = jsonify(
        {
            "type": "Feature",
            "id": unit.id,
            "geometry": geometry_to_geojson(unit.geom),
            "properties": unit_properties(unit),
        }
    )
    response.content_type = "application/geo+json"
    return response


def unit_properties(unit: PlanUnit) -> dict[str, Any]:
    """What a unit is, in the reader's language, with the code addresses beside the words."""
    meant = designation(unit.letter)
    return {
        "number": unit.number,
        "letter": unit.letter,
        "name": named(meant.names) if meant.is_known else named(unit.names) or named(meant.names),
        "meaning": named(meant.meanings),
        "land_use": unit.land_use,
        "plan": named(unit.plan_names),
        "plan_text": plan_words(_as_part(unit)),
        "plan_kind": unit.plan_kind,
        "life_cycle_status": unit.life_cycle_status,
        "status": named(plan_status(unit.life_cycle_status).names),
        "approved_on": unit.approved_on.isoformat() if unit.approved_on else None,
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else None,
        "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
        "is_ended": plan_status(unit.life_cycle_status).phase == "ended",
        "repealed_text": repeal_words(_repealed(unit)),
        "area_m2": round(unit.area_m2, 1),
        "size_text": size_words(unit.area_m2, "area"),
        "is_synthetic": unit.is_synthetic,
        "note": _("The plan was made up for practice. It is not a real plan.") if unit.is_synthetic else "",
        "regulations": unit.regulations,
        "fill": meant.colour.fill,
        "outline": meant.colour.outline,
        "pattern_path": meant.colour.pattern_path,
    }


def _as_part(unit: PlanUnit) -> dict[str, Any]:
    return {
        "status": unit.life_cycle_status,
        "plan_names": unit.plan_names,
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else None,
        "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
        "approved_on": unit.approved_on.isoformat() if unit.approved_on else None,
        "repealed": _repealed(unit),
    }


def _repealed(unit: PlanUnit) -> dict[str, Any] | None:
    noted = unit.regulations.get("repealed")
    return noted if isinstance(noted, dict) else None
