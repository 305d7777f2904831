"""Reading followings, and the areas that they are of."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from boundaries.database import sql

PACKAGE = "service.follows"


@dataclass(frozen=True, slots=True)
class FollowedArea:
    """A published area that somebody follows."""

    id: int
    slug: str
    names: dict[str, str]
    version_id: int
    municipality_id: int
    municipality_names: dict[str, str]


def due(db: Session, through: dt.date) -> list[uuid.UUID]:
    """Followings whose digest is due when it tells of everything up to and with the day `through`."""
    return list(db.execute(sql(PACKAGE, "due"), {"through": through}).scalars())


def followed_area(connection: Connection, area_id: int) -> FollowedArea | None:
    """The area of a following from the public views, or None while nobody may see it."""
    row = connection.execute(sql(PACKAGE, "followed_area"), {"area_id": area_id}).first()
    return FollowedArea(**row._mapping) if row else None
