"""Writing an assessment: rows and texts of the draft, and a version that stays. Nothing here commits.

Every change takes the draft's lock first, so that two planners never publish, or write the same row, at once.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.audit import record
from service.effects.checking import is_out_of_date
from service.effects.choosing import Choices, statement_slug
from service.effects.content import assessment_content
from service.effects.errors import DraftChanged, RowNotFound
from service.effects.measuring import measured
from service.effects.models import EffectAssessment, EffectDraft, EffectRow
from service.effects.queries import draft_row, draft_rows
from service.effects.schemas import PublishForm, TextsForm
from service.errors import FieldError, InvalidInput
from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.permissions import Actor
from service.proposals.models import Proposal


def save_row(
    db: Session, actor: Actor, proposal: Proposal, columns: dict[str, Any], row_id: uuid.UUID | None, revision: int
) -> EffectRow:
    """Add a row to the draft, or change one.

    Parameters
    ----------
    columns : as `checking.row_columns` made them.
    row_id : the row to change; None adds one. revision : the row's own, as it was read.

    Raises RowNotFound, DraftChanged when somebody else changed the row first, and InvalidInput when the draft has
    another row about the same.
    """
    draft = _locked(db, proposal)
    same = [
        one
        for one in draft_rows(db, proposal.id)
        if one.id != row_id and _about(one) == tuple(columns[name] for name in _ABOUT)
    ]
    if same:
        sentence = _("There is a row already on this effect, these people and this alternative. Change that one.")
        raise InvalidInput(sentence, [FieldError("people", sentence)])
    if row_id is None:
        row = EffectRow(municipality_id=proposal.municipality_id, proposal_id=proposal.id, revision=0)
        db.add(row)
    else:
        found = draft_row(db, proposal.id, row_id)
        if found is None:
            raise RowNotFound(_("There is no such row any more."))
        row = found
        db.refresh(row)
        if row.revision != revision:
            raise DraftChanged(
                _("Somebody else changed this first. Your text is kept below: compare it with theirs and save again.")
            )
    for name, value in columns.items():
        setattr(row, name, value)
    row.revision += 1
    row.changed_by, row.changed_at = actor.person_id, dt.datetime.now(dt.UTC)
    _touch(draft)
    db.flush()
    record(db, actor, "effects.changed", "proposal", proposal.slug, row=str(row.id), direction=row.direction)
    return row


def remove_row(db: Session, actor: Actor, proposal: Proposal, row_id: uuid.UUID) -> None:
    """Take a row out of the draft; published versions keep it.

    Raises RowNotFound.
    """
    draft = _locked(db, proposal)
    row = draft_row(db, proposal.id, row_id)
    if row is None:
        raise RowNotFound(_("There is no such row any more."))
    about = {name: str(getattr(row, name) or "") for name in _ABOUT}
    db.delete(row)
    _touch(draft)
    db.flush()
    record(db, actor, "effects.changed", "proposal", proposal.slug, removed=about)


def save_texts(db: Session, actor: Actor, proposal: Proposal, form: TextsForm) -> None:
    """Save the texts around the rows.

    Raises DraftChanged when the draft is not as it was read.
    """
    draft = _locked(db, proposal)
    _require_as_read(draft, form.revision)
    draft.summary, draft.follow_up = form.summary, form.follow_up
    _touch(draft)
    db.flush()
    record(db, actor, "effects.changed", "proposal", proposal.slug, texts=True)


def publish(
    db: Session,
    published: Connection,
    actor: Actor,
    proposal: Proposal,
    choices: Choices,
    form: PublishForm,
    *,
    is_synthetic: bool = False,
) -> EffectAssessment:
    """Make a version of the draft with the figures of today. It never changes.

    Parameters
    ----------
    published : a connection that sees what anyone may see; the figures come from there.

    Raises DraftChanged when the draft is not as it was read, and InvalidInput when it has no rows, or has some that
    name what is not there any more.
    """
    draft = _locked(db, proposal)
    _require_as_read(draft, form.revision)
    rows = draft_rows(db, proposal.id)
    if not rows:
        raise InvalidInput(_("There is nothing to publish yet. Add a row first."), [])
    if any(is_out_of_date(choices, row) for row in rows):
        sentence = _("Some rows name an alternative, an area or a document that is gone. Change them first.")
        raise InvalidInput(sentence, [])
    facts = {
        str(one.id): measured(published, proposal.municipality_id, one.id, one.geom)
        for one in choices.proposals
        if one.id is not None
    }
    references = {row.source_ref for row in rows if row.source_kind == "statement"}
    on = {
        one: statement_slug(published, proposal.municipality_id, one, choices.proposal_ids) or proposal.slug
        for one in references
    }
    now = dt.datetime.now(dt.UTC)
    newest = db.scalar(select(func.max(EffectAssessment.number)).where(EffectAssessment.proposal_id == proposal.id))
    made = EffectAssessment(
        municipality_id=proposal.municipality_id,
        proposal_id=proposal.id,
        number=(newest or 0) + 1,
        proposal_version=proposal.version,
        content=assessment_content(choices, draft, rows, facts, on, now.astimezone(TIME_ZONE).date()),
        change_note=form.change_note,
        signature=form.signature or actor.title or actor.name,
        published_by=actor.person_id,
        published_at=now,
        is_synthetic=is_synthetic,
    )
    db.add(made)
    db.flush()
    record(db, actor, "effects.published", "proposal", proposal.slug, number=made.number, rows=len(rows))
    return made


_ABOUT = ("topic", "topic_own", "people", "people_own", "area_slug", "alternative_id")


def _about(row: EffectRow) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _ABOUT)


def _locked(db: Session, proposal: Proposal) -> EffectDraft:
    """The draft, made when there is none, and locked until the transaction ends."""
    values = {"proposal_id": proposal.id, "municipality_id": proposal.municipality_id}
    db.execute(insert(EffectDraft).values(values).on_conflict_do_nothing())
    query = select(EffectDraft).where(EffectDraft.proposal_id == proposal.id).with_for_update()
    return db.scalars(query.execution_options(populate_existing=True)).one()


def _touch(draft: EffectDraft) -> None:
    draft.revision += 1
    draft.changed_at = dt.datetime.now(dt.UTC)


def _require_as_read(draft: EffectDraft, revision: int) -> None:
    if draft.revision != revision:
        raise DraftChanged(_("Somebody else changed the draft meanwhile. Read it again before you go on."))
