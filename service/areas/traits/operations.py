"""Writing an area's traits and the table of seats on behalf of officials; flushes, never commits."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Area, Municipality
from boundaries.records import AreaSet
from boundaries.traits import Body, change_traits, save_body
from boundaries.versions import locked_area
from service.areas.operations import maker_of, tag_of
from service.areas.traits.schemas import TraitsForm
from service.areas.traits.seats import SETTING, SeatTable
from service.audit import record
from service.errors import EditConflict, FieldError, InvalidInput
from service.i18n import gettext as _
from service.permissions import Actor


def save_traits(db: Session, actor: Actor, area: Area, form: TraitsForm) -> Sequence[str]:
    """Change an area's traits and its body; returns the names of what differs from before.

    Raises
    ------
    EditConflict
        when somebody changed the area after the form was opened.
    InvalidInput
        for a parent or a set that does not exist.
    CycleOfAreas, LeavesGap, OverlapsNeighbour
    """
    area = locked_area(db, area.id)
    if tag_of(db, area) != (form.onto or form.version):
        raise EditConflict(
            _("Somebody changed this area after you opened it. Look at the newest version and try again.")
        )
    wanted = {
        "names": form.names,
        "other_names": form.others,
        "description": form.description,
        "kind": form.kind,
        "parent_id": _parent(db, area, form.parent),
        "set_id": _set(db, area, form.set),
    }
    maker = maker_of(actor, area.kind)
    changed = list(change_traits(db, area.id, wanted, maker, form.reason))
    if save_body(db, area.id, _body(form), maker, form.reason):
        changed.append("body")
    if changed:
        record(db, actor, "area.changed", "area", area.slug, reason=form.reason, changed=changed)
    return changed


def save_seats(db: Session, actor: Actor, table: SeatTable | None, reason: str) -> None:
    """Put a table of seats into the municipality's settings, or take it away (None)."""
    row = db.scalars(select(Municipality).where(Municipality.id == actor.municipality_id).with_for_update()).one()
    db.refresh(row)
    before = row.settings.get(SETTING)
    rest = {name: value for name, value in row.settings.items() if name != SETTING}
    row.settings = {**rest, SETTING: table.as_setting()} if table is not None else rest
    db.flush()
    after = row.settings.get(SETTING)
    record(db, actor, "municipality.seats", "municipality", row.slug, before=before, after=after, reason=reason)


def _body(form: TraitsForm) -> Body | None:
    if form.body_kind is None:
        return None
    return Body(form.body_kind, form.body_names, form.term_from, form.term_to, form.contact, form.seats)


def _parent(db: Session, area: Area, slug: str) -> int | None:
    if not slug:
        return None
    query = select(Area.id).where(
        Area.municipality_id == area.municipality_id, Area.slug == slug, Area.state.not_in(("withdrawn", "ended"))
    )
    found = db.scalar(query)
    if found is None:
        message = _("There is no area called %(name)s here.", name=slug[:60])
        raise InvalidInput(message, [FieldError("parent", message)])
    return found


def _set(db: Session, area: Area, slug: str) -> int | None:
    if not slug:
        return None
    query = select(AreaSet.id).where(AreaSet.municipality_id == area.municipality_id, AreaSet.slug == slug)
    found = db.scalar(query)
    if found is None:
        message = _("There is no such set of areas.")
        raise InvalidInput(message, [FieldError("set", message)])
    return found
