"""Tables of pins. A pin without a point is about the whole municipality."""

from __future__ import annotations

import datetime as dt
import uuid

from geoalchemy2.elements import WKBElement
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Computed,
    FetchedValue,
    ForeignKey,
    Identity,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId, UuidId, metric_geometry

SCHEMA = "service"
#: States of an input (the loop that is closed), in the order in which they usually follow.
STATES = (
    "received", "considered", "accepted", "partly", "declined", "in_progress", "done", "closed_not_done", "withdrawn",
)  # fmt: skip
VISIBILITIES = ("public", "pending", "hidden", "withdrawn")
#: Why a pin waits for a moderator; empty when it never did.
WAITS_FOR = ("", "premoderation", "machine", "repeat", "outside", "name")
PRECISIONS = ("exact", "about_100_m", "area")
METHODS = ("tap", "crosshair", "gps", "search", "list", "coordinates", "words", "none", "import")
#: The day of a pin as its public view rounds it, written as PostgreSQL writes it back.
PUBLIC_DAY = "((created_at AT TIME ZONE 'Europe/Helsinki'::text)::date)"
#: The day on which anyone could first see a pin.
SHOWN_DAY = "((COALESCE(shown_at, created_at) AT TIME ZONE 'Europe/Helsinki'::text)::date)"
TIES = ("permanent", "seasonal", "work", "study", "owner", "visitor", "unknown")


class Theme(Base):
    """What an input is about; each municipality has its own list."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("municipality_id", "key"), {"schema": SCHEMA})

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    key: Mapped[str]
    names: Mapped[dict[str, str]]
    icon: Mapped[str]
    colour: Mapped[str] = mapped_column(server_default="")
    sort_order: Mapped[int]


class Pin(Base):
    """What somebody said about a place.

    `geom` is where they pointed and is seen by officials; `public_geom` is the only point that leaves the
    service: rounded or absent, as the author chose. `named_area_id` is the area that they named instead of
    pointing. The database notes the areas that a pin lies in whenever one of the three changes. It also gives
    a pin without a campaign the municipality's campaign that is always there.
    `edit_token_hash` lets the author come back.
    """

    __tablename__ = "pin"
    __table_args__ = (
        UniqueConstraint("municipality_id", "reference"),
        Index("ix_pin_public_geom", "public_geom", postgresql_using="gist"),
        Index("ix_pin_list", "municipality_id", "visibility", text("created_at DESC"), text("id DESC")),
        Index("ix_pin_search", "search", postgresql_using="gin"),
        Index(
            "ix_pin_public_newest",
            "municipality_id",
            text(f"{PUBLIC_DAY} DESC"),
            text("reference DESC"),
            postgresql_where=text("visibility = 'public'"),
        ),
        Index(
            "ix_pin_public_supported",
            "municipality_id",
            text("support_count DESC"),
            text(f"{PUBLIC_DAY} DESC"),
            text("reference DESC"),
            postgresql_where=text("visibility = 'public'"),
        ),
        Index(
            "ix_pin_public_shown",
            "municipality_id",
            text(SHOWN_DAY),
            postgresql_where=text("visibility = 'public'"),
        ),
        Index("ix_pin_campaign_id", "campaign_id"),
        Index("ix_pin_named_area_id", "named_area_id", postgresql_where=text("named_area_id IS NOT NULL")),
        Index(
            "ix_pin_without_place",
            "municipality_id",
            postgresql_where=text("visibility = 'public' AND public_geom IS NULL"),
        ),
        Index(
            "ix_pin_unshown_geom",
            "geom",
            postgresql_using="gist",
            postgresql_where=text("public_geom IS NULL"),
        ),
        Index(
            "ix_pin_outside",
            "municipality_id",
            text("created_at DESC"),
            postgresql_where=text("waits_for = 'outside' AND visibility = 'pending'"),
        ),
        CheckConstraint("kind ~ '^[a-z][a-z0-9_]{0,39}$'", name="kind"),
        CheckConstraint(
            "state IN ('received','considered','accepted','partly','declined','in_progress','done',"
            "'closed_not_done','withdrawn')",
            name="state",
        ),
        CheckConstraint("visibility IN ('public','pending','hidden','withdrawn')", name="visibility"),
        CheckConstraint("waits_for IN ('','premoderation','machine','repeat','outside','name')", name="waits_for"),
        CheckConstraint("precision IN ('exact','about_100_m','area')", name="precision"),
        CheckConstraint("title <> '' OR body <> ''", name="says_something"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    reference: Mapped[str]  # KUO-2026-00123
    campaign_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.campaign.id"), server_default=FetchedValue())
    kind: Mapped[str] = mapped_column(server_default="idea")  # one of the campaign's
    is_solution: Mapped[bool] = mapped_column(server_default=text("false"))  # what should be done, not only a wish
    theme_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.theme.id"))
    title: Mapped[str] = mapped_column(server_default="")
    body: Mapped[str] = mapped_column(server_default="")
    language: Mapped[str]
    geom: Mapped[WKBElement | None] = mapped_column(metric_geometry("POINT"))
    public_geom: Mapped[WKBElement | None] = mapped_column(metric_geometry("POINT"))
    named_area_id: Mapped[int | None] = mapped_column(ForeignKey("boundaries.area.id", ondelete="SET NULL"))
    precision: Mapped[str] = mapped_column(server_default="exact")
    method: Mapped[str] = mapped_column(server_default="none")
    accuracy_m: Mapped[float | None]
    placed_at_zoom: Mapped[float | None]
    tie: Mapped[str] = mapped_column(server_default="unknown")
    state: Mapped[str] = mapped_column(server_default="received")
    visibility: Mapped[str] = mapped_column(server_default="public")
    waits_for: Mapped[str] = mapped_column(server_default="")
    support_count: Mapped[int] = mapped_column(server_default=text("0"))
    comment_count: Mapped[int] = mapped_column(server_default=text("0"))
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    edit_token_hash: Mapped[bytes | None]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[Instant]
    changed_at: Mapped[Instant]
    shown_at: Mapped[dt.datetime | None]  # set by a trigger; None: seen from the start, before it was noted
    search: Mapped[str] = mapped_column(
        TSVECTOR, Computed("to_tsvector('simple', title || ' ' || body || ' ' || reference)", persisted=True)
    )


class PinShape(Base):
    """The line or area that an author drew who shows the place exactly; the pin's own point is its middle."""

    __tablename__ = "pin_shape"
    __table_args__ = (
        CheckConstraint("GeometryType(geom) IN ('LINESTRING', 'POLYGON')", name="kind"),
        Index("ix_pin_shape_geom", "geom", postgresql_using="gist"),
        {"schema": SCHEMA},
    )

    pin_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.pin.id", ondelete="CASCADE"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("GEOMETRY"))


