"""Tables of discussion: one model for every subject (pin, area, proposal, walk, decision, theme)."""

from __future__ import annotations

import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId, UuidId

SCHEMA = "service"
SUBJECT_KINDS = ("pin", "area", "proposal", "walk", "decision", "theme")


class Comment(Base):
    """A comment below a subject; an answer to a comment is one level deep at most."""

    __tablename__ = "comment"
    __table_args__ = (
        Index("ix_comment_subject", "subject_kind", "subject_id", "created_at"),
        Index(
            "ix_comment_moderated",
            "municipality_id",
            "visibility",
            text("created_at DESC"),
            postgresql_where=text("visibility <> 'public'"),
        ),
        CheckConstraint("visibility IN ('public','pending','hidden','withdrawn')", name="visibility"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    subject_kind: Mapped[str]
    subject_id: Mapped[str]  # the pin's uuid, the area's slug ... as text
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.comment.id"))
    body: Mapped[str]
    language: Mapped[str]
    author_name: Mapped[str] = mapped_column(server_default="")
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    staff_title: Mapped[str] = mapped_column(server_default="")  # not empty: an official speaks, with a face
    #: The area for whose board, panel or table the author speaks.
    board_area_id: Mapped[int | None] = mapped_column(ForeignKey("boundaries.area.id", ondelete="SET NULL"))
    edit_token_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    visibility: Mapped[str] = mapped_column(server_default="public")
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[Instant]


class Support(Base):
    """One person's support of one subject; the constraint, not a check, keeps it to one."""

    __tablename__ = "support"
    __table_args__ = (UniqueConstraint("subject_kind", "subject_id", "supporter_hash"), {"schema": SCHEMA})

    id: Mapped[IntId]
    subject_kind: Mapped[str]
    subject_id: Mapped[str]
    supporter_hash: Mapped[bytes] = mapped_column(LargeBinary)  # keyed hash of the person or the browser
    created_at: Mapped[Instant]
