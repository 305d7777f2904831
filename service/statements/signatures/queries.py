"""Reading signatures: names that anyone may see from the public views, the rest for staff and for who signed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.accounts.models import Person
from service.notices.models import Follow
from service.statements.models import Statement
from service.statements.signatures.models import StatementSignature

PACKAGE = "service.statements.signatures"
#: A page shows so many names; the rest are counted.
MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class SignedName:
    """The name of somebody who signed and lets everybody read it."""

    id: uuid.UUID
    name: str
    signed_on: dt.date
    is_synthetic: bool


def public_names(connection: Connection, statement_id: uuid.UUID) -> list[SignedName]:
    """The names that everybody may read under a statement, the earliest first; at most `MOST_NAMES`."""
    rows = connection.execute(sql(PACKAGE, "public_names"), {"statement_id": statement_id, "most": MOST_NAMES})
    return [SignedName(**row._mapping) for row in rows]


def signature_count(db: Session, statement_id: uuid.UUID) -> int:
    """How many have signed a statement, whoever may see it."""
    query = select(func.count()).where(
        StatementSignature.statement_id == statement_id, StatementSignature.confirmed_at.is_not(None)
    )
    return int(db.scalar(query) or 0)


def signatures_of(db: Session, statement_id: uuid.UUID) -> Sequence[StatementSignature]:
    """All who signed a statement, the earliest first, for those who handle it; at most `MOST_NAMES`."""
    return db.scalars(
        select(StatementSignature)
        .where(StatementSignature.statement_id == statement_id, StatementSignature.confirmed_at.is_not(None))
        .order_by(StatementSignature.confirmed_at, StatementSignature.id)
        .limit(MOST_NAMES)
    ).all()


def signature_of_person(
    db: Session, statement_id: uuid.UUID, person_id: uuid.UUID | None, email: str | None, *, lock: bool = False
) -> StatementSignature | None:
    """The signature of an account, waiting ones too: the account's own, else one by its address."""
    if person_id is None:
        return None
    is_mine = StatementSignature.person_id == person_id
    if email:
        is_mine = or_(is_mine, func.lower(StatementSignature.email) == email.lower())
    query = (
        select(StatementSignature)
        .where(StatementSignature.statement_id == statement_id, is_mine)
        .order_by(StatementSignature.person_id.is_(None))
        .limit(1)
    )
    return db.scalars(query.with_for_update() if lock else query).first()


def account_of(db: Session, person_id: uuid.UUID | None) -> Person | None:
    """The account of somebody signed in; None for a visitor."""
    return db.get(Person, person_id) if person_id is not None else None


def is_givers_address(db: Session, statement: Statement, email: str | None) -> bool:
    """Whether an address is that of who gave the statement: of their account, or where they have the response sent."""
    if not email:
        return False
    if statement.author_id is not None:
        author = db.get(Person, statement.author_id)
        if author is not None and (author.email or "").lower() == email.lower():
            return True
    told = select(Follow.id).where(
        Follow.subject_kind == "statement",
        Follow.subject_id == str(statement.id),
        Follow.role == "author",
        Follow.confirmed_at.is_not(None),
        func.lower(Follow.email) == email.lower(),
    )
    return db.scalar(told) is not None
