"""Reading people of a municipality, for its administrators."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from boundaries.models import Area
from boundaries.records import BODY_KINDS, AreaBody
from service.accounts.models import Person, RoleGrant, WebSession
from service.errors import NotFound
from service.i18n import gettext as _
from service.i18n import named

PACKAGE = "service.admin"


def people_with_roles(db: Session, municipality_id: int) -> Sequence[Row[Any]]:
    """Everybody who has a role here, by name: person_id, name, title, email, roles, areas, last_used_at."""
    return db.execute(sql(PACKAGE, "people_with_roles"), {"municipality_id": municipality_id}).all()


def person_here(db: Session, municipality_id: int, person_id: uuid.UUID) -> Person:
    """A person who has a role or a sign-in in the municipality.

    Raises NotFound for anybody else: administrators do not browse residents, nor another municipality's people.
    """
    has_role = select(RoleGrant.person_id).where(RoleGrant.municipality_id == municipality_id)
    has_session = select(WebSession.person_id).where(WebSession.municipality_id == municipality_id)
    person = db.scalar(
        select(Person).where(Person.id == person_id, Person.id.in_(has_role) | Person.id.in_(has_session))
    )
    if person is None:
        raise NotFound(_("There is no such person here."))
    return person


def board_choices(db: Session, municipality_id: int) -> list[tuple[str, str]]:
    """Areas that a board, panel or table speaks for: slug, and the body's name or else the area's."""
    rows = db.execute(
        select(Area.slug, Area.names, AreaBody.names.label("body"))
        .outerjoin(AreaBody, AreaBody.area_id == Area.id)
        .where(Area.municipality_id == municipality_id, Area.state == "published")
        .where(AreaBody.id.is_not(None) | Area.kind.in_(BODY_KINDS))
    )
    return sorted(((row.slug, named(row.body) or named(row.names)) for row in rows), key=lambda one: one[1])
