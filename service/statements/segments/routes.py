"""Splitting a statement on the desk, and giving its segments to somebody and answering them."""

from __future__ import annotations

from flask import Response, flash, redirect, url_for

from service.errors import EditConflict, InvalidInput, NotFound
from service.i18n import gettext as _
from service.i18n import ngettext
from service.permissions import require
from service.statements.blueprint import blueprint
from service.statements.handling.desk_page import again, to_handle
from service.statements.models import Statement
from service.statements.segments import operations
from service.statements.segments.models import StatementSegment
from service.statements.segments.schemas import AnswerForm, CareForm, SplitForm
from service.statements.window import today
from service.web.context import actor, db_session
from service.web.parse import parse_form
from service.web.routing import write

BASE = "/desk/statements/<reference>"


@blueprint.post(f"{BASE}/split")
@write("statement.handle")
def split(reference: str) -> Response:
    """Split it into segments at the chosen sentences."""
    statement, _proposal = to_handle(reference)
    try:
        made = operations.split(db_session(), actor(), statement, parse_form(SplitForm))
    except InvalidInput as error:
        return again(reference, "split", error)
    flash(ngettext("It has %(count)s part now.", "It has %(count)s parts now.", len(made), count=len(made)), "success")
    return _back(reference, "segments")


@blueprint.post(f"{BASE}/segments/<int:number>/care")
@write("statement.handle")
def care_for_segment(reference: str, number: int) -> Response:
    """Tags, who answers it and by when, and a note."""
    statement, _proposal = to_handle(reference)
    segment = _segment(statement, number)
    try:
        operations.give_care(db_session(), actor(), segment, parse_form(CareForm), today())
    except InvalidInput as error:
        return again(reference, f"care-{number}", error)
    flash(_("Saved."), "success")
    return _back(reference, f"segment-{number}")


@blueprint.post(f"{BASE}/segments/<int:number>/answer")
@write("statement.answer")
def answer_segment(reference: str, number: int) -> Response:
    """A version of its answer."""
    statement, _proposal = to_handle(reference)
    require(actor(), "statement.answer", statement)
    segment = _segment(statement, number)
    try:
        count = operations.answer(db_session(), actor(), statement, segment, parse_form(AnswerForm))
    except (InvalidInput, EditConflict) as error:
        return again(reference, f"answer-{number}", error)
    flash(
        ngettext(
            "The answer is kept for %(count)s part.", "The answer is kept for %(count)s parts.", count, count=count
        ),
        "success",
    )
    return _back(reference, f"segment-{number}")


def _segment(statement: Statement, number: int) -> StatementSegment:
    found = operations.segments_of(db_session(), statement)
    if not 1 <= number <= len(found):
        raise NotFound(_("This statement has no such part."))
    return found[number - 1]


def _back(reference: str, anchor: str) -> Response:
    page = url_for("statements.handle", reference=reference.upper(), _anchor=anchor)
    return redirect(page, 303)  # type: ignore[return-value]
