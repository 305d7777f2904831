"""Tables of co-developers and of what they suggest."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId, UuidId

SCHEMA = "service"


class CoDeveloper(Base):
    """Somebody who asked to develop a proposal together. Who they are is told to planners alone."""

    __tablename__ = "co_developer"
    __table_args__ = (
        UniqueConstraint("proposal_id", "person_id"),
        CheckConstraint("state IN ('asked','accepted','declined')", name="state"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.proposal.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="CASCADE"))
    message: Mapped[str] = mapped_column(server_default="")
    state: Mapped[str] = mapped_column(server_default="asked")
    asked_at: Mapped[Instant]
    decided_at: Mapped[dt.datetime | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))


class ProposalSuggestion(Base):
    """A co-developer's wording of a proposal, made on its version `base_version`. The drawing stays the planners'."""

    __tablename__ = "proposal_suggestion"
    __table_args__ = (
        Index("ix_proposal_suggestion_proposal_id", "proposal_id", "state"),
        CheckConstraint("state IN ('sent','accepted','declined')", name="state"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.proposal.id", ondelete="CASCADE"))
    base_version: Mapped[int]
    title: Mapped[str]
    summary: Mapped[str]
    body: Mapped[str]
    note: Mapped[str]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    state: Mapped[str] = mapped_column(server_default="sent")
    reason: Mapped[str] = mapped_column(server_default="")
    sent_at: Mapped[Instant]
    decided_at: Mapped[dt.datetime | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
