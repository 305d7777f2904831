"""A board for one of the areas that residents drew, and somebody who sits on it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Area, AreaVersion, Membership, Municipality
from boundaries.records import AreaBody
from demo.cities import City
from service.accounts.models import BOARD_ROLE, Person, RoleGrant
from service.discussion.models import Comment
from service.participation.pins.models import Pin

NAMES = {"fi": "Aluejohtokunta (esimerkki)", "sv": "Områdesdirektion (exempel)", "en": "Area board (example)"}


def add_board(db: Session, town: Municipality, city: City) -> None:
    """The board of the last area that was drawn, with one member to sign in as; nothing where none was drawn."""
    area = db.scalars(
        select(Area).where(Area.municipality_id == town.id, Area.kind == "resident").order_by(Area.id.desc())
    ).first()
    if area is None:
        return
    email = f"{BOARD_ROLE}@{city.slug}.example"
    title = "Aluejohtokunta, jäsen"
    member = Person(email=email, display_name="Jaana Johtokunta", title=title, is_demo=True)
    db.add_all([member, AreaBody(area_id=area.id, municipality_id=town.id, kind="board", names=NAMES, seats=9)])
    db.flush()
    db.add(RoleGrant(person_id=member.id, municipality_id=town.id, role=BOARD_ROLE, area_id=area.id))
    db.flush()


def add_board_comment(db: Session, town: Municipality) -> None:
    """What the board says below an idea in its area; nothing where there is no board or no idea."""
    grant = db.scalars(
        select(RoleGrant).where(RoleGrant.municipality_id == town.id, RoleGrant.role == BOARD_ROLE)
    ).first()
    if grant is None:
        return
    inside = (
        select(Membership.subject_id)
        .join(AreaVersion, AreaVersion.id == Membership.area_version_id)
        .where(AreaVersion.area_id == grant.area_id, AreaVersion.valid_to.is_(None), Membership.subject_kind == "pin")
    )
    pin = db.scalars(
        select(Pin).where(Pin.id.in_(inside), Pin.visibility == "public").order_by(Pin.created_at)
    ).first()
    if pin is None:
        return
    db.add(
        Comment(
            municipality_id=town.id,
            subject_kind="pin",
            subject_id=str(pin.id),
            body="Johtokunta käsitteli tätä kokouksessaan ja pitää sitä tärkeänä koko kylälle.",
            language="fi",
            author_name=grant.person.display_name,
            author_id=grant.person_id,
            board_area_id=grant.area_id,
            is_synthetic=True,
        )
    )
    pin.comment_count += 1
    db.flush()
