"""What an area is besides its boundary: names, kind, place in the hierarchy, set, and the body that speaks for it.

Every change is noted with who, as whom and why (`AreaChange`). Nothing here commits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from boundaries.database import sql
from boundaries.errors import AreaNotFound, CycleOfAreas
from boundaries.membership import OFFICIAL_KINDS, count_again
from boundaries.models import Area
from boundaries.records import AreaBody, AreaChange, AreaSet
from boundaries.sets.operations import put_in_set
from boundaries.versions import Maker, current_version, locked_area

PACKAGE = "boundaries"
TRAITS = ("names", "other_names", "description", "kind", "parent_id", "set_id")
_HIERARCHY = text("SELECT pg_advisory_xact_lock(hashtextextended('area.parent', :municipality_id))")


@dataclass(frozen=True, slots=True)
class Body:
    """A board, panel or table: names by language, its term (days, both included), contact and number of seats."""

    kind: str
    names: Mapping[str, str]
    term_from: dt.date | None = None
    term_to: dt.date | None = None
    contact: str = ""
    seats: int | None = None


def change_traits(
    db: Session, area_id: int, traits: Mapping[str, Any], maker: Maker, reason: str = ""
) -> tuple[str, ...]:
    """Change traits of an area; what is not among `traits` stays.

    Parameters
    ----------
    traits : new values by name (`TRAITS`).

    Returns
    -------
    The names of those that differ from what was there.

    Raises
    ------
    AreaNotFound
        also for a parent that is not there.
    CycleOfAreas
        when the area would lie above itself.
    LeavesGap, OverlapsNeighbour
        when a partition that it leaves or joins would be none any more.
    """
    area = locked_area(db, area_id)
    changed = {name: value for name, value in traits.items() if getattr(area, name) != value}
    if not changed:
        return ()
    before = {name: getattr(area, name) for name in changed}
    noted = (_told(db, before), _told(db, changed))
    if "parent_id" in changed:
        _check_parent(db, area, changed["parent_id"])
    for name, value in changed.items():
        if name != "set_id":
            setattr(area, name, value)
    db.flush()
    if "kind" in changed and (before["kind"] in OFFICIAL_KINDS) != (area.kind in OFFICIAL_KINDS):
        count_again(db, area.municipality_id, current_version(db, area_id).id)
    if "set_id" in changed:
        put_in_set(db, [area_id], changed["set_id"])
    _note(db, area, list(changed), noted, maker, reason)
    return tuple(changed)


def save_body(db: Session, area_id: int, body: Body | None, maker: Maker, reason: str = "") -> bool:
    """Give an area its board, panel or table, change it, or take it away (None); returns whether anything changed.

    Raises AreaNotFound.
    """
    area = locked_area(db, area_id)
    row = db.scalars(select(AreaBody).where(AreaBody.area_id == area_id)).one_or_none()
    before = body_of(row)
    if before == body:
        return False
    if body is None:
        db.delete(row)
    else:
        row = row or AreaBody(area_id=area_id, municipality_id=area.municipality_id)
        for name, value in asdict(body).items():
            setattr(row, name, value)
        db.add(row)
    db.flush()
    _note(db, area, ["body"], ({"body": _plain(before)}, {"body": _plain(body)}), maker, reason)
    return True


def body_of(row: AreaBody | None) -> Body | None:
    """A stored body as plain values."""
    if row is None:
        return None
    return Body(row.kind, dict(row.names), row.term_from, row.term_to, row.contact, row.seats)


def _check_parent(db: Session, area: Area, parent_id: int | None) -> None:
    if parent_id is None:
        return
    # Two changes that are each right could close a ring together.
    db.execute(_HIERARCHY, {"municipality_id": area.municipality_id})
    parent = db.get(Area, parent_id, populate_existing=True)
    if parent is None or parent.municipality_id != area.municipality_id or parent.state in ("withdrawn", "ended"):
        raise AreaNotFound(str(parent_id))
    above = db.scalars(sql(PACKAGE, "areas_above"), {"area_id": parent_id}).all()
    if area.id in above:
        raise CycleOfAreas(area.slug)


def _told(db: Session, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the history tells them: references by their public addresses."""
    told = dict(values)
    for key, column in (("parent_id", Area.slug), ("set_id", AreaSet.slug)):
        if told.get(key) is not None:
            table = column.class_
            told[key] = db.scalar(select(column).where(table.id == told[key]))
    return told


def _note(
    db: Session,
    area: Area,
    what: list[str],
    noted: tuple[dict[str, Any], dict[str, Any]],
    maker: Maker,
    reason: str,
) -> None:
    revision = db.scalar(select(Area.revision).where(Area.id == area.id))
    db.add(
        AreaChange(
            area_id=area.id,
            municipality_id=area.municipality_id,
            revision=revision,
            what=what,
            before=noted[0],
            after=noted[1],
            changed_by=maker.person_id,
            changed_as=maker.changed_as,
            signature=maker.signature,
            reason=reason,
            at=db.execute(select(func.clock_timestamp())).scalar_one(),
        )
    )
    db.flush()


def _plain(body: Body | None) -> dict[str, Any] | None:
    if body is None:
        return None
    days = {
        "term_from": body.term_from.isoformat() if body.term_from else None,
        "term_to": body.term_to.isoformat() if body.term_to else None,
    }
    return {**asdict(body), "names": dict(body.names), **days}
