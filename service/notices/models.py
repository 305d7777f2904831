"""Tables of who follows what, of what is told at once, and of the letters that tell it."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, UuidId

SCHEMA = "service"
#: What can be followed. Never a person.
SUBJECT_KINDS = (
    "area", "shape", "pin", "walk", "proposal", "theme", "topic", "campaign", "municipality", "statement",
)  # fmt: skip
RHYTHMS = ("at_once", "daily", "weekly")
ROLES = ("author", "follower", "signer")
#: What is told at once to those who want it so; everything else waits for the next digest.
NOTICE_KINDS = ("answered", "commented", "hidden", "published", "grew", "withdrawn")


class Follow(Base):
    """An address that follows something, or has asked to. The row is deleted when it stops.

    `subject_id` is the id of what is followed, as text: an area's or a theme's number, a pin's or a walk's uuid;
    a whole municipality is followed by its own number. `role` is "author" only for who proved to have made it,
    and "signer" for who follows a statement because of having signed it.
    `token_hash` is the SHA-256 of the confirmation link that was sent last and is not used yet. `sent_through`
    is the last day that digests have told of. `mailed_at` is when the address was last sent a confirmation.
    """

    __tablename__ = "follow"
    __table_args__ = (
        Index("uq_follow_address", "municipality_id", "subject_kind", "subject_id", text("lower(email)"), unique=True),
        Index("ix_follow_email", text("lower(email)")),
        Index("uq_follow_token_hash", "token_hash", unique=True),
        CheckConstraint("rhythm IN ('at_once','daily','weekly')", name="rhythm"),
        CheckConstraint("role IN ('author','follower','signer')", name="role"),
        CheckConstraint(
            "subject_kind IN ('area','shape','pin','walk','proposal','theme','topic','campaign','municipality',"
            "'statement')",
            name="subject_kind",
        ),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    subject_kind: Mapped[str]
    subject_id: Mapped[str]
    email: Mapped[str]
    role: Mapped[str] = mapped_column(server_default="follower")
    language: Mapped[str]
    rhythm: Mapped[str]
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    asked_at: Mapped[Instant]
    mailed_at: Mapped[dt.datetime | None]
    confirmed_at: Mapped[dt.datetime | None]
    sent_through: Mapped[dt.date | None]


class Notice(Base):
    """Something that happened and is told at once; made only when somebody is to be told.

    `source` names the one thing that happened (an answer's number, a comment's id), so that it is noted once.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("kind", "source"),
        CheckConstraint("kind IN ('answered','commented','hidden','published','grew','withdrawn')", name="kind"),
        {"schema": SCHEMA},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    kind: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[str]
    source: Mapped[str]
    at: Mapped[Instant]


class NoticeLetter(Base):
    """The letter of one notice to one address; the constraint keeps it to one, however often a job runs.

    It holds a keyed hash of the address: who stopped is known by it for as long as the notice is kept, and the
    address itself is gone.
    """

    __tablename__ = "notice_letter"
    __table_args__ = (
        UniqueConstraint("notice_id", "address_hash"),
        Index("ix_notice_letter_address_hash", "address_hash"),
        Index("ix_notice_letter_follow_id", "follow_id"),
        {"schema": SCHEMA},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.notice.id", ondelete="CASCADE"))
    follow_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.follow.id", ondelete="SET NULL"))
    address_hash: Mapped[bytes] = mapped_column(LargeBinary)
    sent_at: Mapped[dt.datetime | None]


__all__ = ["Follow", "Notice", "NoticeLetter"]
