"""Themes as something that can be discussed."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from service.discussion.subjects import Subject, register_subject
from service.participation.pins.models import Theme


def find_theme(db: Session, municipality_id: int, identifier: str) -> Subject | None:
    """The theme with an id or a key as a subject, or None."""
    is_named = Theme.key == identifier
    if identifier.isascii() and identifier.isdigit() and len(identifier) < 10:
        is_named = or_(is_named, Theme.id == int(identifier))
    row = db.execute(
        select(Theme.id, Theme.key).where(Theme.municipality_id == municipality_id, is_named).limit(1)
    ).first()
    if row is None:
        return None
    return Subject("theme", str(row.id), municipality_id, url_for("topics.show_theme", key=row.key))


register_subject("theme", find_theme)
