"""Answering an input: the form stands on its page and on the desk."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from service.errors import InvalidInput
from service.i18n import gettext as _
from service.participation.pins.author import normal_reference, pin_missing
from service.participation.pins.page import page_context
from service.participation.pins.views import pin_view
from service.participation.replies.answers.form import answer_form, check_decision
from service.participation.replies.answers.operations import answer
from service.participation.replies.answers.schemas import AnswerForm
from service.participation.replies.blueprint import blueprint
from service.participation.replies.handling.queries import pin_to_handle
from service.permissions import require
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import write


@blueprint.post("/pins/<reference>/answer")
@write("pin.answer")
def answer_pin(reference: str) -> Response:
    """Put the answer on the pin's timeline; or show the page again with what was typed and what is wrong."""
    reference = normal_reference(reference)
    pin = pin_to_handle(db_session(), municipality().id, reference)
    if pin is None:
        raise pin_missing(reference)
    require(actor(), "pin.answer", pin)
    try:
        form = parse_form(AnswerForm)
        check_decision(public_db(), municipality().id, form.decision_slug)
        answer(db_session(), actor(), pin, form)
    except InvalidInput as error:
        db_session().rollback()
        return _page_again(reference, error)
    flash(_("Your answer is public now."), "success")
    return make_response(redirect(url_for("pins.show_pin", reference=reference) + "#timeline-title", 303))


def _page_again(reference: str, error: InvalidInput) -> Response:
    view = pin_view(actor(), reference)
    form = answer_form(view.pin.id, dict(request.form), error)
    return make_response(render_template("pins/pin.html", **page_context(view), answer=form), 422)
