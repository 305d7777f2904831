"""Decisions as something that can be discussed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.discussion.subjects import Subject, register_subject
from service.programmes.models import Decision


def find_decision(db: Session, municipality_id: int, identifier: str) -> Subject | None:
    """The decision with an address as a subject."""
    slug = db.scalar(
        select(Decision.slug).where(Decision.municipality_id == municipality_id, Decision.slug == identifier)
    )
    return Subject("decision", slug, municipality_id, f"/decisions/{slug}") if slug else None


register_subject("decision", find_decision)
