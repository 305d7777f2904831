"""Bring the database to the newest schema."""

from __future__ import annotations

import argparse
import os

from service.config import Settings, UnsafeSettings
from service.db import Database
from service.migrate import downgrade, head, upgrade
from service.owndata.listing import apply_again, list_file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A revision to go to, newest by default."""
    parser.add_argument("--to", default="head", help="a revision, 'head' or 'base'")
    parser.add_argument("--down", action="store_true", help="go back instead of forwards")


def run(arguments: argparse.Namespace) -> int:
    """Migrate the database of DATABASE_URL."""
    url = os.environ["DATABASE_URL"]
    if arguments.down:
        downgrade(url, arguments.to)
    else:
        upgrade(url, arguments.to)
    if not arguments.down and arguments.to == "head":
        _erase_again()
    print(f"The database is at revision {head() if arguments.to == 'head' else arguments.to}.")
    return 0


def _erase_again() -> None:
    """Forget again whom a restored backup remembers. Without the service's settings there is nothing to do it with."""
    try:
        settings = Settings.from_environment()
    except UnsafeSettings as error:
        print(f"The list of erasures was not looked at: {error}")
        return
    if not list_file(settings).is_file():
        return
    database = Database(settings)
    with database.session() as db:
        done = apply_again(db, list_file(settings), settings.secret_key)
    database.close()
    if done:
        print(f"{done} erasures were applied again.")
