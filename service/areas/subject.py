"""Areas as something that can be discussed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Area
from service.discussion.subjects import Subject, register_subject


def find_area(db: Session, municipality_id: int, identifier: str) -> Subject | None:
    """The published area with a slug as a subject, or None. Its slug is its id in discussions: it never changes."""
    found = db.scalar(
        select(Area.slug).where(
            Area.slug == identifier, Area.municipality_id == municipality_id, Area.state == "published"
        )
    )
    return Subject("area", found, municipality_id, f"/areas/{found}") if found else None


register_subject("area", find_area)
