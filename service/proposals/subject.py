"""Proposals as something that can be discussed."""

from __future__ import annotations

import uuid

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.discussion.subjects import Subject, register_subject
from service.proposals.models import Proposal
from service.proposals.rules import PUBLIC_STATES, takes_comments


def find_proposal(db: Session, municipality_id: int, identifier: str) -> Subject | None:
    """The proposal with an id as a subject, when residents see it."""
    try:
        proposal_id = uuid.UUID(identifier)
    except ValueError:
        return None
    row = db.execute(
        select(Proposal.slug, Proposal.state).where(
            Proposal.id == proposal_id,
            Proposal.municipality_id == municipality_id,
            Proposal.state.in_(PUBLIC_STATES),
        )
    ).first()
    if row is None:
        return None
    page = url_for("proposals.show_proposal", slug=row.slug)
    return Subject("proposal", str(proposal_id), municipality_id, page, takes_comments(row.state))


register_subject("proposal", find_proposal)
