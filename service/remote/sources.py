"""Adding a layer of another service, showing it, and taking it away: named verbs that flush and never commit."""

from __future__ import annotations

from sqlalchemy.orm import Session

from geo.crs import METRIC
from geo.tiles import Bounds
from layers.importing import free_key
from layers.models import Layer
from layers.remote.addresses import PLACES
from layers.remote.choosing import chosen, offered_layer
from layers.remote.fetching import host_and_port
from layers.remote.maps import shows_only_swapped
from layers.remote.models import RemoteSource
from layers.remote.reading import OfferedService
from layers.remote.reading.model import Ask
from layers.sight import layers_seen
from service.audit import record
from service.errors import NotFound
from service.i18n import gettext as _
from service.permissions import Actor
from service.remote.harvests import ask_for_harvest
from service.remote.schemas import LayerForm


def add_source(
    db: Session, actor: Actor, offered: OfferedService, form: LayerForm, ask: Ask, around: Bounds
) -> tuple[Layer, RemoteSource]:
    """A new layer of the catalogue that nobody but administrators sees yet, and where it comes from.

    `ask` goes to the service, for a look whether it orders its axes as it should in `around`, a box in the metric CRS.
    Raises RemoteProblem when the service does not offer the layer, or not in the wished system.
    """
    layer = offered_layer(offered, form.name)
    columns = chosen(offered, layer, address=form.address, style=form.style, epsg=form.epsg)
    looked_at = RemoteSource(**columns, is_swapped=False)
    columns["is_swapped"] = shows_only_swapped(ask, looked_at, around, METRIC.epsg)
    made = Layer(
        municipality_id=actor.municipality_id,
        key=free_key(db, actor.municipality_id, form.name_fi),
        kind="remote",
        names=form.names,
        source=form.source,
        licence=form.licence,
        attribution=form.attribution or form.source,
        visibility="administrators",
        sort_order=60,
    )
    db.add(made)
    db.flush()
    source = RemoteSource(
        layer_id=made.id, municipality_id=actor.municipality_id, keep_minutes=form.keep_hours * 60, **columns
    )
    db.add(source)
    db.flush()
    ask_for_harvest(db, source)
    host, port = host_and_port(form.address.translate(PLACES))
    # The address itself may hold a key of the municipality's; the log is read by more people.
    record(
        db, actor, "remote_layer.added", "layer", made.key, name=form.name_fi, kind=offered.kind, host=f"{host}:{port}"
    )
    return made, source


def show_source(db: Session, actor: Actor, layer: Layer, *, is_shown: bool) -> None:
    """Show a layer to everybody, or to nobody."""
    wanted = "public" if is_shown else "administrators"
    if layer.visibility != wanted:
        layer.visibility = wanted
        db.flush()
        record(db, actor, "remote_layer.shown" if is_shown else "remote_layer.hidden", "layer", layer.key)


def remove_source(db: Session, actor: Actor, layer: Layer) -> None:
    """Take a layer away with its copies; the service that it came from still has it."""
    record(db, actor, "remote_layer.removed", "layer", layer.key, name=layer.names.get("fi", layer.key))
    db.delete(layer)
    db.flush()


def remote_layer(db: Session, actor: Actor, key: str) -> tuple[Layer, RemoteSource]:
    """A layer of another service with its source. Raises NotFound, also for one that the actor may not see."""
    seen = layers_seen(actor.municipality_id, actor.sight).where(Layer.key == key, Layer.removed_at.is_(None))
    query = seen.join(RemoteSource, RemoteSource.layer_id == Layer.id).add_columns(RemoteSource)
    found = db.execute(query).first()
    if found is None:
        raise NotFound(_("There is no such layer here."))
    return found[0], found[1]
