"""Walks as something that can be discussed and supported."""

from __future__ import annotations

import uuid

from flask import url_for
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from service.discussion.subjects import Subject, register_subject
from service.participation.walks.models import Walk


def find_walk(db: Session, municipality_id: int, identifier: str) -> Subject | None:
    """The walk with an id or a slug as a subject, or None."""
    row = db.execute(
        select(Walk.id, Walk.slug).where(_is_named(identifier), Walk.municipality_id == municipality_id)
    ).first()
    if row is None:
        return None
    return Subject("walk", str(row.id), municipality_id, url_for("walks.show_walk", slug=row.slug))


def _is_named(identifier: str) -> ColumnElement[bool]:
    try:
        return Walk.id == uuid.UUID(identifier)
    except ValueError:
        return Walk.slug == identifier


register_subject("walk", find_walk)
