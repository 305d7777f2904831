"""Confirming a signature by the mailed link, and one's own signature: seen, taken back, forgotten."""

from __future__ import annotations

import uuid

from flask import Response, current_app, flash, redirect, render_template, request, url_for

from service.errors import InvalidInput, NotFound, status_of
from service.follows.own import unlisted
from service.i18n import gettext as _
from service.permissions import require
from service.proposals.models import Proposal
from service.statements.author import giver_aware
from service.statements.blueprint import blueprint
from service.statements.models import Statement
from service.statements.queries import public_statement, stored_statement
from service.statements.rules import is_giver
from service.statements.signatures.leaving import can_sign_again, forget_signer, take_signature_back
from service.statements.signatures.links import own_token, signature_id
from service.statements.signatures.mailed_links import waiting_signature
from service.statements.signatures.models import StatementSignature
from service.statements.signatures.moderation import move_name, name_for_moderation
from service.statements.signatures.operations import confirm_signature, own_statement
from service.statements.signatures.rules import shown_mark
from service.statements.window import today
from service.web.context import actor, db_session, municipality, public_db
from service.web.routing import read, write


@blueprint.get("/signatures/confirm/<token>")
@read("public")
def confirm_signature_page(token: str) -> Response:
    """The words and one button: mail programs open links by themselves, and would sign for people."""
    return _confirm_page(token)


@blueprint.post("/signatures/confirm/<token>")
@write("statement.sign")
def use_signature_link(token: str) -> Response:
    """Use the link up; from now on the signature counts."""
    try:
        found, statement, _proposal = confirm_signature(
            db_session(), token, today(), request.form.get("shown", ""),
            secret_key=current_app.config["SETTINGS"].secret_key,
        )  # fmt: skip
        if is_giver(giver_aware(statement.reference), statement):
            raise own_statement()
    except InvalidInput as error:
        db_session().rollback()
        return _confirm_page(token, error)
    flash(_("Thank you. You have signed the statement."), "success")
    return redirect(f"/signatures/{_token(found)}", 303)  # type: ignore[return-value]


@blueprint.get("/signatures/<token>")
@read("public")
def own_signature(token: str) -> Response:
    """One's own signature. It tells no address."""
    found = db_session().get(StatementSignature, _signature_id(token))
    if found is None or found.confirmed_at is None or not (found.name or found.email or found.person_id):
        return unlisted(render_template("statements/unsigned.html"))
    statement, proposal = _statement(found)
    page = render_template(
        "statements/own_signature.html",
        signature=found,
        reference=statement.reference,
        is_answered=statement.state == "answered",
        is_kept_counted=not can_sign_again(db_session(), statement, proposal),
        is_withdrawn=statement.visibility == "withdrawn",
        statement=public_statement(public_db(), municipality().id, statement.reference),
        token=token,
    )
    return unlisted(page)


@blueprint.post("/signatures/<token>/withdraw")
@write("signature.own")
def withdraw_signature(token: str) -> Response:
    """Take the signature back, as long as the statement is not answered. Doing it twice changes nothing."""
    found = _for_change(token)
    if found is None:
        return _gone(token)
    signature, statement, proposal = found
    try:
        take_signature_back(db_session(), signature, statement)
    except InvalidInput as error:
        flash(error.message, "info")
        return _gone(token)
    flash(_("You took your signature back. Your name and your address have been deleted."), "success")
    page = url_for("statements.show_statement", slug=proposal.slug, reference=statement.reference)
    return redirect(page, 303)  # type: ignore[return-value]


@blueprint.post("/signatures/<token>/forget")
@write("signature.own")
def forget_signature(token: str) -> Response:
    """Delete the name and the address; the signature goes on counting without them once nobody can sign any more."""
    found = _for_change(token)
    if found is not None:
        forget_signer(db_session(), *found)
    return _gone(token)


@blueprint.post("/desk/statements/<reference>/signatures/<uuid:identifier>/<any(hide, show):deed>")
@write("admin.moderate")
def moderate_signature(reference: str, identifier: uuid.UUID, deed: str) -> Response:
    """Hide the name of who signed from everybody, or show it."""
    found = stored_statement(db_session(), municipality().id, reference.upper(), lock=True)
    signature = db_session().get(StatementSignature, identifier)
    if found is None or signature is None or signature.statement_id != found[0].id:
        raise NotFound(_("There is nothing at this address."))
    require(actor(), "admin.moderate", signature)
    named = name_for_moderation(db_session(), municipality().id, identifier)
    if named is None:  # who signed has been forgotten meanwhile
        raise NotFound(_("There is nothing at this address."))
    move_name(db_session(), actor(), named, "hidden" if deed == "hide" else "public")
    flash(_("The name is hidden. The signature counts.") if deed == "hide" else _("The name is shown."), "success")
    page = url_for("statements.show_statement", slug=found[1].slug, reference=found[0].reference, _anchor="signatures")
    return redirect(page, 303)  # type: ignore[return-value]


def _confirm_page(token: str, error: InvalidInput | None = None) -> Response:
    """The page of a mailed link. Raises LinkExpired."""
    found = waiting_signature(db_session(), token)
    statement, _proposal = _statement(found)
    page = render_template(
        "statements/confirm_signature.html",
        signature=found,
        reference=statement.reference,
        statement=public_statement(public_db(), municipality().id, statement.reference),
        token=token,
        shown=shown_mark(found),
        errors=error.errors if error else [],
    )
    response = unlisted(page)
    response.status_code = status_of(error) if error else 200
    return response


def _for_change(token: str) -> tuple[StatementSignature, Statement, Proposal] | None:
    """The signature of a secret link with its statement, locked; None when it is gone already."""
    identifier = _signature_id(token)
    found = db_session().get(StatementSignature, identifier)
    if found is None:
        return None
    reference = _statement(found)[0].reference
    rows = stored_statement(db_session(), municipality().id, reference, lock=True)
    found = db_session().get(StatementSignature, identifier, with_for_update=True, populate_existing=True)
    return (found, *rows) if found is not None and rows is not None else None


def _statement(signature: StatementSignature) -> tuple[Statement, Proposal]:
    """The statement of a signature and its proposal."""
    statement = db_session().get(Statement, signature.statement_id)
    proposal = db_session().get(Proposal, statement.proposal_id) if statement else None
    if statement is None or proposal is None:
        raise NotFound(_("There is nothing at this address."))
    return statement, proposal


def _signature_id(token: str) -> uuid.UUID:
    """The signature of a secret link. Raises NotFound for a link that was not made here."""
    found = signature_id(current_app.config["SETTINGS"].secret_key, token)
    if found is None:
        raise NotFound(_("There is nothing at this address."))
    return found


def _token(one: StatementSignature) -> str:
    return own_token(current_app.config["SETTINGS"].secret_key, one.id)


def _gone(token: str) -> Response:
    return redirect(f"/signatures/{token}", 303)  # type: ignore[return-value]
