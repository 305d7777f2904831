"""Tables of keys that other services write with, and of what came by them."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId

SCHEMA = "service"


class MachineKey(Base):
    """A key of another service. Only its SHA-256 is kept; `hint` is how it begins, to tell one from another.

    `per_hour` is how often it may write in an hour, `scopes` what for (service/machines/scopes.py). `expires_at` is
    when it ends by itself (None: never), `ended_at` when it was taken back (None while it works).
    """

    __tablename__ = "machine_key"
    __table_args__ = (
        UniqueConstraint("key_hash"),
        CheckConstraint("name <> ''", name="has_name"),
        CheckConstraint("per_hour BETWEEN 1 AND 10000", name="per_hour"),
        Index("ix_machine_key_municipality_id", "municipality_id"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    name: Mapped[str]
    key_hash: Mapped[bytes] = mapped_column(LargeBinary)
    hint: Mapped[str]
    per_hour: Mapped[int] = mapped_column(server_default=text("60"))
    scopes: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{reports}'"))
    expires_at: Mapped[dt.datetime | None]
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    created_at: Mapped[Instant]
    used_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))


class MachineReport(Base):
    """That a pin came by a key. `own_id` is its number in the other service, which sends each only once."""

    __tablename__ = "machine_report"
    __table_args__ = (
        Index("uq_machine_report_own_id", "key_id", "own_id", unique=True),
        {"schema": SCHEMA},
    )

    pin_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.pin.id", ondelete="CASCADE"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    key_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.machine_key.id"))
    own_id: Mapped[str | None]


class MachineUpdate(Base):
    """That a comment came by a key as a note on a request. `own_id` is its number in the other service."""

    __tablename__ = "machine_update"
    __table_args__ = (
        Index("uq_machine_update_own_id", "key_id", "own_id", unique=True),
        {"schema": SCHEMA},
    )

    comment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(f"{SCHEMA}.comment.id", ondelete="CASCADE"), primary_key=True
    )
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    key_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.machine_key.id"))
    own_id: Mapped[str | None]


__all__ = ["MachineKey", "MachineReport", "MachineUpdate"]
