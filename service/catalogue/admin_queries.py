"""Reading the whole catalogue, for those who keep it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from boundaries.database import sql
from layers.attributes import attribute_from
from layers.models import Layer
from layers.sight import layers_seen
from service.catalogue.admin_schemas import ColumnRow
from service.errors import NotFound
from service.i18n import gettext as _
from service.permissions import Actor

PACKAGE = "service.catalogue"
#: Kinds whose data are in the layer itself or kept for it, so that hiding the layer hides them too.
CLOSED_WITH_ENTRY = frozenset({"backdrop", "services", "spaces", "remote", "other"})
#: So many columns of a layer can be chosen from.
MOST_COLUMNS = 80


def all_layers(db: Session, actor: Actor) -> tuple[list[Layer], list[Layer]]:
    """All layers that a keeper sees, restricted ones too, in the order of the catalogue, and the removed ones."""
    found = list(db.scalars(layers_seen(actor.municipality_id, actor.sight)))
    return [one for one in found if one.removed_at is None], [one for one in found if one.removed_at is not None]


def entry_of(db: Session, actor: Actor, key: str, *, is_locked: bool = False) -> Layer:
    """A layer, removed or not, locked for a change when asked.

    Raises NotFound, in the same words for one that the keeper may not see.
    """
    wanted = layers_seen(actor.municipality_id, actor.sight).where(Layer.key == key)
    found = db.scalar(wanted.with_for_update() if is_locked else wanted)
    if found is None:
        raise NotFound(_("There is no such layer here."))
    return found


def column_rows(db: Session, layer: Layer) -> list[ColumnRow]:
    """The columns that can be shown: those that are, in their order, then the others by name."""
    shown = [attribute_from(one) for one in layer.shown_attributes]
    rows = [ColumnRow(one.column, True, one.names) for one in shown]
    taken = {one.column for one in shown}
    others = [name for name in db.scalars(sql(PACKAGE, "columns"), {"layer": layer.id}) if name not in taken]
    return [*rows, *(ColumnRow(name, False, {}) for name in others)][:MOST_COLUMNS]
