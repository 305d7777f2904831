"""Features of an import as a layer of the catalogue, and the layer taken back."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from layers.importing import KeyRefused, save_entry
from layers.models import Layer, LayerFeature
from layers.sight import narrowest
from service.errors import EditConflict
from service.i18n import gettext as _
from service.layer_imports import before
from service.layer_imports.layer_targets import layer_traits, replaceable
from service.layer_imports.models import LayerImport
from service.layer_imports.report import fate_values, with_fates
from service.layer_imports.sight import FOR_STAFF


def bring_layer(db: Session, row: LayerImport, sight: str) -> Layer:
    """Make the layer, or put the file's features in the place of an existing layer's. Flushes.

    From then on the import is seen by whoever sees both the layer and what it replaced. Raises EditConflict when the
    layer that was to be replaced is none that can be, or that somebody with the sight does not see.
    """
    target = row.target["layer"]
    traits = layer_traits(db, row.municipality_id, target)
    replaced = replaceable(row.municipality_id, sight).where(Layer.key == target["replaces"])
    old = db.scalar(replaced.with_for_update()) if target["replaces"] else None
    if target["replaces"] and old is None:
        raise EditConflict(_("The layer that was to be replaced is not there any more. Choose again."))
    row.visibility = narrowest((FOR_STAFF, str(traits.visibility), old.visibility if old else FOR_STAFF))
    if old is not None:
        before.keep(db, row, "layer", Layer.id == old.id)
        before.keep(db, row, "feature", LayerFeature.layer_id == old.id)
    try:
        layer = save_entry(db, row.municipality_id, traits)
    except KeyRefused as refused:
        raise EditConflict(_("A layer cannot have this name. Give it another one.")) from refused
    db.execute(delete(LayerFeature).where(LayerFeature.layer_id == layer.id))
    values = {**fate_values(row), "layer_id": layer.id, "name_column": target["name_column"]}
    db.execute(with_fates("features_of_layer"), values)
    if layer.kind == "backdrop":
        db.execute(sql("layers", "cut_large_features"), {"layer_id": layer.id})
    return layer


def stamp_of_layer(db: Session, layer_id: int) -> str:
    """A mark of a layer as it is now: its entry and its features move it. Empty when there is none."""
    changed = db.scalar(select(Layer.changed_at).where(Layer.id == layer_id))
    count = db.scalar(select(func.count()).where(LayerFeature.layer_id == layer_id))
    return f"{changed.isoformat()} {count}" if changed is not None else ""


def take_layer_back(db: Session, row: LayerImport) -> None:
    """Put the layer as it was before the import, or away when it came with it.

    Raises EditConflict when it was changed since.
    """
    layer_id = int(row.outcome["layer"])
    if stamp_of_layer(db, layer_id) != row.outcome["stamp"]:
        raise EditConflict(_("The layer was changed after the import, so the import can no longer be taken back."))
    db.execute(delete(Layer).where(Layer.id == layer_id))
    before.put_back(db, row.id, ("layer", "feature"))
