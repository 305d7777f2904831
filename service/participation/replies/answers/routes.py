"""Answering an input: the form stands on its page and on the desk."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from service.errors import InvalidInput
from service.i18n import gettext as _
from service.participation.pins.author import normal_reference, pin_missing
from service.participation.pins.models import Pin
from service.participation.pins.page import page_context
from service.participation.pins.views import pin_view
from service.participation.replies.answers.form import answer_form, typed_rows
from service.participation.replies.answers.operations import answer, signature_of, unit_of_actor
from service.participation.replies.answers.schemas import AnswerForm, DraftForm
from service.participation.replies.blueprint import blueprint
from service.participation.replies.handling.queries import pin_to_handle
from service.participation.replies.handling.routes import desk_page
from service.participation.replies.links.operations import uses_of
from service.participation.replies.links.queries import targets
from service.participation.replies.templates.operations import added_to, filled, template_of
from service.permissions import require
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import write


@blueprint.post("/pins/<reference>/answer")
@write("pin.answer")
def answer_pin(reference: str) -> Response:
    """Put the answer on the pin's timeline; or show the page again with what was typed and what is wrong."""
    pin = _pin(reference)
    try:
        form = parse_form(AnswerForm)
        choices = targets(public_db(), municipality().id)
        answer(db_session(), actor(), pin, form, uses_of(choices, form.link, form.relation, form.link_reason))
    except InvalidInput as error:
        reference = pin.reference
        db_session().rollback()
        return make_response(_page_again(_pin(reference), error), 422)
    flash(_("Your answer is public now."), "success")
    return make_response(redirect(url_for("pins.show_pin", reference=pin.reference) + "#timeline-title", 303))


@blueprint.post("/pins/<reference>/answer/draft")
@write("pin.answer", keyed=False)
def draft_answer(reference: str) -> Response:
    """The form again with everything typed: a template's text, one row more for what used
    the input, or how the answer will read."""
    pin = _pin(reference)
    try:
        form = parse_form(DraftForm)
    except InvalidInput as error:
        return make_response(_page_again(pin, error), 422)
    rows = len(typed_rows(1)) + 1 if form.act == "row" else 1
    preview = None
    if form.act == "preview":
        preview = {"text": form.public_text, "signature": signature_of(db_session(), actor(), pin.language)}
    text = _with_template(pin, form) if form.act == "template" and form.template else None
    return make_response(_page_again(pin, rows=rows, preview=preview, text=text))


def _pin(reference: str) -> Pin:
    reference = normal_reference(reference)
    pin = pin_to_handle(db_session(), municipality().id, reference)
    if pin is None:
        raise pin_missing(reference)
    require(actor(), "pin.answer", pin)
    return pin


def _with_template(pin: Pin, form: DraftForm) -> str:
    """What was typed and the chosen template's text after it, filled in."""
    assert form.template is not None  # noqa: S101 (asked by the caller)
    template = template_of(db_session(), municipality().id, form.template)
    unit = unit_of_actor(db_session(), actor(), template.language) or actor().title
    values = {"reference": pin.reference, "title": pin.title or pin.reference, "unit": unit}
    return added_to(form.public_text, filled(template.body, values))


def _page_again(
    pin: Pin,
    error: InvalidInput | None = None,
    *,
    rows: int = 1,
    preview: dict[str, str] | None = None,
    text: str | None = None,
) -> str:
    """The page on which the form stood, with what was typed; `text` goes instead of the typed answer."""
    at = "desk" if request.form.get("at") == "desk" else "pin"
    values = request.form.to_dict()
    if text is not None:
        values["public_text"] = text
    form = answer_form(pin.id, values, error, at=at, rows=rows)
    assert form is not None  # noqa: S101 (who comes here may answer)
    form["preview"] = preview
    if at == "desk":
        return desk_page(pin.reference, answer=form)
    view = pin_view(actor(), pin.reference)
    return render_template("pins/pin.html", **page_context(view), answer=form)
