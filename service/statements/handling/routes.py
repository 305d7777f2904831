"""The desk of statements, one statement on it, and the official response to the whole."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from service.errors import EditConflict, FieldError, InvalidInput, status_of
from service.i18n import gettext as _
from service.participation.pins.queries import area_options
from service.permissions import require
from service.proposals.models import Proposal
from service.statements.author import normal_reference, statement_missing
from service.statements.blueprint import blueprint
from service.statements.handling import entry_routes  # noqa: F401  (it adds its routes)
from service.statements.handling.queries import PAGE_SIZE, desk, proposals_with_statements
from service.statements.handling.responding import give_response
from service.statements.handling.schemas import DeskQuery
from service.statements.models import Statement
from service.statements.queries import own_view, public_responses, stored_statement
from service.statements.schemas import ResponseForm
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form, parse_query
from service.web.routing import read, write


@blueprint.get("/desk/statements")
@read("statement.handle")
def show_desk() -> str:
    """Statements that wait and those that are answered, of one proposal or of all."""
    home, db = municipality(), db_session()
    query = parse_query(DeskQuery)
    found = desk(db, home.id, query)
    values = query.named_values()
    last = (query.page - 1) * PAGE_SIZE + len(found.rows)
    return render_template(
        "statements/desk.html",
        query=query,
        values=values,
        found=found,
        first=last - len(found.rows) + 1,
        last=last,
        previous_href=url_for("statements.show_desk", **values, page=query.page - 1) if query.page > 1 else None,
        next_href=url_for("statements.show_desk", **values, page=query.page + 1) if last < found.total else None,
        proposals=proposals_with_statements(db, home.id),
        areas=area_options(public_db(), home.id),
    )


@blueprint.get("/desk/statements/<reference>")
@read("statement.handle")
def handle(reference: str) -> str:
    """What was said, and the form of the response."""
    return desk_page(*to_handle(reference, lock=False))


@blueprint.post("/desk/statements/<reference>/response")
@write("statement.answer")
def respond(reference: str) -> Response:
    """Give the official response, or a corrected version of it."""
    statement, proposal = to_handle(reference)
    require(actor(), "statement.answer", statement)
    try:
        give_response(db_session(), actor(), statement, parse_form(ResponseForm))
    except (InvalidInput, EditConflict) as error:
        return again(reference, "response", error)
    flash(_("The response is given. Those who asked for it are told."), "success")
    page = url_for("statements.show_statement", slug=proposal.slug, reference=statement.reference)
    return redirect(page, 303)  # type: ignore[return-value]


def to_handle(reference: str, *, lock: bool = True) -> tuple[Statement, Proposal]:
    """The statement on the desk and its proposal. Raises StatementNotFound."""
    reference = normal_reference(reference)
    found = stored_statement(db_session(), municipality().id, reference, lock=lock)
    if found is None or found[0].visibility in ("draft", "withdrawn"):
        raise statement_missing(reference)
    require(actor(), "statement.handle", found[0])
    return found


def again(reference: str, form: str, error: InvalidInput | EditConflict) -> Response:
    """The page on the desk with what was typed and what is wrong; nothing is saved."""
    db_session().rollback()
    page = desk_page(*to_handle(reference, lock=False), form=form, error=error)
    return make_response(page, status_of(error))


def desk_page(
    statement: Statement, proposal: Proposal, *, form: str = "", error: InvalidInput | EditConflict | None = None
) -> str:
    """A statement on the desk.

    Parameters
    ----------
    form, error : the form that was sent and what is wrong with it.
    """
    errors = (getattr(error, "errors", None) or [FieldError("", error.message)]) if error else []
    responses = public_responses(public_db(), statement.id)
    newest = responses[0] if responses else None
    typed: dict[str, Any] = dict(request.form) if error else {}
    if form != "response":
        typed_response: dict[str, Any] = {
            "lead": newest.lead if newest else "",
            "outcome": newest.outcome if newest else "",
            "change_note": newest.change_note if newest else "",
        }
    else:
        typed_response = typed
    return render_template(
        "statements/handle.html",
        statement=own_view(statement, proposal),
        responses=responses,
        seen=newest.version if newest else 0,
        response_values=typed_response,
        form=form,
        typed=typed,
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
    )
