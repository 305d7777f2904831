"""Bringing the features of another service over, and deciding about a harvest that has shrunk."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from layers.attributes import attributes_for
from layers.models import Layer
from layers.remote.features import Harvest, features_of
from layers.remote.fetching import fetch
from layers.remote.harvesting import Kept, count_of, has_shrunk, replace_features
from layers.remote.models import FEATURES, RemoteSource
from layers.remote.problems import RemoteProblem
from layers.remote.reading.model import Ask
from service.audit import record
from service.db import Database
from service.jobs import defer
from service.permissions import Actor
from service.remote.hosts import allowance_of
from service.remote.pictures.marks import mark_failed, mark_ok

QUEUE = "remote"
TASK = "harvest_layer"


def ask_for_harvest(db: Session, source: RemoteSource, *, anyway: bool = False) -> None:
    """Have a layer's features fetched in the background; one that was asked for already is not asked for twice.

    `anyway` takes the harvest though it holds much less than what is there.
    """
    if source.kind in FEATURES and (source.asked_at is None or anyway):
        source.asked_at = func.now()
        db.flush()
        defer(db, TASK, QUEUE, layer_id=source.layer_id, municipality_id=source.municipality_id, anyway=anyway)


def approve_shrunk(db: Session, actor: Actor, layer: Layer, source: RemoteSource) -> None:
    """Take what a service has now, though it is much less than before."""
    record(db, actor, "remote_layer.shrunk", "layer", layer.key, before=source.feature_count, after=source.held_count)
    ask_for_harvest(db, source, anyway=True)


def harvest(database: Database, layer_id: int, municipality_id: int, *, anyway: bool = False) -> None:
    """Fetch a layer's features and put them in the place of the old ones, whole or not at all.

    A service that fails leaves what there was, and is marked. A harvest that has shrunk by more than half is held
    until an administrator decides, unless `anyway`.
    """
    with database.session_for(municipality_id) as db:
        source = db.get(RemoteSource, layer_id)
        if source is None or source.kind not in FEATURES:
            return
        allowance = allowance_of(db, municipality_id, database.settings)
    kept = Kept()
    try:
        met, is_swapped = _gathered(lambda url, wish: fetch(url, allowance, wish), source, kept)
        with database.session_for(municipality_id) as db:
            _take(db, layer_id, kept, met, is_swapped=is_swapped, anyway=anyway)
            mark_ok(db, layer_id)
            db.commit()
    except RemoteProblem as problem:
        with database.session_for(municipality_id) as db:
            mark_failed(db, layer_id, problem)
            row = db.get(RemoteSource, layer_id)
            if row is not None:
                row.asked_at, row.tried_at = None, func.now()
            db.commit()
    finally:
        kept.close()


def _gathered(ask: Ask, source: RemoteSource, kept: Kept) -> tuple[Harvest, bool]:
    """Everything that a service has, and whether it puts its axes in another order than it should.

    When most of the first page lies in its place only with its numbers exchanged, the whole is read that way: the
    standards differ in this, and services differ from them. It is noted with the layer, never done by feature.
    """
    wanted = source.is_swapped
    for is_swapped in (wanted, not wanted):
        source.is_swapped = is_swapped
        met = Harvest()
        for number, page in enumerate(features_of(ask, source, met)):
            if number == 0 and is_swapped == wanted and met.left_out["swapped_axes"] > met.read / 2:
                break
            kept.add(page)
        else:
            return met, is_swapped
    raise RemoteProblem("outside_system")


def _take(db: Session, layer_id: int, kept: Kept, met: Harvest, *, is_swapped: bool, anyway: bool) -> None:
    query = select(RemoteSource).where(RemoteSource.layer_id == layer_id).with_for_update()
    row = db.scalars(query).first()
    if row is None:  # taken away while it was fetched
        return
    report: dict[str, Any] = met.as_json()
    before = count_of(db, layer_id)
    row.asked_at, row.tried_at = None, func.now()
    if has_shrunk(before, kept.count) and not anyway:
        row.held_count = kept.count
        return
    row.is_swapped, row.report, row.held_count = is_swapped, report, None
    layer = db.get_one(Layer, layer_id)
    if not layer.shown_attributes:  # a first look; an administrator strikes out what should not be told
        layer.shown_attributes = [one.stored() for one in attributes_for(kept.columns)]
    row.feature_count = replace_features(db, layer_id, kept)
    db.flush()
