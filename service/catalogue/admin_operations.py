"""Keeping the catalogue: changing an entry, its place in the order, removing and putting back.

Named verbs that flush and never commit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.attributes import MOST_ATTRIBUTES, ShownAttribute, attribute_from, attributes_for
from layers.looks import Classes
from layers.models import VISIBILITIES, Layer
from layers.remote.models import RemoteSource
from layers.sight import layers_seen, seen_by
from service.audit import record
from service.catalogue.admin_queries import CLOSED_WITH_ENTRY
from service.catalogue.admin_schemas import ColumnRow, EntryForm
from service.errors import EditConflict, FieldError, InvalidInput
from service.i18n import gettext as _
from service.permissions import Actor
from service.remote.backdrop import is_backdrop, leave_backdrop, use_as_backdrop

_STEP = 10


def change_entry(db: Session, actor: Actor, layer: Layer, form: EntryForm, columns: Sequence[ColumnRow]) -> bool:
    """Bring a locked entry to what was typed; gives whether anything changed.

    Who may see a layer is changed only where hiding the entry hides the data too. Raises EditConflict when the entry
    or its features changed after the form was filled, and InvalidInput for too many shown columns and for a
    visibility at which the keeper would not see the layer himself.
    """
    if form.seen != layer.changed_at:
        raise EditConflict(
            _("Somebody else changed the layer meanwhile. What you typed is below; look it over and save again.")
        )
    if form.visibility and form.visibility not in seen_by(actor.sight):
        sentence = _("Choose who may see the layer.")
        raise InvalidInput(sentence, [FieldError("visibility", sentence)])
    wanted = _wanted(layer, form, columns)
    changed = [name for name, value in wanted.items() if getattr(layer, name) != value]
    if not changed:
        return False
    before = layer.visibility
    for name in changed:
        setattr(layer, name, wanted[name])
    db.flush()
    detail = {"visibility": [before, layer.visibility]} if "visibility" in changed else {}
    record(db, actor, "layer.changed", "layer", layer.key, fields=changed, **detail)
    _follow_backdrop(db, actor, layer)
    return True


def class_layer(db: Session, actor: Actor, layer: Layer, seen: dt.datetime, classes: Classes) -> None:
    """Draw a locked layer by classes. Raises EditConflict when it changed after the form was filled."""
    if seen != layer.changed_at:
        raise EditConflict(
            _("Somebody else changed the layer meanwhile. What you typed is below; look it over and save again.")
        )
    layer.style = {**layer.style, "classes": classes.model_dump()}
    db.flush()
    record(db, actor, "layer.classed", "layer", layer.key, attribute=classes.attribute, kind=classes.kind)


def leave_unclassed(db: Session, actor: Actor, layer: Layer) -> None:
    """Draw a locked layer in one colour; nothing happens to one that already is."""
    if "classes" in layer.style:
        layer.style = {name: value for name, value in layer.style.items() if name != "classes"}
        db.flush()
        record(db, actor, "layer.unclassed", "layer", layer.key)


def move_entry(db: Session, actor: Actor, layer: Layer, *, is_up: bool) -> None:
    """Move a layer one place in the order as its keeper sees it; at its end nothing happens.

    Layers that the keeper does not see are passed over, and keep their places among themselves.
    """
    wanted = layers_seen(layer.municipality_id, VISIBILITIES[-1]).where(Layer.removed_at.is_(None))
    order = list(db.scalars(wanted.with_for_update()))
    seen = [one for one in order if one.visibility in seen_by(actor.sight)]
    if layer not in seen:
        return
    other = seen.index(layer) + (-1 if is_up else 1)
    if not 0 <= other < len(seen):
        return
    order.remove(layer)
    order.insert(order.index(seen[other]) + (0 if is_up else 1), layer)
    for number, one in enumerate(order, start=1):
        if one.sort_order != number * _STEP:
            one.sort_order = number * _STEP
    db.flush()
    record(db, actor, "layer.moved", "layer", layer.key)


def remove_entry(db: Session, actor: Actor, layer: Layer) -> None:
    """Take a layer out of the catalogue and everything that shows it; it can be put back as it was.

    Raises InvalidInput for a layer whose data are kept elsewhere.
    """
    if layer.kind not in CLOSED_WITH_ENTRY:
        raise InvalidInput(_("This layer is made of the service's own data. It cannot be removed."))
    if layer.removed_at is None:
        layer.removed_at = dt.datetime.now(dt.UTC)
        db.flush()
        leave_backdrop(db, actor, layer.key)
        record(db, actor, "layer.removed", "layer", layer.key)


def put_back(db: Session, actor: Actor, layer: Layer) -> None:
    """Put a removed layer back, with the visibility that it had."""
    if layer.removed_at is not None:
        layer.removed_at = None
        db.flush()
        record(db, actor, "layer.put_back", "layer", layer.key)


def _wanted(layer: Layer, form: EntryForm, columns: Sequence[ColumnRow]) -> dict[str, object]:
    is_closing = layer.kind in CLOSED_WITH_ENTRY and form.visibility
    style = {name: value for name, value in layer.style.items() if name != "colour"}
    return {
        "names": form.texts("name"),
        "descriptions": form.texts("description"),
        "source": form.source,
        "source_url": form.source_url,
        "licence": form.licence,
        "licence_url": form.licence_url,
        "attribution": form.attribution,
        "valid_from": form.valid_from,
        "valid_to": form.valid_to,
        "min_zoom": form.min_zoom,
        "max_zoom": form.max_zoom,
        "visibility": form.visibility if is_closing else layer.visibility,
        "style": {**style, "colour": form.colour} if form.colour else style,
        "is_on_at_start": form.on_at_start == "yes",
        "is_protected": form.protected == "yes",
        "shown_attributes": _attributes(layer, columns),
    }


def _attributes(layer: Layer, columns: Sequence[ColumnRow]) -> list[dict[str, object]]:
    """The shown columns; one that was shown keeps its key, by which other programs know it."""
    shown = [one for one in columns if one.is_shown]
    if len(shown) > MOST_ATTRIBUTES:
        sentence = _("Choose at most %(most)s columns.", most=MOST_ATTRIBUTES)
        raise InvalidInput(sentence, [FieldError("columns", sentence)])
    kept = {one.column: one.key for one in map(attribute_from, layer.shown_attributes)}
    keys = {one.column: one.key for one in attributes_for(one.column for one in shown)}
    made: dict[str, ShownAttribute] = {}
    for one in shown:
        key = kept.get(one.column) or keys[one.column]
        number = 2
        while key in made or (one.column not in kept and key in kept.values()):
            key, number = f"{keys[one.column][:36]}_{number}", number + 1
        made[key] = ShownAttribute(key, one.column, one.names)
    return [dict(one.stored()) for one in made.values()]


def _follow_backdrop(db: Session, actor: Actor, layer: Layer) -> None:
    """A layer that lies under every map says its new name there, and leaves when not everybody may see it."""
    if layer.kind != "remote" or not is_backdrop(db, actor.municipality_id, layer.key):
        return
    source = db.scalar(select(RemoteSource).where(RemoteSource.layer_id == layer.id))
    if layer.visibility == "public" and source is not None:
        use_as_backdrop(db, actor, layer, source)
    else:
        leave_backdrop(db, actor, layer.key)
