"""What happened to something that is followed, from the one list of what happened."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from boundaries.database import sql
from service.areas.activity import FIRST_LOOK, SECOND_LOOK, Happening, Whereabouts, happenings, newest, today
from service.follows.queries import PACKAGE
from service.follows.subjects import Followed


def happened_to(
    connection: Connection, subject: Followed, since: dt.date, until: dt.date, *, limit: int
) -> list[Happening]:
    """What happened to it between two days (both included), newest first, at most `limit` things."""
    if subject.kind in ("area", "municipality"):
        return happenings(connection, _whereabouts(subject), since, until, limit=limit)
    values = {"municipality_id": subject.municipality_id, "id": subject.id, "since": since, "until": until}
    name = "activity_of_theme" if subject.kind == "theme" else "activity_of_subject"
    values |= {"kind": subject.kind, "page": subject.path, "title": subject.call()}
    rows = connection.execute(sql(PACKAGE, name), {**values, "limit": limit})
    return [Happening(**row._mapping) for row in rows]


def newest_of(connection: Connection, subject: Followed, *, limit: int) -> list[Happening]:
    """The newest things that happened to it, at most `limit`, none older than `SECOND_LOOK`."""
    if subject.kind in ("area", "municipality"):
        return newest(connection, _whereabouts(subject), limit=limit)
    until = today()
    found = happened_to(connection, subject, until - FIRST_LOOK, until, limit=limit)
    if len(found) < limit:
        found = happened_to(connection, subject, until - SECOND_LOOK, until, limit=limit)
    return found


def _whereabouts(subject: Followed) -> Whereabouts:
    if subject.kind == "municipality":
        return Whereabouts(subject.municipality_id)
    return Whereabouts(subject.municipality_id, int(subject.id), subject.version_id)
