"""Splitting, joining and moving borders of the areas of a set: one page, one deed at a time."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from geo.errors import EmptyGeometry, GeometryTypeUnsupported
from geo.geometry import geometry_from_geojson, geometry_to_geojson
from service.areas.blueprint import blueprint
from service.areas.drawing.coordinates import geometry_from_text
from service.areas.map_config import MOST_CORNERS
from service.areas.outlines import outline_of
from service.areas.sets import operations
from service.areas.sets.pages import set_map, shown_set
from service.areas.sets.routes import REFUSALS, refusal
from service.areas.sets.schemas import BorderForm, ChangeQuery, MergeForm, SplitForm
from service.errors import FieldError
from service.i18n import gettext as _
from service.i18n import language, named
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form, parse_query
from service.web.routing import read, write

TYPED = ("area", "other", "name", "geometry", "coordinates", "reason")


@blueprint.get("/areas/sets/<slug>/change")
@read("area.official")
def change_areas(slug: str) -> Response:
    """The page for splitting, joining, or moving a border."""
    query = parse_query(ChangeQuery)
    return _page(slug, query.do, {"area": query.area})


@blueprint.post("/areas/sets/<slug>/split")
@write("area.official")
def split_area(slug: str) -> Any:
    """Cut an area in two by a line."""
    row = operations.set_for_change(db_session(), municipality().id, slug)
    try:
        form = parse_form(SplitForm)
        operations.check_mark(db_session(), row, form.mark)
        area = operations.area_of(db_session(), row, form.area)
        line = _line(form)
        made = operations.split(db_session(), actor(), row, area, line, {language(): form.name}, form.reason)
    except REFUSALS as error:
        return _refused(slug, "split", error)
    flash(_("The area is in two. The new part is %(name)s.", name=named(made.names)), "success")
    return redirect(f"/areas/sets/{slug}", 303)


@blueprint.post("/areas/sets/<slug>/merge")
@write("area.official")
def merge_areas(slug: str) -> Any:
    """Join two neighbours into one."""
    row = operations.set_for_change(db_session(), municipality().id, slug)
    try:
        form = parse_form(MergeForm)
        operations.check_mark(db_session(), row, form.mark)
        kept = operations.area_of(db_session(), row, form.area)
        ended = operations.area_of(db_session(), row, form.other, "other")
        operations.merge(db_session(), actor(), row, kept, ended, form.reason)
    except REFUSALS as error:
        return _refused(slug, "merge", error)
    flash(_("The areas are one: %(name)s.", name=named(kept.names)), "success")
    return redirect(f"/areas/sets/{slug}", 303)


@blueprint.post("/areas/sets/<slug>/border")
@write("area.official")
def move_border(slug: str) -> Any:
    """Give an area a new shape; its neighbours give up and take over what moved."""
    row = operations.set_for_change(db_session(), municipality().id, slug)
    try:
        form = parse_form(BorderForm)
        operations.check_mark(db_session(), row, form.mark)
        area = operations.area_of(db_session(), row, form.area)
        wanted = outline_of(public_db(), municipality().id, geometry=form.geometry, coordinates=form.coordinates)
        changed = operations.move(db_session(), actor(), row, area, wanted, form.reason)
    except REFUSALS as error:
        return _refused(slug, "border", error)
    if changed:
        names = ", ".join(named(one.names) for one in changed)
        flash(_("New boundaries: %(names)s.", names=names), "success")
    else:
        flash(_("No border moved, so nothing was changed."), "success")
    return redirect(f"/areas/sets/{slug}", 303)


def _line(form: SplitForm) -> LineString:
    """The line that was drawn or pasted, in the metric CRS.

    Raises EmptyGeometry, GeometryTypeUnsupported and what is wrong with it.
    """
    given = form.geometry
    if given is None and form.coordinates.strip():
        given = geometry_from_text(form.coordinates)
        if given.get("type") == "Polygon":  # corners on lines of text: here they are a line, not a ring
            given = {"type": "LineString", "coordinates": given["coordinates"][0]}
    if given is None:
        raise EmptyGeometry
    shape: BaseGeometry = geometry_from_geojson(given)
    if not isinstance(shape, LineString):
        raise GeometryTypeUnsupported("type", shape.geom_type)
    return shape


def _refused(slug: str, deed: str, error: Exception) -> Response:
    db_session().rollback()
    return _page(slug, deed, {name: request.form.get(name, "") for name in TYPED}, *refusal(error))


def _page(
    slug: str, deed: str, typed: dict[str, str], errors: list[FieldError] | None = None, status: int = 200
) -> Response:
    one, areas = shown_set(slug)
    row = operations.set_for_change(db_session(), municipality().id, slug)
    changeable = [area for area in areas if area.kind != "postal"]
    kind = "LineString" if deed == "split" else "MultiPolygon"
    options = {} if deed == "merge" else {"mode": "draw", "draw": {"type": kind, "maxCorners": MOST_CORNERS}}
    shapes = {area.slug: geometry_to_geojson(area.geometry) for area in changeable if area.geometry is not None}
    html = render_template(
        "areas/sets/change.html",
        set=one,
        deed=deed,
        typed=typed,
        errors=errors or [],
        error_of={error.where: error.message for error in errors or []},
        choices=[(area.slug, named(area.names)) for area in changeable],
        outlines=shapes if deed == "border" else {},
        map_config=set_map(municipality(), areas, **options),
        mark=operations.mark_of(db_session(), row),
    )
    return make_response(html, status)
