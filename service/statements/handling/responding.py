"""Giving the official response to a whole statement: verbs that flush and never commit."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.audit import record
from service.errors import EditConflict, FieldError, InvalidInput
from service.i18n import gettext as _
from service.notices.events import note_event
from service.participation.replies.answers.operations import signature_of
from service.permissions import Actor
from service.statements.models import Statement, StatementResponse
from service.statements.schemas import ResponseForm

#: Outcomes that are said with what was changed.
CHANGES = ("changed", "partly")


def give_response(
    db: Session, actor: Actor, statement: Statement, form: ResponseForm, parts: list[dict[str, Any]] | None = None
) -> StatementResponse:
    """Give the response, or a corrected version of it, and have the giver told.

    The caller has checked that `actor` may (permission ``statement.answer``) and has locked the statement.

    Parameters
    ----------
    parts : the answers to the segments, as everybody will read them; none when the whole is answered at once.

    Raises EditConflict when somebody else gave one first, InvalidInput when it says nothing, or not what was changed.
    """
    newest = db.scalar(
        select(func.max(StatementResponse.version)).where(StatementResponse.statement_id == statement.id)
    )
    if form.seen != (newest or 0):
        raise EditConflict(_("Somebody else has answered this meanwhile. Your text is kept below."))
    if not form.lead and not parts:
        sentence = _("Write the response.")
        raise InvalidInput(sentence, [FieldError("lead", sentence)])
    if form.outcome in CHANGES and not form.change_note:
        sentence = _("Write what was changed in the proposal.")
        raise InvalidInput(sentence, [FieldError("change_note", sentence)])
    made = StatementResponse(
        municipality_id=statement.municipality_id,
        statement_id=statement.id,
        version=(newest or 0) + 1,
        lead=form.lead,
        parts=parts or [],
        outcome=form.outcome,
        change_note=form.change_note,
        signature=signature_of(db, actor, statement.language),
        answered_by=actor.person_id,
    )
    db.add(made)
    before = statement.state
    statement.state, statement.outcome, statement.changed_at = "answered", form.outcome, func.now()
    db.flush()
    record(
        db, actor, "statement.answered", "statement", str(statement.id),
        version=made.version, outcome=form.outcome, before=before,
    )  # fmt: skip
    note_event(
        db, statement.municipality_id, "answered", "statement", str(statement.id), source=f"statement-{made.id}"
    )  # fmt: skip
    return made
