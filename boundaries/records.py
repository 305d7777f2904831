"""Tables about areas besides their boundaries: sets, the bodies that speak for them, and what was changed."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId

SCHEMA = "boundaries"
#: Bodies that speak for an area: a statutory board, a citizens' panel, a partnership table.
BODY_KINDS = ("board", "panel", "table")


class AreaSet(Base):
    """A named set of areas of a municipality, for example its districts.

    In a *partition* no place belongs to two of its areas, and none between them to none. `tolerance_m` is the
    width below which a gap or an overlap is taken for a slip of the hand that may be repaired without asking
    whose the ground is.
    """

    __tablename__ = "area_set"
    __table_args__ = (
        UniqueConstraint("municipality_id", "slug"),
        CheckConstraint("tolerance_m > 0 AND tolerance_m <= 100", name="tolerance"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.municipality.id"))
    slug: Mapped[str]
    names: Mapped[dict[str, str]]
    description: Mapped[str] = mapped_column(server_default="")
    is_partition: Mapped[bool] = mapped_column(server_default=text("false"))
    tolerance_m: Mapped[float] = mapped_column(server_default=text("1"))
    created_at: Mapped[Instant]


class AreaBody(Base):
    """Who speaks for an area: an area board, a panel or a partnership table, with its term and seats."""

    __tablename__ = "area_body"
    __table_args__ = (
        UniqueConstraint("area_id"),
        CheckConstraint("kind IN ('board','panel','table')", name="kind"),
        CheckConstraint("term_to >= term_from", name="term"),
        CheckConstraint("seats > 0", name="seats"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    area_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.area.id", ondelete="CASCADE"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.municipality.id"))
    kind: Mapped[str]
    names: Mapped[dict[str, str]]
    term_from: Mapped[dt.date | None]
    term_to: Mapped[dt.date | None]
    contact: Mapped[str] = mapped_column(server_default="")
    seats: Mapped[int | None]


class AreaChange(Base):
    """A change of something else than the boundary. `what` names the traits, `before` and `after` hold them."""

    __tablename__ = "area_change"
    __table_args__ = (
        Index("ix_area_change_area_id", "area_id", "revision"),
        CheckConstraint("changed_as IN ('author','staff','import')", name="changed_as"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    area_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.area.id", ondelete="CASCADE"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.municipality.id"))
    revision: Mapped[int]
    what: Mapped[list[str]]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    changed_by: Mapped[uuid.UUID | None]
    changed_as: Mapped[str]
    signature: Mapped[str] = mapped_column(server_default="")
    reason: Mapped[str] = mapped_column(server_default="")
    at: Mapped[Instant]
