"""Drawing in a call: once a person, by hand on the map, by check boxes, or by pasted coordinates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, current_app, flash, redirect
from shapely.geometry.base import BaseGeometry

from geo.errors import GeometryProblem
from geo.geometry import geometry_to_geojson
from service.areas.agreement.access import OWN, drawer_hash, mine
from service.areas.agreement.counting import today
from service.areas.agreement.draw_page import DrawPage, render_draw_page, typed_in_form, typed_of
from service.areas.agreement.operations import (
    NewDrawing,
    call_for_change,
    change_drawing,
    save_drawing,
    withdraw_drawing,
)
from service.areas.agreement.page_routes import public_call
from service.areas.agreement.schemas import DrawingForm
from service.areas.blueprint import blueprint
from service.areas.facts.words import facts_view
from service.areas.facts.zones import zones_of
from service.areas.outlines import LEAST_INSIDE, check_inside, outline_of
from service.areas.queries import facts_in_shape
from service.errors import FieldError, InvalidInput, NotFound, TooMany, status_of
from service.i18n import gettext as _
from service.i18n import language
from service.web.context import db_session, municipality, public_db
from service.web.geometry_words import geometry_sentence
from service.web.limits import count_deed
from service.web.parse import parse_form
from service.web.routing import read, write
from service.web.sessions import remember_own

HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)


@blueprint.get("/areas/calls/<slug>/draw")
@read("public")
def draw_in_call(slug: str) -> Any:
    """Draw in a call, or change what one drew."""
    call = public_call(slug)
    if not call.is_open(today()):
        flash(_("This call does not take drawings now."), "warning")
        return redirect(f"/areas/calls/{slug}", 302)
    drawing = mine(call)
    return render_draw_page(DrawPage(call, typed_of(drawing), drawing))


@blueprint.post("/areas/calls/<slug>/draw")
@write("call.draw")
def save_in_call(slug: str) -> Any:
    """Save one's drawing, or bring the form back with what is wrong and what was typed."""
    page = DrawPage(public_call(slug), typed_in_form())
    try:
        form = parse_form(DrawingForm)
        if form.website:  # filled in by a program: nothing is kept, and it learns nothing
            return redirect(f"/areas/calls/{slug}", 303)
        if form.action == "preview":
            return _preview(page, form)
        return _save(page, form)
    except (InvalidInput, GeometryProblem, TooMany) as error:
        return _failed(page, error)


@blueprint.post("/areas/calls/<slug>/withdraw")
@write("call.draw")
def withdraw_from_call(slug: str) -> Any:
    """Take one's own drawing back."""
    call = call_for_change(db_session(), municipality().id, slug)
    drawing = mine(call)
    if drawing is None:
        raise NotFound(_("There is no drawing of yours here. Open the link that you got when you drew."))
    withdraw_drawing(db_session(), call, drawing)
    flash(_("Your drawing is taken back and counted nowhere."), "success")
    return redirect(f"/areas/calls/{slug}" if call.state == "published" else "/areas/calls", 303)


def _save(page: DrawPage, form: DrawingForm) -> Any:
    slug = page.call.slug
    call = call_for_change(db_session(), municipality().id, slug)
    page.drawing = drawing = mine(call)
    has_shape = form.geometry is not None or bool(form.areas) or bool(form.coordinates.strip())
    shape = _shape(form) if has_shape or drawing is None else None
    new = NewDrawing(form.tie, form.called, form.why, language(), form.is_open)
    if drawing is not None:
        if drawing.visibility == "hidden":
            raise InvalidInput(_("A moderator has hidden your drawing, so it cannot be changed."))
        change_drawing(db_session(), call, drawing, new, shape)
        flash(_("The change is saved."), "success")
        return redirect(f"/areas/calls/{slug}#own", 303)
    assert shape is not None  # noqa: S101 (a new drawing always has a shape here)
    count_deed("drawing", current_app.config["SETTINGS"].areas_per_hour, HOUR)
    _drawing, token = save_drawing(db_session(), call, new, shape, drawer_hash(call))
    remember_own(OWN, slug, token)
    flash(_("Thank you, your drawing is saved. Keep the link below if you want to change it later."), "success")
    return redirect(f"/areas/calls/{slug}#own", 303)


def _shape(form: DrawingForm) -> BaseGeometry:
    home = municipality()
    shape = outline_of(public_db(), home.id, geometry=form.geometry, coordinates=form.coordinates, areas=form.areas)
    check_inside(zones_of(public_db(), home.id).units, shape)
    return shape


def _preview(page: DrawPage, form: DrawingForm) -> Response:
    count_deed("facts", current_app.config["SETTINGS"].facts_per_minute, MINUTE)
    home = municipality()
    shape = outline_of(public_db(), home.id, geometry=form.geometry, coordinates=form.coordinates, areas=form.areas)
    page.facts = facts_view(facts_in_shape(public_db(), home.id, shape), home.name(), LEAST_INSIDE)
    page.outline = geometry_to_geojson(shape)
    page.drawing = mine(page.call)
    return render_draw_page(page)


def _failed(page: DrawPage, error: InvalidInput | GeometryProblem | TooMany) -> Response:
    """The form again with what was typed and what is wrong; nothing of it was kept."""
    if isinstance(error, GeometryProblem):
        page.errors, page.status = [FieldError("shape", geometry_sentence(error))], 422
    else:
        page.errors, page.status = list(error.errors) or [FieldError("", error.message)], status_of(error)
    db_session().rollback()
    page.drawing = mine(page.call)
    response = render_draw_page(page)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after_s)
    return response
