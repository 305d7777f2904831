"""An input as those see it who handle it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from service.errors import InvalidInput
from service.i18n import gettext as _
from service.participation.pins.author import normal_reference, pin_missing
from service.participation.pins.models import Pin
from service.participation.pins.views import pin_view
from service.participation.replies.answers.form import answer_form
from service.participation.replies.blueprint import blueprint
from service.participation.replies.handling.operations import add_note, give_care, remove_part, split_off
from service.participation.replies.handling.queries import handling_of, pin_to_handle
from service.participation.replies.handling.schemas import CareForm, NoteForm, PartForm
from service.participation.replies.units.queries import staff, unit_choices
from service.permissions import require
from service.web.context import actor, db_session, municipality
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/desk/<reference>")
@read("desk.use")
def handle(reference: str) -> str:
    """What was said, who looks after it and by when, its parts, staff's notes, and the answer's form."""
    return desk_page(normal_reference(reference))


@blueprint.post("/desk/<reference>/care")
@write("desk.use")
def care(reference: str) -> Response:
    """Say who looks after the input or a part of it, and by when."""

    def do(pin: Pin) -> str:
        form = parse_form(CareForm)
        give_care(db_session(), actor(), pin, form)
        flash(_("It is noted who looks after this and by when."), "success")
        return f"part-{form.part}"

    return _change(reference, "care", do)


@blueprint.post("/desk/<reference>/parts")
@write("desk.use")
def split(reference: str) -> Response:
    """Make a part that is answered by itself."""

    def do(pin: Pin) -> str:
        part = split_off(db_session(), actor(), pin, parse_form(PartForm))
        flash(_("The part is there. It can be given to somebody and answered by itself."), "success")
        return f"part-{part.number}"

    return _change(reference, "parts", do)


@blueprint.post("/desk/<reference>/parts/<int:number>/remove")
@write("desk.use")
def join(reference: str, number: int) -> Response:
    """Take a part away that nobody has answered."""

    def do(pin: Pin) -> str:
        remove_part(db_session(), actor(), pin, number)
        flash(_("The part is gone."), "success")
        return "parts"

    return _change(reference, "remove", do)


@blueprint.post("/desk/<reference>/notes")
@write("desk.use")
def note(reference: str) -> Response:
    """Write a note between staff."""

    def do(pin: Pin) -> str:
        form = parse_form(NoteForm)
        add_note(db_session(), actor(), pin, form.body, part_number=form.part)
        flash(_("The note is there. Only staff see it."), "success")
        return "notes"

    return _change(reference, "notes", do)


def _change(reference: str, form: str, do: Callable[[Pin], str]) -> Response:
    """Do it and come back to where it shows; or show the page again with what was typed and what is wrong."""
    reference = normal_reference(reference)
    pin = pin_to_handle(db_session(), municipality().id, reference)
    if pin is None:
        raise pin_missing(reference)
    require(actor(), "desk.use", pin)
    try:
        anchor = do(pin)
    except InvalidInput as error:
        db_session().rollback()
        return make_response(desk_page(reference, form, error), 422)
    return make_response(redirect(url_for("replies.handle", reference=reference) + f"#{anchor}", 303))


def desk_page(
    reference: str,
    form: str = "",
    error: InvalidInput | None = None,
    *,
    answer: dict[str, Any] | None = None,
) -> str:
    """An input on the desk.

    Parameters
    ----------
    form, error : the form that was sent, other than the answer's, and what is wrong with it.
    answer : the answer's form with what was typed; an empty one when not given.
    """
    home, db = municipality(), db_session()
    pin = pin_to_handle(db, home.id, reference)
    if pin is None:
        raise pin_missing(reference)
    typed: dict[str, Any] = dict(request.form) if error else {}
    return render_template(
        "replies/handle.html",
        view=pin_view(actor(), reference),
        handling=handling_of(db, pin.id),
        units=unit_choices(db, home.id),
        people=[(str(person_id), name) for person_id, name in staff(db, home.id)],
        answer=answer or answer_form(pin.id, {"part": request.args.get("part", "")}, at="desk"),
        form=form,
        typed=typed,
        errors=error.errors if error else [],
    )
