"""Reading for those who handle statements."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.proposals.models import Proposal
from service.statements.handling.schemas import DeskQuery
from service.statements.models import Statement
from service.statements.segments.models import StatementSegment

PACKAGE = "service.statements.handling"
PAGE_SIZE = 30


@dataclass(frozen=True)
class Desk:
    """One page of the desk; `counts` by what is shown."""

    rows: Sequence[Row[Any]]
    counts: Row[Any]
    total: int


def desk(db: Session, municipality_id: int, query: DeskQuery, person_id: uuid.UUID | None) -> Desk:
    """What the desk shows; two queries. `person_id` is whose segments are meant by one's own."""
    values = query.model_dump(exclude={"page"})
    values |= {"municipality_id": municipality_id, "person_id": person_id}
    values |= {"limit": PAGE_SIZE, "offset": (query.page - 1) * PAGE_SIZE}
    rows = db.execute(sql(PACKAGE, "desk"), values).all()
    counts = db.execute(sql(PACKAGE, "desk_counts"), values).one()
    return Desk(rows, counts, rows[0].total if rows else 0)


def proposals_with_statements(db: Session, municipality_id: int) -> list[tuple[str, str]]:
    """The proposals that have statements, by slug and title."""
    has_one = (
        select(Statement.id).where(Statement.proposal_id == Proposal.id, Statement.visibility != "draft").exists()
    )
    query = select(Proposal.slug, Proposal.title).where(Proposal.municipality_id == municipality_id, has_one)
    return [(row.slug, row.title) for row in db.execute(query.order_by(Proposal.title))]


def tags_in_use(db: Session, municipality_id: int) -> list[str]:
    """The tags that segments have, in alphabetical order."""
    query = select(StatementSegment.tags).where(StatementSegment.municipality_id == municipality_id)
    return sorted({tag for tags in db.scalars(query) for tag in tags})
