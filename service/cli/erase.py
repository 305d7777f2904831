"""Erase a person's data on their behalf, or apply the list of erasures again after a backup was restored."""

from __future__ import annotations

import argparse

from sqlalchemy import select

from boundaries.models import Municipality
from service.accounts.queries import person_by_email
from service.config import Settings
from service.db import Database
from service.errors import InvalidInput
from service.owndata.erasure import erase_account
from service.owndata.listing import apply_again, list_file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose account, or the list."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--email", help="the address of the account")
    what.add_argument("--again", action="store_true", help="apply the list of erasures again")
    parser.add_argument("--take-back", action="store_true", help="take back what they had sent, too")


def run(arguments: argparse.Namespace) -> int:
    """Erase; 1 with a sentence when there is nothing to erase or it may not be."""
    settings = Settings.from_environment()
    database = Database(settings)
    try:
        with database.session() as db:
            if arguments.again:
                done = apply_again(db, list_file(settings), settings.secret_key)
                print(f"{done} erasures were applied again.")
                return 0
            person = person_by_email(db, arguments.email)
            home = db.scalar(select(Municipality.id).order_by(Municipality.id))
            if person is None or home is None:
                print("Nobody has an account with this address.")
                return 1
            erase_account(db, home, person.id, secret_key=settings.secret_key, takes_back=arguments.take_back)
    except InvalidInput as error:
        print(error.message)
        return 1
    finally:
        database.close()
    print("The account and what leads to its person are erased.")
    return 0
