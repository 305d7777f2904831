"""Reading accounts."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.accounts.models import Person, RoleGrant, WebSession


def person_by_email(db: Session, email: str) -> Person | None:
    """The person with an address, whatever its case; None when there is nobody."""
    if "\x00" in email:  # no address holds one, and no database takes it
        return None
    return db.scalar(select(Person).where(func.lower(Person.email) == email.strip().lower()))


def demo_people(db: Session, municipality_id: int) -> Sequence[Person]:
    """The demo's people who have a role in the municipality, in the order they were made."""
    granted = select(RoleGrant.person_id).where(RoleGrant.municipality_id == municipality_id)
    return db.scalars(
        select(Person).where(Person.is_demo, Person.id.in_(granted)).order_by(Person.created_at, Person.email)
    ).all()


def sessions_of(db: Session, person_id: uuid.UUID) -> Sequence[WebSession]:
    """A person's sign-ins that have not ended, the one used last first."""
    query = select(WebSession).where(WebSession.person_id == person_id, WebSession.expires_at > func.now())
    return db.scalars(query.order_by(WebSession.last_used_at.desc(), WebSession.id)).all()
