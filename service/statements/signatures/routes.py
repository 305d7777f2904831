"""Signing a statement: a page with its words and a form that needs neither script nor account."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, current_app, flash, make_response, redirect, render_template, request, url_for

from service.errors import FieldError, InvalidInput, TooMany, status_of
from service.i18n import gettext as _
from service.i18n import language
from service.jobs import defer
from service.proposals.models import Proposal
from service.statements.author import giver_aware, normal_reference, statement_missing
from service.statements.blueprint import blueprint
from service.statements.models import Statement
from service.statements.queries import public_statement, stored_statement
from service.statements.rules import is_giver
from service.statements.signatures import own_routes  # noqa: F401  (it adds its routes)
from service.statements.signatures.operations import ask_to_sign, own_statement, sign_with_account
from service.statements.signatures.page import form_values, signing_of
from service.statements.signatures.queries import account_of
from service.statements.signatures.schemas import SignForm
from service.statements.window import today
from service.web.context import actor, db_session, municipality, public_db
from service.web.limits import count_deed
from service.web.parse import parse_form
from service.web.routing import read, write

HOUR = dt.timedelta(hours=1)


@blueprint.get("/proposals/<slug>/statements/<reference>/sign")
@read("public")
def sign_page(slug: str, reference: str) -> Response:
    """The words that are signed, who sees what of the signature, and the form."""
    statement, proposal = _public(slug, reference)
    return _form(statement, proposal)


@blueprint.post("/proposals/<slug>/statements/<reference>/sign")
@write("statement.sign")
def sign(slug: str, reference: str) -> Response:
    """Sign at once as somebody signed in; otherwise have the address asked. The answer is the same for every
    address, so that nobody learns who has signed."""
    statement, proposal = _public(slug, reference, lock=actor().person_id is not None)
    try:
        if is_giver(giver_aware(statement.reference), statement):
            raise own_statement()
        form = parse_form(SignForm)
        count_deed("sign", current_app.config["SETTINGS"].follows_per_hour, HOUR)
        said = _sign(statement, proposal, form)
    except (InvalidInput, TooMany) as error:
        db_session().rollback()
        return _form(*_public(slug, reference), error)
    flash(said, "success")
    page = url_for("statements.show_statement", slug=slug, reference=statement.reference, _anchor="signatures")
    return redirect(page, 303)  # type: ignore[return-value]


def _sign(statement: Statement, proposal: Proposal, form: SignForm) -> str:
    """Sign, or have a letter sent; what is said of it."""
    person = account_of(db_session(), actor().person_id)
    if person is not None:
        sign_with_account(
            db_session(), statement, proposal, person, form, language=language(), today=today(),
            secret_key=current_app.config["SETTINGS"].secret_key,
        )  # fmt: skip
        return _("Thank you. You have signed the statement.")
    if not form.email:
        sentence = _("Write your e-mail address. We send a link there by which you confirm.")
        raise InvalidInput(sentence, [FieldError("email", sentence)])
    if not current_app.config["SETTINGS"].mail_server:
        sentence = _("This service does not send e-mail yet. Sign in to sign.")
        raise InvalidInput(sentence, [FieldError("email", sentence)])
    if not form.website:  # a program filled the field that people do not see: nothing is kept, and it learns nothing
        noted = ask_to_sign(db_session(), statement, proposal, form, language=language())
        defer(db_session(), "send_signature_letter", "mail", signature=str(noted))
    return _("Look into your e-mail: open the link that we sent, and press the button there. Only then do you sign.")


def _public(slug: str, reference: str, *, lock: bool = False) -> tuple[Statement, Proposal]:
    """The statement that everybody sees and its proposal; `lock` for a change. Raises StatementNotFound."""
    reference = normal_reference(reference)
    view = public_statement(public_db(), municipality().id, reference)
    found = stored_statement(db_session(), municipality().id, reference, lock=lock)
    if view is None or found is None or view.proposal_slug != slug:
        raise statement_missing(reference)
    return found


def _form(statement: Statement, proposal: Proposal, error: InvalidInput | TooMany | None = None) -> Response:
    errors = (error.errors or [FieldError("", error.message)]) if error else []
    values: dict[str, Any] = form_values(statement)
    if error:  # what was typed stays, but the words are those that stand there now
        values |= {name: request.form.get(name, "") for name in ("name", "is_name_public", "email")}
    page = render_template(
        "statements/sign.html",
        statement=public_statement(public_db(), municipality().id, statement.reference),
        signing=signing_of(statement, proposal),
        is_own=is_giver(giver_aware(statement.reference), statement),
        values=values,
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
    )
    return make_response(page, status_of(error) if error else 200)
