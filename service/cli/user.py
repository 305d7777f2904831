"""Give a person an account and roles in a municipality, or take roles away."""

from __future__ import annotations

import argparse

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from service.accounts.models import BOARD_ROLE, ROLES, Person
from service.accounts.roles import grant_role, person_for_email, take_role
from service.audit import record
from service.config import Settings
from service.db import Database
from service.errors import InvalidInput
from service.permissions import Actor

ALL = (*ROLES, BOARD_ROLE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The address, and what to do."""
    parser.add_argument("email")
    parser.add_argument("--name", default="", help="the name that others see")
    parser.add_argument("--title", default="", help="unit and role, shown beside answers")
    parser.add_argument("--role", action="append", choices=ALL, default=[], help="give a role; may repeat")
    parser.add_argument("--take", action="append", choices=ALL, default=[], help="take a role away")
    parser.add_argument("--area", default="", help="slug of the area whose board a member sits on")
    parser.add_argument("--municipality", default="", help="its slug; the first one by default")


def run(arguments: argparse.Namespace) -> int:
    """Make or change the account; 1 with a sentence when that cannot be."""
    database = Database(Settings.from_environment())
    try:
        with database.session() as db:
            query = select(Municipality).order_by(Municipality.id)
            if arguments.municipality:
                query = query.where(Municipality.slug == arguments.municipality)
            home = db.scalars(query).first()
            if home is None:
                print("There is no such municipality.")
                return 1
            _change(db, Actor(home.id), arguments)
    except InvalidInput as error:
        print("; ".join(one.message for one in error.errors) or error.message)
        return 1
    finally:
        database.close()
    print(f"{arguments.email}: done.")
    return 0


def _change(db: Session, actor: Actor, arguments: argparse.Namespace) -> None:
    name = arguments.name or arguments.email
    person = person_for_email(db, actor, arguments.email, name=name, title=arguments.title)
    _say(db, actor, person, arguments.name, arguments.title)
    for role in dict.fromkeys(arguments.role):
        grant_role(db, actor, person, role, arguments.area)
    for grant in [one for one in person.roles if one.municipality_id == actor.municipality_id]:
        if grant.role in arguments.take:
            take_role(db, actor, person.id, grant.id)


def _say(db: Session, actor: Actor, person: Person, name: str, title: str) -> None:
    wishes = (("name", name, person.display_name), ("title", title, person.title))
    changed = [key for key, new, old in wishes if new not in ("", old)]
    person.display_name, person.title = name or person.display_name, title or person.title
    db.flush()
    if changed:
        record(db, actor, "user.changed", "person", str(person.id), fields=changed)
