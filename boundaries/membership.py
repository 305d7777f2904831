"""Which areas a thing lies in: kept with the boundary version it was computed with.

A place that its author made less exact must not be found again by drawing small areas around it. So what
is stored here is reckoned from the place that anyone may see, and a place known only as "somewhere in this
district" joins official areas alone (`official_only`).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from boundaries.models import Membership

#: Kinds of area whose boundaries nobody can draw around one person's place.
OFFICIAL_KINDS = ("postal", "district", "board")
PACKAGE = "boundaries"


def assign_point(
    db: Session,
    subject_kind: str,
    subject_id: uuid.UUID,
    municipality_id: int,
    point: Point | None,
    *,
    official_only: bool = False,
) -> int:
    """Note every area of the municipality whose current boundary holds the point.

    What was noted of the subject before is replaced, so that a place that was moved or made less exact
    leaves no trace of the old one.

    Parameters
    ----------
    subject_kind, subject_id : what lies there: ``"pin"``, ``"walk"``, ``"proposal"`` and its id.
    point : in the metric CRS: the *public* place of the subject; None or empty for "the whole municipality".
    official_only : for a place shown only as its area: leave out areas that anybody may draw.

    Returns
    -------
    How many areas hold the point.
    """
    if point is None or point.is_empty:
        _forget(db, subject_kind, subject_id)
        return 0
    found = db.execute(
        sql(PACKAGE, "assign_point"),
        {
            "subject_kind": subject_kind,
            "subject_id": subject_id,
            "municipality_id": municipality_id,
            "x": point.x,
            "y": point.y,
            "official_only": official_only,
            "official_kinds": list(OFFICIAL_KINDS),
        },
    )
    return int(found.scalar_one())


def assign_geometry(
    db: Session, subject_kind: str, subject_id: uuid.UUID, municipality_id: int, geometry: BaseGeometry
) -> int:
    """Note every area that a line or an area reaches into, with the share of it (0-1) that lies inside.

    Parameters
    ----------
    geometry : in the metric CRS; a point goes to `assign_point`; empty clears what was noted.

    Returns
    -------
    How many areas it reaches into. Touching a border alone does not count.
    """
    if geometry.geom_type == "Point":
        return assign_point(db, subject_kind, subject_id, municipality_id, geometry)
    _forget(db, subject_kind, subject_id)
    if geometry.is_empty:
        return 0
    found = db.execute(
        sql(PACKAGE, "areas_of_geometry"),
        {"municipality_id": municipality_id, "wkb": shapely.to_wkb(geometry)},
    )
    return _note(db, subject_kind, subject_id, ((row.area_version_id, row.share) for row in found))


def reassign_area(db: Session, area_version_id: int) -> int:
    """Note everything that lies in a boundary version: every pin, walk and proposal of the municipality.

    For a boundary that appears or changes. What earlier versions held stays with them as history.

    Returns
    -------
    How many things lie in it now.
    """
    db.execute(delete(Membership).where(Membership.area_version_id == area_version_id))
    for name in ("reassign_points", "reassign_unshown_points", "reassign_shapes"):
        values: dict[str, object] = {"area_version_id": area_version_id}
        if name == "reassign_unshown_points":
            values["official_kinds"] = list(OFFICIAL_KINDS)
        db.execute(sql(PACKAGE, name), values)
    counted = select(func.count()).where(Membership.area_version_id == area_version_id)
    return db.scalars(counted).one()


def _forget(db: Session, subject_kind: str, subject_id: uuid.UUID) -> None:
    db.execute(delete(Membership).where(Membership.subject_kind == subject_kind, Membership.subject_id == subject_id))


def _note(db: Session, subject_kind: str, subject_id: uuid.UUID, shares: Iterable[tuple[int, float]]) -> int:
    rows = [
        {
            "subject_kind": subject_kind,
            "subject_id": subject_id,
            "area_version_id": version,
            "share": float(share),
        }
        for version, share in shares
    ]
    if rows:
        db.execute(insert(Membership), rows)
    return len(rows)
