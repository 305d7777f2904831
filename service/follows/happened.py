"""What happened to something that is followed, from the one list of what happened."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from boundaries.database import sql
from geo.crs import METRIC
from service.areas.activity import FIRST_LOOK, SECOND_LOOK, Happening, Whereabouts, happenings, newest, today
from service.follows.queries import PACKAGE
from service.follows.subjects import Followed
from service.participation.pins.outline import ground_named

#: Kinds whose doings are found by a statement of their own.
OWN_LISTS = ("theme", "campaign", "shape")


def happened_to(
    connection: Connection, subject: Followed, since: dt.date, until: dt.date, *, limit: int
) -> list[Happening]:
    """What happened to it between two days (both included), newest first, at most `limit` things."""
    if subject.kind in ("area", "municipality"):
        return happenings(connection, _whereabouts(subject), since, until, limit=limit)
    values = {"municipality_id": subject.municipality_id, "id": subject.id, "since": since, "until": until}
    if subject.kind == "shape":
        values |= {"wkb": _ground(subject), "srid": METRIC.epsg}
    name = f"activity_of_{subject.kind if subject.kind in OWN_LISTS else 'subject'}"
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


def _ground(subject: Followed) -> bytes:
    """What the outline of a drawn place encloses, as well-known binary in the metric CRS."""
    ground = ground_named(subject.name)
    assert ground is not None  # noqa: S101 (a subject of this kind has one)
    return bytes(ground.wkb)
