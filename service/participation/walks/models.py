"""Tables of development walks."""

from __future__ import annotations

import datetime as dt
import uuid

from geoalchemy2.elements import WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from boundaries.database import Base, Instant, IntId, UuidId, metric_geometry

SCHEMA = "service"
LIGHTS = ("light", "dusk", "dark")
SEVERITIES = ("fine", "minor", "serious", "danger")


class Walk(Base):
    """A walk of residents and staff along a route on a theme."""

    __tablename__ = "walk"
    __table_args__ = (
        UniqueConstraint("municipality_id", "slug"),
        Index("ix_walk_route", "route", postgresql_using="gist"),
        CheckConstraint("light IN ('light','dusk','dark')", name="light"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    slug: Mapped[str]
    title: Mapped[str]
    theme_id: Mapped[int | None] = mapped_column(ForeignKey(f"{SCHEMA}.theme.id"))
    summary: Mapped[str] = mapped_column(server_default="")
    walked_at: Mapped[dt.datetime]
    light: Mapped[str]
    participant_count: Mapped[int]
    route: Mapped[WKBElement] = mapped_column(metric_geometry("LINESTRING"))
    follows_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.walk.id"))
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[Instant]

    stops: Mapped[list[WalkStop]] = relationship(order_by="WalkStop.number")
    observations: Mapped[list[Observation]] = relationship(order_by="Observation.number")


class WalkStop(Base):
    """A place on the route where the group halts."""

    __tablename__ = "walk_stop"
    __table_args__ = (UniqueConstraint("walk_id", "number"), {"schema": SCHEMA})

    id: Mapped[IntId]
    walk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.walk.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str]
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("POINT"))


class Observation(Base):
    """What was noted on the spot, how serious it is, and what should be done.

    `key` is what the membership of areas knows it by.
    """

    __tablename__ = "observation"
    __table_args__ = (
        UniqueConstraint("walk_id", "number"),
        UniqueConstraint("key"),
        Index("ix_observation_geom", "geom", postgresql_using="gist"),
        CheckConstraint("severity IN ('fine','minor','serious','danger')", name="severity"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    key: Mapped[uuid.UUID] = mapped_column(server_default=text("gen_random_uuid()"))
    walk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.walk.id", ondelete="CASCADE"))
    number: Mapped[int]
    stop_number: Mapped[int | None]
    severity: Mapped[str]
    body: Mapped[str]
    wish: Mapped[str] = mapped_column(server_default="")  # what should be done
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("POINT"))
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
