"""Tables of calls for drawings. Only their sums are public: `AgreementSurface` is what the public reads."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from geoalchemy2.elements import WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId, UuidId, metric_geometry

SCHEMA = "service"
STATES = ("waiting", "published", "hidden")
VISIBILITIES = ("counted", "hidden", "withdrawn")
#: The pins' vocabulary of how somebody belongs to a place.
TIES = ("permanent", "seasonal", "work", "study", "owner", "visitor", "unknown")


class AreaCall(Base):
    """A call to draw what one calls a place, open from one day to another (both included).

    `core_share` and `fringe_share` (0-1) are the levels that its page speaks of. `area_id` is the area that was
    made of it, once there is one.
    """

    __tablename__ = "area_call"
    __table_args__ = (
        UniqueConstraint("municipality_id", "slug"),
        Index("ix_area_call_geom", "geom", postgresql_using="gist"),
        CheckConstraint("state IN ('waiting','published','hidden')", name="state"),
        CheckConstraint("opens_on <= closes_on", name="days"),
        CheckConstraint("0 < fringe_share AND fringe_share < core_share AND core_share <= 1", name="levels"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    slug: Mapped[str]
    name: Mapped[str]
    reason: Mapped[str]
    language: Mapped[str]
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("POINT"))
    opens_on: Mapped[dt.date]
    closes_on: Mapped[dt.date]
    core_share: Mapped[float] = mapped_column(server_default=text("0.75"))
    fringe_share: Mapped[float] = mapped_column(server_default=text("0.25"))
    state: Mapped[str]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("boundaries.area.id", ondelete="SET NULL"))
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[Instant]


class AreaDrawing(Base):
    """What one person drew. Its outline is seen by its author and by moderators; by others only when it `is_open`.

    `drawer_hash` keeps it to one a person and links no two calls; `edit_token_hash` lets its author come back.
    """

    __tablename__ = "area_drawing"
    __table_args__ = (
        Index(
            "uq_area_drawing_drawer",
            "call_id",
            "drawer_hash",
            unique=True,
            postgresql_where=text("visibility <> 'withdrawn'"),
        ),
        Index("ix_area_drawing_call_id", "call_id", "created_at"),
        Index("ix_area_drawing_geom", "geom", postgresql_using="gist"),
        CheckConstraint("visibility IN ('counted','hidden','withdrawn')", name="visibility"),
        CheckConstraint(
            "tie IN ('permanent','seasonal','work','study','owner','visitor','unknown')",
            name="tie",
        ),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    call_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.area_call.id", ondelete="CASCADE"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("MULTIPOLYGON"))
    tie: Mapped[str]
    called: Mapped[str] = mapped_column(server_default="")
    why: Mapped[str] = mapped_column(server_default="")
    language: Mapped[str]
    is_open: Mapped[bool] = mapped_column(server_default=text("false"))
    visibility: Mapped[str] = mapped_column(server_default="counted")
    drawer_hash: Mapped[bytes]
    edit_token_hash: Mapped[bytes]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[Instant]
    changed_at: Mapped[Instant]


class AgreementSurface(Base):
    """What a call's drawings come to, as anyone may see it; made anew when the counted drawings change.

    `body` is as `service.areas.agreement.reckoning` writes it; `drawings_hash` the SHA-256 of the counted
    drawings.
    """

    __tablename__ = "agreement_surface"
    __table_args__ = ({"schema": SCHEMA},)

    call_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.area_call.id", ondelete="CASCADE"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    drawing_count: Mapped[int]
    counted: Mapped[int]
    drawings_hash: Mapped[bytes]
    body: Mapped[dict[str, Any]]
    made_at: Mapped[Instant]


class AreaOrigin(Base):
    """Of which drawings a version of an area's boundary was made. Later drawings do not change it."""

    __tablename__ = "area_origin"
    __table_args__ = (UniqueConstraint("area_version_id"), {"schema": SCHEMA})

    id: Mapped[IntId]
    area_version_id: Mapped[int] = mapped_column(ForeignKey("boundaries.area_version.id", ondelete="CASCADE"))
    call_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.area_call.id", ondelete="CASCADE"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    level: Mapped[float]
    drawing_count: Mapped[int]
    method: Mapped[str]
    drawings_hash: Mapped[bytes]
    tolerance_m: Mapped[float]
    published_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    published_at: Mapped[Instant]


__all__ = ["AgreementSurface", "AreaCall", "AreaDrawing", "AreaOrigin"]
