"""Observations of walks as something that can be reported and moderated, and that has photos' visibility."""

from __future__ import annotations

import uuid

from flask import url_for
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.moderation.kinds import Kind, Target, register_kind
from service.participation.walks.after.moderation import set_visibility
from service.participation.walks.models import Observation, Walk
from service.permissions import Actor


def observation_for_moderation(db: Session, municipality_id: int, key: uuid.UUID) -> Observation | None:
    """An observation by its key, locked for a change; None when there is none in the municipality."""
    return db.scalar(
        select(Observation)
        .join(Walk, Walk.id == Observation.walk_id)
        .where(Observation.key == key, Walk.municipality_id == municipality_id)
        .with_for_update(of=Observation)
    )


def move_observation(
    db: Session,
    actor: Actor | None,
    note: Observation,
    visibility: str,
    *,
    reason: str = "",
    batch: str = "",
    deed: str = "",
) -> bool:
    """Give an observation another visibility, as `moderation.kinds.Move` says. None waits: what would is hidden."""
    wanted = "hidden" if visibility == "pending" else visibility
    return set_visibility(db, actor, note, wanted, reason, batch=batch, deed=deed)


def show_observation(connection: Connection, municipality_id: int, identifier: str) -> Target | None:
    """The public observation with a key, as something that can be reported."""
    try:
        values = {"municipality_id": municipality_id, "key": uuid.UUID(identifier)}
    except ValueError:
        return None
    row = connection.execute(sql("service.participation.walks", "public_observation"), values).first()
    if row is None:
        return None
    page = url_for("walks.show_observation", slug=row.slug, number=row.number)
    return Target("observation", str(row.key), row.body[:120], page)


register_kind(Kind("observation", show_observation, observation_for_moderation, move_observation))
