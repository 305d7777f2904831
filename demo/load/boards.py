"""A board for one of the areas that residents drew, and somebody who sits on it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Area, Municipality
from boundaries.records import AreaBody
from demo.cities import City
from service.accounts.models import BOARD_ROLE, Person, RoleGrant

NAMES = {"fi": "Aluejohtokunta (esimerkki)", "sv": "Områdesdirektion (exempel)", "en": "Area board (example)"}


def add_board(db: Session, town: Municipality, city: City) -> None:
    """The board of the last area that was drawn, with one member to sign in as; nothing where none was drawn."""
    area = db.scalars(
        select(Area).where(Area.municipality_id == town.id, Area.kind == "resident").order_by(Area.id.desc())
    ).first()
    if area is None:
        return
    member = Person(email=f"{BOARD_ROLE}@{city.slug}.example", display_name="Jaana Johtokunta", title="", is_demo=True)
    db.add_all([member, AreaBody(area_id=area.id, municipality_id=town.id, kind="board", names=NAMES, seats=9)])
    db.flush()
    db.add(RoleGrant(person_id=member.id, municipality_id=town.id, role=BOARD_ROLE, area_id=area.id))
    db.flush()
