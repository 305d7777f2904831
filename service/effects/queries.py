"""Reading assessments: published versions for everybody, the draft for those who write proposals."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.effects.models import EffectAssessment, EffectDraft, EffectRow
from service.i18n import TIME_ZONE

PACKAGE = "service.effects"


@dataclass(frozen=True, slots=True)
class Published:
    """A published version; `content` as `content.assessment_content` made it."""

    number: int
    proposal_version: int
    content: dict[str, Any]
    change_note: str
    signature: str
    published_on: dt.date
    is_synthetic: bool


def public_assessments(connection: Connection, municipality_id: int, proposal_id: uuid.UUID) -> list[Published]:
    """The versions that anyone may see, the newest first."""
    values = {"municipality_id": municipality_id, "proposal_id": proposal_id}
    return [Published(**row._mapping) for row in connection.execute(sql(PACKAGE, "assessments_of"), values)]


def statements_by_row(connection: Connection, municipality_id: int, proposal_id: uuid.UUID) -> dict[str, int]:
    """How many public statements are about each row of a proposal's assessment, by `row_keys.row_key`."""
    values = {"municipality_id": municipality_id, "proposal_id": proposal_id}
    return {row.key: row.count for row in connection.execute(sql(PACKAGE, "statements_by_row"), values)}


def own_assessments(db: Session, proposal_id: uuid.UUID) -> list[Published]:
    """The same for a proposal in whatever state, for those who write proposals."""
    query = select(EffectAssessment).where(EffectAssessment.proposal_id == proposal_id)
    return [
        Published(
            one.number, one.proposal_version, one.content, one.change_note, one.signature,
            one.published_at.astimezone(TIME_ZONE).date(), one.is_synthetic,
        )
        for one in db.scalars(query.order_by(EffectAssessment.number.desc()))
    ]  # fmt: skip


def draft_of(db: Session, proposal_id: uuid.UUID) -> EffectDraft:
    """The draft of a proposal; an empty one that is not stored when nobody began."""
    found = db.get(EffectDraft, proposal_id)
    return found or EffectDraft(proposal_id=proposal_id, summary="", follow_up="", revision=0)


def draft_rows(db: Session, proposal_id: uuid.UUID) -> Sequence[EffectRow]:
    """The rows of a proposal's draft."""
    return db.scalars(select(EffectRow).where(EffectRow.proposal_id == proposal_id)).all()


def draft_row(db: Session, proposal_id: uuid.UUID, row_id: uuid.UUID) -> EffectRow | None:
    """One row of a proposal's draft."""
    return db.scalar(select(EffectRow).where(EffectRow.id == row_id, EffectRow.proposal_id == proposal_id))
