"""Tables of assessments: the draft with its rows, and the published versions, which never change."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId, UuidId

SCHEMA = "service"


class EffectDraft(Base):
    """What planners work on: the texts around the rows. `revision` grows with each change of texts or rows."""

    __tablename__ = "effect_draft"
    __table_args__ = ({"schema": SCHEMA},)

    proposal_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(f"{SCHEMA}.proposal.id", ondelete="CASCADE"), primary_key=True
    )
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    summary: Mapped[str] = mapped_column(server_default="")
    follow_up: Mapped[str] = mapped_column(server_default="")
    revision: Mapped[int] = mapped_column(server_default=text("0"))
    changed_at: Mapped[Instant]


class EffectRow(Base):
    """One effect in the draft: what of, on whom, by which alternative.

    `alternative_id` is the proposal that the row is about; empty where it is about nothing being done. `topic_own` and
    `people_own` are the planner's words where the key is ``own``, `area_slug` the area where `people` is ``area``.
    `source_ref` is a document's id, an indicator's key or a statement's reference, `source_note` words of one's own.
    """

    __tablename__ = "effect_row"
    __table_args__ = (
        Index("ix_effect_row_proposal_id", "proposal_id"),
        CheckConstraint(
            "direction IN ('much_better','better','none','worse','much_worse','unknown')", name="direction"
        ),
        CheckConstraint("certainty IN ('known','estimated','guess')", name="certainty"),
        CheckConstraint("source_kind IN ('','document','indicator','statement','other')", name="source_kind"),
        CheckConstraint("why <> ''", name="says_why"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.proposal.id", ondelete="CASCADE"))
    alternative_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.proposal.id", ondelete="CASCADE"))
    topic: Mapped[str]
    topic_own: Mapped[str] = mapped_column(server_default="")
    people: Mapped[str]
    people_own: Mapped[str] = mapped_column(server_default="")
    area_slug: Mapped[str] = mapped_column(server_default="")
    direction: Mapped[str]
    certainty: Mapped[str]
    why: Mapped[str]
    easing: Mapped[str] = mapped_column(server_default="")
    source_kind: Mapped[str] = mapped_column(server_default="")
    source_ref: Mapped[str] = mapped_column(server_default="")
    source_note: Mapped[str] = mapped_column(server_default="")
    revision: Mapped[int] = mapped_column(server_default=text("1"))
    changed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    changed_at: Mapped[Instant]


class EffectAssessment(Base):
    """A published version. `content` is the whole of it with the figures of its day (`content.assessment_content`)."""

    __tablename__ = "effect_assessment"
    __table_args__ = (UniqueConstraint("proposal_id", "number"), {"schema": SCHEMA})

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.proposal.id"))
    number: Mapped[int]
    proposal_version: Mapped[int]
    content: Mapped[dict[str, Any]]
    change_note: Mapped[str] = mapped_column(server_default="")
    signature: Mapped[str]
    published_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    published_at: Mapped[Instant]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
