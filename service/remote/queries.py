"""Layers of other services, as pages need them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from boundaries.database import sql

PACKAGE = "service.remote"


def sources_listed(db: Session, municipality_id: int) -> Sequence[Row[Any]]:
    """All layers of other services with how they have answered and how many copies are kept, by name."""
    return db.execute(sql(PACKAGE, "sources_listed"), {"municipality_id": municipality_id}).all()
