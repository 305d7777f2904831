"""Splitting statements and answering their segments: verbs that flush, note who did it, and never commit."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.audit import record
from service.errors import EditConflict, FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.replies.answers.operations import signature_of
from service.participation.replies.handling.operations import check_carer
from service.permissions import Actor
from service.statements.models import Statement
from service.statements.segments.models import MOST_SEGMENTS, SegmentAnswer, StatementSegment
from service.statements.segments.schemas import AnswerForm, CareForm, SplitForm
from service.statements.segments.splitting import stretches


def split(db: Session, actor: Actor, statement: Statement, form: SplitForm) -> list[StatementSegment]:
    """Split a statement, or split it anew; segments that stay as they were keep their tags and answers.

    The caller has locked the statement. Raises InvalidInput when a beginning is no sentence's, when there are too
    many, or when a segment that is answered would go.
    """
    try:
        wanted = stretches(statement.body, form.start)
    except ValueError:
        raise _wrong(
            "start", _("The text has changed since you opened this page. Choose the beginnings again.")
        ) from None
    if len(wanted) > MOST_SEGMENTS:
        raise _wrong("start", _("A statement can have at most %(count)s parts.", count=MOST_SEGMENTS))
    if len(wanted) < 2:
        raise _wrong("start", _("Choose at least one sentence with which a new part begins."))
    stored = {(one.start, one.stop): one for one in segments_of(db, statement)}
    bounds = {(one.start, one.stop) for one in wanted}
    gone = [one for key, one in stored.items() if key not in bounds]
    if any(one.version for one in gone):
        raise _wrong("start", _("A part that has been answered already stays as it is."))
    for one in gone:
        db.delete(one)
    db.flush()
    for start, stop in sorted(bounds - stored.keys()):
        db.add(
            StatementSegment(
                municipality_id=statement.municipality_id,
                statement_id=statement.id,
                start=start,
                stop=stop,
                is_synthetic=statement.is_synthetic,
            )
        )
    if statement.state == "received":
        statement.state = "in_hand"
    statement.changed_at = func.now()
    db.flush()
    record(db, actor, "statement.split", "statement", str(statement.id), parts=len(wanted))
    return segments_of(db, statement)


def give_care(db: Session, actor: Actor, segment: StatementSegment, form: CareForm, today: dt.date) -> None:
    """Tag a segment and say who answers it by when. Raises InvalidInput for a stranger or a day that is past."""
    check_carer(db, segment.municipality_id, None, form.person)
    if form.due_on is not None and form.due_on != segment.due_on and form.due_on < today:
        raise _wrong("due_on", _("The day is past already. Choose today or a later day."))
    segment.tags, segment.person_id, segment.due_on, segment.note = form.tags, form.person, form.due_on, form.note
    segment.changed_at = func.now()
    db.flush()
    record(
        db, actor, "statement.assigned", "statement", str(segment.statement_id),
        start=segment.start, tags=form.tags, person=str(form.person or ""), due_on=str(form.due_on or ""),
    )  # fmt: skip


def answer(db: Session, actor: Actor, statement: Statement, segment: StatementSegment, form: AnswerForm) -> int:
    """Write a version of a segment's answer; returns how many segments got it.

    Raises EditConflict when somebody else wrote one first.
    """
    if form.seen != segment.version:
        raise EditConflict(_("Somebody else has answered this meanwhile. Your text is kept below."))
    signature = signature_of(db, actor, statement.language)
    answered = [segment, *(_alike(db, statement, segment) if form.alike else [])]
    for one in answered:
        one.answer, one.outcome, one.is_approved, one.signature = (
            form.answer, form.outcome, form.is_approved, signature,
        )  # fmt: skip
        one.version += 1
        one.changed_at = func.now()
        db.add(
            SegmentAnswer(
                municipality_id=one.municipality_id,
                segment_id=one.id,
                version=one.version,
                answer=form.answer,
                outcome=form.outcome,
                is_approved=form.is_approved,
                signature=signature,
                answered_by=actor.person_id,
            )
        )
    db.flush()
    record(
        db, actor, "statement.part_answered", "statement", str(statement.id),
        start=segment.start, version=segment.version, approved=form.is_approved, parts=len(answered),
    )  # fmt: skip
    return len(answered)


def segments_of(db: Session, statement: Statement) -> list[StatementSegment]:
    """The segments of a statement in the order of its words; empty while it is whole."""
    query = select(StatementSegment).where(StatementSegment.statement_id == statement.id)
    return list(db.scalars(query.order_by(StatementSegment.start)))


def _alike(db: Session, statement: Statement, segment: StatementSegment) -> list[StatementSegment]:
    """Unanswered segments of statements on the same proposal with all of a segment's tags; none without tags."""
    if not segment.tags:
        return []
    query = (
        select(StatementSegment)
        .join(Statement, Statement.id == StatementSegment.statement_id)
        .where(
            Statement.proposal_id == statement.proposal_id,
            Statement.visibility.in_(("public", "pending")),
            StatementSegment.id != segment.id,
            StatementSegment.version == 0,
            StatementSegment.tags.contains(segment.tags),
        )
        .order_by(StatementSegment.id)
        .with_for_update(of=StatementSegment)
    )
    return list(db.scalars(query))


def _wrong(where: str, sentence: str) -> InvalidInput:
    return InvalidInput(sentence, [FieldError(where, sentence)])
