"""Give a person an account and roles in a municipality, or take roles away."""

from __future__ import annotations

import argparse

from sqlalchemy import func, select

from boundaries.models import Municipality
from service.accounts.models import ROLES, Person, RoleGrant
from service.audit import record
from service.config import Settings
from service.db import Database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The address, and what to do."""
    parser.add_argument("email")
    parser.add_argument("--name", default="", help="the name that others see")
    parser.add_argument("--title", default="", help="unit and role, shown beside answers")
    parser.add_argument("--role", action="append", choices=ROLES, default=[], help="give a role; may repeat")
    parser.add_argument("--take", action="append", choices=ROLES, default=[], help="take a role away")
    parser.add_argument("--municipality", default="", help="its slug; the first one by default")


def run(arguments: argparse.Namespace) -> int:
    """Make or change the account."""
    database = Database(Settings.from_environment())
    with database.session() as db:
        query = select(Municipality).order_by(Municipality.id)
        if arguments.municipality:
            query = query.where(Municipality.slug == arguments.municipality)
        home = db.scalars(query).first()
        if home is None:
            print("There is no such municipality.")
            return 1
        person = db.scalar(select(Person).where(func.lower(Person.email) == arguments.email.lower()))
        if person is None:
            person = Person(email=arguments.email, display_name=arguments.name or arguments.email)
            db.add(person)
        person.display_name = arguments.name or person.display_name
        person.title = arguments.title or person.title or ""
        db.flush()
        held = {grant.role: grant for grant in person.roles if grant.municipality_id == home.id}
        for role in set(arguments.role) - set(held):
            db.add(RoleGrant(person_id=person.id, municipality_id=home.id, role=role))
        for role in set(arguments.take) & set(held):
            db.delete(held[role])
        record(db, None, "user.changed", "person", str(person.id), gave=arguments.role, took=arguments.take)
    database.close()
    print(f"{arguments.email}: done.")
    return 0
