"""Opening a call for drawings, and letting or hiding one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, current_app, flash, make_response, redirect, render_template, request
from shapely.geometry import Point

from boundaries.queries import areas_by_name, areas_by_slugs
from geo.crs import METRIC
from service.areas.agreement.counting import today
from service.areas.agreement.operations import NewCall, call_for_change, open_call, set_call_state
from service.areas.agreement.schemas import CallForm, CallStateForm
from service.areas.blueprint import blueprint
from service.errors import FieldError, InvalidInput, TooMany, status_of
from service.i18n import gettext as _
from service.i18n import language, named
from service.permissions import may, require
from service.web.context import actor, db_session, municipality, public_db
from service.web.limits import count_deed
from service.web.parse import parse_form
from service.web.routing import read, write

HOUR = dt.timedelta(hours=1)
#: A new call is open this long unless its opener says otherwise.
USUALLY_OPEN = dt.timedelta(weeks=4)


@blueprint.get("/areas/calls/new")
@read("public")
def new_call() -> Response:
    """The form of a new call."""
    first = today()
    typed = {"opens_on": first.isoformat(), "closes_on": (first + USUALLY_OPEN).isoformat(), "core": 75, "fringe": 25}
    return _form(typed, [])


@blueprint.post("/areas/calls")
@write("call.open")
def create_call() -> Any:
    """Open a call, or bring the form back with what is wrong and what was typed."""
    try:
        form = parse_form(CallForm)
        if form.website:  # filled in by a program: nothing is kept, and it learns nothing
            return redirect("/areas/calls", 303)
        place = _place(form.area)
        count_deed("call", current_app.config["SETTINGS"].areas_per_hour, HOUR)
        new = NewCall(
            name=form.name,
            reason=form.reason,
            language=language(),
            place=place,
            opens_on=form.opens_on,
            closes_on=form.closes_on,
            core_share=form.core / 100,
            fringe_share=form.fringe / 100,
        )
        call = open_call(db_session(), actor(), new)
    except (InvalidInput, TooMany) as error:
        return _failed(error)
    if call.state == "waiting":
        flash(_("Thank you. Your call is shown when a moderator has looked at it."), "success")
        return redirect("/areas/calls", 303)
    flash(_("The call is open. Share its address."), "success")
    return redirect(f"/areas/calls/{call.slug}", 303)


@blueprint.post("/areas/calls/<slug>/state")
@write("call.moderate")
def change_call_state(slug: str) -> Any:
    """Show a call that waits or was hidden, or hide one, with a reason for the log."""
    form = parse_form(CallStateForm)
    call = call_for_change(db_session(), municipality().id, slug)
    require(actor(), "call.moderate", call)
    set_call_state(db_session(), actor(), call, form.state, form.reason)
    if form.state == "hidden":
        flash(_("The call is hidden, and so is all that was drawn in it."), "success")
        return redirect("/areas/calls", 303)
    flash(_("The call is shown to everybody."), "success")
    return redirect(f"/areas/calls/{slug}", 303)


def _place(slug: str) -> Point:
    """Where the map opens, in the metric CRS: inside an area, else the middle of the municipality's first view."""
    home = municipality()
    if not slug:
        return Point(METRIC.from_lonlat(*home.centre_lonlat))
    shape = areas_by_slugs(public_db(), home.id, [slug]).get(slug)
    if shape is None:
        message = _("Choose a place from the list.")
        raise InvalidInput(message, [FieldError("area", message)])
    return shape.representative_point()


def _failed(error: InvalidInput | TooMany) -> Response:
    db_session().rollback()
    names = ("name", "reason", "area", "opens_on", "closes_on", "core", "fringe")
    typed = {name: request.form.get(name, "") for name in names}
    errors = list(error.errors) or [FieldError("", error.message)]
    response = _form(typed, errors)
    response.status_code = status_of(error)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after_s)
    return response


def _form(typed: dict[str, Any], errors: list[FieldError]) -> Response:
    home = municipality()
    found = areas_by_name(public_db(), home.id, language=language())
    kinds = ("district", "resident", "postal")
    found.sort(key=lambda area: kinds.index(area.kind) if area.kind in kinds else len(kinds))
    places = [("", _("The middle of the map"))]
    places += [(one.slug, f"{named(one.names)} ({one.code})" if one.code else named(one.names)) for one in found]
    return make_response(
        render_template(
            "areas/agreement/new.html",
            typed=typed,
            errors=errors,
            error_of={error.where: error.message for error in errors},
            places=places,
            waits=not may(actor(), "call.publish") and not may(actor(), "call.moderate"),
        )
    )
