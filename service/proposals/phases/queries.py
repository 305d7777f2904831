"""Reading the phases of a proposal."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.proposals.phases.models import ProposalPhase

PACKAGE = "service.proposals.phases"


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase as it is shown; `names` are the planner's own, empty where the kind's name is meant."""

    id: int
    kind: str
    names: Mapping[str, str]
    note: str
    starts_on: dt.date
    ends_on: dt.date | None


def public_phases(connection: Connection, municipality_id: int, proposal_id: uuid.UUID) -> list[PhaseView]:
    """The phases of a proposal that residents see, in the order of time."""
    values = {"municipality_id": municipality_id, "proposal_id": proposal_id}
    return [PhaseView(**row._mapping) for row in connection.execute(sql(PACKAGE, "phases_of"), values)]


def phases_of(db: Session, proposal_id: uuid.UUID) -> list[PhaseView]:
    """The phases of a proposal in whatever state, in the order of time: for planners, and for rules of writes."""
    rows = db.scalars(
        select(ProposalPhase)
        .where(ProposalPhase.proposal_id == proposal_id)
        .order_by(ProposalPhase.starts_on, ProposalPhase.id)
    )
    return [PhaseView(one.id, one.kind, one.names, one.note, one.starts_on, one.ends_on) for one in rows]


def mark_of(phases: Sequence[PhaseView]) -> str:
    """A short mark of the phases as they are, by which a form knows that somebody else changed them."""
    return hashlib.sha256(repr([(*one.names.items(), one) for one in phases]).encode()).hexdigest()[:16]
