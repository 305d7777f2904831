"""The table of who follows which area."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, UuidId

SCHEMA = "service"
RHYTHMS = ("daily", "weekly")


class Follow(Base):
    """An address that follows an area, or has asked to. The row is deleted when it stops.

    `token_hash` is the SHA-256 of the confirmation link that was sent last and is not used yet. `sent_through`
    is the last day that digests have told of. `mailed_at` is when the address was last sent a confirmation.
    """

    __tablename__ = "follow"
    __table_args__ = (
        Index("uq_follow_address", "area_id", text("lower(email)"), unique=True),
        Index("ix_follow_email", text("lower(email)")),
        Index("uq_follow_token_hash", "token_hash", unique=True),
        CheckConstraint("rhythm IN ('daily','weekly')", name="rhythm"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("boundaries.area.id", ondelete="CASCADE"))
    email: Mapped[str]
    language: Mapped[str]
    rhythm: Mapped[str]
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    asked_at: Mapped[Instant]
    mailed_at: Mapped[dt.datetime | None]
    confirmed_at: Mapped[dt.datetime | None]
    sent_through: Mapped[dt.date | None]
