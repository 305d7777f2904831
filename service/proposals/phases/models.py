"""The table of a proposal's phases."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, IntId

SCHEMA = "service"
KINDS = ("preparation", "co_development", "statements", "answers", "decision", "carried_out", "evaluation")


class ProposalPhase(Base):
    """A stretch of time in the life of a proposal. Both days belong to it; without a last day it goes on.

    `names` are the planner's own, by language; where they are empty the name of the kind is shown.
    """

    __tablename__ = "proposal_phase"
    __table_args__ = (
        Index("ix_proposal_phase_proposal_id", "proposal_id", "starts_on"),
        CheckConstraint(
            "kind IN ('preparation','co_development','statements','answers','decision','carried_out','evaluation')",
            name="kind",
        ),
        CheckConstraint("ends_on >= starts_on", name="days_in_order"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.proposal.id", ondelete="CASCADE"))
    kind: Mapped[str]
    names: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    note: Mapped[str] = mapped_column(server_default="")
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
