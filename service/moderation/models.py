"""Tables of moderation: what people have reported."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId

SCHEMA = "service"


class Report(Base):
    """One person's word that something is out of place. Only moderators read it.

    `subject_id` is the id as the kind has it, as text. `reporter_hash` tells people apart for one subject and links
    no two reports of one person; `client_hash` changes daily and tells addresses apart.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("subject_kind", "subject_id", "reporter_hash"),
        Index(
            "ix_report_open",
            "municipality_id",
            "subject_kind",
            "subject_id",
            postgresql_where=text("resolved_at IS NULL"),
        ),
        CheckConstraint(
            "reason IN ('personal_data','photo','rules','spam','wrong_place','danger','other')", name="reason"
        ),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    subject_kind: Mapped[str]
    subject_id: Mapped[str]
    reporter_hash: Mapped[bytes] = mapped_column(LargeBinary)
    client_hash: Mapped[bytes] = mapped_column(LargeBinary)
    reason: Mapped[str]
    body: Mapped[str] = mapped_column(server_default="")
    created_at: Mapped[Instant]
    resolved_at: Mapped[dt.datetime | None]
    resolved_by: Mapped[uuid.UUID | None]
    batch: Mapped[str] = mapped_column(server_default="")  # the act that closed it
