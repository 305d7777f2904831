"""Cutting what leads from old inputs to people: each night, with a dry run, and noted in the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.database import sql
from boundaries.models import Municipality
from service.audit import record
from service.owndata.erasure import forget_ties
from service.owndata.rows import Somebody
from service.permissions import Actor
from service.personal import months_kept

#: So many things at once: a statement that names more takes long to plan.
BATCH = 500


@dataclass(frozen=True)
class Cut:
    """What was (or would be) cut in a municipality: how many things of each kind, by the months it keeps them."""

    municipality: str
    months: int
    counts: Mapping[str, int]


def apply_retention(db: Session, secret_key: str, *, is_dry_run: bool = False) -> Iterator[Cut]:
    """Cut what is due in every municipality, one after another; a dry run only counts.

    Ideas, comments, drawings and walks stay as they are for everybody else. The caller commits.
    """
    for home in db.scalars(select(Municipality).order_by(Municipality.id)).all():
        months = months_kept(home.settings)
        due = db.execute(sql("service.owndata", "due"), {"municipality_id": home.id, "months": months}).all()
        cut = Cut(home.slug, months, Counter(row.kind for row in due))
        if due and not is_dry_run:
            things = [(row.kind, row.id) for row in due]
            for start in range(0, len(things), BATCH):
                forget_ties(db, Somebody(things=frozenset(things[start : start + BATCH])), secret_key)
            record(db, Actor(home.id), "retention.applied", "municipality", home.slug, months=months, **cut.counts)
        yield cut
