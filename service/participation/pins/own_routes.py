"""What an author does with their own pin later: correct it or take it back."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.pins.author import author_aware, normal_reference, pin_missing
from service.participation.pins.blueprint import blueprint
from service.participation.pins.errors import ContactDetailsInText, EditTimeOver, NotYourPin
from service.participation.pins.models import Pin
from service.participation.pins.own_operations import edit_pin, pin_for_author, withdraw_pin
from service.participation.pins.schemas import PinText
from service.participation.pins.views import pin_view
from service.permissions import Actor
from service.web.context import db_session, municipality
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/pins/<reference>/edit")
@read("public")
def edit_page(reference: str) -> str:
    """The form with the text as it stands."""
    reference = normal_reference(reference)
    view = pin_view(author_aware(reference), reference)
    if not view.is_own:
        raise NotYourPin(_("Only the one who sent this can change it. Open the link that you got when you sent it."))
    if not view.is_editable:
        raise EditTimeOver(_("The text can no longer be changed. You can still add a comment to it."))
    values = {"title": view.pin.title, "text": view.pin.body}
    return render_template("pins/edit.html", view=view, values=values, errors=[], error_of={}, asks_contact=False)


@blueprint.post("/pins/<reference>/edit")
@write("pin.edit")
def save_edit(reference: str) -> Response:
    """Store the corrected text."""
    who, pin = _own(reference)
    try:
        edit_pin(db_session(), who, pin, parse_form(PinText))
    except InvalidInput as error:
        db_session().rollback()
        return _edit_again(who, reference, error)
    flash(_("Your changes are saved."), "success")
    return _back(reference)


@blueprint.post("/pins/<reference>/withdraw")
@write("pin.withdraw")
def withdraw(reference: str) -> Response:
    """Take the pin back."""
    who, pin = _own(reference)
    withdraw_pin(db_session(), who, pin)
    flash(_("You took %(reference)s back. It is no longer public.", reference=reference), "success")
    return _back(reference)


def _own(reference: str) -> tuple[Actor, Pin]:
    pin = pin_for_author(db_session(), municipality().id, normal_reference(reference))
    if pin is None:
        raise pin_missing(reference)
    return author_aware(reference), pin


def _edit_again(who: Actor, reference: str, error: InvalidInput) -> Response:
    errors = error.errors or [FieldError("", error.message)]
    page = render_template(
        "pins/edit.html",
        view=pin_view(who, reference),
        values=dict(request.form),
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
        asks_contact=isinstance(error, ContactDetailsInText) or "confirm_contact" in request.form,
    )
    return make_response(page, 422)


def _back(reference: str) -> Response:
    key = request.args.get("key")
    address = url_for("pins.show_pin", reference=reference, **({"key": key} if key else {}))
    return make_response(redirect(address, 303))
