"""Keeping a sign-in that is on its way, and finding or making the account behind one that came back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.accounts.connect.client import Begun, Claims
from service.accounts.connect.providers import Provider
from service.accounts.models import Person, ProviderIdentity, SignInAttempt
from service.accounts.queries import person_by_email
from service.audit import record
from service.errors import NotAllowed
from service.i18n import gettext as _
from service.permissions import Actor
from service.web.sessions import token_hash

#: How long somebody may take at the provider.
ATTEMPT_LIFE = dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Attempt:
    """What was kept of a sign-in that came back."""

    nonce: str
    code_verifier: str
    next: str


def keep_attempt(db: Session, municipality_id: int, begun: Begun, next_page: str) -> None:
    """Keep what must come back; the state itself only as its hash. Time is the database's."""
    db.execute(
        insert(SignInAttempt).values(
            state_hash=token_hash(begun.state),
            municipality_id=municipality_id,
            nonce=begun.nonce,
            code_verifier=begun.code_verifier,
            next=next_page,
            expires_at=func.now() + ATTEMPT_LIFE,
        )
    )


def take_attempt(db: Session, municipality_id: int, state: str) -> Attempt | None:
    """Use an attempt up: of many who bring the same state one gets it, and nobody after a quarter of an hour."""
    row = db.execute(
        delete(SignInAttempt)
        .where(
            SignInAttempt.state_hash == token_hash(state),
            SignInAttempt.municipality_id == municipality_id,
            SignInAttempt.expires_at > func.now(),
        )
        .returning(SignInAttempt.nonce, SignInAttempt.code_verifier, SignInAttempt.next)
    ).first()
    return Attempt(*row) if row else None


def person_behind(db: Session, municipality_id: int, provider: Provider, claims: Claims) -> Person:
    """The account of whom a provider speaks: known by its subject, else by a verified address, else made now.

    Raises NotAllowed where no accounts are made and there is none.
    """
    same = (ProviderIdentity.issuer == claims.issuer, ProviderIdentity.subject == claims.subject)
    known = db.scalar(select(ProviderIdentity).where(*same).with_for_update())
    if known is not None:
        known.last_used_at = func.now()
        known.home_code = claims.home_code
        db.flush()
        return db.get_one(Person, known.person_id)
    person = person_by_email(db, claims.email) if claims.email else None
    is_new = person is None
    if person is None:
        if not provider.makes_accounts:
            raise NotAllowed(_("There is no account for you here. Ask an administrator for one."))
        person = Person(email=claims.email, display_name=claims.name or _("Resident"))
        db.add(person)
        db.flush()
    made = db.execute(
        insert(ProviderIdentity)
        .values(issuer=claims.issuer, subject=claims.subject, person_id=person.id, home_code=claims.home_code)
        .on_conflict_do_nothing()
        .returning(ProviderIdentity.id)
    ).first()
    if made is None:  # somebody signed in twice at once, and the other was first
        if is_new:
            db.delete(person)
            db.flush()
        return person_behind(db, municipality_id, provider, claims)
    actor = Actor(municipality_id, person_id=person.id)
    record(db, actor, "account.made" if is_new else "account.linked", "person", str(person.id), issuer=claims.issuer)
    return person
