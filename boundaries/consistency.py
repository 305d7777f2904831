"""Holding what is noted of the areas against a fresh reckoning of everything that has a place."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import delete, insert, tuple_
from sqlalchemy.orm import Session

from boundaries.database import sql
from boundaries.membership import PACKAGE, alone
from boundaries.models import Membership

PATIENCE_S = 20.0


class WritersBusy(Exception):
    """Somebody was writing places all the while; nothing was repaired."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing and one area on which the notes and a fresh reckoning differ.

    `fresh` is the share (0-1) that should be noted, None when it does not lie there; `stored` is what is noted,
    None when nothing is.
    """

    subject_kind: str
    subject_id: uuid.UUID
    area_version_id: int
    fresh: float | None
    stored: float | None


def membership_differences(db: Session, municipality_id: int) -> list[Difference]:
    """Where the notes differ from a fresh reckoning; empty when they are right.

    Boundaries that are being counted are left out. Shares may differ by a millionth.
    """
    rows = db.execute(sql(PACKAGE, "membership_differences"), {"municipality_id": municipality_id})
    return [Difference(**row._mapping) for row in rows]


def repair_membership(db: Session, municipality_id: int) -> list[Difference]:
    """Put the notes right, while nobody else writes a place; returns what was wrong. Flushes, never commits.

    Raises
    ------
    WritersBusy
    """
    if not alone(db.connection(), municipality_id, PATIENCE_S):
        raise WritersBusy(str(municipality_id))
    wrong = membership_differences(db, municipality_id)
    key = tuple_(Membership.subject_kind, Membership.subject_id, Membership.area_version_id)
    for at in range(0, len(wrong), 1000):
        some = wrong[at : at + 1000]
        db.execute(
            delete(Membership).where(key.in_([(d.subject_kind, d.subject_id, d.area_version_id) for d in some]))
        )
        rows = [
            {
                "subject_kind": d.subject_kind,
                "subject_id": d.subject_id,
                "area_version_id": d.area_version_id,
                "share": d.fresh,
            }
            for d in some
            if d.fresh is not None
        ]
        if rows:
            db.execute(insert(Membership), rows)
    return wrong
