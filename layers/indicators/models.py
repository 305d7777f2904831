"""Tables of statistics: published variables and their values by area; suppressed is a state, not a number."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId
from layers.models import SCHEMA


class Variable(Base):
    """A published column, e.g. residents or households, with its meaning and year.

    `municipality_id` is None for a publisher's column, which municipalities share, and says whose it is for a figure
    of a municipality's own. What was taken back is not `is_shown`: it stays, and no view has it.
    """

    __tablename__ = "variable"
    __table_args__ = (
        UniqueConstraint("municipality_id", "key", "edition", postgresql_nulls_not_distinct=True),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    key: Mapped[str]  # the publisher's own column name: he_vakiy
    edition: Mapped[str]  # paavo_2019
    names: Mapped[dict[str, str]]
    unit: Mapped[str]
    year: Mapped[int | None]
    is_count: Mapped[bool]
    source: Mapped[str]
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("boundaries.municipality.id"))
    is_shown: Mapped[bool] = mapped_column(server_default=text("true"))


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


class OwnIndicator(Base):
    """An indicator that a municipality brought itself: what it says, whatever its years.

    `kind` is ``share`` (two counts) or ``value`` (a figure in `unit`). `of_whom` follows the figure of a share.
    """

    __tablename__ = "own_indicator"
    __table_args__ = (
        UniqueConstraint("municipality_id", "key"),
        CheckConstraint("kind IN ('share','value')", name="kind"),
        CheckConstraint("treatment IN ('rule','never')", name="treatment"),
        CheckConstraint("minimum_base >= 1", name="minimum_base"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    key: Mapped[str]  # a word of the municipality's; no built-in indicator has it
    domain: Mapped[str]
    kind: Mapped[str]
    names: Mapped[dict[str, str]]
    meaning: Mapped[dict[str, str]]
    of_whom: Mapped[dict[str, str]] = mapped_column(server_default=text("'{}'::jsonb"))
    unit: Mapped[str] = mapped_column(server_default="")
    more_is_need: Mapped[bool] = mapped_column(server_default=text("true"))
    minimum_base: Mapped[int] = mapped_column(server_default=text("1"))
    treatment: Mapped[str] = mapped_column(server_default="rule")
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))


class OwnEdition(Base):
    """One bringing-in of an own indicator's figures: a file or a reckoning, for one year.

    `edition` is the variables' ("2023.001": the year, and which try). `parts` names what the edition holds
    (``part`` and ``whole``, or ``value`` with ``base`` and ``error``). An edition that was taken back is not
    `is_shown`, nor are its variables; `changed_at` tells readers that keep figures in memory.
    `origin` says what it was made from (file name and sha256, or layer and radius), `note` by language how.
    """

    __tablename__ = "own_edition"
    __table_args__ = (
        UniqueConstraint("indicator_id", "edition"),
        Index("ix_own_edition_municipality_id", "municipality_id"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    indicator_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.own_indicator.id", ondelete="CASCADE"))
    edition: Mapped[str]
    year: Mapped[int]
    source: Mapped[str]
    licence: Mapped[str]
    parts: Mapped[list[str]]
    note: Mapped[dict[str, str]] = mapped_column(server_default=text("'{}'::jsonb"))
    origin: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    is_shown: Mapped[bool] = mapped_column(server_default=text("true"))
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    person_id: Mapped[uuid.UUID | None]
    made_at: Mapped[Instant]
    changed_at: Mapped[Instant]


class ReleaseUnit(Base):
    """The boundary version of an area that figures are of; the database notes it as figures come in.

    `release` is a publisher's edition, or for a municipality's own figures the indicator and its edition.
    `moved_from` says in words from which other boundaries they were shared out to it, if they were.
    """

    __tablename__ = "release_unit"
    __table_args__ = (Index("ix_release_unit_area_id", "area_id"), {"schema": SCHEMA})

    release: Mapped[str] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(
        ForeignKey("boundaries.area.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    area_version_id: Mapped[int] = mapped_column(ForeignKey("boundaries.area_version.id", ondelete="CASCADE"))
    moved_from: Mapped[str] = mapped_column(server_default="")
