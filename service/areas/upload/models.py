"""Imports of areas between their upload and their approval, and what each did, for as long as it can be undone."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from geoalchemy2.elements import WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId, UuidId, metric_geometry

SCHEMA = "service"
STATES = ("reading", "asking", "ready", "failed", "applying", "applied", "undone")


class AreaImport(Base):
    """A file of areas that an official sent, deleted with its features after seven days.

    `wish` is what the official said of the file (layer, epsg, is_swapped), `question` what must be chosen,
    `problem` why it was refused (code, values), `facts` what the file is, `columns` which of its columns hold
    the names and the code. `done` of `total` features are dealt with while it reads or applies.
    """

    __tablename__ = "area_import"
    __table_args__ = (
        CheckConstraint("state IN ('reading','asking','ready','failed','applying','applied','undone')", name="state"),
        CheckConstraint("kind IN ('district','board','panel','programme')", name="kind"),
        Index("ix_area_import_municipality_id", "municipality_id", "created_at"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    person_id: Mapped[uuid.UUID | None]
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="reading")
    file_name: Mapped[str]
    file_bytes: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    wish: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    question: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    problem: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    facts: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    columns: Mapped[dict[str, str]] = mapped_column(server_default=text("'{}'::jsonb"))
    done: Mapped[int] = mapped_column(server_default=text("0"))
    total: Mapped[int] = mapped_column(server_default=text("0"))
    created_at: Mapped[Instant]
    applied_at: Mapped[dt.datetime | None]


class AreaImportFeature(Base):
    """A feature of an import: its values, its shape in metres, what was found, and what became of it.

    `geom` is None when it cannot be used; when it `needs_repair` it is the repaired shape. After the import
    `outcome` is ``created``, ``changed`` or None, with the area, the version that was laid, and in `before` what
    the area was (version number and names).
    """

    __tablename__ = "area_import_feature"
    __table_args__ = (
        UniqueConstraint("import_id", "number"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    import_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.area_import.id", ondelete="CASCADE"))
    number: Mapped[int]
    values: Mapped[dict[str, Any]]
    geom: Mapped[WKBElement | None] = mapped_column(metric_geometry("MULTIPOLYGON"))
    findings: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'::jsonb"))
    needs_repair: Mapped[bool] = mapped_column(server_default=text("false"))
    outcome: Mapped[str | None]
    area_id: Mapped[int | None]
    version_number: Mapped[int | None]
    before: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
