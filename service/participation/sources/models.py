"""Tables of sources: what was told elsewhere, and which inputs came of it."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId

SCHEMA = "service"
#: How something reached the municipality; "import" is a file of an earlier service.
KINDS = ("event", "paper", "phone", "import")
#: What staff write down by hand.
ENTERED_KINDS = ("event", "paper", "phone")


class Source(Base):
    """An occasion or a heap of paper that inputs come from, or an earlier service's file.

    `held_on` is the day of an event; None where there is no one day.
    """

    __tablename__ = "source"
    __table_args__ = (
        UniqueConstraint("municipality_id", "kind", "name", "held_on", postgresql_nulls_not_distinct=True),
        CheckConstraint("kind IN ('event','paper','phone','import')", name="kind"),
        CheckConstraint("name <> ''", name="has_name"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    kind: Mapped[str]
    name: Mapped[str]
    held_on: Mapped[dt.date | None]
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[Instant]


class PinSource(Base):
    """That a pin came from a source, and who wrote it down.

    `external_id` is its number where it was told; a source holds each only once, so that bringing the same file
    over twice brings nothing twice. `said_on` is the day on which it was told there, when that is known.
    """

    __tablename__ = "pin_source"
    __table_args__ = (
        Index("uq_pin_source_external_id", "source_id", "external_id", unique=True),
        {"schema": SCHEMA},
    )

    pin_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.pin.id", ondelete="CASCADE"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    source_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.source.id"))
    external_id: Mapped[str | None]
    said_on: Mapped[dt.date | None]
    entered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
