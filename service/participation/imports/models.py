"""Tables of imports of earlier feedback: the file's rows until they are brought over, and for a while after."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId, UuidId

SCHEMA = "service"
STATES = ("ready", "applying", "applied", "undone")


class FeedbackImport(Base):
    """A table of earlier feedback that an official sent, deleted with its rows after seven days.

    `heading` names the columns. `mapping` says which column is what (``{"title": "otsikko"}``) and `wish` how the
    rows are taken: source, day, theme, campaign, EPSG number, whether the axes are swapped, language, state, and
    what becomes of rows outside and of heaps on one spot. `counts` is what became of them.
    """

    __tablename__ = "feedback_import"
    __table_args__ = (
        CheckConstraint("state IN ('ready','applying','applied','undone')", name="state"),
        Index("ix_feedback_import_municipality_id", "municipality_id", "created_at"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    person_id: Mapped[uuid.UUID | None]
    state: Mapped[str] = mapped_column(server_default="ready")
    file_name: Mapped[str]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    heading: Mapped[list[str]]
    mapping: Mapped[dict[str, str]] = mapped_column(server_default=text("'{}'::jsonb"))
    wish: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    counts: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    done: Mapped[int] = mapped_column(server_default=text("0"))
    total: Mapped[int] = mapped_column(server_default=text("0"))
    created_at: Mapped[Instant]
    applied_at: Mapped[dt.datetime | None]


class FeedbackImportRow(Base):
    """A row of the file as text, with the pin that came of it. `line` is its number in the file."""

    __tablename__ = "feedback_import_row"
    __table_args__ = (
        UniqueConstraint("import_id", "line"),
        Index("ix_feedback_import_row_pin_id", "pin_id"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    import_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.feedback_import.id", ondelete="CASCADE"))
    line: Mapped[int]
    cells: Mapped[list[str]]
    pin_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.pin.id", ondelete="SET NULL"))
