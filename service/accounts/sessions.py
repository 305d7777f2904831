"""Closing sign-ins: one's own, and a person's by an administrator."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from service.accounts.models import SignInLink, WebSession


def close_session(db: Session, person_id: uuid.UUID, session_id: uuid.UUID) -> bool:
    """End one sign-in of a person; False when there is none such (any more) of theirs."""
    closed = delete(WebSession).where(WebSession.id == session_id, WebSession.person_id == person_id)
    return db.scalar(closed.returning(WebSession.id)) is not None


def close_sessions(db: Session, person_id: uuid.UUID, *, but: uuid.UUID | None = None) -> int:
    """End a person's sign-ins in this municipality, all but one if that is given; how many there were.

    Links that were mailed and not used yet are worth nothing afterwards either.
    """
    db.execute(delete(SignInLink).where(SignInLink.person_id == person_id, SignInLink.used_at.is_(None)))
    closed = delete(WebSession).where(WebSession.person_id == person_id)
    if but is not None:
        closed = closed.where(WebSession.id != but)
    return len(db.scalars(closed.returning(WebSession.id)).all())
