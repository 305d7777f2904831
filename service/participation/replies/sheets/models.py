"""The table of answers that come many at a time."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, UuidId

SCHEMA = "service"


class AnswerSheet(Base):
    """A table of answers that somebody sent; deleted after a week.

    `rows` holds each filled row as text with its number in the file: ``{"line": 2, "reference": …}``. `answered`
    and `left_out` count what became of them; None until the sheet was used.
    """

    __tablename__ = "answer_sheet"
    __table_args__ = (
        CheckConstraint("(applied_at IS NULL) = (answered IS NULL)", name="counted"),
        Index("ix_answer_sheet_person_id", "person_id", "created_at"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="CASCADE"))
    file_name: Mapped[str]
    rows: Mapped[list[dict[str, Any]]]
    answered: Mapped[int | None]
    left_out: Mapped[int | None]
    created_at: Mapped[Instant]
    applied_at: Mapped[dt.datetime | None]
