"""The table of runs. They are made of public figures alone, and name nobody."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, UuidId

SCHEMA = "service"
STATES = ("waiting", "running", "done", "failed")


class AnalysisRun(Base):
    """One computation that was asked for. `result` is there when it is done, `message` says why it failed."""

    __tablename__ = "analysis_run"
    __table_args__ = (
        UniqueConstraint("municipality_id", "kind", "digest"),
        CheckConstraint("state IN ('waiting','running','done','failed')", name="state"),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
        CheckConstraint("(state = 'done') = (result IS NOT NULL)", name="result_when_done"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    kind: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    input: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(server_default="waiting")
    progress: Mapped[int] = mapped_column(server_default=text("0"))
    result: Mapped[dict[str, Any] | None]
    message: Mapped[str] = mapped_column(server_default="")
    asked_at: Mapped[Instant]
    finished_at: Mapped[dt.datetime | None]
