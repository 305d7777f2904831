"""Writing accounts: one-use sign-in links."""

from __future__ import annotations

import datetime as dt
import secrets

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from service.accounts.models import Person, SignInLink
from service.errors import LinkExpired
from service.i18n import gettext as _
from service.web.sessions import token_hash

LINK_LIFE = dt.timedelta(minutes=30)


def make_sign_in_link(db: Session, person: Person) -> str:
    """A new one-use link's token; only its hash is stored. Time is the database's, not this machine's."""
    token = secrets.token_urlsafe(32)
    now = db.scalar(select(func.now()))
    assert now is not None  # noqa: S101 (a database always knows the time)
    db.add(SignInLink(token_hash=token_hash(token), person_id=person.id, expires_at=now + LINK_LIFE))
    db.flush()
    return token


def use_sign_in_link(db: Session, token: str) -> Person:
    """Use a link up and give its person.

    Raises LinkExpired when it was used already, is too old, or never was: the three look alike.
    """
    used = db.execute(
        update(SignInLink)
        .where(
            SignInLink.token_hash == token_hash(token),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > func.now(),
        )
        .values(used_at=func.now())
        .returning(SignInLink.person_id)
    ).first()
    person = db.get(Person, used.person_id) if used else None
    if person is None:
        raise LinkExpired(_("This sign-in link was used already or is too old. Ask for a new one."))
    return person
