"""The versions of a boundary: laying a new one, ending the current one, and waiting for one's turn.

Nothing here commits. Whoever changes a boundary first locks the area's set (when it has one) and then the area,
in this order and always: two people on neighbouring areas of a partition wait for each other, never in a ring.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from geoalchemy2.shape import from_shape
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from boundaries.errors import AreaNotFound
from boundaries.membership import ask_for_recount, count_at_once, stand_in_for
from boundaries.models import Area, AreaPiece, AreaVersion
from boundaries.records import AreaSet
from geo.crs import METRIC
from geo.errors import GeometryTypeUnsupported
from geo.geometry import check_sound, oriented

#: Boundaries closer to each other than this are the same.
SAME_WITHIN_M = 0.01


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes a change: the account if there is one, as whom (`CHANGED_AS`), and how staff sign it in public."""

    person_id: uuid.UUID | None = None
    changed_as: str = "import"
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a boundary that ended leaves: the number of the area's newest version (0 when there was none), and the
    version whose contents stand for the next one until that is counted."""

    number: int
    stand_in_id: int | None


def locked_area(db: Session, area_id: int) -> Area:
    """The area as it is now, with its set and itself locked to the end of the transaction.

    Raises AreaNotFound.
    """
    # key_share: who only points here, as a part or a member, need not wait, so two cannot wait for each other.
    fresh = {"populate_existing": True}  # what was read before the wait may be old by now
    for _ in range(3):
        set_id = db.scalar(select(Area.set_id).where(Area.id == area_id))
        locked_sets(db, [set_id])
        # A pin may name the area meanwhile: its key is not what changes.
        area = db.scalars(
            select(Area).where(Area.id == area_id).with_for_update(key_share=True), execution_options=fresh
        ).one_or_none()
        if area is None:
            raise AreaNotFound(str(area_id))
        if area.set_id == set_id:
            return area
    raise AreaNotFound(str(area_id))  # moved between sets again and again while we waited


def locked_sets(db: Session, set_ids: Iterable[int | None]) -> list[AreaSet]:
    """Sets by their ids, locked in one order; None is passed over."""
    wanted = sorted({set_id for set_id in set_ids if set_id is not None})
    if not wanted:
        return []
    query = select(AreaSet).where(AreaSet.id.in_(wanted)).order_by(AreaSet.id).with_for_update(key_share=True)
    return list(db.scalars(query, execution_options={"populate_existing": True}))


def current_version(db: Session, area_id: int) -> AreaVersion:
    """The version that holds now.

    Raises AreaNotFound when there is none: the area is not there, or was joined to another.
    """
    found = db.scalars(
        select(AreaVersion).where(AreaVersion.area_id == area_id, AreaVersion.valid_to.is_(None)),
        execution_options={"populate_existing": True},
    ).one_or_none()
    if found is None:
        raise AreaNotFound(str(area_id))
    return found


def lay_boundary(
    db: Session,
    area: Area,
    shape: MultiPolygon,
    maker: Maker,
    *,
    reason: str = "",
    at: dt.datetime | None = None,
    restored_from: int | None = None,
) -> AreaVersion:
    """Give an area its next boundary, and reckon what lies in it: at once, or by the worker where very much does.

    The old version ends at the same instant.

    Parameters
    ----------
    shape : as `sound_multipolygon` gives it.
    at : when it begins to hold; the present when absent. Several areas that change together share one.
    """
    at = at or now(db)
    ended = end_boundary(db, area.id, at)
    version = AreaVersion(
        area_id=area.id,
        number=ended.number + 1,
        geom=from_shape(shape, METRIC.epsg),
        area_m2=shape.area,
        valid_from=at,
        changed_by=maker.person_id,
        changed_as=maker.changed_as,
        signature=maker.signature,
        reason=reason,
        restored_from=restored_from,
    )
    db.add(version)
    db.flush()
    db.execute(sql("boundaries", "lay_pieces"), {"area_version_id": version.id})
    if not count_at_once(db, area.municipality_id, version.id):
        ask_for_recount(db, area.municipality_id, version.id, ended.stand_in_id)
    return version


def end_boundary(db: Session, area_id: int, at: dt.datetime) -> Ended:
    """End the current version at an instant; what lay in it stays noted."""
    last = db.scalar(select(func.max(AreaVersion.number)).where(AreaVersion.area_id == area_id))
    current = db.scalars(
        select(AreaVersion).where(AreaVersion.area_id == area_id, AreaVersion.valid_to.is_(None))
    ).one_or_none()
    if current is None:
        return Ended(last or 0, None)
    current.valid_to = at
    db.execute(delete(AreaPiece).where(AreaPiece.area_version_id == current.id))
    db.flush()
    return Ended(last or 0, stand_in_for(db, current.id))


def sound_multipolygon(boundary: BaseGeometry) -> MultiPolygon:
    """A boundary as it is stored: sound, two-dimensional, shells counter-clockwise.

    Raises
    ------
    GeometryTypeUnsupported
        for anything but a Polygon or MultiPolygon.
    GeometryProblem
        as `geo.geometry.check_sound`.
    """
    if boundary.geom_type not in ("Polygon", "MultiPolygon"):
        raise GeometryTypeUnsupported("type", boundary.geom_type)
    check_sound(boundary)
    shape = oriented(shapely.force_2d(boundary))
    return shape if isinstance(shape, MultiPolygon) else MultiPolygon([shape])


def shape_of(version: AreaVersion) -> BaseGeometry:
    """A version's boundary in the metric CRS."""
    return shapely.from_wkb(bytes(version.geom.data))


def is_same(old: BaseGeometry, shape: BaseGeometry) -> bool:
    """Whether two boundaries are the same to a centimetre.

    A boundary that went out as degrees and came back is off by millimetres; that is no change.
    """
    return bool(old.symmetric_difference(shape).area <= SAME_WITHIN_M * old.length)


def now(db: Session) -> dt.datetime:
    """The present instant. Two boundaries laid in one transaction must not begin and end at the same one."""
    found: dt.datetime = db.execute(select(func.clock_timestamp())).scalar_one()
    return found
