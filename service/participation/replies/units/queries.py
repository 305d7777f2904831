"""Reading units, staff and promises."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.accounts.models import Person, RoleGrant
from service.i18n import named
from service.participation.replies.models import Unit, UnitMember

PACKAGE = "service.participation.replies.units"


@dataclass(frozen=True)
class UnitView:
    """A unit with what it looks after, as its own page of staff shows it.

    `themes` and `areas` are keys and slugs; both together mean those themes in those areas. `days` is its own
    promise now, None when the municipality's holds.
    """

    id: int
    names: dict[str, str]
    email: str
    is_synthetic: bool
    days: int | None
    members: list[tuple[uuid.UUID, str]] = field(default_factory=list)
    themes: dict[str, dict[str, str]] = field(default_factory=dict)
    areas: dict[str, dict[str, str]] = field(default_factory=dict)


def units(db: Session, municipality_id: int) -> list[UnitView]:
    """All units with their people and cares, by name."""
    values = {"municipality_id": municipality_id}
    found = {row.id: UnitView(**row._mapping) for row in db.execute(sql(PACKAGE, "units_of"), values)}
    for row in db.execute(sql(PACKAGE, "members_of"), values):
        found[row.unit_id].members.append((row.person_id, row.display_name))
    for row in db.execute(sql(PACKAGE, "cares_of"), values):
        if row.theme:
            found[row.unit_id].themes[row.theme] = row.theme_names
        if row.area:
            found[row.unit_id].areas[row.area] = row.area_names
    return sorted(found.values(), key=lambda one: named(one.names).casefold())


def unit_choices(db: Session, municipality_id: int) -> list[tuple[int, str]]:
    """Units to choose from, by name in the reader's language."""
    rows = db.execute(select(Unit.id, Unit.names).where(Unit.municipality_id == municipality_id))
    return sorted(((row.id, named(row.names)) for row in rows), key=lambda one: one[1].casefold())


def staff(db: Session, municipality_id: int) -> list[tuple[uuid.UUID, str]]:
    """Everybody who may handle inputs in the municipality, by name, with their title."""
    granted = select(RoleGrant.person_id).where(
        RoleGrant.municipality_id == municipality_id,
        RoleGrant.role.in_(("planner", "official", "moderator", "administrator")),
    )
    rows = db.execute(
        select(Person.id, Person.display_name, Person.title)
        .where(Person.id.in_(granted))
        .order_by(Person.display_name, Person.id)
    )
    return [(row.id, ", ".join(part for part in (row.display_name, row.title) if part)) for row in rows]


def units_of_person(db: Session, municipality_id: int, person_id: uuid.UUID | None) -> list[Unit]:
    """The units that a person works in."""
    if person_id is None:
        return []
    query = select(Unit).join(UnitMember, UnitMember.unit_id == Unit.id)
    return list(
        db.scalars(
            query.where(UnitMember.person_id == person_id, Unit.municipality_id == municipality_id).order_by(Unit.id)
        )
    )


def official_areas(db: Session, municipality_id: int) -> list[tuple[str, str]]:
    """Published areas that are not drawn by residents, as (slug, name)."""
    rows = db.execute(sql(PACKAGE, "official_areas"), {"municipality_id": municipality_id})
    return sorted(((row.slug, named(row.names)) for row in rows), key=lambda one: one[1].casefold())


@dataclass(frozen=True)
class PromiseNow:
    """Within how many days an answer is promised, and since when."""

    days: int
    since: dt.date


def promise_now(db: Session, municipality_id: int) -> PromiseNow | None:
    """The municipality's own promise today, or None when it has made none."""
    row: Row[Any] | None = db.execute(sql(PACKAGE, "promise_now"), {"municipality_id": municipality_id}).first()
    return PromiseNow(row.days, row.since) if row else None


def promises(db: Session, municipality_id: int) -> Sequence[Row[Any]]:
    """Every promise of the municipality as a whole, newest first."""
    return db.execute(sql(PACKAGE, "promises_of"), {"municipality_id": municipality_id}).all()
