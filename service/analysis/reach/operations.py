"""Asking for a reckoning, and keeping what it found as an edition of an own indicator. Flushes, never commits."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import numpy as np
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from layers.catalogue import CatalogueEntry, layers_of
from layers.indicators.catalogue import LICENCE, SOURCE
from layers.indicators.models import OwnEdition, OwnIndicator
from layers.indicators.own_store import EditionTraits, Figures, add_edition, own_indicator
from service.analysis.reach.models import ReachReckoning
from service.analysis.reach.reckoning import CELL_M, Measure, Progress, Reach, reach_of
from service.analysis.reach.schemas import ReachForm
from service.analysis.reach.words import UNITS, meaning_of, names_of, note_of
from service.audit import record
from service.errors import FieldError, InvalidInput
from service.i18n import LANGUAGES
from service.i18n import gettext as _
from service.jobs import defer
from service.permissions import Actor

QUEUE = "reach"


def service_layers(connection: Connection, municipality_id: int) -> list[CatalogueEntry]:
    """The public layers that hold services."""
    return [one for one in layers_of(connection, municipality_id) if one.kind == "services"]


def ask(db: Session, actor: Actor, form: ReachForm, layers: list[CatalogueEntry]) -> ReachReckoning:
    """Put a reckoning into the queue.

    Raises InvalidInput for a layer that is not among `layers`.
    """
    if form.layer not in {one.key for one in layers}:
        message = _("Choose a layer of services.")
        raise InvalidInput(message, [FieldError("layer", message)])
    row = ReachReckoning(
        id=uuid.uuid4(), municipality_id=actor.municipality_id, person_id=actor.person_id, wish=form.model_dump()
    )
    db.add(row)
    db.flush()
    defer(db, "reckon_reach", QUEUE, reckoning_id=str(row.id), municipality_id=row.municipality_id)
    record(db, actor, "indicator.reach_asked", "indicator", form.layer, measure=form.measure, radius=form.radius)
    return row


def reckon(
    db: Session,
    published: Connection,
    actor: Actor,
    wish: ReachForm,
    progress: Progress = lambda _: None,
) -> OwnEdition:
    """Reckon the reach of a layer and keep it as an edition of its indicator, which is made if it is new.

    Parameters
    ----------
    published : a connection that sees what anyone may see.

    Raises
    ------
    LookupError
        when there is no such layer, it is empty (`reckoning.NoServices`), or there are no statistics.
    """
    layer = next((one for one in service_layers(published, actor.municipality_id) if one.key == wish.layer), None)
    if layer is None:
        raise LookupError(wish.layer)
    radius = int(wish.radius)
    reach = reach_of(published, actor.municipality_id, layer.key, wish.measure, radius, progress)
    key = _key(layer.key, wish.measure, radius)
    indicator = own_indicator(db, actor.municipality_id, key) or OwnIndicator(
        municipality_id=actor.municipality_id, key=key, domain="services", kind="value"
    )
    indicator.names = names_of(wish.measure, layer.names, {code: getattr(wish, f"name_{code}") for code in LANGUAGES})
    indicator.meaning = meaning_of(wish.measure, layer.names, radius)
    indicator.unit = UNITS[wish.measure]
    # Far from a service is a need; few services for each resident is one too.
    indicator.more_is_need = wish.measure == "nearest"
    db.add(indicator)
    db.flush()
    edition = add_edition(db, indicator, _traits(actor, layer, wish, reach), ("value", "base"), figures_of(reach))
    record(db, actor, "indicator.reckoned", "indicator", key, edition=edition.edition, services=reach.services)
    return edition


def figures_of(reach: Reach) -> Figures:
    """Figures as they are kept: where nobody lives there is none."""
    found: dict[int, dict[str, tuple[str, float | None]]] = {}
    for area_id, value, people in zip(reach.area_ids, reach.values, reach.people, strict=True):
        told = ("missing", None) if np.isnan(value) else ("value", float(value))
        found[area_id] = {"value": told, "base": ("value", float(people))}
    return found


def _key(layer: str, measure: Measure, radius: int) -> str:
    return f"near_{layer}" if measure == "nearest" else f"reach_{layer}_{radius}_m"


def _traits(actor: Actor, layer: CatalogueEntry, wish: ReachForm, reach: Reach) -> EditionTraits:
    origin: dict[str, Any] = {
        "layer": layer.key,
        "measure": wish.measure,
        "radius_m": int(wish.radius) if wish.measure == "catchment" else None,
        "cell_m": CELL_M,
        "people": reach.source,
        "services": reach.services,
        "people_lost": reach.lost,
    }
    return EditionTraits(
        year=layer.valid_on.year if layer.valid_on else dt.datetime.now(dt.UTC).year,
        source=f"{layer.source} ({layer.licence}); {SOURCE}",
        licence=LICENCE,
        note=note_of(reach, wish.measure),
        origin=origin,
        person_id=actor.person_id,
    )
