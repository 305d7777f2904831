"""Writing sets on behalf of somebody: each deed goes to the log; flushes, never commits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence

from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Area
from boundaries.records import AreaSet
from boundaries.sets import operations
from boundaries.sets.checks import check_partition, members_of
from boundaries.traits import change_traits
from boundaries.versions import locked_sets
from service.areas.operations import maker_of
from service.areas.sets.schemas import SetForm
from service.audit import record
from service.errors import EditConflict, FieldError, InvalidInput, NotFound
from service.i18n import gettext as _
from service.permissions import Actor

OFFICIAL = "district"


def set_for_change(db: Session, municipality_id: int, slug: str) -> AreaSet:
    """The set of an address. Raises NotFound."""
    found = db.scalars(
        select(AreaSet).where(AreaSet.municipality_id == municipality_id, AreaSet.slug == slug)
    ).one_or_none()
    if found is None:
        raise NotFound(_("There is no such set of areas."))
    return found


def mark_of(db: Session, one: AreaSet) -> str:
    """A mark of what a set is now: its own traits, and the revision of each of its areas."""
    rows = db.execute(select(Area.id, Area.revision).where(Area.set_id == one.id).order_by(Area.id)).all()
    content = [one.names, one.description, one.is_partition, one.tolerance_m, [list(row) for row in rows]]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:24]


def check_mark(db: Session, one: AreaSet, seen: str) -> None:
    """Lock a set and refuse to change it when it is not what was seen any more.

    Raises EditConflict.
    """
    (fresh,) = locked_sets(db, [one.id])
    if mark_of(db, fresh) != seen:
        raise EditConflict(_("Somebody changed this set after you opened the page. Look at it and try again."))


def create(db: Session, actor: Actor, form: SetForm) -> AreaSet:
    """Make a set of areas. Raises InvalidInput for an area that does not exist."""
    made = operations.create_set(db, actor.municipality_id, form.names, form.description, form.tolerance_m)
    record(db, actor, "area_set.made", "area_set", made.slug, name=form.name_fi)
    _put(db, actor, made, form.areas)
    return made


def change(db: Session, actor: Actor, one: AreaSet, form: SetForm) -> None:
    """Change a set's names, tolerance and areas.

    Raises EditConflict, InvalidInput, and LeavesGap or OverlapsNeighbour when a partition would be none any more.
    """
    check_mark(db, one, form.mark)
    one.names, one.description, one.tolerance_m = form.names, form.description, form.tolerance_m
    db.flush()
    _put(db, actor, one, form.areas)
    check_partition(db, one)
    record(db, actor, "area_set.changed", "area_set", one.slug, name=form.name_fi, areas=len(form.areas))


def declare(db: Session, actor: Actor, one: AreaSet, reason: str) -> None:
    """Hold a set to being a partition. Raises LeavesGap or OverlapsNeighbour when it is none."""
    operations.declare_partition(db, one.id, one.tolerance_m)
    record(db, actor, "area_set.partition", "area_set", one.slug, reason=reason, tolerance_m=one.tolerance_m)


def release(db: Session, actor: Actor, one: AreaSet, reason: str) -> None:
    """Let the areas of a set overlap again."""
    operations.release_partition(db, one.id)
    record(db, actor, "area_set.released", "area_set", one.slug, reason=reason)


def repair(db: Session, actor: Actor, one: AreaSet, reason: str) -> list[Area]:
    """Mend a set and hold it to being a partition; returns the areas that changed."""
    changed = operations.repair_set(db, one.id, maker_of(actor, OFFICIAL), reason)
    slugs = [area.slug for area in changed]
    record(db, actor, "area_set.repaired", "area_set", one.slug, reason=reason, areas=slugs)
    return changed


def split(
    db: Session, actor: Actor, one: AreaSet, area: Area, line: LineString, names: dict[str, str], reason: str
) -> Area:
    """Cut an area of a set in two; returns the new one."""
    _of(one, area)
    _kept, made = operations.split_area(db, area.id, line, names, maker_of(actor, OFFICIAL), reason)
    record(db, actor, "area_set.split", "area_set", one.slug, reason=reason, areas=[area.slug, made.slug])
    return made


def merge(db: Session, actor: Actor, one: AreaSet, kept: Area, ended: Area, reason: str) -> None:
    """Join two areas of a set: the first stays, the second ends."""
    _of(one, kept)
    _of(one, ended)
    operations.merge_areas(db, kept.id, ended.id, maker_of(actor, OFFICIAL), reason)
    record(db, actor, "area_set.merged", "area_set", one.slug, reason=reason, areas=[kept.slug, ended.slug])


def move(db: Session, actor: Actor, one: AreaSet, area: Area, wanted: BaseGeometry, reason: str) -> list[Area]:
    """Give an area of a set a new shape at its neighbours' cost and profit; returns the areas that changed."""
    _of(one, area)
    changed = operations.move_border(db, area.id, wanted, maker_of(actor, OFFICIAL), reason)
    if changed:
        slugs = [one_area.slug for one_area in changed]
        record(db, actor, "area_set.border_moved", "area_set", one.slug, reason=reason, areas=slugs)
    return changed


def area_of(db: Session, one: AreaSet, slug: str, where: str = "area") -> Area:
    """The area of a set by its slug. Raises InvalidInput with the field."""
    members = members_of(db, one.id)
    position = members.position(slug)
    if position is None:
        message = _("Choose an area of this set.")
        raise InvalidInput(message, [FieldError(where, message)])
    return members.areas[position]


def _of(one: AreaSet, area: Area) -> None:
    if area.set_id != one.id:
        message = _("Choose an area of this set.")
        raise InvalidInput(message, [FieldError("area", message)])


def _put(db: Session, actor: Actor, one: AreaSet, slugs: Sequence[str]) -> None:
    """Make exactly these areas the set's; each that comes or goes is noted in its own history."""
    wanted = _by_slug(db, one.municipality_id, slugs)
    there = {area.slug: area for area in members_of(db, one.id).areas}
    maker = maker_of(actor, OFFICIAL)
    was_partition, one.is_partition = one.is_partition, False  # the whole is judged once all have moved
    db.flush()
    for slug in sorted(there.keys() - wanted.keys()):
        change_traits(db, there[slug].id, {"set_id": None}, maker)
    for slug in sorted(wanted.keys() - there.keys()):
        change_traits(db, wanted[slug].id, {"set_id": one.id}, maker)
    one.is_partition = was_partition
    db.flush()
    check_partition(db, one)


def _by_slug(db: Session, municipality_id: int, slugs: Collection[str]) -> dict[str, Area]:
    rows = db.scalars(
        select(Area).where(Area.municipality_id == municipality_id, Area.slug.in_(slugs), Area.state == "published")
    )
    found = {area.slug: area for area in rows}
    unknown = next((slug for slug in slugs if slug not in found), None)
    if unknown is not None:
        message = _("There is no area called %(name)s here.", name=unknown[:60])
        raise InvalidInput(message, [FieldError("areas", message)])
    return found
