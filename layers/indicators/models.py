"""Tables of statistics: published variables and their values by area; suppressed is a state, not a number."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, IntId
from layers.models import SCHEMA


class Variable(Base):
    """A published column, e.g. residents or households, with its meaning and year."""

    __tablename__ = "variable"
    __table_args__ = (UniqueConstraint("key", "edition"), {"schema": SCHEMA})

    id: Mapped[IntId]
    key: Mapped[str]  # the publisher's own column name: he_vakiy
    edition: Mapped[str]  # paavo_2019
    names: Mapped[dict[str, str]]
    unit: Mapped[str]
    year: Mapped[int | None]
    is_count: Mapped[bool]
    source: Mapped[str]


class Statistic(Base):
    """One value of one variable in one area. `state` says whether there is a number at all."""

    __tablename__ = "statistic"
    __table_args__ = (
        UniqueConstraint("variable_id", "area_id"),
        Index("ix_statistic_area_id", "area_id"),
        CheckConstraint("state IN ('value','suppressed','missing')", name="state"),
        CheckConstraint("(state = 'value') = (value IS NOT NULL)", name="value_only_when_published"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    variable_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.variable.id", ondelete="CASCADE"))
    area_id: Mapped[int] = mapped_column(ForeignKey("boundaries.area.id", ondelete="CASCADE"))
    state: Mapped[str]
    value: Mapped[float | None]
