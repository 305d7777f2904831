"""Imports of layers between their upload and their approval, and what each replaced, while it can be taken back."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from geoalchemy2.elements import WKBElement
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, UuidId, metric_geometry

SCHEMA = "service"
STATES = ("reading", "asking", "ready", "failed", "applying", "applied", "undone")


class LayerImport(Base):
    """A file of features or of plans that a planner sent, deleted with what was read of it after seven days.

    `wish` is what was said of the file (layer, epsg, is_swapped), `question` what must be chosen, `problem` why it was
    refused (code, values), `facts` what the file is, `target` what it is to become, `outcome` what it became.
    `done` of `total` features are dealt with while it reads or applies. `visibility` is who sees the import, as of
    layers: staff, or administrators alone (`sight.py`).
    """

    __tablename__ = "layer_import"
    __table_args__ = (
        CheckConstraint("state IN ('reading','asking','ready','failed','applying','applied','undone')", name="state"),
        CheckConstraint("visibility IN ('officials','administrators')", name="visibility"),
        Index("ix_layer_import_municipality_id", "municipality_id", "created_at"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    person_id: Mapped[uuid.UUID | None]
    state: Mapped[str] = mapped_column(server_default="reading")
    file_name: Mapped[str]
    file_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    wish: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    question: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    problem: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    facts: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    target: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    outcome: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    done: Mapped[int] = mapped_column(server_default=text("0"))
    total: Mapped[int] = mapped_column(server_default=text("0"))
    visibility: Mapped[str] = mapped_column(server_default="officials")
    created_at: Mapped[Instant]
    applied_at: Mapped[dt.datetime | None]


class LayerImportFeature(Base):
    """A feature of an import: its values, its sound shape in metres (None when it cannot be used), what was found.

    `is_inside` says whether it meets the municipality.
    """

    __tablename__ = "layer_import_feature"
    __table_args__ = ({"schema": SCHEMA},)

    import_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(f"{SCHEMA}.layer_import.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    values: Mapped[dict[str, Any]]
    geom: Mapped[WKBElement | None] = mapped_column(metric_geometry("GEOMETRY"))
    is_inside: Mapped[bool] = mapped_column(server_default=text("true"))
    is_repaired: Mapped[bool] = mapped_column(server_default=text("false"))
    findings: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'::jsonb"))


class LayerImportBefore(Base):
    """A row that an import replaced, as it was: a plan, a unit, a repeal, a layer or a feature of one."""

    __tablename__ = "layer_import_before"
    __table_args__ = (
        CheckConstraint("kind IN ('plan','unit','repeal','layer','feature')", name="kind"),
        Index("ix_layer_import_before_import_id", "import_id", "kind"),
        {"schema": SCHEMA},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    import_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.layer_import.id", ondelete="CASCADE"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    kind: Mapped[str]
    row: Mapped[dict[str, Any]]
    geom: Mapped[WKBElement | None] = mapped_column(metric_geometry("GEOMETRY"))
