"""Giving people accounts and roles in a municipality, and taking roles away. Every change is in the log."""

from __future__ import annotations

import uuid

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from boundaries.models import Area
from boundaries.records import BODY_KINDS, AreaBody
from service.accounts.models import BOARD_ROLE, ROLES, Person, RoleGrant
from service.accounts.queries import person_by_email
from service.audit import record
from service.errors import FieldError, InvalidInput, NotFound
from service.i18n import gettext as _
from service.permissions import Actor

ADMINISTRATOR = "administrator"


def person_for_email(db: Session, actor: Actor | None, email: str, *, name: str = "", title: str = "") -> Person:
    """The account with an address, made when there is none. Name and title are for a new one alone.

    Raises InvalidInput when the account is new and has no name.
    """
    found = person_by_email(db, email)
    if found is not None:
        return found
    if not name:
        raise InvalidInput("", [FieldError("name", _("Nobody has this address yet. Write a name for the account."))])
    person = Person(email=email.strip(), display_name=name, title=title)
    db.add(person)
    db.flush()
    record(db, actor, "user.made", "person", str(person.id))
    return person


def grant_role(db: Session, actor: Actor, person: Person, role: str, area_slug: str = "") -> bool:
    """Give a role in the actor's municipality; False when the person has it already.

    Raises InvalidInput for an unknown role, and for a board member without the area of a board.
    """
    if role not in (*ROLES, BOARD_ROLE):
        raise InvalidInput("", [FieldError("role", _("Choose one of the options."))])
    area = _board_area(db, actor.municipality_id, area_slug) if role == BOARD_ROLE else None
    area_id = area.id if area else None
    if any(_is(grant, actor.municipality_id, role, area_id) for grant in person.roles):
        return False
    grant = RoleGrant(municipality_id=actor.municipality_id, role=role, area_id=area_id)
    person.roles.append(grant)
    db.flush()
    record(db, actor, "role.granted", "person", str(person.id), role=role, area=area.slug if area else "")
    return True


def take_role(db: Session, actor: Actor, person_id: uuid.UUID, grant_id: int) -> RoleGrant:
    """Take a role in the actor's municipality away.

    Raises NotFound when there is none such, and InvalidInput for the municipality's last administrator: nobody
    could ever give the role back. Administrators are locked while they are counted, so that two who take each
    other's role away at once do not both succeed.
    """
    administrators = db.scalars(
        select(RoleGrant)
        .where(RoleGrant.municipality_id == actor.municipality_id, RoleGrant.role == ADMINISTRATOR)
        .order_by(RoleGrant.id)
        .with_for_update()
    ).all()
    grant = db.get(RoleGrant, grant_id, populate_existing=True)
    if grant is None or grant.person_id != person_id or grant.municipality_id != actor.municipality_id:
        raise NotFound(_("This person does not have that role any more."))
    if grant.role == ADMINISTRATOR and len(administrators) == 1:
        raise InvalidInput(_("This is the last administrator. Give the role to somebody else first."))
    area = db.get(Area, grant.area_id) if grant.area_id else None
    db.delete(grant)
    db.flush()
    record(db, actor, "role.taken", "person", str(person_id), role=grant.role, area=area.slug if area else "")
    return grant


def change_words(db: Session, actor: Actor, person: Person, *, name: str, title: str) -> bool:
    """Change how a person is shown beside what they answer; True when something changed.

    Raises InvalidInput for somebody who has a role elsewhere too: their name is not this municipality's alone.
    """
    if db.scalar(select(func.service.has_role_elsewhere(person.id, actor.municipality_id))):
        raise InvalidInput(_("This person works for another municipality too. They can ask there for the change."))
    changed = [key for key, new in (("name", name), ("title", title)) if new != _words(person)[key]]
    person.display_name, person.title = name, title
    if changed:
        db.flush()
        record(db, actor, "user.changed", "person", str(person.id), fields=changed)
    return bool(changed)


def _words(person: Person) -> dict[str, str]:
    return {"name": person.display_name, "title": person.title}


def _is(grant: RoleGrant, municipality_id: int, role: str, area_id: int | None) -> bool:
    return (grant.municipality_id, grant.role, grant.area_id) == (municipality_id, role, area_id)


def _board_area(db: Session, municipality_id: int, slug: str) -> Area:
    area = db.scalar(
        select(Area)
        .outerjoin(AreaBody, AreaBody.area_id == Area.id)
        .where(Area.municipality_id == municipality_id, Area.slug == slug, Area.state == "published")
        .where(AreaBody.id.is_not(None) | Area.kind.in_(BODY_KINDS))
    )
    if area is None:
        raise InvalidInput("", [FieldError("area", _("Choose the area whose board, panel or table they sit on."))])
    return area


def administrators_left(db: Session, municipality_id: int) -> int:
    """How many administrators a municipality has."""
    query = select(func.count()).select_from(RoleGrant)
    return db.scalar(query.where(RoleGrant.municipality_id == municipality_id, RoleGrant.role == ADMINISTRATOR)) or 0
