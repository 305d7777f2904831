"""Tables of what those who walk along say: never a track."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId
from service.participation.walks.models import SCHEMA


class WalkPassage(Base):
    """A leg between two stops that a walker says they walked; `found_nothing`: and there was nothing to report."""

    __tablename__ = "walk_passage"
    __table_args__ = (UniqueConstraint("walker_id", "segment"), {"schema": SCHEMA})

    id: Mapped[IntId]
    walker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.walker.id", ondelete="CASCADE"))
    segment: Mapped[int]
    found_nothing: Mapped[bool] = mapped_column(server_default=text("false"))
    observed_at: Mapped[dt.datetime]
    received_at: Mapped[Instant]


class ObservationCheck(Base):
    """What a walker of a follow-up walk says of something that was noted before."""

    __tablename__ = "observation_check"
    __table_args__ = (
        UniqueConstraint("walker_id", "observation_id"),
        Index("ix_observation_check_observation_id", "observation_id"),
        CheckConstraint("outcome IN ('repaired','still','worse')", name="outcome"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    observation_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.observation.id", ondelete="CASCADE"))
    walker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.walker.id", ondelete="CASCADE"))
    outcome: Mapped[str]
    observed_at: Mapped[dt.datetime]
    received_at: Mapped[Instant]


class WalkExperience(Base):
    """How the walk was for one walker, 1 (not at all) to 5 (fully); None is not answered. `body` is for the
    organisers alone."""

    __tablename__ = "walk_experience"
    __table_args__ = (
        CheckConstraint(
            "heard BETWEEN 1 AND 5 AND safe BETWEEN 1 AND 5 AND ease BETWEEN 1 AND 5 AND worth BETWEEN 1 AND 5",
            name="from_1_to_5",
        ),
        {"schema": SCHEMA},
    )

    walker_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(f"{SCHEMA}.walker.id", ondelete="CASCADE"), primary_key=True
    )
    heard: Mapped[int | None]
    safe: Mapped[int | None]
    ease: Mapped[int | None]
    worth: Mapped[int | None]
    body: Mapped[str] = mapped_column(server_default="")
    observed_at: Mapped[dt.datetime]
    received_at: Mapped[Instant]
