"""Changing sets: what belongs to one, declaring a partition, and the edits that keep it whole.

Each edit is one transaction: the set is locked first, every area that changes gets a new version with the same
reason and instant, and the whole is checked before anybody sees it. Nothing here commits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from boundaries.errors import AreaNotFound, NotOfOneSet, StatisticalUnit
from boundaries.models import Area, AreaVersion
from boundaries.operations import AreaTraits, create_area
from boundaries.records import AreaSet
from boundaries.sets.checks import Members, check_partition, findings_of, members_of, refuse
from boundaries.slugs import unused_slug
from boundaries.versions import (
    Maker,
    end_boundary,
    is_same,
    lay_boundary,
    locked_area,
    locked_sets,
    now,
    sound_multipolygon,
)
from geo.partition import PartitionRepair, joined, repaired_partition, shifted, split


def create_set(
    db: Session, municipality_id: int, names: Mapping[str, str], description: str = "", tolerance_m: float = 1.0
) -> AreaSet:
    """Make an empty set; returns it flushed."""
    first = next((name for name in names.values() if name), "")
    made = AreaSet(
        municipality_id=municipality_id,
        slug=unused_slug(db, AreaSet.slug, municipality_id, first),
        names=dict(names),
        description=description,
        tolerance_m=tolerance_m,
    )
    db.add(made)
    db.flush()
    return made


def put_in_set(db: Session, area_ids: Sequence[int], set_id: int | None) -> None:
    """Let areas belong to a set, or to none. Sets that are partitions must stay so.

    Raises AreaNotFound, LeavesGap, OverlapsNeighbour.
    """
    areas = [_found(db, area_id) for area_id in area_ids]
    touched = locked_sets(db, [set_id, *(area.set_id for area in areas)])
    for area in areas:
        area.set_id = set_id
    db.flush()
    for one in touched:
        check_partition(db, one)


def declare_partition(db: Session, set_id: int, tolerance_m: float) -> None:
    """Hold a set to being a partition from now on.

    Raises LeavesGap or OverlapsNeighbour with the place of the largest fault when it is none.
    """
    (one,) = locked_sets(db, [set_id])
    one.is_partition, one.tolerance_m = True, tolerance_m
    db.flush()
    check_partition(db, one)


def release_partition(db: Session, set_id: int) -> None:
    """Let the areas of a set overlap and lie apart again."""
    (one,) = locked_sets(db, [set_id])
    one.is_partition = False
    db.flush()


def split_area(
    db: Session, area_id: int, line: LineString, names: Mapping[str, str], maker: Maker, reason: str
) -> tuple[Area, Area]:
    """Cut an area of a set in two by a line: the larger part stays the area, the other becomes a new one.

    Parameters
    ----------
    line : in the metric CRS, running through the area from edge to edge.
    names : of the new area.

    Raises
    ------
    AreaNotFound, NotOfOneSet, StatisticalUnit
    LineDoesNotDivide, SelfIntersects
    """
    area = locked_area(db, area_id)
    one, members = _members_for(db, [area])
    large, small = split(members.shapes[_position(members, area)], line)
    at = now(db)
    lay_boundary(db, area, sound_multipolygon(large), maker, reason=reason, at=at)
    traits = AreaTraits(
        kind=area.kind,
        names=names,
        author_id=maker.person_id,
        is_synthetic=area.is_synthetic,
        source=area.source,
        set_id=one.id,
    )
    made = create_area(db, area.municipality_id, traits, small, maker)
    made.parent_id = area.parent_id
    _same_beginning(db, made, at, reason)
    check_partition(db, one)
    return area, made


def merge_areas(db: Session, kept_id: int, ended_id: int, maker: Maker, reason: str) -> Area:
    """Join two neighbours of a set: the first gets the ground of both, the second ends and points to it.

    Raises AreaNotFound, NotOfOneSet, StatisticalUnit, AreasApart.
    """
    kept, ended = _pair(db, kept_id, ended_id)
    one, members = _members_for(db, [kept, ended])
    whole = joined(members.shapes[_position(members, kept)], members.shapes[_position(members, ended)])
    at = now(db)
    end_boundary(db, ended.id, at)
    ended.state, ended.successor_id = "ended", kept.id
    db.flush()
    db.execute(update(Area).where(Area.parent_id == ended.id, Area.id != kept.id).values(parent_id=kept.id))
    if kept.parent_id == ended.id:
        kept.parent_id = ended.parent_id if ended.parent_id != kept.id else None
    lay_boundary(db, kept, sound_multipolygon(whole), maker, reason=reason, at=at)
    check_partition(db, one)
    return kept


def move_border(db: Session, area_id: int, wanted: BaseGeometry, maker: Maker, reason: str) -> list[Area]:
    """Give an area of a set a new shape; its neighbours give up and take over what moved.

    The outer edge of the set stays where it is.

    Parameters
    ----------
    wanted : a sound polygon in the metric CRS.

    Returns
    -------
    The areas that changed; none when no border moved by more than a centimetre.

    Raises
    ------
    AreaNotFound, NotOfOneSet, StatisticalUnit, AreaVanishes
    """
    area = locked_area(db, area_id)
    one, members = _members_for(db, [area])
    changed = shifted(members.shapes, _position(members, area), sound_multipolygon(wanted))
    written = write_together(db, members, changed, maker, reason)
    check_partition(db, one)
    return written


def planned_repair(db: Session, one: AreaSet) -> tuple[Members, PartitionRepair]:
    """What a repair with the set's tolerance would make of its areas; nothing is written.

    Raises StatisticalUnit, AreaVanishes.
    """
    members = members_of(db, one.id)
    _refuse_units(members.areas)
    return members, repaired_partition(members.shapes, one.tolerance_m)


def repair_set(db: Session, set_id: int, maker: Maker, reason: str) -> list[Area]:
    """Mend a set and hold it to being a partition from now on; returns the areas that changed.

    Raises StatisticalUnit, AreaVanishes, and LeavesGap for a gap too wide to be given to anybody unasked.
    """
    (one,) = locked_sets(db, [set_id])
    members, mended = planned_repair(db, one)
    refuse(list(mended.left))
    changed = dict(enumerate(mended.areas))
    written = write_together(db, members, changed, maker, reason)
    one.is_partition = True
    db.flush()
    _members, left = findings_of(db, one)
    refuse(left)
    return written


def write_together(
    db: Session, members: Members, shapes: Mapping[int, BaseGeometry], maker: Maker, reason: str
) -> list[Area]:
    """Lay new boundaries of several areas with one reason and instant; what is the same to a centimetre stays.

    Parameters
    ----------
    shapes : new boundaries (metric CRS) by position in `members`.
    """
    at = now(db)
    written = []
    for i, shape in sorted(shapes.items()):
        if not is_same(members.shapes[i], shape):
            _refuse_units([members.areas[i]])
            lay_boundary(db, members.areas[i], sound_multipolygon(shape), maker, reason=reason, at=at)
            written.append(members.areas[i])
    return written


def _members_for(db: Session, areas: Sequence[Area]) -> tuple[AreaSet, Members]:
    _refuse_units(areas)
    sets = locked_sets(db, [area.set_id for area in areas])
    if len(sets) != 1 or any(area.set_id is None for area in areas):
        raise NotOfOneSet(", ".join(area.slug for area in areas))
    return sets[0], members_of(db, sets[0].id)


def _pair(db: Session, first_id: int, second_id: int) -> tuple[Area, Area]:
    if first_id == second_id:
        raise NotOfOneSet(str(first_id))
    locked_sets(db, db.scalars(select(Area.set_id).where(Area.id.in_((first_id, second_id)))))
    found = {area_id: locked_area(db, area_id) for area_id in sorted((first_id, second_id))}
    return found[first_id], found[second_id]


def _position(members: Members, area: Area) -> int:
    position = members.position(area.slug)
    if position is None:
        raise AreaNotFound(area.slug)
    return position


def _refuse_units(areas: Sequence[Area]) -> None:
    unit = next((area for area in areas if area.kind == "postal"), None)
    if unit is not None:
        raise StatisticalUnit(unit.slug)


def _same_beginning(db: Session, made: Area, at: dt.datetime, reason: str) -> None:
    values = {"valid_from": at, "reason": reason}
    db.execute(update(AreaVersion).where(AreaVersion.area_id == made.id).values(**values))


def _found(db: Session, area_id: int) -> Area:
    area = db.get(Area, area_id, populate_existing=True)
    if area is None or area.state in ("withdrawn", "ended"):
        raise AreaNotFound(str(area_id))
    return area
