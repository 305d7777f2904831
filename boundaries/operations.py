"""Writing areas: a new one, a new boundary for an old one, and whether it is shown.

Nothing here commits. A boundary is never changed in place: the old version ends, a new one begins, and
what lies in the area is reckoned anew on it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.errors import AreaChanged, AreaInPartition, AreaNotFound
from boundaries.models import Area, AreaVersion
from boundaries.sets.checks import check_partition
from boundaries.slugs import unused_slug
from boundaries.versions import (
    Maker,
    current_version,
    is_same,
    lay_boundary,
    locked_area,
    locked_sets,
    shape_of,
    sound_multipolygon,
)

__all__ = [
    "AreaTraits",
    "Maker",
    "create_area",
    "hide_area",
    "publish_area",
    "restore_version",
    "revise_area",
    "sound_multipolygon",
    "withdraw_area",
]


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
    set_id: int | None = None


def create_area(
    db: Session, municipality_id: int, traits: AreaTraits, boundary: BaseGeometry, maker: Maker | None = None
) -> Area:
    """Make an area with its first boundary, and note what lies in it.

    Parameters
    ----------
    traits : its kind, names and the rest.
    boundary : Polygon or MultiPolygon in the metric CRS.
    maker : who makes it; an import by the traits' author when absent.

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
        set_id=traits.set_id,
    )
    db.add(area)
    db.flush()
    lay_boundary(db, area, shape, maker or Maker(traits.author_id))
    return area


def revise_area(
    db: Session,
    area_id: int,
    boundary: BaseGeometry,
    *,
    expected_version: int | None = None,
    changed_by: uuid.UUID | None = None,
    reason: str = "",
    maker: Maker | None = None,
    restored_from: int | None = None,
) -> AreaVersion:
    """Give an area a new boundary. The old version keeps its number, its time and what lay in it.

    Parameters
    ----------
    boundary : Polygon or MultiPolygon in the metric CRS.
    expected_version : the number of the version that the changer saw; None to change whatever is there.
    changed_by : the person of an import; `maker` says more.
    reason : why, for the history.
    restored_from : the number of the version that this one repeats.

    Returns
    -------
    The current version: a new one, or the old one when the boundary is the same to a centimetre.

    Raises
    ------
    AreaNotFound, AreaChanged, GeometryProblem
    LeavesGap, OverlapsNeighbour
        when the area belongs to a partition that would not be one any more.
    """
    area = locked_area(db, area_id)
    current = current_version(db, area_id)
    if expected_version is not None and current.number != expected_version:
        raise AreaChanged(expected_version, current.number)
    shape = sound_multipolygon(boundary)
    if is_same(shape_of(current), shape):
        return current
    laid = lay_boundary(db, area, shape, maker or Maker(changed_by), reason=reason, restored_from=restored_from)
    for one in locked_sets(db, [area.set_id]):
        check_partition(db, one)
    return laid


def restore_version(db: Session, area_id: int, number: int, maker: Maker, reason: str = "") -> AreaVersion:
    """Make an earlier boundary the boundary again: a new version with the same shape.

    Returns the current version, the old one when the shape is the current one already.
    Raises AreaNotFound when there is no such version, and as `revise_area`.
    """
    old = db.scalars(
        select(AreaVersion).where(AreaVersion.area_id == area_id, AreaVersion.number == number)
    ).one_or_none()
    if old is None:
        raise AreaNotFound(f"{area_id} version {number}")
    return revise_area(db, area_id, shape_of(old), maker=maker, reason=reason, restored_from=number)


def publish_area(db: Session, area_id: int) -> Area:
    """Show an area to everybody. Raises AreaNotFound."""
    return _set_state(db, area_id, "published")


def hide_area(db: Session, area_id: int) -> Area:
    """Take an area out of sight (a moderator's deed); nothing of it is destroyed. Raises AreaNotFound."""
    return _set_state(db, area_id, "hidden")


def withdraw_area(db: Session, area_id: int) -> Area:
    """Take an area back (its author's deed); nothing of it is destroyed.

    Raises AreaNotFound, and AreaInPartition when it would leave a gap in a partition.
    """
    area = locked_area(db, area_id)
    if any(one.is_partition for one in locked_sets(db, [area.set_id])):
        raise AreaInPartition(area.slug)
    return _set_state(db, area_id, "withdrawn")


def _set_state(db: Session, area_id: int, state: str) -> Area:
    area = locked_area(db, area_id)
    if area.state == "ended":
        raise AreaNotFound(str(area_id))
    area.state = state
    db.flush()
    return area
