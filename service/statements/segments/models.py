"""Tables of the segments of statements and of the versions of their answers."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId

SCHEMA = "service"
MOST_SEGMENTS = 100


class StatementSegment(Base):
    """A stretch of a statement's words: characters `start` (from 0) up to `stop`, which is not included.

    All segments of a statement together are its whole text. `answer` is the newest version, `version` its number (0
    while there is none); it counts for the response once `is_approved`. `note` is between staff.
    """

    __tablename__ = "statement_segment"
    __table_args__ = (
        UniqueConstraint("statement_id", "start"),
        CheckConstraint("start >= 0 AND stop >= start", name="is_a_stretch"),
        CheckConstraint("outcome IN ('','changed','partly','not_changed','noted')", name="outcome"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    statement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.statement.id", ondelete="CASCADE"))
    start: Mapped[int]
    stop: Mapped[int]
    tags: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    due_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(server_default="")
    answer: Mapped[str] = mapped_column(server_default="")
    outcome: Mapped[str] = mapped_column(server_default="")
    is_approved: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default=text("0"))
    signature: Mapped[str] = mapped_column(server_default="")
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    changed_at: Mapped[Instant]


class SegmentAnswer(Base):
    """One version of the answer to a segment; rows are only added."""

    __tablename__ = "statement_segment_answer"
    __table_args__ = (UniqueConstraint("segment_id", "version"), {"schema": SCHEMA})

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    segment_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.statement_segment.id", ondelete="CASCADE"))
    version: Mapped[int]
    answer: Mapped[str]
    outcome: Mapped[str]
    is_approved: Mapped[bool]
    signature: Mapped[str]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    at: Mapped[Instant]
