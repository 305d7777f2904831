"""Hosts that the server may ask for layers."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId

SCHEMA = "service"


class RemoteHost(Base):
    """A host with its port that an administrator allowed. `ended_at` is when that was taken back, None before."""

    __tablename__ = "remote_host"
    __table_args__ = (
        CheckConstraint("port BETWEEN 1 AND 65535", name="port"),
        Index(
            "uq_remote_host_in_use", "municipality_id", "host", "port", unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        {"schema": SCHEMA},
    )  # fmt: skip

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    host: Mapped[str]
    port: Mapped[int]
    note: Mapped[str] = mapped_column(server_default=text("''"))
    allowed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    allowed_at: Mapped[Instant]
    ended_at: Mapped[dt.datetime | None]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))


__all__ = ["RemoteHost"]
