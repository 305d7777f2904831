"""A statement on the desk: finding it for a change, and its page with what was typed when something was wrong."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request

from service.errors import EditConflict, FieldError, InvalidInput, status_of
from service.permissions import require
from service.proposals.models import Proposal
from service.statements.author import normal_reference, statement_missing
from service.statements.bodies.decision import decision_of
from service.statements.bodies.queries import body_of
from service.statements.models import Statement
from service.statements.queries import own_view, public_responses, stored_statement
from service.statements.segments.views import split_of
from service.statements.signatures.queries import signature_count, signatures_of
from service.web.context import actor, db_session, municipality, public_db


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
        statement=own_view(
            statement,
            proposal,
            decision=decision_of(body_of(db_session(), statement.id)),
            signatures=signature_count(db_session(), statement.id),
        ),
        signers=signatures_of(db_session(), statement.id),
        split=split_of(db_session(), statement),
        responses=responses,
        seen=newest.version if newest else 0,
        response_values=typed_response,
        form=form,
        typed=typed,
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
    )
