"""Tables of protected partitions: atoms and what is told of each. Cells and units are never kept."""

from __future__ import annotations

from typing import Any

from geoalchemy2.elements import WKBElement
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId, metric_geometry
from layers.models import SCHEMA

#: Where the cells of a partition came from: published ones, or points and cells of the municipality's own.
ORIGINS = ("published", "municipal")


class Partition(Base):
    """Atoms of a municipality for one source and year, on a regular grid.

    The frame (`epsg` to `row_count`) says how `Atom.cells` are numbered. One is current for a source and year.
    """

    __tablename__ = "partition"
    __table_args__ = (
        Index(
            "uq_partition_current",
            "municipality_id",
            "source",
            "year",
            unique=True,
            postgresql_where=text("is_current"),
        ),
        CheckConstraint("origin IN ('published','municipal')", name="origin"),
        CheckConstraint("cell_m > 0 AND column_count > 0 AND row_count > 0", name="frame"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    source: Mapped[str]  # hsy_popgrid
    title: Mapped[str]  # the publisher and licence, as shown
    year: Mapped[int]
    edition: Mapped[str]  # hsy_popgrid_2015, as in the variables
    origin: Mapped[str]
    epsg: Mapped[int]
    west: Mapped[float]
    south: Mapped[float]
    cell_m: Mapped[float]
    column_count: Mapped[int]
    row_count: Mapped[int]
    limits: Mapped[dict[str, Any]]  # layers.grids.limits.Limits
    is_current: Mapped[bool] = mapped_column(server_default=text("true"))
    made_at: Mapped[Instant]


class Atom(Base):
    """Cells whose people are only told together. `is_inhabited` is false where only homes stand."""

    __tablename__ = "atom"
    __table_args__ = (
        UniqueConstraint("partition_id", "number"),
        Index("ix_atom_geom", "geom", postgresql_using="gist"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    partition_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.partition.id", ondelete="CASCADE"))
    number: Mapped[int]
    is_inhabited: Mapped[bool]
    cells: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("MULTIPOLYGON"))


class AtomValue(Base):
    """One figure of one atom, or why there is none."""

    __tablename__ = "atom_value"
    __table_args__ = (
        CheckConstraint("state IN ('value','suppressed','missing')", name="state"),
        CheckConstraint("(state = 'value') = (value IS NOT NULL)", name="value_only_when_told"),
        Index("ix_atom_value_variable_id", "variable_id"),
        {"schema": SCHEMA},
    )

    atom_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.atom.id", ondelete="CASCADE"), primary_key=True)
    variable_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.variable.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str]
    value: Mapped[float | None]
