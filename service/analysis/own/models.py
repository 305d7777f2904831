"""Tables of imports of own figures: a file's rows until they are brought in, and for a week after."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId, UuidId

SCHEMA = "service"


class IndicatorImport(Base):
    """A file of figures that an official sent, deleted with its rows after seven days.

    `heading` names the columns. `mapping` says which column is what (``{"code": "alue", "part": "tyhjät"}``) and
    `wish` how they are read and what the indicator is called; see `schemas.ReportForm`. `facts` is what the file is:
    its format, whether it `has_shapes`, and `cover`, by area id the part of each area that is under any shape.
    `problem` says why it cannot be used (code, values), or which `layers` it has when one must be chosen.
    """

    __tablename__ = "indicator_import"
    __table_args__ = (
        CheckConstraint("state IN ('reading','asking','failed','ready','applied')", name="state"),
        Index("ix_indicator_import_municipality_id", "municipality_id", "created_at"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    person_id: Mapped[uuid.UUID | None]
    state: Mapped[str] = mapped_column(server_default="reading")
    file_name: Mapped[str]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    layer: Mapped[str] = mapped_column(server_default="")
    heading: Mapped[list[str]] = mapped_column(server_default=text("'[]'::jsonb"))
    mapping: Mapped[dict[str, str]] = mapped_column(server_default=text("'{}'::jsonb"))
    wish: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    facts: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    problem: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    total: Mapped[int] = mapped_column(server_default=text("0"))
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("layers.own_edition.id", ondelete="SET NULL"))
    created_at: Mapped[Instant]
    applied_at: Mapped[dt.datetime | None]


class IndicatorImportRow(Base):
    """A row of the file as text. `shares` says, by area id, which part of the row's shape lies in each area."""

    __tablename__ = "indicator_import_row"
    __table_args__ = (UniqueConstraint("import_id", "line"), {"schema": SCHEMA})

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    import_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.indicator_import.id", ondelete="CASCADE"))
    line: Mapped[int]
    cells: Mapped[list[str]]
    shares: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
