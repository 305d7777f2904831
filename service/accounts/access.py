"""Who of the staff opened a person's data: noted when it is opened, shown to the person."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.orm import Session, aliased

from service.accounts.models import Person, PersonalAccess
from service.permissions import Actor

#: What may be opened of a person; the words are the template's.
WHAT = ("account", "export")
MOST = 100


def note_access(db: Session, actor: Actor, person_id: uuid.UUID, what: str) -> None:
    """Note that the actor opened something of a person's; one's own data is one's own business.

    The caller commits before anything is shown: what could not be noted is not opened.
    """
    if actor.person_id is None or actor.person_id == person_id:
        return
    values = {"municipality_id": actor.municipality_id, "person_id": person_id, "opened_by": actor.person_id}
    db.execute(insert(PersonalAccess).values(**values, what=what))


def accesses_of(db: Session, person_id: uuid.UUID) -> Sequence[Row[Any]]:
    """The newest MOST times that somebody opened a person's data: at, what, who."""
    opener = aliased(Person)
    query = (
        select(PersonalAccess.at, PersonalAccess.what, opener.display_name.label("who"))
        .outerjoin(opener, opener.id == PersonalAccess.opened_by)
        .where(PersonalAccess.person_id == person_id)
        .order_by(PersonalAccess.at.desc(), PersonalAccess.id.desc())
    )
    return db.execute(query.limit(MOST)).all()
