"""The table of planners' judgements on single lines of a report."""

from __future__ import annotations

import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId

SCHEMA = "service"


class ConflictJudgement(Base):
    """What a planner said of a line, and why. Rows are added, never changed: the newest one of a line counts.

    `version` is the proposal's version that it was said of.
    """

    __tablename__ = "conflict_judgement"
    __table_args__ = (
        Index("ix_conflict_judgement_proposal_id", "proposal_id"),
        CheckConstraint("verdict IN ('aside','stands')", name="verdict"),
        CheckConstraint("reason <> ''", name="has_reason"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.proposal.id", ondelete="CASCADE"))
    version: Mapped[int]
    line: Mapped[str]
    verdict: Mapped[str]
    reason: Mapped[str]
    signature: Mapped[str]
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    made_at: Mapped[Instant]
