"""Tables of the `layers` schema: the catalogue of layers and the features they show."""

from __future__ import annotations

import datetime as dt
from typing import Any

from geoalchemy2.elements import WKBElement
from sqlalchemy import ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, IntId, metric_geometry

SCHEMA = "layers"
#: What a layer can be. Zoning, statistics and walks have tables of their own; a remote one is another service's.
KINDS = ("backdrop", "services", "spaces", "zoning", "statistics", "walks", "remote", "other")
#: Who may see a layer, from everybody to the fewest.
VISIBILITIES = ("public", "officials", "administrators")


class Layer(Base):
    """One entry of the catalogue: what a layer is, where it comes from, how it may be used and drawn."""

    __tablename__ = "layer"
    __table_args__ = (UniqueConstraint("municipality_id", "key"), {"schema": SCHEMA})

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    key: Mapped[str]  # water, urban_zones, playgrounds, zoning ...
    kind: Mapped[str]  # one of KINDS
    names: Mapped[dict[str, str]]
    source: Mapped[str]
    licence: Mapped[str]
    attribution: Mapped[str]
    valid_on: Mapped[dt.date | None]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    style: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    sort_order: Mapped[int] = mapped_column(server_default=text("100"))
    descriptions: Mapped[dict[str, str]] = mapped_column(server_default=text("'{}'::jsonb"))
    source_url: Mapped[str] = mapped_column(server_default=text("''"))
    licence_url: Mapped[str] = mapped_column(server_default=text("''"))
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    min_zoom: Mapped[int | None] = mapped_column(SmallInteger)  # of the metric matrix; None shows at every scale
    max_zoom: Mapped[int | None] = mapped_column(SmallInteger)
    visibility: Mapped[str] = mapped_column(server_default=text("'public'"))  # one of VISIBILITIES
    shown_attributes: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'::jsonb"))
    is_on_at_start: Mapped[bool] = mapped_column(server_default=text("false"))
    is_protected: Mapped[bool] = mapped_column(server_default=text("false"))  # what it shows
    value_kinds: Mapped[dict[str, str]] = mapped_column(server_default=text("'{}'::jsonb"))  # by column; triggers
    removed_at: Mapped[dt.datetime | None]
    changed_at: Mapped[dt.datetime] = mapped_column(server_default=text("clock_timestamp()"))  # kept by triggers

    @property
    def is_public(self) -> bool:
        """Whether everybody may see the layer."""
        return self.visibility == "public" and self.removed_at is None


class LayerFeature(Base):
    """A feature of a catalogue layer, cut into pieces where it is large so that tiles stay quick."""

    __tablename__ = "layer_feature"
    __table_args__ = (
        Index("ix_layer_feature_geom", "geom", postgresql_using="gist"),
        Index("ix_layer_feature_layer_id", "layer_id"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    layer_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.layer.id", ondelete="CASCADE"))
    code: Mapped[str | None]
    names: Mapped[dict[str, str]] = mapped_column(server_default=text("'{}'::jsonb"))
    properties: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    geom: Mapped[WKBElement] = mapped_column(metric_geometry("GEOMETRY"))
