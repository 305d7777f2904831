"""What happened in an area or in the whole municipality: one list for pages, feeds and digests.

Rows carry days alone and never who said something; what is hidden is not among them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from boundaries.database import sql
from service.i18n import TIME_ZONE

PACKAGE = "service.areas"
KINDS = (
    "pin_told", "pin_answered", "walk_announced", "walk_held", "proposal_opened", "area_drawn", "boundary_changed",
    "decision_made", "walk_observed", "theme_step",
)  # fmt: skip
#: How far back a list looks: first so many days, and when too little happened, so many. A busy area then reads
#: the rows of a season, a quiet one all of its few.
FIRST_LOOK = dt.timedelta(days=90)
SECOND_LOOK = dt.timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened.

    `name` is the reference or the slug of what it happened to, `number` tells several things of the same kind
    apart that happened to the same one. `takes_place_on` is the day of a walk; `names` are an area's.
    `body` is at most the beginning of what was said; `language` is the code it was said in, or empty.
    """

    kind: str
    happened_on: dt.date
    name: str
    number: int
    title: str
    body: str
    language: str
    state: str
    signature: str
    takes_place_on: dt.date | None
    names: dict[str, str] | None
    is_synthetic: bool


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where to look: an area in its present boundary, or with both None the whole municipality."""

    municipality_id: int
    area_id: int | None = None
    version_id: int | None = None


def today() -> dt.date:
    """The day that it is in the municipality."""
    return dt.datetime.now(TIME_ZONE).date()


def happenings(
    connection: Connection,
    where: Whereabouts,
    since: dt.date,
    until: dt.date,
    *,
    limit: int,
    kinds: Sequence[str] | None = None,
    is_quiet: bool = False,
) -> list[Happening]:
    """What happened between two days (both included), newest first.

    Parameters
    ----------
    connection : to the public views.
    kinds : only these of `KINDS`; None for all. Only for an area.
    is_quiet : whether little is to be found: then what lies in the area is read, and not what happened on those
        days. The answer is the same.
    """
    values: dict[str, Any] = {
        "municipality_id": where.municipality_id,
        "since": since,
        "until": until,
        "limit": limit,
    }
    if where.area_id is None:
        rows = connection.execute(sql(PACKAGE, "activity_of_municipality"), values)
    else:
        values |= {
            "area_id": where.area_id,
            "version_id": where.version_id,
            "kinds": list(kinds) if kinds is not None else None,
        }
        name = "activity_of_quiet_area" if is_quiet else "activity_of_area"
        rows = connection.execute(sql(PACKAGE, name), values)
    return [Happening(**row._mapping) for row in rows]


def newest(
    connection: Connection, where: Whereabouts, *, limit: int, kinds: Sequence[str] | None = None
) -> list[Happening]:
    """The newest things that happened, at most `limit`, none older than `SECOND_LOOK`."""
    until = today()
    found = happenings(connection, where, until - FIRST_LOOK, until, limit=limit, kinds=kinds)
    if len(found) < limit:
        found = happenings(connection, where, until - SECOND_LOOK, until, limit=limit, kinds=kinds, is_quiet=True)
    return found
