"""Routes of doubts: a page that works without scripts, from which one comes back to the idea."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request
from sqlalchemy import select

from service.discussion.operations import supporter_hash
from service.discussion.subjects import Subject
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.doubts.operations import doubt_step, last_step
from service.participation.doubts.queries import MOST, doubted_pins
from service.participation.doubts.rules import PER_HOUR, can_be_doubted
from service.participation.doubts.schemas import DoubtForm
from service.participation.pins.author import normal_reference, pin_missing
from service.participation.pins.models import Pin
from service.web.context import db_session, municipality
from service.web.limits import count_deed
from service.web.parse import parse_form
from service.web.routing import read, write
from service.web.visitors import visitor

blueprint = Blueprint("doubts", __name__)


@blueprint.get("/pins/<reference>/not-fixed")
@read("doubt.send")
def doubt_page(reference: str) -> str:
    """The form: what is not as the answer says."""
    return _page(_answered_pin(reference), {}, [])


@blueprint.post("/pins/<reference>/not-fixed")
@write("doubt.send")
def send_doubt(reference: str) -> Response:
    """Take the doubt in, tell whoever answered, and come back to the idea."""
    pin = _answered_pin(reference)
    try:
        form = parse_form(DoubtForm)
    except InvalidInput as error:
        db_session().rollback()
        return make_response(_page(_answered_pin(reference), dict(request.form), error.errors), 422)
    step = last_step(db_session(), pin)
    is_new = False
    if step is not None and not form.website:  # a program filled the field that people do not see: nothing is kept
        count_deed("doubt", PER_HOUR, dt.timedelta(hours=1))
        # The fingerprint is made as a supporter's, under a name of its own, so that the two cannot be joined.
        subject = Subject("doubt", str(pin.id), pin.municipality_id, page="")
        doubter = supporter_hash(current_app.config["SETTINGS"].secret_key, subject, visitor())
        is_new = doubt_step(db_session(), pin, step, doubter=doubter, body=form.body)
    if is_new or form.website:
        flash(_("Thank you. Whoever answered is told, and the page shows that somebody says so."), "success")
    else:
        flash(_("You have said so already. Whoever answered has been told."), "info")
    return make_response(redirect(f"/pins/{pin.reference}#timeline-title", 303))


@blueprint.get("/admin/not-fixed")
@read("pin.answer")
def doubted() -> str:
    """What people say is not fixed, for those who answer."""
    return render_template("doubts/list.html", pins=doubted_pins(db_session(), municipality().id), most=MOST)


def _answered_pin(reference: str) -> Pin:
    found = db_session().scalar(
        select(Pin).where(
            Pin.municipality_id == municipality().id,
            Pin.reference == normal_reference(reference),
            Pin.visibility == "public",
        )
    )
    if found is None or not can_be_doubted(found.state):
        raise pin_missing(reference)
    return found


def _page(pin: Pin, values: dict[str, Any], errors: list[FieldError]) -> str:
    return render_template(
        "doubts/doubt.html",
        pin=pin,
        values=values,
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
    )
