"""The drawing form shown again: with the next shape and its figures, or with what is wrong."""

from __future__ import annotations

import datetime as dt
import json

from flask import Response, current_app, request
from shapely.geometry.base import BaseGeometry

from geo.errors import GeometryProblem
from geo.geometry import geometry_to_geojson
from service.areas.drawing.page import Page, render_page
from service.areas.facts.words import facts_view
from service.areas.facts.zones import zones_of
from service.areas.history.conflict import conflict_of
from service.areas.operations import area_for_change
from service.areas.outlines import LEAST_INSIDE, check_inside, outline_of
from service.areas.queries import facts_in_shape
from service.areas.schemas import AreaForm, ShapeForm
from service.areas.shaping.corners import typed_corners
from service.areas.shaping.form import before_of, cells_of, drawn_in, is_command, outcome_of
from service.areas.shaping.routes import ground
from service.areas.shaping.surroundings import surroundings_of, surroundings_words
from service.errors import EditConflict, FieldError, InvalidInput, TooMany, status_of
from service.web.context import db_session, municipality, public_db
from service.web.geometry_words import geometry_sentence
from service.web.limits import count_deed
from service.web.parse import parse_form
from service.web.problems import wants_json

#: What the command "mend" can put right.
MENDABLE = frozenset({"self_intersects", "hole_outside_shell", "parts_overlap", "swapped_axes", "metres_as_degrees"})
MINUTE = dt.timedelta(minutes=1)


def is_preview() -> bool:
    """Whether the pressed button changes or shows the shape, rather than saving it."""
    action = request.form.get("action", "")
    return action in ("preview", "squares") or is_command(action)


def has_shape(form: AreaForm) -> bool:
    """Whether the form holds a shape in any of its ways."""
    return form.geometry is not None or bool(form.corner) or bool(form.coordinates.strip()) or bool(form.areas)


def checked_shape(form: AreaForm) -> BaseGeometry:
    """The shape that the form holds, in the metric CRS.

    Raises GeometryProblem or InvalidInput; a shape must lie in the municipality.
    """
    home = municipality()
    shape = outline_of(public_db(), home.id, geometry=drawn_in(form), coordinates=form.coordinates, areas=form.areas)
    check_inside(zones_of(public_db(), home.id).units, shape)
    return shape


def preview(page: Page) -> Response:
    """The form again with the next shape and its figures; nothing is kept."""
    form = parse_form(ShapeForm)
    count_deed("facts", current_app.config["SETTINGS"].facts_per_minute, MINUTE)
    here = ground()
    if form.action == "squares":
        page.cells = tuple(cells_of(here, form))
        page.typed["geometry"] = json.dumps(drawn_in(form)) if form.geometry or form.corner else ""
        return render_page(page)
    if is_command(form.action):
        outcome = outcome_of(here, form)
        page.said = outcome.said
        page.typed |= {"before": before_of(here, form), "coordinates": "", "areas": [], "cells": []}
        page.typed["geometry"] = json.dumps(geometry_to_geojson(outcome.shape))
        shape = outcome.shape
    else:
        drawn = drawn_in(form)
        shape = outline_of(
            public_db(), here.municipality_id, geometry=drawn, coordinates=form.coordinates, areas=form.areas
        )
    home = municipality()
    page.facts = facts_view(facts_in_shape(public_db(), home.id, shape), home.name(), LEAST_INSIDE)
    page.around = surroundings_words(shape, surroundings_of(public_db(), home.id, shape))
    page.outline = geometry_to_geojson(shape)
    return render_page(page)


def failed(page: Page, error: InvalidInput | GeometryProblem | TooMany | EditConflict) -> Response:
    """The form again with what was typed and what is wrong; nothing of it was kept."""
    if wants_json():
        raise error
    if isinstance(error, GeometryProblem):
        page.errors, page.status = [FieldError("shape", geometry_sentence(error))], 422
        page.can_mend = error.code in MENDABLE
    else:
        page.errors = _on_this_form(error) or [FieldError("", error.message)]
        page.status = status_of(error)
    page.corners = typed_corners(request.form.getlist("corner_ring"), request.form.getlist("corner"))
    slug = page.area.slug if page.area is not None else None
    db_session().rollback()
    if slug is not None:
        page.area = area_for_change(db_session(), municipality().id, slug)
        if isinstance(error, EditConflict):
            page.conflict = conflict_of(db_session(), page.area, page.tag, _draft_of(page))
    response = render_page(page)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after_s)
    return response


def _on_this_form(error: InvalidInput | TooMany | EditConflict) -> list[FieldError]:
    """The findings with the names that this form's fields have."""
    names = {"distance_m": "radius_m"} if request.form.get("action") == "around" else {}
    return [FieldError(names.get(one.where, one.where), one.message) for one in error.errors]


def _draft_of(page: Page) -> BaseGeometry | None:
    """The boundary in the form, for comparing it; None when there is none that can be used."""
    try:
        form = parse_form(AreaForm)
        shape = checked_shape(form) if has_shape(form) else None
    except (InvalidInput, GeometryProblem):
        return None
    if shape is not None:
        page.outline = geometry_to_geojson(shape)
    return shape
