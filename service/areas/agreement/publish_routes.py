"""Making an area of a call's drawings: choose the level, see the boundary and its figures, publish."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, jsonify, make_response, redirect, render_template, request
from sqlalchemy import select

from boundaries.models import Area
from geo.agreement import proposal_at
from geo.geometry import geometry_to_geojson
from service.areas.agreement.operations import call_for_change
from service.areas.agreement.page_routes import public_call
from service.areas.agreement.pictures import publishing_map
from service.areas.agreement.publishing import Ready, publish_boundary, ready_drawings
from service.areas.agreement.queries import CallRow
from service.areas.agreement.reckoning import DECIMALS
from service.areas.agreement.schemas import LevelQuery, PublishForm
from service.areas.blueprint import blueprint
from service.areas.facts.words import facts_view
from service.areas.kinds import kind_label
from service.areas.outlines import LEAST_INSIDE
from service.areas.queries import facts_in_shape
from service.areas.rules import OFFICIAL_KINDS
from service.errors import EditConflict, FieldError, InvalidInput, status_of
from service.i18n import gettext as _
from service.i18n import ngettext
from service.web.context import actor, db_session, municipality, public_db
from service.web.map_config import lonlat_bounds
from service.web.parse import parse_form, parse_query
from service.web.routing import read, write


@blueprint.get("/areas/calls/<slug>/publish")
@read("call.publish")
def publish_page(slug: str) -> Response:
    """Choose a level; without scripts the page comes again with each."""
    call = public_call(slug)
    level = parse_query(LevelQuery).level
    area = _area_of(call)
    names = dict(area.names) if area else {call.language: call.name}
    typed: dict[str, Any] = {f"name_{code}": name for code, name in names.items()}
    typed |= {"level": level, "kind": area.kind if area else "district", "reason": ""}
    return _page(call, typed, [])


@blueprint.get("/areas/calls/<slug>/outline")
@read("call.publish")
def outline_at_level(slug: str) -> Response:
    """The boundary at a level with its figures, for the page's slider."""
    call = public_call(slug)
    level = parse_query(LevelQuery).level
    return jsonify(_outline(call, level / 100))


@blueprint.post("/areas/calls/<slug>/publish")
@write("call.publish")
def publish_call(slug: str) -> Any:
    """Make the area, or give it a new version."""
    shown = public_call(slug)
    try:
        form = parse_form(PublishForm)
        if not form.names:
            message = _("Give the area a name.")
            raise InvalidInput(message, [FieldError("name_fi", message)])
        call = call_for_change(db_session(), municipality().id, slug)
        area, is_new = publish_boundary(
            db_session(),
            actor(),
            call,
            level=form.level / 100,
            names=form.names,
            kind=form.kind,
            reason=form.reason,
            expected_hash=form.hash,
        )
    except (InvalidInput, EditConflict) as error:
        db_session().rollback()
        typed: dict[str, Any] = {name: request.form.get(name, "") for name in PublishForm.model_fields}
        typed["level"] = int(typed["level"]) if str(typed["level"]).isdecimal() else 50
        response = _page(shown, typed, list(error.errors) or [FieldError("", error.message)])
        response.status_code = status_of(error)
        return response
    if is_new:
        flash(_("The area is published. Its page tells of which drawings it was made."), "success")
    else:
        flash(_("The boundary is the same as before, so it has no new version."), "info")
    return redirect(f"/areas/{area.slug}", 303)


def _page(call: CallRow, typed: dict[str, Any], errors: list[FieldError]) -> Response:
    level = min(100, max(10, int(typed["level"])))
    outline = _outline(call, level / 100)
    return make_response(
        render_template(
            "areas/agreement/publish.html",
            call=call,
            typed={**typed, "level": level},
            errors=errors,
            error_of={error.where: error.message for error in errors},
            outline=outline,
            area=_area_of(call),
            kinds=[(kind, kind_label(kind)) for kind in OFFICIAL_KINDS],
            map_config=publishing_map(municipality(), call, outline),
        )
    )


def _outline(call: CallRow, share: float) -> dict[str, Any]:
    """The boundary at a level as GeoJSON, with its figures and a sentence; `geometry` is None where there is none."""
    row = call_for_change(db_session(), municipality().id, call.slug)
    ready: Ready | None = ready_drawings(db_session(), row)
    found = proposal_at(ready.drawings, share) if ready is not None else None
    if ready is None or found is None:
        empty = _("There is no place where so many agree. Choose a lower level.")
        return {"geometry": None, "text": empty, "facts": None, "hash": ready.hash if ready else ""}
    home = municipality()
    view = facts_view(facts_in_shape(public_db(), home.id, found.shape), home.name(), LEAST_INSIDE)
    text = ngettext(
        "At least %(count)s of %(all)s people drew this in.",
        "At least %(count)s of %(all)s people drew this in.",
        found.drawers,
        all=len(ready.drawings),
    )
    return {
        "geometry": geometry_to_geojson(found.shape, decimals=DECIMALS),
        "bounds": lonlat_bounds(found.shape),
        "text": text,
        "facts": view,
        "hash": ready.hash,
    }


def _area_of(call: CallRow) -> Area | None:
    if call.area_slug is None:
        return None
    query = select(Area).where(Area.municipality_id == municipality().id, Area.slug == call.area_slug)
    return db_session().scalars(query).first()
