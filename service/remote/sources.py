"""Adding a layer of another service, showing it, and taking it away: named verbs that flush and never commit."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.slugs import slug_of
from layers.models import Layer
from layers.remote import info, maps
from layers.remote.addresses import service_address
from layers.remote.fetching import host_and_port
from layers.remote.models import RemoteSource
from layers.remote.problems import RemoteProblem
from layers.remote.reading import OfferedLayer, OfferedService
from service.audit import record
from service.errors import NotFound
from service.i18n import gettext as _
from service.permissions import Actor
from service.remote.schemas import LayerForm

LONGEST_KEY = 40


def add_source(db: Session, actor: Actor, offered: OfferedService, form: LayerForm) -> Layer:
    """A new layer of the catalogue that nobody but administrators sees yet, and where it comes from.

    Raises RemoteProblem when the service does not offer the layer, or not in the wished system.
    """
    layer = offered_layer(offered, form.name)
    if form.epsg not in layer.systems:
        raise RemoteProblem("no_system")
    made = Layer(
        municipality_id=actor.municipality_id,
        key=_free_key(db, actor.municipality_id, form.name_fi),
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
    styles = {style.name: style for style in layer.styles}
    style = styles.get(form.style)
    db.add(
        RemoteSource(
            layer_id=made.id,
            municipality_id=actor.municipality_id,
            kind=offered.kind,
            version=offered.version,
            address=service_address(form.address),
            name=layer.name,
            style=form.style if style else "",
            format=first_of(maps.FORMATS, offered.formats),
            info_format=first_of(info.FORMATS, offered.info_formats) if layer.has_info else "",
            legend=(style or next(iter(styles.values()), None) or _NO_STYLE).legend,
            epsg=form.epsg,
            facts=layer.facts,
            keep_minutes=form.keep_hours * 60,
        )
    )
    db.flush()
    host, port = host_and_port(form.address)
    # The address itself may hold a key of the municipality's; the log is read by more people.
    record(
        db, actor, "remote_layer.added", "layer", made.key, name=form.name_fi, kind=offered.kind, host=f"{host}:{port}"
    )
    return made


def show_source(db: Session, actor: Actor, layer: Layer, *, is_shown: bool) -> None:
    """Show a layer to everybody, or to nobody."""
    if layer.is_public != is_shown:
        layer.visibility = "public" if is_shown else "administrators"
        db.flush()
        record(db, actor, "remote_layer.shown" if is_shown else "remote_layer.hidden", "layer", layer.key)


def remove_source(db: Session, actor: Actor, layer: Layer) -> None:
    """Take a layer away with its copies; the service that it came from still has it."""
    record(db, actor, "remote_layer.removed", "layer", layer.key, name=layer.names.get("fi", layer.key))
    db.delete(layer)
    db.flush()


def remote_layer(db: Session, municipality_id: int, key: str) -> tuple[Layer, RemoteSource]:
    """A layer of another service with its source. Raises NotFound."""
    query = (
        select(Layer, RemoteSource)
        .join(RemoteSource, RemoteSource.layer_id == Layer.id)
        .where(Layer.municipality_id == municipality_id, Layer.key == key)
    )
    found = db.execute(query).first()
    if found is None:
        raise NotFound(_("There is no such layer here."))
    return found[0], found[1]


def offered_layer(offered: OfferedService, name: str) -> OfferedLayer:
    """The layer of that name. Raises RemoteProblem when the service has none, or none that can be used here."""
    found = next((one for one in offered.layers if one.name == name), None)
    if found is None:
        raise RemoteProblem("no_such_layer", name=name[:100])
    if not found.systems:
        raise RemoteProblem("no_system")
    return found


def first_of(liked: tuple[str, ...], offered: tuple[str, ...]) -> str:
    """The format that we like best of those offered; empty where we know none of them."""
    return next((one for one in liked if one in offered), "")


def _free_key(db: Session, municipality_id: int, name: str) -> str:
    taken = set(db.scalars(select(Layer.key).where(Layer.municipality_id == municipality_id)))
    wanted = slug_of(name)[:LONGEST_KEY].strip("-") or "layer"
    return next(key for key in (wanted, *(f"{wanted}-{n}" for n in range(2, 10_000))) if key not in taken)


class _NoStyle:
    legend = ""


_NO_STYLE = _NoStyle()
