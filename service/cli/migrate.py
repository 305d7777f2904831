"""Bring the database to the newest schema."""

from __future__ import annotations

import argparse
import os

from service.migrate import downgrade, head, upgrade


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
    print(f"The database is at revision {head() if arguments.to == 'head' else arguments.to}.")
    return 0
