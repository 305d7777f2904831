"""Routes of the places that a moderator should look at."""

from __future__ import annotations

import uuid

from flask import Response, flash, make_response, redirect, render_template, url_for

from service.admin import words
from service.admin.blueprint import blueprint
from service.admin.places import CROWD, MOST, crowded_spots, pins_outside
from service.admin.queries import counts
from service.admin.schemas import PlaceForm
from service.errors import InvalidInput
from service.i18n import gettext as _
from service.participation.pins.moderation import move_pin, pin_for_moderation
from service.participation.pins.places import place_choices
from service.participation.pins.relocating import NEAREST, WHOLE, relocate_pin
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/places")
@read("admin.moderate")
def places() -> str:
    """Ideas that wait outside the municipality, and spots where very many were put."""
    return _page()


@blueprint.post("/places")
@write("admin.moderate")
def place_pin() -> Response:
    """Give an idea that waits outside a place, or hide it with a reason."""
    try:
        form = parse_form(PlaceForm)
        is_done = _do(form)
    except InvalidInput as error:
        db_session().rollback()
        problem = error.errors[0].message if error.errors else error.message
        return make_response(_page(problem), 422)
    if is_done:
        flash(_("The idea is hidden now.") if form.deed == "hide" else _("The idea is public now."), "success")
    else:
        flash(_("Nothing changed: somebody had done it already."), "info")
    return redirect(url_for("admin.places"), 303)  # type: ignore[return-value]


def _do(form: PlaceForm) -> bool:
    db, who = db_session(), actor()
    pin = pin_for_moderation(db, who.municipality_id, form.pin)
    if pin is None or pin.visibility != "pending" or pin.waits_for != "outside":
        return False
    if form.deed == "hide":
        return move_pin(db, who, pin, "hidden", reason=form.reason_for_log, batch=uuid.uuid4().hex)
    return relocate_pin(db, who, pin, WHOLE if form.deed == "whole" else form.to)


def _page(problem: str = "") -> str:
    home, db = municipality(), db_session()
    choices = place_choices(public_db(), home.id)
    return render_template(
        "admin/places.html",
        pins=pins_outside(db, home.id, home.name()),
        spots=crowded_spots(db, home.id),
        counts=counts(db, home.id),
        takes_outside=home.settings.get("outside") == "queue",
        choices=choices,
        nearest=NEAREST,
        reasons=words.reason_choices(),
        problem=problem,
        crowd=CROWD,
        most=MOST,
    )
