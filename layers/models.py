"""Tables of the `layers` schema: the catalogue of layers and the features they show."""

from __future__ import annotations

import datetime as dt
from typing import Any

from geoalchemy2.elements import WKBElement
from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, IntId, metric_geometry

SCHEMA = "layers"


class Layer(Base):
    """One entry of the catalogue: what a layer is, where it comes from, how it may be used and drawn."""

    __tablename__ = "layer"
    __table_args__ = (UniqueConstraint("municipality_id", "key"), {"schema": SCHEMA})

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    key: Mapped[str]  # water, urban_zones, playgrounds, zoning ...
    kind: Mapped[str]  # backdrop, services, zoning, statistics
    names: Mapped[dict[str, str]]
    source: Mapped[str]
    licence: Mapped[str]
    attribution: Mapped[str]
    valid_on: Mapped[dt.date | None]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    is_public: Mapped[bool] = mapped_column(server_default=text("true"))
    style: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    sort_order: Mapped[int] = mapped_column(server_default=text("100"))


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
