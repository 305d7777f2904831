"""The table of surfaces that the worker made."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId

STATES = ("waiting", "running", "ready", "failed")


class HeatSurface(Base):
    """The surfaces of one choice on fine cells, with what is significant.

    `stamp` is made of all that went in (`looking.Look.stamp`), `choices` are `SurfaceChoices.plain`. `body` is there
    when the state is ``ready``; `progress` is 0-100.
    """

    __tablename__ = "heat_surface"
    __table_args__ = (
        UniqueConstraint("municipality_id", "stamp"),
        Index("ix_heat_surface_asked_at", "asked_at"),
        CheckConstraint("state IN ('waiting','running','ready','failed')", name="state"),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
        {"schema": "service"},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    stamp: Mapped[str]
    choices: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(server_default="waiting")
    progress: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    body: Mapped[dict[str, Any] | None]
    asked_at: Mapped[Instant]
    ready_at: Mapped[dt.datetime | None]
