"""Taking a layer of the catalogue in from a file's features."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geoalchemy2.shape import from_shape
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from boundaries.files import FileFeature
from boundaries.importing import names_of
from geo.crs import METRIC
from layers.models import Layer, LayerFeature

#: Kinds that a file of plain features can be; zoning and statistics have imports of their own.
KINDS = ("backdrop", "services")


@dataclass(frozen=True, slots=True)
class LayerTraits:
    """A layer's entry in the catalogue. `names` by language code; `valid_on` the day that the data describe."""

    key: str
    kind: str
    names: Mapping[str, str]
    source: str
    licence: str
    attribution: str
    valid_on: dt.date | None = None
    code_column: str = ""


def replace_layer(db: Session, municipality_id: int, traits: LayerTraits, features: Iterable[FileFeature]) -> Layer:
    """Make the layer or bring it up to date, with these features in the place of its old ones.

    Flushes, never commits. Large polygons of a backdrop are cut into pieces, so that a tile reads little; what
    can be clicked stays whole.
    """
    layer = db.scalar(select(Layer).where(Layer.municipality_id == municipality_id, Layer.key == traits.key))
    layer = layer or Layer(municipality_id=municipality_id, key=traits.key)
    layer.kind, layer.names = traits.kind, dict(traits.names)
    layer.source, layer.licence, layer.attribution = traits.source, traits.licence, traits.attribution
    layer.valid_on = traits.valid_on
    db.add(layer)
    db.flush()
    db.execute(delete(LayerFeature).where(LayerFeature.layer_id == layer.id))
    db.add_all(_row(layer.id, traits, feature) for feature in features)
    db.flush()
    if traits.kind == "backdrop":
        db.execute(sql("layers", "cut_large_features"), {"layer_id": layer.id})
    return layer


def _row(layer_id: int, traits: LayerTraits, feature: FileFeature) -> LayerFeature:
    code = feature.values.get(traits.code_column) if traits.code_column else None
    return LayerFeature(
        layer_id=layer_id,
        code=str(code) if code is not None else None,
        names=names_of(feature),
        properties={name: value for name, value in feature.values.items() if value is not None},
        geom=from_shape(feature.geometry, METRIC.epsg),
    )
