"""Reading what a body has written and how its members vote; only members see it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.statements.bodies.decision import recorded_tally
from service.statements.bodies.models import BodyStatement, BodyVersion
from service.statements.bodies.rules import Draft, Tally, tally_of

PACKAGE = "service.statements.bodies"
MOST = 50

Rows = Sequence[Row[Any]]


@dataclass(frozen=True)
class Voting:
    """Who sits on a body with their votes, votes of those who do not any more, and what counts now."""

    members: Rows
    former: Rows
    tally: Tally

    def of(self, person_id: uuid.UUID | None) -> Row[Any] | None:
        """A member's own row; its choice is None while they have not voted."""
        return next((one for one in self.members if one.person_id == person_id), None)


def body_of(db: Session, statement_id: uuid.UUID) -> BodyStatement | None:
    """How a body decides about a statement; None for a statement that no body writes."""
    return db.get(BodyStatement, statement_id, populate_existing=True)


def as_draft(db: Session, body: BodyStatement) -> Draft:
    """What the rules need of a draft."""
    sits = any(one.person_id == body.leader_id for one in members_of(db, body))
    return Draft(body.municipality_id, body.area_id or 0, body.leader_id if sits else None)


def members_of(db: Session, body: BodyStatement) -> Rows:
    """Who sits on the body: person_id, name, email, choice, dissent, version, at; those of a vote are None."""
    return db.execute(sql(PACKAGE, "members"), _values(body)).all()


def voting_of(db: Session, body: BodyStatement) -> Voting:
    """The votes on a statement as they stand. One counts while who gave it sits on the body; the numbers of a given
    statement, and those of a meeting, are the ones that are written down."""
    members = members_of(db, body)
    former = db.execute(sql(PACKAGE, "former"), _values(body)).all()
    counted = tally_of(one.choice for one in members if one.choice is not None)
    return Voting(members, former, recorded_tally(body) or counted)


def versions_of(db: Session, statement_id: uuid.UUID) -> Sequence[BodyVersion]:
    """The words as they stood, the newest first."""
    query = select(BodyVersion).where(BodyVersion.statement_id == statement_id)
    return db.scalars(query.order_by(BodyVersion.version.desc())).all()


def statements_of_body(db: Session, municipality_id: int, area_id: int, person_id: uuid.UUID | None) -> Rows:
    """What a body has written on proposals, drafts first; `has_voted` is of one person. At most MOST."""
    values = {"municipality_id": municipality_id, "area_id": area_id, "person_id": person_id, "most": MOST}
    return db.execute(sql(PACKAGE, "of_body"), values).all()


def draft_on(db: Session, proposal_id: uuid.UUID, area_id: int) -> BodyStatement | None:
    """The body's draft on a proposal; it has one at a time."""
    return db.scalar(
        select(BodyStatement).where(
            BodyStatement.proposal_id == proposal_id,
            BodyStatement.area_id == area_id,
            BodyStatement.given_at.is_(None),
        )
    )


def _values(body: BodyStatement) -> dict[str, Any]:
    return {
        "statement_id": body.statement_id,
        "municipality_id": body.municipality_id,
        "area_id": body.area_id,
    }
