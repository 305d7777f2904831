"""Making and changing a walk with a form that works without JavaScript too, and its steps."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from geoalchemy2.shape import to_shape

from service.errors import FieldError, InvalidInput
from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.participation.pins.models import Theme
from service.participation.pins.queries import themes
from service.participation.walks.blueprint import blueprint
from service.participation.walks.errors import WalkNotFound
from service.participation.walks.features import routes_layer
from service.participation.walks.making.operations import (
    Plan,
    change_walk,
    is_unwalked,
    make_walk,
    set_state,
    walk_row,
)
from service.participation.walks.making.places import route_line, stop_point, written_point, written_route
from service.participation.walks.making.schemas import StateForm, WalkForm
from service.participation.walks.models import Walk
from service.participation.walks.queries import WalkView, stops, walk_by_slug, walks
from service.permissions import require
from service.web.context import actor, db_session, municipality, public_db
from service.web.map_config import map_config
from service.web.parse import parse_form
from service.web.routing import read, write

#: Empty rows for stops below those that are filled in.
SPARE_ROWS = 3
LEAST_ROWS = 5


@blueprint.get("/walks/new")
@read("walk.manage")
def new_walk() -> str:
    """The form of a new walk; `?follows=` begins with the route and stops of an earlier one, to come back to it."""
    earlier = walk_by_slug(public_db(), municipality().id, request.args.get("follows", ""))
    if earlier is None:
        return _form({"light": "light", "second_light": "dark", "organiser": actor().title})
    values = {
        "title": _("Back to: %(title)s", title=earlier.title)[:120],
        "theme": earlier.theme or "",
        "light": earlier.light,
        "organiser": earlier.organiser or actor().title,
        "meeting_place": earlier.meeting_place,
        "follows": earlier.slug,
        **_places_of(earlier),
    }
    return _form(values)


@blueprint.post("/walks/new")
@write("walk.manage")
def save_new_walk() -> Response:
    """Save a new walk, or show the form again with what is wrong and everything that was typed."""
    try:
        form = parse_form(WalkForm)
        made = make_walk(db_session(), actor(), form, _plan(form))
    except InvalidInput as error:
        return _again(error)
    flash(_("The walk is saved."), "success")
    return redirect(url_for("walks.show_walk", slug=made.slug), 303)  # type: ignore[return-value]


@blueprint.get("/walks/<slug>/edit")
@read("walk.manage")
def edit_walk(slug: str) -> str:
    """The form with the walk as it is."""
    row = own_walk(slug)
    view = walk_by_slug(public_db(), municipality().id, slug)
    assert view is not None  # noqa: S101 (the row is there)
    starts = row.walked_at.astimezone(TIME_ZONE)
    theme = db_session().get(Theme, row.theme_id) if row.theme_id else None
    words = ("title", "summary", "invitation", "meeting_place", "organiser", "light", "participant_count")
    values = {
        **{name: getattr(row, name) for name in words},
        "theme": theme.key if theme else "",
        "day": starts.date().isoformat(),
        "time": starts.strftime("%H:%M"),
        "follows": view.follows_slug or "",
        **_places_of(view),
    }
    return _form(values, row=row)


@blueprint.post("/walks/<slug>/edit")
@write("walk.manage")
def save_walk(slug: str) -> Response:
    """Save the changed walk, or show the form again."""
    row = own_walk(slug)
    try:
        form = parse_form(WalkForm)
        change_walk(db_session(), actor(), row, form, _plan(form) if is_unwalked(db_session(), row) else None)
    except InvalidInput as error:
        return _again(error, slug)
    flash(_("Your changes are saved."), "success")
    return redirect(url_for("walks.show_walk", slug=slug), 303)  # type: ignore[return-value]


@blueprint.post("/walks/<slug>/state")
@write("walk.manage")
def change_state(slug: str) -> Response:
    """Open, end or call off the walk."""
    row = own_walk(slug)
    state = parse_form(StateForm).state
    set_state(db_session(), actor(), row, state)
    said = {
        "open": _("The walk is open: people can join with the group code."),
        "ended": _("The walk has ended. Phones that were offline can still send what they hold."),
        "cancelled": _("The walk is cancelled. Its page says so."),
        "planned": _("The walk is planned again."),
    }
    flash(said[state], "success")
    return redirect(url_for("walks.manage_walk", slug=slug), 303)  # type: ignore[return-value]


def own_walk(slug: str) -> Walk:
    """The stored walk of an address, for somebody who may manage it. Raises WalkNotFound."""
    row = walk_row(db_session(), municipality().id, slug)
    if row is None:
        raise WalkNotFound(_("There is no such walk."))
    require(actor(), "walk.manage", row)
    return row


def _plan(form: WalkForm) -> Plan:
    """Route and stops of the form; a finding about a stop names the row."""
    db, placed = db_session(), []
    for number, (name, written) in enumerate(form.stops(), start=1):
        try:
            point = stop_point(db, written, "stop_place")
        except InvalidInput as error:
            sentence = _("Stop %(number)s: %(problem)s", number=number, problem=error.message)
            raise InvalidInput(sentence, [FieldError(f"stop_place-{number}", sentence)]) from error
        placed.append((name or _("Stop %(number)s", number=number), point))
    return Plan(route_line(db, form.route, [point for _name, point in placed]), placed)


def _places_of(walk: WalkView) -> dict[str, Any]:
    halts = stops(public_db(), walk.id)
    return {
        "route": written_route(walk.geom),
        "stop_name": [halt.name for halt in halts],
        "stop_place": [written_point(halt.geom) for halt in halts],
    }


def _again(error: InvalidInput, slug: str = "") -> Response:
    db_session().rollback()
    typed: dict[str, Any] = {name: request.form[name] for name in request.form}
    for name in ("stop_name", "stop_place"):
        typed[name] = request.form.getlist(name)
    row = walk_row(db_session(), municipality().id, slug) if slug else None
    return make_response(_form(typed, error.errors or [FieldError("", error.message)], row=row), 422)


def _form(values: dict[str, Any], errors: list[FieldError] | None = None, *, row: Walk | None = None) -> str:
    home, connection = municipality(), public_db()
    names, places = values.get("stop_name", []), values.get("stop_place", [])
    filled = [pair for pair in zip(names, places, strict=False) if any(pair)]
    spare = max(SPARE_ROWS, LEAST_ROWS - len(filled))
    return render_template(
        "walks/edit.html",
        values=values,
        errors=errors or [],
        error_of={error.where.partition(".")[0]: error.message for error in reversed(errors or [])},
        stop_rows=[*filled, *[("", "")] * spare],
        walk=row,
        may_reroute=row is None or is_unwalked(db_session(), row),
        themes=themes(connection, home.id),
        earlier=[one for one in walks(connection, home.id) if row is None or one.slug != row.slug],
        map_config=map_config(
            home,
            [
                {**routes_layer([], ""), "key": "route", "selectable": False},
                {**routes_layer([], ""), "key": "stops", "style": "points", "selectable": False, "colour": "map-walk"},
            ],
            show=to_shape(row.route) if row is not None else None,
            mode="draw",
            draw={"type": "LineString", "maxCorners": 2000},
        ),
    )
