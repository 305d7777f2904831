"""Tables of themes' owners and paths. A step is never removed; each change of it is a row with the reason."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId

SCHEMA = "service"
#: "changed" is a planned step whose month or text is not what was published first.
STATES = ("planned", "changed", "done", "dropped")
_STATE_CHECK = "state IN ('planned','changed','done','dropped')"


class ThemeOwner(Base):
    """Who answers for a theme: somebody on the staff, with the unit that they answer for."""

    __tablename__ = "theme_owner"
    __table_args__ = (Index("ix_theme_owner_person_id", "person_id"), {"schema": SCHEMA})

    theme_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.theme.id", ondelete="CASCADE"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="CASCADE"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey(f"{SCHEMA}.unit.id", ondelete="SET NULL"))
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    since: Mapped[Instant]


class ThemeStep(Base):
    """A step as it stands: the first day of its month, its text by language, and its state."""

    __tablename__ = "theme_step"
    __table_args__ = (
        Index("ix_theme_step_theme_id", "theme_id", "month"),
        CheckConstraint("EXTRACT(day FROM month) = 1", name="month"),
        CheckConstraint(_STATE_CHECK, name="state"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.theme.id", ondelete="CASCADE"))
    month: Mapped[dt.date]
    texts: Mapped[dict[str, str]]
    state: Mapped[str] = mapped_column(server_default="planned")
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[Instant]


class ThemeStepChange(Base):
    """What a step was from a moment on; the first row is how it was published."""

    __tablename__ = "theme_step_change"
    __table_args__ = (
        Index("ix_theme_step_change_step_id", "step_id", "id"),
        CheckConstraint(_STATE_CHECK, name="state"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    step_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.theme_step.id", ondelete="CASCADE"))
    month: Mapped[dt.date]
    texts: Mapped[dict[str, str]]
    state: Mapped[str]
    reasons: Mapped[dict[str, str]] = mapped_column(server_default=text("'{}'::jsonb"))
    signature: Mapped[str] = mapped_column(server_default="")
    at: Mapped[Instant]


__all__ = ["ThemeOwner", "ThemeStep", "ThemeStepChange"]
