"""Saying something of a line of a report. Nothing here commits."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from service.audit import record
from service.conflicts.models import ConflictJudgement
from service.conflicts.schemas import JudgementForm
from service.permissions import Actor
from service.proposals.models import Proposal


def judge_line(db: Session, actor: Actor, proposal: Proposal, form: JudgementForm) -> ConflictJudgement:
    """Add a judgement with its public reason, signed by the actor's title; earlier ones are kept."""
    made = ConflictJudgement(
        municipality_id=proposal.municipality_id,
        proposal_id=proposal.id,
        version=proposal.version,
        line=form.line,
        verdict=form.verdict,
        reason=form.reason,
        signature=actor.title or actor.name,
        made_by=actor.person_id,
        made_at=dt.datetime.now(dt.UTC),
    )
    db.add(made)
    db.flush()
    record(db, actor, "proposal.judged", "proposal", proposal.slug, line=form.line, verdict=form.verdict)
    return made