class PinNumber(Base):
    """The last used running number of references, by municipality and year."""

    __tablename__ = "pin_number"
    __table_args__ = ({"schema": SCHEMA},)

    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last_number: Mapped[int]
    seed: Mapped[uuid.UUID | None] = mapped_column(
        server_default=text("gen_random_uuid()")
    )  # of the order of references


class StateChange(Base):
    """A step on an input's timeline: the state it went to, who moved it and the public reason."""

    __tablename__ = "pin_state_change"
    __table_args__ = (
        Index("ix_pin_state_change_pin_id", "pin_id"),
        Index("ix_pin_state_change_day", text("((at AT TIME ZONE 'Europe/Helsinki'::text)::date)")),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    pin_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.pin.id", ondelete="CASCADE"))
    state: Mapped[str]
    public_text: Mapped[str] = mapped_column(server_default="")
    changed_by: Mapped[uuid.UUID | None]
    signature: Mapped[str] = mapped_column(server_default="")  # "Pilvi Piirto, puistovastaava, Kaupunkisuunnittelu"
    part_number: Mapped[int | None] = mapped_column(SmallInteger)  # the part that was answered; None for the whole
    part_state: Mapped[str | None]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    at: Mapped[Instant]


class PinPyramidCell(Base):
    """How many public pins of a theme and a state a cell of the low zooms holds and where their mean lies."""

    __tablename__ = "pin_pyramid_cell"
    __table_args__ = (
        Index("ix_pin_pyramid_cell_empty", "municipality_id", postgresql_where=text("pin_count = 0")),
        {"schema": SCHEMA},
    )

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    zoom: Mapped[int] = mapped_column(primary_key=True)
    cell_x: Mapped[int] = mapped_column(primary_key=True)
    cell_y: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(primary_key=True)
    pin_count: Mapped[int]
    sum_x: Mapped[float]
    sum_y: Mapped[float]


class PinPyramidDelta(Base):
    """Pins that came to be public (+1) or ceased to be (-1) since the pyramid was last rolled up.

    A pin that changes its place, theme or state leaves one of each.
    """

    __tablename__ = "pin_pyramid_delta"
    __table_args__ = (
        Index("ix_pin_pyramid_delta_geom", "geom", postgresql_using="gist"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int]
    theme_id: Mapped[int]
    state: Mapped[str]
    change: Mapped[int]
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("POINT"))
    at: Mapped[Instant]


class PinChange(Base):
    """Where a shown pin came to be (+1) or ceased to be (-1), by which transaction; kept for an hour.

    A pin that changes its place, theme, kind or state leaves one of each. Coordinates are of the public place,
    in the metric CRS.
    """

    __tablename__ = "pin_change"
    __table_args__ = ({"schema": SCHEMA},)

    municipality_id: Mapped[int] = mapped_column(primary_key=True)
    transaction: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    change: Mapped[int] = mapped_column(SmallInteger)
    theme_id: Mapped[int]
    kind: Mapped[str]
    state: Mapped[str]
    x: Mapped[float]
    y: Mapped[float]
    at: Mapped[Instant]


class PinChangeMark(Base):
    """One row: whose transactions `pin_change` counts, and from which one on it is complete."""

    __tablename__ = "pin_change_mark"
    __table_args__ = (CheckConstraint("is_one", name="one"), {"schema": SCHEMA})

    is_one: Mapped[bool] = mapped_column(primary_key=True, server_default=text("true"))
    server: Mapped[int] = mapped_column(BigInteger)
    complete_since: Mapped[int] = mapped_column(BigInteger)


__all__ = [
    "Pin",
    "PinChange",
    "PinChangeMark",
    "PinNumber",
    "PinPyramidCell",
    "PinPyramidDelta",
    "PinShape",
    "StateChange",
    "Theme",
]
