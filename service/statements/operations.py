"""Giving statements: named verbs that flush and never commit."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from geoalchemy2.shape import from_shape
from sqlalchemy import func
from sqlalchemy.orm import Session

from geo.crs import METRIC
from service.audit import record
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.notices.events import note_event
from service.participation.pins.rules import is_suspicious
from service.permissions import Actor
from service.proposals.models import Proposal
from service.statements.models import Statement
from service.statements.references import unused_reference
from service.statements.schemas import EntryForm, StatementForm
from service.statements.signatures.holding import refuse_signed
from service.statements.targets import Target
from service.statements.text_check import check_personal_data, check_words, names_somebody
from service.statements.window import require_open, today, window_now
from service.web.sessions import token_hash


@dataclass(frozen=True, slots=True)
class Given:
    """A kept statement and the secret by which its giver comes back; the secret is kept nowhere here."""

    statement: Statement
    token: str


def give_statement(
    db: Session,
    actor: Actor,
    proposal: Proposal,
    prefix: str,
    form: StatementForm,
    target: Target,
    *,
    language: str,
    seconds_open: float | None = None,
    is_draft: bool = False,
) -> Given:
    """Keep what somebody says of a proposal. A draft is seen by its giver alone and may wait for its time.

    Parameters
    ----------
    prefix : of the municipality's references.
    target : what the form is about, checked by `targets.target_of`.
    seconds_open : how long the form was open; None when that is not known.

    Raises StatementsClosed, IdentityCodeInText, ContactDetailsInText, and InvalidInput for an empty text.
    """
    token = secrets.token_urlsafe(24)
    statement = Statement(
        municipality_id=proposal.municipality_id,
        proposal_id=proposal.id,
        reference=unused_reference(db, proposal.municipality_id, prefix),
        language=language,
        author_id=actor.person_id,
        edit_token_hash=token_hash(token),
        received_on=today(),
    )
    write_words(statement, form, target)
    if is_draft:
        check_personal_data(form)
        statement.visibility = "draft"
    else:
        _send(db, proposal, statement, form, seconds_open)
    db.add(statement)
    db.flush()
    return Given(statement, token)


def change_statement(
    db: Session,
    actor: Actor,
    proposal: Proposal,
    statement: Statement,
    form: StatementForm,
    target: Target,
    *,
    send: bool,
) -> Statement:
    """Change one's own statement, or send a draft, while nobody has begun to handle it.

    The caller has checked that `actor` may (permission ``statement.own``) and that it is editable, and has locked it.
    One that is sent already may be corrected as long as statements are taken and nobody has signed its words. Raises
    StatementSigned, else as `give_statement`.
    """
    refuse_signed(db, statement)
    was, changed = statement.visibility, _changed(statement, form)
    write_words(statement, form, target)
    if was == "draft" and not send:
        check_personal_data(form)
    else:
        _send(db, proposal, statement, form, None)
        if was == "draft":
            statement.received_on = today()
    statement.changed_at = func.now()
    db.flush()
    if was != "draft":
        record(db, actor, "statement.edited", "statement", str(statement.id), fields=changed)
    return statement


def withdraw_statement(db: Session, actor: Actor, statement: Statement) -> None:
    """Take one's own statement back: it leaves every output. Doing it twice changes nothing."""
    was = statement.visibility
    if was == "withdrawn":
        return
    if was == "draft":
        db.delete(statement)
    else:
        statement.visibility = "withdrawn"
        statement.changed_at = func.now()
        record(db, actor, "statement.withdrawn", "statement", str(statement.id), visibility=[was, "withdrawn"])
        # For those who signed it.
        note_event(
            db,
            statement.municipality_id,
            "withdrawn",
            "statement",
            str(statement.id),
            source=f"statement-{statement.id}",
        )
    db.flush()


def enter_statement(
    db: Session, actor: Actor, proposal: Proposal, prefix: str, form: EntryForm, target: Target, *, language: str
) -> Statement:
    """Write down a statement that came on paper, by mail or after the time. A late one needs a reason, which
    everybody reads.

    Raises InvalidInput for a day to come, a late one without a reason, and as `give_statement` for the words.
    """
    check_words(form)
    if form.received_on > today():
        sentence = _("This day has not come yet.")
        raise InvalidInput(sentence, [FieldError("received_on", sentence)])
    window = window_now(db, proposal)
    is_late = window is None or (window.closes_on is not None and form.received_on > window.closes_on)
    if is_late and not form.late_reason:
        sentence = _("It came after the time for statements. Write why it is still taken in.")
        raise InvalidInput(sentence, [FieldError("late_reason", sentence)])
    statement = Statement(
        municipality_id=proposal.municipality_id,
        proposal_id=proposal.id,
        reference=unused_reference(db, proposal.municipality_id, prefix),
        language=language,
        received_on=form.received_on,
        late_reason=form.late_reason if is_late else "",
        entered_by=actor.person_id,
    )
    write_words(statement, form, target)
    db.add(statement)
    db.flush()
    record(
        db, actor, "statement.entered", "statement", str(statement.id), received_on=form.received_on, late=is_late
    )  # fmt: skip
    return statement


def _send(
    db: Session, proposal: Proposal, statement: Statement, form: StatementForm, seconds_open: float | None
) -> None:
    """What must hold of a statement that leaves its giver's hands; says also whether a moderator reads it first."""
    check_words(form)
    require_open(db, proposal)
    if statement.visibility == "pending":
        return
    waits_for = (
        "machine"
        if is_suspicious(trap=form.website, seconds_open=seconds_open)
        else "name"
        if names_somebody(form)
        else ""
    )
    statement.waits_for = waits_for
    statement.visibility = "pending" if waits_for else "public"


def write_words(statement: Statement, form: StatementForm, target: Target) -> None:
    """Put what a form says into a statement that is not stored yet or is locked for the change."""
    statement.proposal_version = target.version
    statement.about = target.about
    statement.geom = from_shape(target.geom, METRIC.epsg) if target.geom is not None else None
    statement.part, statement.paragraph, statement.quote = target.part, target.paragraph, target.quote
    statement.title, statement.body = form.title, form.text
    statement.author_name, statement.is_name_public = form.author_name, form.is_name_public and bool(form.author_name)
    statement.on_behalf = form.on_behalf
    statement.kind = "organisation" if form.on_behalf else "person"


def _changed(statement: Statement, form: StatementForm) -> list[str]:
    """The names of the fields that differ; what they said is not logged."""
    now: dict[str, Any] = {
        "title": form.title,
        "body": form.text,
        "author_name": form.author_name,
        "on_behalf": form.on_behalf,
        "about": form.about,
    }
    return [name for name, value in now.items() if getattr(statement, name) != value]
