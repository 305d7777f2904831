"""Who sees an import: it tells of the layer that it is to be, that it became and that it replaced."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from layers.models import Layer
from layers.sight import is_hidden_from, layers_seen, narrowest, seen_by
from service.layer_imports.models import LayerImport
from service.permissions import Actor

#: What planners see, who bring layers in.
FOR_STAFF = "officials"


def imports_seen(actor: Actor) -> Select[LayerImport]:
    """The imports of the municipality that somebody sees: to him the others are not there.

    Hidden is what is of few people itself, and what became a layer that he may not see just now.
    """
    became = select(Layer.id).where(Layer.id == LayerImport.outcome["layer"].as_integer(), is_hidden_from(actor.sight))
    return select(LayerImport).where(
        LayerImport.municipality_id == actor.municipality_id,
        LayerImport.visibility.in_(seen_by(actor.sight)),
        ~became.exists(),
    )


def of_sender(actor: Actor) -> str:
    """Who sees a file until it is in use: what an administrator sends may be for administrators alone."""
    return narrowest((FOR_STAFF, actor.sight))


def narrow_to_target(db: Session, actor: Actor, row: LayerImport) -> None:
    """Let an import that is to be or to replace a layer of few people be seen by no more than them.

    What the actor may not choose narrows nothing: it is refused, and he is to read why.
    """
    if row.target["kind"] == "layer":
        target = row.target["layer"]
        replaced = db.scalar(layers_seen(actor.municipality_id, actor.sight).where(Layer.key == target["replaces"]))
        typed = [target["visibility"], replaced.visibility if replaced else FOR_STAFF]
        row.visibility = narrowest((row.visibility, *(one for one in typed if one in seen_by(actor.sight))))
