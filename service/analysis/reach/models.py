"""The table of reckonings of reach that officials asked for."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, UuidId


class ReachReckoning(Base):
    """One reckoning: its `wish` (`schemas.ReachForm`), how far it is (0-100), and the edition that it made.

    `problem` names why it failed (`words.PROBLEMS`).
    """

    __tablename__ = "reach_reckoning"
    __table_args__ = (
        CheckConstraint("state IN ('waiting','running','ready','failed')", name="state"),
        Index("ix_reach_reckoning_municipality_id", "municipality_id", "asked_at"),
        {"schema": "service"},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    person_id: Mapped[uuid.UUID | None]
    wish: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(server_default="waiting")
    progress: Mapped[int] = mapped_column(server_default=text("0"))
    problem: Mapped[str] = mapped_column(server_default="")
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("layers.own_edition.id", ondelete="SET NULL"))
    asked_at: Mapped[Instant]
    ready_at: Mapped[dt.datetime | None]
