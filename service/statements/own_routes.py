"""What the giver of a statement does with it later: correct it, send a draft, take it back."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from service.errors import InvalidInput, status_of
from service.i18n import gettext as _
from service.permissions import Actor, may
from service.proposals.models import Proposal
from service.statements.author import giver_aware, normal_reference, statement_missing
from service.statements.blueprint import blueprint
from service.statements.errors import NotYourStatement, StatementFixed, StatementSigned
from service.statements.models import Statement
from service.statements.operations import change_statement, withdraw_statement
from service.statements.page import form_context, proposal_of, stored_values, typed_values
from service.statements.queries import own_view, stored_statement
from service.statements.rules import is_editable
from service.statements.schemas import StatementForm
from service.statements.signatures.holding import refuse_signed
from service.statements.targets import target_of
from service.web.context import db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/proposals/<slug>/statements/<reference>/edit")
@read("public")
def edit_statement(slug: str, reference: str) -> Response:
    """The form with the statement as it stands; one that others have signed leads back to its page."""
    _who, statement, _row = _own(reference, lock=False)
    try:
        refuse_signed(db_session(), statement)
    except StatementSigned as error:
        flash(error.message, "info")
        return redirect(_page(slug, statement), 303)  # type: ignore[return-value]
    return make_response(_form(slug, statement, stored_values(slug, statement)))


@blueprint.post("/proposals/<slug>/statements/<reference>/edit")
@write("statement.own")
def save_statement(slug: str, reference: str) -> Response:
    """Save the corrected statement, or send what was a draft."""
    return _save(slug, reference, send=True)


@blueprint.post("/proposals/<slug>/statements/<reference>/draft")
@write("statement.own")
def save_draft(slug: str, reference: str) -> Response:
    """Save a draft that stays a draft."""
    return _save(slug, reference, send=False)


@blueprint.post("/proposals/<slug>/statements/<reference>/withdraw")
@write("statement.own")
def withdraw(slug: str, reference: str) -> Response:
    """Take the statement back; a draft is deleted."""
    who, statement, _row = _own(reference, editable=False)
    was_draft = statement.visibility == "draft"
    withdraw_statement(db_session(), who, statement)
    flash(
        _("The draft is gone.") if was_draft else _("You took your statement back. It is no longer public."), "success"
    )
    return redirect(url_for("statements.list_statements", slug=slug), 303)  # type: ignore[return-value]


def _save(slug: str, reference: str, *, send: bool) -> Response:
    who, statement, row = _own(reference)
    was = statement.visibility
    view, _row = proposal_of(slug)
    try:
        form = parse_form(StatementForm)
        target = target_of(public_db(), municipality().id, view, form, statement)
        change_statement(db_session(), who, row, statement, form, target, send=send)
    except InvalidInput as error:
        db_session().rollback()
        _who, statement, _row = _own(reference, lock=False)
        return make_response(_form(slug, statement, typed_values(), error), status_of(error))
    if statement.visibility == "draft":
        flash(_("The draft is kept. Only you see it: in this browser, or with your own link below."), "success")
    elif was == "draft":
        flash(_("Thank you, your statement has arrived."), "success")
    else:
        flash(_("Your changes are saved."), "success")
    return redirect(_page(slug, statement), 303)  # type: ignore[return-value]


def _page(slug: str, statement: Statement) -> str:
    """The statement's page, for its giver."""
    key = request.args.get("key")
    return url_for(
        "statements.show_statement", slug=slug, reference=statement.reference, **({"key": key} if key else {})
    )


def _own(reference: str, *, lock: bool = True, editable: bool = True) -> tuple[Actor, Statement, Proposal]:
    """Who asks as the giver, the statement and the proposal.

    Raises StatementNotFound, NotYourStatement, and StatementFixed when it is being handled already.
    """
    reference = normal_reference(reference)
    found = stored_statement(db_session(), municipality().id, reference, lock=lock)
    who = giver_aware(reference)
    if found is None or found[0].visibility == "withdrawn":
        raise statement_missing(reference)
    if not may(who, "statement.own", found[0]):
        if found[0].visibility == "draft":  # that there is a draft is nobody else's business
            raise statement_missing(reference)
        raise NotYourStatement(
            _("Only the one who gave this can change it. Open the link that you got when you sent it.")
        )
    if editable and not is_editable(found[0]):
        raise StatementFixed(_("Your statement is being handled, so its words stay as they are."))
    return who, *found


def _form(slug: str, statement: Statement, values: dict[str, Any], error: InvalidInput | None = None) -> str:
    view, row = proposal_of(slug)
    key = request.args.get("key")
    return render_template(
        "statements/new.html",
        **form_context(view, row, values, error, statement),
        statement=own_view(statement, row),
        key_query=f"?key={key}" if key else "",
    )
