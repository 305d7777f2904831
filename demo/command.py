"""Load a demo municipality, or say how to sign in to it."""

from __future__ import annotations

import argparse
import time

from sqlalchemy import select

from boundaries.models import Municipality
from service.accounts.queries import demo_people
from service.config import Settings
from service.db import Database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, for which city."""
    parser.add_argument("action", choices=("load", "sign-ins"))
    parser.add_argument("--city", default="kuopio", choices=("kuopio", "mikkeli", "lahti"))


def run(arguments: argparse.Namespace) -> int:
    """Load (once; a second call changes nothing) or list the sign-ins."""
    database = Database(Settings.from_environment())
    try:
        return _load(database, arguments.city) if arguments.action == "load" else _sign_ins(database)
    finally:
        database.close()


def _load(database: Database, slug: str) -> int:
    from demo.cities import city_by_slug
    from demo.load import is_loaded, load_city

    started = time.perf_counter()
    with database.session() as db:
        if is_loaded(db, city_by_slug(slug)):
            print(f"The demo municipality {slug} is here already.")
            return 0
        load_city(db, city_by_slug(slug), lambda part: print(f"  loading {part}", flush=True))
    print(f"Loaded {slug} in {time.perf_counter() - started:.1f} s.")
    return 0


def _sign_ins(database: Database) -> int:
    with database.session() as db:
        for town in db.scalars(select(Municipality).where(Municipality.is_demo)):
            for person in demo_people(db, town.id):
                roles = ", ".join(grant.role for grant in person.roles)
                print(f"/sign-in  {person.display_name} ({roles}): choose the name, no password is asked")
    return 0
