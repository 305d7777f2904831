"""The table of doubts."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId

SCHEMA = "service"


class Doubt(Base):
    """One person's word that a step of an input's timeline does not hold: it is not fixed, or not answered.

    The constraint, not a check, keeps one person to one doubt of a step; a new answer can be doubted anew.
    `body` is read by staff alone; the public sees how many there are.
    """

    __tablename__ = "pin_doubt"
    __table_args__ = (
        UniqueConstraint("step_id", "doubter_hash"),
        Index("ix_pin_doubt_pin_id", "pin_id"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    pin_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.pin.id", ondelete="CASCADE"))
    step_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.pin_state_change.id", ondelete="CASCADE"))
    doubter_hash: Mapped[bytes] = mapped_column(LargeBinary)  # keyed hash of the person and the input
    body: Mapped[str]
    created_at: Mapped[Instant]
