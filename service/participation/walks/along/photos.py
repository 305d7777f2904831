"""Observations as something that has photos: added by the walker who noted it, or from paper by staff."""

from __future__ import annotations

import uuid

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.participation.photos.subjects import PhotoSubject, register_photo_subject
from service.participation.walks import rules
from service.participation.walks.models import Observation, Walk
from service.permissions import Actor


def subject_of_note(walk: Walk, note: Observation, *, is_own: bool) -> PhotoSubject:
    """A stored observation as somebody may deal with its photos; they are taken as long as notes are."""
    return PhotoSubject(
        "observation",
        note.key,
        walk.municipality_id,
        page=url_for("walks.show_observation", slug=walk.slug, number=note.number),
        is_own=is_own,
        is_open=rules.takes_notes(walk),
        is_synthetic=note.is_synthetic,
    )


def find_note(db: Session, actor: Actor, key: uuid.UUID) -> PhotoSubject | None:
    """The observation with a key for the actor: its own only for staff who entered it. None when there is none."""
    found = db.execute(
        select(Walk, Observation)
        .join(Observation, Observation.walk_id == Walk.id)
        .where(Observation.key == key, Walk.municipality_id == actor.municipality_id)
    ).first()
    if found is None:
        return None
    walk, note = found
    is_own = actor.person_id is not None and note.entered_by == actor.person_id
    return subject_of_note(walk, note, is_own=is_own)


register_photo_subject("observation", find_note)
