"""Tables of the `boundaries` schema: municipalities, areas, their versions, and what lies in them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from geoalchemy2.elements import WKBElement
from sqlalchemy import CheckConstraint, FetchedValue, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from boundaries.database import Base, Instant, IntId, UuidId, metric_geometry

SCHEMA = "boundaries"

#: Kinds of area. A statistical unit carries published statistics; the rest are drawn over them, and overlap freely.
AREA_KINDS = ("postal", "district", "board", "panel", "table", "programme", "resident")
#: An ended area was joined to another: its boundaries stay as history, and none of them is current.
AREA_STATES = ("draft", "published", "hidden", "withdrawn", "ended")
#: As whom a change was made: its author (by account or secret link), the municipality's staff, or an import.
CHANGED_AS = ("author", "staff", "import")


class Municipality(Base):
    """A municipality is data, not code: names, languages, view and the settings of its service."""

    __tablename__ = "municipality"
    __table_args__ = (
        UniqueConstraint("slug"),
        Index("ix_municipality_geom", "geom", postgresql_using="gist"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    slug: Mapped[str]
    code: Mapped[str]  # three characters in Finland, leading zeros kept
    names: Mapped[dict[str, str]]
    languages: Mapped[list[str]]
    reference_prefix: Mapped[str]
    centre: Mapped[WKBElement] = mapped_column(metric_geometry("POINT"))
    zoom: Mapped[float]
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("MULTIPOLYGON"))
    is_demo: Mapped[bool] = mapped_column(server_default=text("false"))
    settings: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    created_at: Mapped[Instant]


class Area(Base):
    """Something with a boundary that people speak about: a postal-code area, a district, 'our area'.

    `slug` is its stable public address. `edit_token_hash` lets the one who drew it without an account
    come back; only its SHA-256 is kept. `other_names` are the residents' own:
    ``[{"name": "Väiski", "said_by": "Väinölänniemen asukasyhdistys"}]``. `revision` is counted by the
    database: whatever changes of the area, its boundary or its body moves it. `successor_id` is the area
    that an ended one was joined to.
    """

    __tablename__ = "area"
    __table_args__ = (
        UniqueConstraint("municipality_id", "slug"),
        Index("uq_area_code", "municipality_id", "kind", "code", unique=True),
        Index("ix_area_parent_id", "parent_id"),
        Index("ix_area_set_id", "set_id"),
        CheckConstraint("kind IN ('postal','district','board','panel','table','programme','resident')", name="kind"),
        CheckConstraint("state IN ('draft','published','hidden','withdrawn','ended')", name="state"),
        CheckConstraint("parent_id <> id", name="parent"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.municipality.id"))
    kind: Mapped[str]
    slug: Mapped[str]
    code: Mapped[str | None]
    names: Mapped[dict[str, str]]
    description: Mapped[str] = mapped_column(server_default="")
    state: Mapped[str] = mapped_column(server_default="published")
    author_id: Mapped[uuid.UUID | None]
    edit_token_hash: Mapped[bytes | None]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    source: Mapped[str] = mapped_column(server_default="")
    created_at: Mapped[Instant]
    other_names: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'::jsonb"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey(f"{SCHEMA}.area.id", ondelete="SET NULL"))
    set_id: Mapped[int | None] = mapped_column(ForeignKey(f"{SCHEMA}.area_set.id"))
    successor_id: Mapped[int | None] = mapped_column(ForeignKey(f"{SCHEMA}.area.id", ondelete="SET NULL"))
    revision: Mapped[int] = mapped_column(server_default=text("1"))

    versions: Mapped[list[AreaVersion]] = relationship(back_populates="area", order_by="AreaVersion.number")


class AreaVersion(Base):
    """One boundary of an area and the time it held; the current one has no `valid_to`.

    `signature` is how staff stand behind it in public; an author has none. `restored_from` is the number of
    the version that this one repeats.
    `contents_id` is the version whose contents are shown for it: its own id, set by the database; while it is
    counted (`Recount`) the one before, or for a new area a number that no version has.
    """

    __tablename__ = "area_version"
    __table_args__ = (
        UniqueConstraint("area_id", "number"),
        Index("uq_area_version_current", "area_id", unique=True, postgresql_where=text("valid_to IS NULL")),
        Index("ix_area_version_geom", "geom", postgresql_using="gist"),
        CheckConstraint("changed_as IN ('author','staff','import')", name="changed_as"),
        Index("ix_area_version_contents_id", "contents_id"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    area_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.area.id", ondelete="CASCADE"))
    number: Mapped[int]
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("MULTIPOLYGON"))
    area_m2: Mapped[float]
    contents_id: Mapped[int] = mapped_column(server_default=FetchedValue())
    valid_from: Mapped[Instant]
    valid_to: Mapped[dt.datetime | None]
    changed_by: Mapped[uuid.UUID | None]
    reason: Mapped[str] = mapped_column(server_default="")
    changed_as: Mapped[str] = mapped_column(server_default="import")
    signature: Mapped[str] = mapped_column(server_default="")
    restored_from: Mapped[int | None]

    area: Mapped[Area] = relationship(back_populates="versions")


class AreaPiece(Base):
    """`ST_Subdivide` pieces of the current boundary: joins use these, never the whole polygon."""

    __tablename__ = "area_piece"
    __table_args__ = (
        Index("ix_area_piece_geom", "geom", postgresql_using="gist"),
        Index("ix_area_piece_area_version_id", "area_version_id"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    area_version_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.area_version.id", ondelete="CASCADE"))
    # The database fills it in, whoever lays the piece.
    municipality_id: Mapped[int] = mapped_column(
        ForeignKey(f"{SCHEMA}.municipality.id"), server_default=FetchedValue()
    )
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("POLYGON"))


class Place(Base):
    """A named place for search and for saying in words where a point lies."""

    __tablename__ = "place"
    __table_args__ = (
        Index("ix_place_geom", "geom", postgresql_using="gist"),
        Index("ix_place_municipality_id", "municipality_id"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.municipality.id"))
    names: Mapped[dict[str, str]]
    kind: Mapped[str]  # postal_area, playground, village ...
    rank: Mapped[int]  # 1 is shown first on an overview map
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("POINT"))
    source: Mapped[str] = mapped_column(server_default="")


class Membership(Base):
    """That something with a place lies in an area, on the boundary version it was computed with.

    `share` is 1 for a point; for a line or an area it is the share of its length or area inside (0-1).
    """

    __tablename__ = "membership"
    __table_args__ = (
        Index("ix_membership_area_version_id", "area_version_id", "subject_kind"),
        {"schema": SCHEMA},
    )

    subject_kind: Mapped[str] = mapped_column(primary_key=True)  # pin, walk, observation, proposal
    subject_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    # Without a foreign key, which costs as much as the row: a trigger takes rows away with their boundary.
    area_version_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    share: Mapped[float] = mapped_column(server_default=text("1"))


class Recount(Base):
    """A boundary version whose contents are still being counted.

    What lay in `stand_in` is shown for it meanwhile; without one (a new area) nothing is.
    """

    __tablename__ = "recount"
    __table_args__ = ({"schema": SCHEMA},)

    area_version_id: Mapped[int] = mapped_column(
        ForeignKey(f"{SCHEMA}.area_version.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    municipality_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.municipality.id"))
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey(f"{SCHEMA}.area_version.id", ondelete="SET NULL"))
    asked_at: Mapped[Instant]


__all__ = ["Area", "AreaPiece", "AreaVersion", "Membership", "Municipality", "Place", "Recount", "UuidId"]
