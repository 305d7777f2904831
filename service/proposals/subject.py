"""Proposals as something that can be discussed."""

from __future__ import annotations

import datetime as dt
import uuid

from flask import url_for
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from service.discussion.subjects import Subject, register_subject
from service.i18n import TIME_ZONE
from service.proposals.models import Proposal
from service.proposals.phases.queries import phases_of
from service.proposals.rules import PUBLIC_STATES, takes_comments


def find_proposal(db: Session, municipality_id: int, identifier: str) -> Subject | None:
    """The proposal with an id or a slug as a subject, when residents see it."""
    row = db.execute(
        select(Proposal.id, Proposal.slug, Proposal.state).where(
            _is_named(identifier),
            Proposal.municipality_id == municipality_id,
            Proposal.state.in_(PUBLIC_STATES),
        )
    ).first()
    if row is None:
        return None
    page = url_for("proposals.show_proposal", slug=row.slug)
    today = dt.datetime.now(TIME_ZONE).date()
    is_open = takes_comments(row.state, phases_of(db, row.id), today)
    return Subject("proposal", str(row.id), municipality_id, page, is_open)


def _is_named(identifier: str) -> ColumnElement[bool]:
    try:
        return Proposal.id == uuid.UUID(identifier)
    except ValueError:
        return Proposal.slug == identifier


register_subject("proposal", find_proposal)
