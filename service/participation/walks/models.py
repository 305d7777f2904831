"""Tables of development walks."""

from __future__ import annotations

import datetime as dt
import uuid

from geoalchemy2.elements import WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from boundaries.database import Base, Instant, IntId, UuidId, metric_geometry

SCHEMA = "service"
LIGHTS = ("light", "dusk", "dark")
SEVERITIES = ("fine", "minor", "serious", "danger")
#: Announced, being walked, over, called off.
STATES = ("planned", "open", "ended", "cancelled")
METHODS = ("phone", "paper")
#: As whom people walk; one person may be several.
ROLES = (
    "resident", "seasonal", "pupil", "parent", "older", "wheels", "staff", "police", "association", "business",
    "other",
)  # fmt: skip
#: How the place of an observation was given.
PLACED = ("stop", "segment", "pin", "gps")
#: What a follow-up walk finds of something noted before.
OUTCOMES = ("repaired", "still", "worse")


class Walk(Base):
    """A walk of residents and staff along a route on a theme.

    `pair_of_id` is the same route walked in another light, `follows_id` the walk that this one comes back to.
    `group_code` lets people join; it stands in no public view. `participant_count` is 0 until it is known.
    """

    __tablename__ = "walk"
    __table_args__ = (
        UniqueConstraint("municipality_id", "slug"),
        UniqueConstraint("municipality_id", "group_code"),
        CheckConstraint("state IN ('planned','open','ended','cancelled')", name="state"),
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
    state: Mapped[str] = mapped_column(server_default="ended")
    meeting_place: Mapped[str] = mapped_column(server_default="")
    invitation: Mapped[str] = mapped_column(server_default="")
    organiser: Mapped[str] = mapped_column(server_default="")
    group_code: Mapped[str | None]
    pair_of_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.walk.id", ondelete="SET NULL"))
    ended_at: Mapped[dt.datetime | None]

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


class Walker(Base):
    """Somebody who walks along, known by a secret on their own device; or a sheet of paper that staff entered."""

    __tablename__ = "walker"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_walker_walk_id", "walk_id"),
        CheckConstraint("method IN ('phone','paper')", name="method"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    walk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.walk.id", ondelete="CASCADE"))
    roles: Mapped[list[str]] = mapped_column(server_default=text("'[]'::jsonb"))
    method: Mapped[str] = mapped_column(server_default="phone")
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    entered_by: Mapped[uuid.UUID | None]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    joined_at: Mapped[Instant]


class Observation(Base):
    """What was noted on the spot, how serious it is, and what should be done.

    `key` is what the membership of areas knows it by. `client_id` was given on the device, before there was a
    network: sent twice, it is one row. `observed_at` is the device's clock, `received_at` the server's.
    """

    __tablename__ = "observation"
    __table_args__ = (
        UniqueConstraint("walk_id", "number"),
        UniqueConstraint("key"),
        UniqueConstraint("client_id"),
        Index("ix_observation_geom", "geom", postgresql_using="gist"),
        Index("ix_observation_walker_id", "walker_id", postgresql_where=text("walker_id IS NOT NULL")),
        Index("ix_observation_received_day", text("((received_at AT TIME ZONE 'Europe/Helsinki'::text)::date)")),
        CheckConstraint("placed IN ('stop','segment','pin','gps')", name="placed"),
        CheckConstraint("method IN ('phone','paper')", name="method"),
        CheckConstraint("visibility IN ('public','hidden')", name="visibility"),
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
    client_id: Mapped[uuid.UUID | None]
    walker_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.walker.id", ondelete="SET NULL"))
    segment: Mapped[int | None]  # from the stop of this number to the next one
    placed: Mapped[str] = mapped_column(server_default="stop")
    method: Mapped[str] = mapped_column(server_default="phone")
    entered_by: Mapped[uuid.UUID | None]
    visibility: Mapped[str] = mapped_column(server_default="public")
    language: Mapped[str] = mapped_column(server_default="fi")
    observed_at: Mapped[dt.datetime | None]
    received_at: Mapped[Instant]
