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
from service.statements.bodies.outcome import Outcome, Rules, outcome_of
from service.statements.bodies.rules import Draft, Tally, tally_of

PACKAGE = "service.statements.bodies"
MOST = 50

Rows = Sequence[Row[Any]]


@dataclass(frozen=True)
class Voting:
    """Who sits on a body with their votes, votes of those who do not any more, what counts now and comes of it.

    `chair` is the member whose vote an even one follows; None where nobody's does.
    """

    members: Rows
    former: Rows
    tally: Tally
    outcome: Outcome
    chair: Row[Any] | None = None

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
    tally = recorded_tally(body) or counted
    chair = next((one for one in members if body.tie == "chair" and one.person_id == body.chair_id), None)
    voted = body.chair_choice if body.way == "meeting" else chair.choice if chair is not None else None
    return Voting(members, former, tally, outcome_of(tally, rules_of(body), len(members), voted), chair)


def rules_of(body: BodyStatement) -> Rules:
    """The rules that a draft's vote was opened with."""
    return Rules(body.quorum_kind, body.quorum, body.tie)


def seats_of(db: Session, municipality_id: int, area_id: int) -> Rows:
    """Who sits on the body of an area, as `members_of`, of no statement."""
    values = {"statement_id": None, "municipality_id": municipality_id, "area_id": area_id}
    return db.execute(sql(PACKAGE, "members"), values).all()


def newest_of(db: Session, area_id: int) -> BodyStatement | None:
    """What a body began last, whose rules it is likely to go on with; None while it has written nothing."""
    query = select(BodyStatement).where(BodyStatement.area_id == area_id)
    return db.scalars(query.order_by(BodyStatement.text_at.desc(), BodyStatement.statement_id).limit(1)).first()


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
