"""Reading followings."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.notices.models import Follow

PACKAGE = "service.follows"


@dataclass(frozen=True, slots=True)
class DueDigest:
    """The followings of one address whose digests are due, to be told in one mail."""

    follows: list[uuid.UUID]


def due(db: Session, through: dt.date) -> list[DueDigest]:
    """What is due when digests tell of everything up to and with the day `through`, by address."""
    return [DueDigest(row.follows) for row in db.execute(sql(PACKAGE, "due"), {"through": through})]


def own_followings(db: Session, follow: Follow) -> Sequence[Follow]:
    """All that the address of a following follows in its municipality, the oldest first."""
    return db.scalars(
        select(Follow)
        .where(
            Follow.municipality_id == follow.municipality_id,
            func.lower(Follow.email) == follow.email.lower(),
            Follow.confirmed_at.is_not(None),
        )
        .order_by(Follow.confirmed_at, Follow.id)
    ).all()


def followings_of_address(db: Session, municipality_id: int, email: str) -> Sequence[Follow]:
    """As `own_followings`, for an address that was typed."""
    return db.scalars(
        select(Follow)
        .where(
            Follow.municipality_id == municipality_id,
            func.lower(Follow.email) == email.lower(),
            Follow.confirmed_at.is_not(None),
        )
        .order_by(Follow.confirmed_at, Follow.id)
    ).all()


def told_at_once(db: Session, municipality_id: int, address: bytes, since: dt.date) -> set[tuple[str, str]]:
    """Kind and source of what an address was told at once since a day, so that no digest tells it again."""
    rows = db.execute(
        sql(PACKAGE, "told_at_once"), {"municipality_id": municipality_id, "address": address, "since": since}
    )
    return {(row.kind, row.source) for row in rows}
