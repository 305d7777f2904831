"""The table of measures counted in many divisions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId

SCHEMA = "service"
STATES = ("waiting", "running", "ready", "failed")


class ZoningPanel(Base):
    """What a measure says in every division into areas.

    `stamp` is the state of the figures that it is to be made from, `result_stamp` that which `result` was made from;
    `done` of `total` divisions are counted.
    """

    __tablename__ = "zoning_panel"
    __table_args__ = (
        UniqueConstraint("municipality_id", "measure"),
        CheckConstraint("state IN ('waiting','running','ready','failed')", name="state"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    measure: Mapped[str]
    stamp: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="waiting")
    done: Mapped[int] = mapped_column(server_default=text("0"))
    total: Mapped[int] = mapped_column(server_default=text("0"))
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    result_stamp: Mapped[str] = mapped_column(server_default="")
    asked_at: Mapped[Instant]
    ready_at: Mapped[dt.datetime | None]

    def is_under_way(self, stamp: str, since: dt.datetime) -> bool:
        """Whether it is being counted from the state `stamp`, and something was heard of it since a time."""
        return self.state in ("waiting", "running") and self.stamp == stamp and self.asked_at > since
