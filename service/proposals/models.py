"""Tables of proposals and of what each covers in the zoning."""

from __future__ import annotations

import uuid
from typing import Any

from geoalchemy2.elements import WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId, UuidId, metric_geometry

SCHEMA = "service"
STATES = ("draft", "open", "closed", "withdrawn")


class Proposal(Base):
    """A planner's drawing with its text. `coverage` is the report as computed for this version."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("municipality_id", "slug"),
        Index("ix_proposal_geom", "geom", postgresql_using="gist"),
        CheckConstraint("state IN ('draft','open','closed','withdrawn')", name="state"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    slug: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(server_default="")
    body: Mapped[str] = mapped_column(server_default="")
    state: Mapped[str] = mapped_column(server_default="open")
    version: Mapped[int] = mapped_column(server_default=text("1"))
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("GEOMETRY"))
    coverage: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    signature: Mapped[str] = mapped_column(server_default="")
    change_note: Mapped[str] = mapped_column(server_default="")  # what this version changed
    matter: Mapped[str] = mapped_column(server_default="")  # proposals with the same one are its alternatives
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[Instant]
    changed_at: Mapped[Instant]


class ProposalVersion(Base):
    """An earlier drawing and text of a proposal, as they were; `at` is when that version was made."""

    __tablename__ = "proposal_version"
    __table_args__ = (
        UniqueConstraint("proposal_id", "version"),
        CheckConstraint("state IN ('draft','open','closed','withdrawn')", name="state"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.proposal.id", ondelete="CASCADE"))
    version: Mapped[int]
    title: Mapped[str]
    summary: Mapped[str]
    body: Mapped[str]
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("GEOMETRY"))
    coverage: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    state: Mapped[str]
    signature: Mapped[str] = mapped_column(server_default="")
    change_note: Mapped[str] = mapped_column(server_default="")
    changed_by: Mapped[uuid.UUID | None]
    at: Mapped[Instant]
