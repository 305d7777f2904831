"""Writing areas: a new one, a new boundary for an old one, and whether it is shown.

Nothing here commits. A boundary is never changed in place: the old version ends, a new one begins, and
what lies in the area is reckoned anew on it: at once, or by the worker where very much lies there.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

import shapely
from geoalchemy2.shape import from_shape
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from boundaries.errors import AreaChanged, AreaNotFound
from boundaries.membership import ask_for_recount, count_at_once, stand_in_for
from boundaries.models import Area, AreaPiece, AreaVersion
from boundaries.slugs import unused_slug
from geo.crs import METRIC
from geo.errors import GeometryTypeUnsupported
from geo.geometry import check_sound, oriented

#: Boundaries closer to each other than this are the same.
SAME_WITHIN_M = 0.01


@dataclass(frozen=True, slots=True)
class AreaTraits:
    """What an area is besides its boundary. `slug` is made from the name when it is not given."""

    kind: str
    names: Mapping[str, str]
    slug: str | None = None
    code: str | None = None
    description: str = ""
    state: str = "published"
    author_id: uuid.UUID | None = None
    edit_token_hash: bytes | None = field(default=None, repr=False)
    is_synthetic: bool = False
    source: str = ""


def create_area(db: Session, municipality_id: int, traits: AreaTraits, boundary: BaseGeometry) -> Area:
    """Make an area with its first boundary, and note what lies in it.

    Parameters
    ----------
    traits : its kind, names and the rest.
    boundary : Polygon or MultiPolygon in the metric CRS.

    Returns
    -------
    The area, flushed.

    Raises
    ------
    GeometryProblem
        when the boundary is not a sound polygon.
    """
    shape = sound_multipolygon(boundary)
    first_name = next((name for name in traits.names.values() if name), "")
    area = Area(
        municipality_id=municipality_id,
        kind=traits.kind,
        slug=traits.slug or unused_slug(db, Area.slug, municipality_id, first_name),
        code=traits.code,
        names=dict(traits.names),
        description=traits.description,
        state=traits.state,
        author_id=traits.author_id,
        edit_token_hash=traits.edit_token_hash,
        is_synthetic=traits.is_synthetic,
        source=traits.source,
    )
    db.add(area)
    db.flush()
    _lay_boundary(db, area, shape, number=1, stand_in_id=None, changed_by=traits.author_id, reason="")
    return area


def revise_area(
    db: Session,
    area_id: int,
    boundary: BaseGeometry,
    *,
    expected_version: int | None = None,
    changed_by: uuid.UUID | None = None,
    reason: str = "",
) -> AreaVersion:
    """Give an area a new boundary. The old version keeps its number, its time and what lay in it.

    Parameters
    ----------
    boundary : Polygon or MultiPolygon in the metric CRS.
    expected_version : the number of the version that the changer saw; None to change whatever is there.
    changed_by : the person; None when it is a secret link or an import.
    reason : why, for the history.

    Returns
    -------
    The current version: a new one, or the old one when the boundary is the same to a centimetre.

    Raises
    ------
    AreaNotFound, AreaChanged, GeometryProblem
    """
    area = _locked(db, area_id)
    current = db.scalars(
        select(AreaVersion).where(AreaVersion.area_id == area_id, AreaVersion.valid_to.is_(None))
    ).one()
    if expected_version is not None and current.number != expected_version:
        raise AreaChanged(expected_version, current.number)
    shape = sound_multipolygon(boundary)
    if _is_same(current, shape):
        return current
    current.valid_to = _now(db)
    db.execute(delete(AreaPiece).where(AreaPiece.area_version_id == current.id))
    db.flush()
    stand_in_id, number = stand_in_for(db, current.id), current.number + 1
    return _lay_boundary(db, area, shape, number=number, stand_in_id=stand_in_id, changed_by=changed_by, reason=reason)


def publish_area(db: Session, area_id: int) -> Area:
    """Show an area to everybody. Raises AreaNotFound."""
    return _set_state(db, area_id, "published")


def hide_area(db: Session, area_id: int) -> Area:
    """Take an area out of sight (a moderator's deed); nothing of it is destroyed. Raises AreaNotFound."""
    return _set_state(db, area_id, "hidden")


def withdraw_area(db: Session, area_id: int) -> Area:
    """Take an area back (its author's deed); nothing of it is destroyed. Raises AreaNotFound."""
    return _set_state(db, area_id, "withdrawn")


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


def _lay_boundary(
    db: Session,
    area: Area,
    shape: MultiPolygon,
    *,
    number: int,
    stand_in_id: int | None,
    changed_by: uuid.UUID | None,
    reason: str,
) -> AreaVersion:
    version = AreaVersion(
        area_id=area.id,
        number=number,
        geom=from_shape(shape, METRIC.epsg),
        area_m2=shape.area,
        valid_from=_now(db),
        changed_by=changed_by,
        reason=reason,
    )
    db.add(version)
    db.flush()
    db.execute(sql("boundaries", "lay_pieces"), {"area_version_id": version.id})
    if not count_at_once(db, area.municipality_id, version.id):
        ask_for_recount(db, area.municipality_id, version.id, stand_in_id)
    return version


def _is_same(current: AreaVersion, shape: MultiPolygon) -> bool:
    # A boundary that went out as degrees and came back is off by millimetres; that is no change.
    old = shapely.from_wkb(bytes(current.geom.data))
    return bool(old.symmetric_difference(shape).area <= SAME_WITHIN_M * old.length)


def _locked(db: Session, area_id: int) -> Area:
    # A pin may name the area meanwhile: its key is not what changes.
    area = db.scalars(select(Area).where(Area.id == area_id).with_for_update(key_share=True)).one_or_none()
    if area is None:
        raise AreaNotFound(str(area_id))
    return area


def _set_state(db: Session, area_id: int, state: str) -> Area:
    area = _locked(db, area_id)
    area.state = state
    db.flush()
    return area


def _now(db: Session) -> dt.datetime:
    # Two boundaries laid in one transaction must not begin and end at the same instant.
    now: dt.datetime = db.execute(select(func.clock_timestamp())).scalar_one()
    return now
