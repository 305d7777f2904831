"""Layers of other services, as pages need them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geoalchemy2.shape import to_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from layers.models import LayerFeature
from layers.sight import seen_by
from service.permissions import Actor

PACKAGE = "service.remote"
#: So many shapes tell an administrator whether a layer lies in its place.
MOST_SHOWN = 500


def shapes_of(db: Session, layer_id: int) -> list[BaseGeometry]:
    """The first shapes of a layer in the metric CRS, at most MOST_SHOWN, for a look at where they lie."""
    query = select(LayerFeature.geom).where(LayerFeature.layer_id == layer_id).order_by(LayerFeature.id)
    return [to_shape(one) for one in db.scalars(query.limit(MOST_SHOWN))]


def sources_listed(db: Session, actor: Actor) -> Sequence[Row[Any]]:
    """The layers of other services that somebody sees, with how they have answered and how many copies are kept, by
    name."""
    values = {"municipality_id": actor.municipality_id, "seen": list(seen_by(actor.sight))}
    return db.execute(sql(PACKAGE, "sources_listed"), values).all()
