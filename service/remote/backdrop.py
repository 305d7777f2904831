"""The municipality's own backdrop: one of its picture layers, over the self-hosted map that stays beneath."""

from __future__ import annotations

from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from layers.models import Layer
from layers.remote.models import PICTURES, RemoteSource
from service.audit import record
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.permissions import Actor
from service.web.map_config import BACKDROP


def use_as_backdrop(db: Session, actor: Actor, layer: Layer, source: RemoteSource) -> None:
    """Lay a layer under everything else on every map.

    Raises InvalidInput for one that comes as features, and for one that not everybody may see.
    """
    if source.kind not in PICTURES or layer.visibility != "public":
        sentence = _("Only a layer of pictures that everybody sees can be the backdrop.")
        raise InvalidInput(sentence, [FieldError("backdrop", sentence)])
    setting = {"key": layer.key, "names": layer.names, "attribution": layer.attribution}
    _save(db, actor, setting)


def leave_backdrop(db: Session, actor: Actor, key: str) -> None:
    """Show the self-hosted map alone again, if it is this layer that lies over it."""
    if is_backdrop(db, actor.municipality_id, key):
        _save(db, actor, None)


def is_backdrop(db: Session, municipality_id: int, key: str) -> bool:
    """Whether a layer is the municipality's backdrop."""
    settings = db.scalars(select(Municipality.settings).where(Municipality.id == municipality_id)).one()
    return bool((settings.get(BACKDROP) or {}).get("key") == key)


def _save(db: Session, actor: Actor, setting: dict[str, Any] | None) -> None:
    row = db.scalars(select(Municipality).where(Municipality.id == actor.municipality_id).with_for_update()).one()
    db.refresh(row)
    before = row.settings.get(BACKDROP)
    rest = {name: value for name, value in row.settings.items() if name != BACKDROP}
    row.settings = {**rest, BACKDROP: setting} if setting else rest
    db.flush()
    keys = {name: (one or {}).get("key") for name, one in (("before", before), ("after", setting))}
    record(db, actor, "municipality.backdrop", "municipality", row.slug, **keys)
    # Others of this service's processes look again in half a minute.
    current_app.extensions.pop("municipalities", None)
