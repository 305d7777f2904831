"""The drawing page: one form that works by hand on the map, by check boxes, and by pasted coordinates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, current_app, flash, jsonify, redirect, request

from boundaries.models import Area
from boundaries.queries import area_by_slug
from geo.errors import GeometryProblem
from geo.geometry import geometry_to_geojson
from service.areas.access import OWN, actor_for, require_edit
from service.areas.blueprint import blueprint
from service.areas.drawing.page import Page, render_page, typed_in_form
from service.areas.drawing.steps import checked_shape, failed, has_shape, is_preview, preview
from service.areas.operations import (
    Drawn,
    area_for_change,
    change_drawn_area,
    save_drawn_area,
    set_area_state,
    tag_of,
)
from service.areas.outlines import outline_of
from service.areas.rules import is_kind_open_to
from service.areas.schemas import AreaForm, NewAreaQuery
from service.errors import EditConflict, InvalidInput, NotAllowed, NotFound, TooMany
from service.i18n import gettext as _
from service.i18n import language, named
from service.web.context import actor, db_session, municipality, public_db
from service.web.limits import count_deed
from service.web.parse import parse_form, parse_query
from service.web.problems import wants_json
from service.web.routing import read, write
from service.web.sessions import remember_own

HOUR = dt.timedelta(hours=1)


@blueprint.get("/areas/new")
@read("public")
def new_area() -> Response:
    """Draw a new area, from nothing or from areas that exist."""
    query = parse_query(NewAreaQuery)
    outline = None
    if query.start:
        shape = outline_of(public_db(), municipality().id, areas=query.start)
        outline = geometry_to_geojson(shape)
    return render_page(Page(typed={"name": query.name, "areas": query.start}, outline=outline))


@blueprint.post("/areas")
@write("area.draw")
def save_area() -> Any:
    """Save the drawn area, or show its figures first; what is wrong comes back with what was typed."""
    page = Page(typed=typed_in_form())
    try:
        if is_preview():
            return preview(page)
        form = parse_form(AreaForm)
        if form.website:  # filled in by a program: nothing is kept, and it learns nothing
            return redirect("/areas", 303)
        _check_kind(form.kind)
        shape = checked_shape(form)
        count_deed("area", current_app.config["SETTINGS"].areas_per_hour, HOUR)
        drawn = Drawn(form.name, form.description, form.kind, language())
        saved = save_drawn_area(db_session(), actor(), drawn, shape, is_synthetic=False)
    except (InvalidInput, GeometryProblem, TooMany) as error:
        return failed(page, error)
    remember_own(OWN, saved.area.slug, saved.token)
    if wants_json():
        return _kept(saved.area.slug, 201)
    flash(_("Your area is saved. Keep the link below if you want to change it on another device."), "success")
    return redirect(f"/areas/{saved.area.slug}", 303)


@blueprint.get("/areas/<slug>/edit")
@read("area.edit")
def edit_area(slug: str) -> Response:
    """Change an area that is one's own."""
    row = _own_area(slug)
    shown = area_by_slug(public_db(), municipality().id, slug)
    if shown is None or shown.geometry is None:
        raise NotFound(_("The area is hidden now, so it cannot be changed."))
    typed = {"name": named(row.names), "description": row.description, "kind": row.kind, "areas": []}
    outline = geometry_to_geojson(shown.geometry)
    return render_page(Page(typed=typed, outline=outline, area=row, tag=tag_of(db_session(), row)))


@blueprint.post("/areas/<slug>/edit")
@write("area.edit")
def change_area(slug: str) -> Any:
    """Save a change of one's own area."""
    row = _own_area(slug)
    page = Page(typed=typed_in_form(), area=row, tag=request.form.get("version", ""))
    try:
        if is_preview():
            return preview(page)
        form = parse_form(AreaForm)
        shape = checked_shape(form) if has_shape(form) else None
        change_drawn_area(
            db_session(),
            actor_for(row),
            row,
            form.onto or form.version,
            language=language(),
            name=form.name,
            description=form.description,
            shape=shape,
            reason=form.reason,
        )
    except (InvalidInput, GeometryProblem, TooMany, EditConflict) as error:
        return failed(page, error)
    if wants_json():
        return _kept(slug, 200)
    flash(_("The change is saved."), "success")
    return redirect(f"/areas/{slug}", 303)


@blueprint.post("/areas/<slug>/withdraw")
@write("area.edit")
def withdraw(slug: str) -> Any:
    """Take one's own area back."""
    row = _own_area(slug)
    set_area_state(db_session(), actor_for(row), row, "withdrawn")
    flash(_("The area is taken back and no longer shown."), "success")
    return redirect("/areas", 303)


def _own_area(slug: str) -> Area:
    row = area_for_change(db_session(), municipality().id, slug)
    require_edit(row)
    return row


def _check_kind(kind: str) -> None:
    if not is_kind_open_to(actor(), kind):
        raise NotAllowed(_("Only the municipality's planners and officials draw areas of this kind."))


def _kept(slug: str, status: int) -> Response:
    """The answer to a script that sent the form: where the area stands now."""
    response = jsonify({"slug": slug, "page": f"/areas/{slug}"})
    response.status_code = status
    response.headers["Location"] = f"/areas/{slug}"
    return response
