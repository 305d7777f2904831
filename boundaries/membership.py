"""Which areas a thing lies in: kept with the boundary version it was computed with.

The database notes the areas of pins, walks, observations and proposals itself, by triggers, whichever way they
come in (decision 17). This module is for what has no trigger, and for boundaries: what lies in a new one is
counted here.

A place that its author made less exact must not be found again by drawing small areas around it. So what
is noted is reckoned from the place that anyone may see, and a place known only as "somewhere in this
district" joins official areas alone, and the area that its author named.
"""

from __future__ import annotations

import time
import uuid
from functools import cache

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, TextClause, delete, func, select, text, update
from sqlalchemy.orm import Session

from boundaries.database import sql, sql_source
from boundaries.models import AreaVersion, Membership, Recount
from geo.crs import METRIC

#: Kinds of area whose boundaries nobody can draw around one person's place, as `boundaries.official_kinds()`.
OFFICIAL_KINDS = ("postal", "district", "board")
PACKAGE = "boundaries"
#: A boundary with at most so many points around it is counted in the transaction that lays it.
COUNTED_AT_ONCE = 10_000
#: How long a request waits for those who are writing places before it leaves the counting to the worker, seconds.
PATIENCE_S = 2.0
_TRY_EVERY_S = 0.02

_NOTE_POINT = text(
    "SELECT boundaries.note_point(:kind, :id, :home, ST_GeomFromWKB(:shown, :srid), ST_GeomFromWKB(:unshown, :srid),"
    " :named_area_id)"
)
_NOTE_SHAPE = text("SELECT boundaries.note_shape(:kind, :id, :home, ST_GeomFromWKB(:shape, :srid))")
_TRY_ALONE = text("SELECT pg_try_advisory_xact_lock(7201017, :home)")


def assign_point(
    db: Session,
    subject_kind: str,
    subject_id: uuid.UUID,
    municipality_id: int,
    point: Point | None,
    *,
    official_only: bool = False,
    named_area_id: int | None = None,
) -> int:
    """Note every area of the municipality whose current boundary holds the point.

    What was noted of the subject before is replaced, so that a place that was moved or made less exact
    leaves no trace of the old one.

    Parameters
    ----------
    subject_kind, subject_id : what lies there, and its id.
    point : in the metric CRS: the *public* place of the subject; None or empty for "the whole municipality".
    official_only : for a place shown only as its area: leave out areas that anybody may draw.
    named_area_id : an area that the subject belongs to because its author said so.

    Returns
    -------
    How many areas hold the point.
    """
    wkb = None if point is None or point.is_empty else shapely.to_wkb(point)
    values = {
        "kind": subject_kind,
        "id": subject_id,
        "home": municipality_id,
        "shown": None if official_only else wkb,
        "unshown": wkb if official_only else None,
        "named_area_id": named_area_id,
        "srid": METRIC.epsg,
    }
    return int(db.execute(_NOTE_POINT, values).scalar_one())


def assign_geometry(
    db: Session, subject_kind: str, subject_id: uuid.UUID, municipality_id: int, geometry: BaseGeometry
) -> int:
    """Note every area that a line or an area reaches into, with the share of it (0-1) that lies inside.

    Parameters
    ----------
    geometry : in the metric CRS; a point is noted as a point; empty clears what was noted.

    Returns
    -------
    How many areas it reaches into. Touching a border alone does not count.
    """
    values = {
        "kind": subject_kind,
        "id": subject_id,
        "home": municipality_id,
        "shape": None if geometry.is_empty else shapely.to_wkb(geometry),
        "srid": METRIC.epsg,
    }
    return int(db.execute(_NOTE_SHAPE, values).scalar_one())


def count_at_once(db: Session, municipality_id: int, area_version_id: int) -> bool:
    """Note everything that lies in a boundary version that this transaction laid, if that is quickly done.

    Until the transaction ends nobody else of the municipality writes a place: who reads the old boundary has
    ended before, who comes after reads the new one.

    Returns
    -------
    False, with nothing noted, when there are more than COUNTED_AT_ONCE points around it, or when somebody has
    been writing places for longer than PATIENCE_S: then ask the worker (`ask_for_recount`).
    """
    values = {"area_version_id": area_version_id, "most": COUNTED_AT_ONCE + 1}
    if db.execute(sql(PACKAGE, "points_in_reach"), values).scalar_one() > COUNTED_AT_ONCE:
        return False
    if not alone(db.connection(), municipality_id, PATIENCE_S):
        return False
    count_all(db.connection(), area_version_id)
    return True


def count_all(connection: Connection, area_version_id: int) -> None:
    """Note everything that lies in a boundary version; the caller is `alone`."""
    connection.execute(_count_points(), {"area_version_id": area_version_id})
    connection.execute(sql(PACKAGE, "count_shapes"), {"area_version_id": area_version_id})


def count_again(db: Session, municipality_id: int, area_version_id: int) -> None:
    """Note anew what lies in a current boundary whose area has become official, or has ceased to be.

    Official areas alone hold what is shown only as its area.
    """
    db.execute(delete(Membership).where(Membership.area_version_id == area_version_id))
    if not count_at_once(db, municipality_id, area_version_id) and db.get(Recount, area_version_id) is None:
        ask_for_recount(db, municipality_id, area_version_id, None)


def ask_for_recount(db: Session, municipality_id: int, area_version_id: int, stand_in_id: int | None) -> None:
    """Leave the counting of a boundary version to the worker; `stand_in_id`'s contents are shown meanwhile."""
    db.add(Recount(area_version_id=area_version_id, municipality_id=municipality_id, stand_in_id=stand_in_id))
    shown = stand_in_id if stand_in_id is not None else -area_version_id
    db.execute(update(AreaVersion).where(AreaVersion.id == area_version_id).values(contents_id=shown))
    db.flush()


def stand_in_for(db: Session, area_version_id: int) -> int | None:
    """The version whose contents can stand for the next one: this one, or its own stand-in if it is not counted.

    A version that was never counted to its end is not counted any more; what was noted of it goes.
    """
    waiting = db.get(Recount, area_version_id, with_for_update=True)
    if waiting is None:
        return area_version_id
    stand_in = waiting.stand_in_id
    db.delete(waiting)
    db.flush()
    db.execute(delete(Membership).where(Membership.area_version_id == area_version_id))
    db.execute(update(AreaVersion).where(AreaVersion.id == area_version_id).values(contents_id=area_version_id))
    return stand_in


def alone(connection: Connection, municipality_id: int, patience_s: float) -> bool:
    """Hold off those who write places in a municipality until this transaction ends.

    It is tried again and again instead of waited for: who waits in the lock's queue holds up everybody that
    comes after, as long as the slowest writer takes.

    Returns
    -------
    False when somebody was writing all the while.
    """
    until = time.monotonic() + patience_s
    while not connection.execute(_TRY_ALONE, {"home": municipality_id}).scalar_one():
        if time.monotonic() > until:
            return False
        time.sleep(_TRY_EVERY_S)
    return True


def member_count(db: Session, area_version_id: int) -> int:
    """How many things are noted in a boundary version, public or not."""
    counted = select(func.count()).where(Membership.area_version_id == area_version_id)
    return db.scalars(counted).one()


@cache
def _count_points() -> TextClause:
    return text(
        sql_source(PACKAGE, "count_points").replace("{points_in_boundary}", sql_source(PACKAGE, "points_in_boundary"))
    )
