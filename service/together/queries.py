"""Reading who develops a proposal together, and what they suggest."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.accounts.models import Person
from service.together.models import CoDeveloper, ProposalSuggestion

PACKAGE = "service.together"


@dataclass(frozen=True, slots=True)
class Taking:
    """How many take part, and how many suggestions became versions: what everybody may know."""

    people: int = 0
    taken: int = 0


def public_taking(connection: Connection, municipality_id: int, proposal_id: uuid.UUID) -> Taking:
    """The counts of a public proposal; none for others."""
    values = {"municipality_id": municipality_id, "proposal_id": proposal_id}
    row = connection.execute(sql(PACKAGE, "co_development"), values).first()
    return Taking(row.people, row.taken) if row else Taking()


def own_place(db: Session, proposal_id: uuid.UUID, person_id: uuid.UUID | None) -> CoDeveloper | None:
    """A person's own asking."""
    if person_id is None:
        return None
    return db.scalar(
        select(CoDeveloper).where(CoDeveloper.proposal_id == proposal_id, CoDeveloper.person_id == person_id)
    )


def co_developers(db: Session, proposal_id: uuid.UUID) -> list[tuple[CoDeveloper, str]]:
    """Everybody who asked, with the name, for planners: those who wait first."""
    query = (
        select(CoDeveloper, Person.display_name)
        .join(Person, Person.id == CoDeveloper.person_id)
        .where(CoDeveloper.proposal_id == proposal_id)
        .order_by(CoDeveloper.state != "asked", CoDeveloper.asked_at, CoDeveloper.id)
    )
    return [(row[0], row[1]) for row in db.execute(query)]


def suggestions(db: Session, proposal_id: uuid.UUID, author_id: uuid.UUID | None = None) -> list[ProposalSuggestion]:
    """Suggestions, those that wait first; of one author when one is given."""
    query = select(ProposalSuggestion).where(ProposalSuggestion.proposal_id == proposal_id)
    if author_id is not None:
        query = query.where(ProposalSuggestion.author_id == author_id)
    order = (ProposalSuggestion.state != "sent", ProposalSuggestion.sent_at.desc(), ProposalSuggestion.id)
    return list(db.scalars(query.order_by(*order).limit(50)))


def suggestion_row(db: Session, proposal_id: uuid.UUID, suggestion_id: uuid.UUID) -> ProposalSuggestion | None:
    """A suggestion, locked for an answer."""
    return db.scalar(
        select(ProposalSuggestion)
        .where(ProposalSuggestion.id == suggestion_id, ProposalSuggestion.proposal_id == proposal_id)
        .with_for_update()
    )
