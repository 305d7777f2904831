"""Answering a pin: the form on its page, for those who work for the municipality."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy import Connection, select

from boundaries.database import sql
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.pins.answering import change_state
from service.participation.pins.author import normal_reference, pin_missing
from service.participation.pins.blueprint import blueprint
from service.participation.pins.models import STATES, Pin
from service.participation.pins.page import page_context
from service.participation.pins.schemas import PinAnswer
from service.participation.pins.views import pin_view
from service.permissions import may, require
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import write

#: States that an answer may give: "received" is where every pin begins, "withdrawn" is its author's alone.
ANSWERS = tuple(state for state in STATES if state not in ("received", "withdrawn"))


@blueprint.post("/pins/<reference>/answer")
@write("pin.answer")
def answer_pin(reference: str) -> Response:
    """Put the answer on the pin's timeline; or show the page again with what was typed and what is wrong."""
    reference = normal_reference(reference)
    pin = _pin_to_answer(reference)
    require(actor(), "pin.answer", pin)
    try:
        form = parse_form(PinAnswer)
        check_decision(public_db(), municipality().id, form.decision_slug)
        change_state(
            db_session(),
            actor(),
            pin,
            form.state,
            public_text=form.public_text,
            decision_slug=form.decision_slug or None,
        )
    except InvalidInput as error:
        db_session().rollback()
        return _page_again(reference, error)
    flash(_("Your answer is public now."), "success")
    return make_response(redirect(url_for("pins.show_pin", reference=reference) + "#timeline-title", 303))


def answer_form(values: dict[str, str] | None = None, error: InvalidInput | None = None) -> dict[str, Any] | None:
    """What the form needs, with what was typed and what is wrong; None for those who may not answer."""
    if not may(actor(), "pin.answer"):
        return None
    return {
        "states": ANSWERS,
        "decisions": decision_choices(public_db(), municipality().id),
        "values": values or {},
        "errors": error.errors if error else [],
        "error_of": {one.where: one.message for one in reversed(error.errors)} if error else {},
    }


def decision_choices(connection: Connection, municipality_id: int) -> list[tuple[str, str]]:
    """Address and title of each decision, newest first."""
    rows = connection.execute(
        sql("service.participation.pins", "decision_choices"), {"municipality_id": municipality_id}
    )
    return [(row.slug, row.title) for row in rows]


def check_decision(connection: Connection, municipality_id: int, slug: str) -> None:
    """Raises InvalidInput when an answer names a decision that is not there."""
    if slug and slug not in dict(decision_choices(connection, municipality_id)):
        sentence = _("There is no such decision.")
        raise InvalidInput(sentence, [FieldError("decision_slug", sentence)])


def _pin_to_answer(reference: str) -> Pin:
    wanted = select(Pin).where(
        Pin.municipality_id == municipality().id, Pin.reference == reference, Pin.visibility == "public"
    )
    pin = db_session().scalar(wanted)
    if pin is None:
        raise pin_missing(reference)
    return pin


def _page_again(reference: str, error: InvalidInput) -> Response:
    view = pin_view(actor(), reference)
    page = render_template("pins/pin.html", **page_context(view), answer=answer_form(dict(request.form), error))
    return make_response(page, 422)
