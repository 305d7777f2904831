"""Tables of zoning plans, in the terms of the national plan model (Ryhti)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from geoalchemy2.elements import WKBElement
from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, IntId, metric_geometry
from layers.models import SCHEMA


class ZoningPlan(Base):
    """A zoning plan with its life-cycle status (a code URI, never a label) and validity."""

    __tablename__ = "zoning_plan"
    __table_args__ = (
        UniqueConstraint("municipality_id", "plan_key"),
        Index("ix_zoning_plan_geom", "geom", postgresql_using="gist"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    plan_key: Mapped[str]
    names: Mapped[dict[str, str]]
    plan_kind: Mapped[str]  # detailed, master
    life_cycle_status: Mapped[str]  # code URI
    approved_on: Mapped[dt.date | None]
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    source: Mapped[str] = mapped_column(server_default="")
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("MULTIPOLYGON"))


class ZoningUnit(Base):
    """A part of a plan with one land use: its letter code, colour and regulations."""

    __tablename__ = "zoning_unit"
    __table_args__ = (
        Index("ix_zoning_unit_geom", "geom", postgresql_using="gist"),
        Index("ix_zoning_unit_plan_id", "plan_id"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    plan_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.zoning_plan.id", ondelete="CASCADE"))
    number: Mapped[str]
    letter: Mapped[str]  # AK, VP, LP ...
    land_use: Mapped[str]  # code URI
    names: Mapped[dict[str, str]] = mapped_column(server_default=text("'{}'::jsonb"))
    regulations: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    area_m2: Mapped[float]
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("MULTIPOLYGON"))


class PlanRepeal(Base):
    """What a plan ends of an earlier one: a part by its key, and what stays in force of it (none: NULL)."""

    __tablename__ = "plan_repeal"
    __table_args__ = (Index("ix_plan_repeal_plan_id", "plan_id"), {"schema": SCHEMA})

    id: Mapped[IntId]
    plan_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.zoning_plan.id", ondelete="CASCADE"))
    object_key: Mapped[str]
    remaining: Mapped[WKBElement | None] = mapped_column(metric_geometry("MULTIPOLYGON"))
