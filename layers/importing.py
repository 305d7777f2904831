"""Taking a layer of the catalogue in from a file's features."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

from geoalchemy2.shape import from_shape
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from boundaries.database import sql
from boundaries.files import FileFeature
from boundaries.importing import names_of
from boundaries.models import Municipality
from geo.crs import METRIC
from layers.attributes import ShownAttribute, attribute_key
from layers.models import Layer, LayerFeature

#: Kinds that a file of plain features can be; zoning, statistics and others have imports of their own.
KINDS = ("backdrop", "services", "spaces", "other")
#: What a layer is called in addresses: of tiles, of collections, of its pages.
KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")
#: Names that tiles, collections and pages have already.
RESERVED = frozenset({"backdrop", "pins", "areas", "zoning", "proposals", "walks", "decisions", "import", "new"})


class KeyRefused(ValueError):
    """A layer cannot be called so: not an address's word, or taken by what is built in."""


@dataclass(frozen=True, slots=True)
class LayerTraits:
    """A layer's entry in the catalogue.

    `names` and `descriptions` by language code; `valid_on` the day that the data describe; `code_column` the column
    of the features' codes; `attributes` those that are shown (`attributes_for` makes them of columns), None to leave
    them as they are, for a new layer none; `visibility` None to leave it as it is, for a new layer public;
    `is_protected` None to leave it.
    """

    key: str
    kind: str
    names: Mapping[str, str]
    source: str
    licence: str
    attribution: str
    valid_on: dt.date | None = None
    code_column: str = ""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    source_url: str = ""
    licence_url: str = ""
    attributes: tuple[ShownAttribute, ...] | None = None
    visibility: str | None = None
    is_protected: bool | None = None


def save_entry(db: Session, municipality_id: int, traits: LayerTraits) -> Layer:
    """Make the layer's entry, or bring it up to date; a removed layer of this key comes back.

    Flushes, never commits. How the layer is drawn, its order, its scales and whether it is on at start stay as an
    administrator set them; a description is left alone when none is given. Raises KeyRefused for a key that no new
    layer can have.
    """
    layer = db.scalar(select(Layer).where(Layer.municipality_id == municipality_id, Layer.key == traits.key))
    if layer is None:
        check_key(traits.key)
        layer = Layer(municipality_id=municipality_id, key=traits.key)
    layer.kind, layer.names = traits.kind, dict(traits.names)
    layer.source, layer.licence, layer.attribution = traits.source, traits.licence, traits.attribution
    layer.valid_on, layer.removed_at = traits.valid_on, None
    layer.descriptions = dict(traits.descriptions) or layer.descriptions or {}
    layer.source_url = traits.source_url or layer.source_url or ""
    layer.licence_url = traits.licence_url or layer.licence_url or ""
    if traits.attributes is not None:
        layer.shown_attributes = [one.stored() for one in traits.attributes]
    if traits.is_protected is not None:
        layer.is_protected = traits.is_protected
    if traits.visibility is not None:
        layer.visibility = traits.visibility
    db.add(layer)
    db.flush()
    return layer


def add_walks(db: Session, municipality_id: int) -> None:
    """Give a municipality the entry of its walks' routes, which have a table of their own; one that is there stays."""
    home = db.get_one(Municipality, municipality_id)
    entry = insert(Layer).values(
        municipality_id=municipality_id,
        key="walks",
        kind="walks",
        names={"fi": "Kehittämiskävelyt", "sv": "Utvecklingspromenader", "en": "Development walks"},
        source=home.names.get("fi", home.slug),
        licence="CC BY 4.0",
        attribution="",
        is_synthetic=home.is_demo,
    )
    db.execute(entry.on_conflict_do_nothing(index_elements=[Layer.municipality_id, Layer.key]))


def check_key(key: str) -> None:
    """Raises KeyRefused unless a layer with features may be called so."""
    if not KEY.fullmatch(key) or key in RESERVED:
        raise KeyRefused(key)


def free_key(db: Session, municipality_id: int, name: str) -> str:
    """A key for a new layer, made of its name: no other layer of the municipality has or had it."""
    taken = set(db.scalars(select(Layer.key).where(Layer.municipality_id == municipality_id))) | RESERVED
    base = attribute_key(name)[:36] or "layer"
    base = base if len(base) > 1 else f"layer_{base}"
    return next(key for number in count(1) if (key := base if number == 1 else f"{base}_{number}") not in taken)


def replace_layer(db: Session, municipality_id: int, traits: LayerTraits, features: Iterable[FileFeature]) -> Layer:
    """Make the layer or bring it up to date, with these features in the place of its old ones.

    Flushes, never commits. Large polygons of a backdrop are cut into pieces, so that a tile reads little; what
    can be clicked stays whole. Raises KeyRefused as `save_entry` does.
    """
    layer = save_entry(db, municipality_id, traits)
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
