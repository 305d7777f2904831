"""Making and changing units, and promising answers: verbs that flush and never commit."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from boundaries.models import Area
from service.audit import record
from service.errors import FieldError, InvalidInput
from service.i18n import TIME_ZONE, named
from service.i18n import gettext as _
from service.participation.pins.models import Theme
from service.participation.replies.errors import CareTaken, UnitNotFound
from service.participation.replies.models import AnswerPromise, Unit, UnitCare, UnitMember
from service.participation.replies.units.queries import staff
from service.participation.replies.units.schemas import UnitForm
from service.permissions import Actor

#: A theme and an area, either of which may be missing, but not both.
Care = tuple[int | None, int | None]


def make_unit(db: Session, actor: Actor, form: UnitForm, *, is_synthetic: bool = False) -> Unit:
    """A new unit. Raises what `change_unit` raises."""
    unit = Unit(municipality_id=actor.municipality_id, names=form.names(), is_synthetic=is_synthetic)
    db.add(unit)
    db.flush()
    _fill(db, actor, unit, form)
    record(db, actor, "unit.made", "unit", str(unit.id), names=unit.names)
    return unit


def change_unit(db: Session, actor: Actor, unit: Unit, form: UnitForm) -> None:
    """Give a unit other names, people, cares or another promise.

    Raises InvalidInput when a person, theme or area is not the municipality's, and CareTaken when another unit
    looks after the same.
    """
    before = unit.names
    _fill(db, actor, unit, form)
    record(db, actor, "unit.changed", "unit", str(unit.id), names=[before, unit.names])


def remove_unit(db: Session, actor: Actor, unit: Unit) -> None:
    """Take a unit away; what it looked after falls to whom it fits next, or to nobody."""
    record(db, actor, "unit.removed", "unit", str(unit.id), names=unit.names)
    db.delete(unit)
    db.flush()


def unit_of(db: Session, municipality_id: int, unit_id: int) -> Unit:
    """A unit of the municipality, locked for a change. Raises UnitNotFound."""
    unit = db.scalar(select(Unit).where(Unit.id == unit_id, Unit.municipality_id == municipality_id).with_for_update())
    if unit is None:
        raise UnitNotFound(_("There is no such unit."))
    return unit


def promise_answers(
    db: Session, actor: Actor, days: int | None, unit: Unit | None = None, *, since: dt.date | None = None
) -> None:
    """Promise an answer within so many days to everything that is said from a day on, today when not given.

    What was said before keeps the promise that it was said under. None takes a unit's own promise back.
    """
    start = since or dt.datetime.now(TIME_ZONE).date()
    unit_id = unit.id if unit is not None else None
    values = {"days": days}
    db.execute(
        insert(AnswerPromise)
        .values(municipality_id=actor.municipality_id, unit_id=unit_id, since=start, **values)
        .on_conflict_do_update(constraint="uq_answer_promise_municipality_id_unit_id_since", set_=values)
    )
    subject = str(unit_id) if unit_id is not None else ""
    record(db, actor, "promise.made", "unit", subject, days=days, since=start.isoformat())


def _fill(db: Session, actor: Actor, unit: Unit, form: UnitForm) -> None:
    unit.names, unit.email = form.names(), form.email
    db.execute(delete(UnitMember).where(UnitMember.unit_id == unit.id))
    known = {person_id for person_id, _name in staff(db, actor.municipality_id)}
    if not set(form.member) <= known:
        raise _wrong("member", _("One of the people does not work for the municipality any more."))
    db.add_all(
        UnitMember(unit_id=unit.id, person_id=one, municipality_id=actor.municipality_id)
        for one in dict.fromkeys(form.member)
    )
    _set_cares(db, actor.municipality_id, unit, form)
    own = db.scalar(
        select(AnswerPromise.days)
        .where(AnswerPromise.unit_id == unit.id)
        .order_by(AnswerPromise.since.desc())
        .limit(1)
    )
    if own != form.days:
        promise_answers(db, actor, form.days, unit)
    db.flush()


def _set_cares(db: Session, municipality_id: int, unit: Unit, form: UnitForm) -> None:
    db.execute(delete(UnitCare).where(UnitCare.unit_id == unit.id))
    themes = {
        row.key: row
        for row in db.scalars(select(Theme).where(Theme.municipality_id == municipality_id, Theme.key.in_(form.theme)))
    }
    areas = {
        row.slug: row
        for row in db.scalars(select(Area).where(Area.municipality_id == municipality_id, Area.slug.in_(form.area)))
    }
    if set(form.theme) - set(themes):
        raise _wrong("theme", _("Choose one of the themes."))
    if set(form.area) - set(areas):
        raise _wrong("area", _("One of the areas is not there any more."))
    cares: list[Care] = [
        (theme.id if theme else None, area.id if area else None)
        for theme in (themes.values() or [None])
        for area in (areas.values() or [None])
        if theme or area
    ]
    for theme_id, area_id in cares:
        other = db.scalar(
            select(Unit)
            .join(UnitCare, UnitCare.unit_id == Unit.id)
            .where(
                UnitCare.municipality_id == municipality_id,
                UnitCare.theme_id.is_not_distinct_from(theme_id),
                UnitCare.area_id.is_not_distinct_from(area_id),
            )
        )
        if other is not None:
            raise _taken(other, theme_id, area_id, themes, areas)
    db.add_all(
        UnitCare(municipality_id=municipality_id, unit_id=unit.id, theme_id=theme_id, area_id=area_id)
        for theme_id, area_id in cares
    )


def _taken(
    other: Unit, theme_id: int | None, area_id: int | None, themes: dict[str, Theme], areas: dict[str, Area]
) -> CareTaken:
    parts = [named(one.names) for one in themes.values() if one.id == theme_id]
    parts += [named(one.names) for one in areas.values() if one.id == area_id]
    sentence = _(
        "%(what)s: %(unit)s looks after this already. Take it from there first, or choose other areas.",
        what=", ".join(parts),
        unit=named(other.names),
    )
    return CareTaken(sentence, [FieldError("theme" if theme_id else "area", sentence)])


def _wrong(where: str, sentence: str) -> InvalidInput:
    return InvalidInput(sentence, [FieldError(where, sentence)])
