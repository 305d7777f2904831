"""Looking after what was drawn in a call: staff see each drawing and may hide it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, flash, make_response, redirect, render_template

from geo.geometry import geometry_to_geojson
from service.areas.agreement import words
from service.areas.agreement.operations import call_for_change, hide_drawing, show_drawing
from service.areas.agreement.pictures import picture_of
from service.areas.agreement.queries import drawing_to_moderate, drawings_to_moderate, shape_of
from service.areas.agreement.schemas import DrawingStateForm
from service.areas.blueprint import blueprint
from service.areas.facts.figures import size_text
from service.errors import NotFound
from service.i18n import gettext as _
from service.permissions import require
from service.web.context import actor, db_session, municipality
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/areas/calls/<slug>/drawings")
@read("call.moderate")
def call_drawings(slug: str) -> Response:
    """Every drawing of a call, for those who moderate."""
    call = call_for_change(db_session(), municipality().id, slug)
    require(actor(), "call.moderate", call)
    drawings = [
        {
            "row": one,
            "size": size_text(shape_of(one).area),
            "picture": picture_of([geometry_to_geojson(shape_of(one), decimals=6)]),
        }
        for one in drawings_to_moderate(db_session(), call)
    ]
    html = render_template("areas/agreement/drawings.html", call=call, drawings=drawings, words=words)
    response = make_response(html)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/areas/calls/<slug>/drawings/<uuid:identifier>")
@write("call.moderate")
def moderate_drawing(slug: str, identifier: uuid.UUID) -> Any:
    """Hide a drawing or count it again, with a reason for the log."""
    form = parse_form(DrawingStateForm)
    call = call_for_change(db_session(), municipality().id, slug)
    require(actor(), "call.moderate", call)
    drawing = drawing_to_moderate(db_session(), call, identifier)
    if drawing is None:
        raise NotFound(_("There is no such drawing. Its author may have taken it back."))
    if form.deed == "hide":
        hide_drawing(db_session(), actor(), call, drawing, form.reason)
        flash(_("The drawing is hidden and counted nowhere."), "success")
    else:
        show_drawing(db_session(), actor(), call, drawing, form.reason)
        flash(_("The drawing is counted again."), "success")
    return redirect(f"/areas/calls/{slug}/drawings", 303)
