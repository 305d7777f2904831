"""Count every decision again from its own record, and say whether seal and numbers are the same."""

from __future__ import annotations

import argparse

from sqlalchemy import select, text

from boundaries.models import Municipality
from service.config import Settings
from service.db import Database
from service.programmes.queries import DecisionView, decision_by_slug, decisions
from service.programmes.records.verifying import Verified, verified


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which decision; all by default."""
    parser.add_argument("slug", nargs="?", help="the last part of the decision's address; all decisions without it")


def run(arguments: argparse.Namespace) -> int:
    """Say of each decision whether it is the same; 1 when a seal is broken, a number differs, or none is found."""
    database = Database(Settings.from_environment())
    code, seen = 0, 0
    with database.session() as db:
        towns = db.scalars(select(Municipality).order_by(Municipality.id)).all()
        # What anyone may see is what a decision is made of.
        db.execute(text("SET LOCAL search_path TO public_api, public"))
        connection = db.connection()
        for town in towns:
            for line in decisions(connection, town.id):
                view = decision_by_slug(connection, town.id, line.slug)
                if view is None or arguments.slug not in (None, line.slug):
                    continue
                found = verified(view)
                seen += 1
                code = max(code, 0 if found.is_sealed and found.is_same is not False else 1)
                print(f"{town.slug}: {_words(view, found)}")
    database.close()
    if not seen:
        print("There is no such decision." if arguments.slug else "There are no decisions.")
    return code if seen or arguments.slug is None else 1


def _words(view: DecisionView, found: Verified) -> str:
    seal = "seal whole" if found.is_sealed else "SEAL BROKEN"
    if found.is_same is None:
        return f"{view.slug}: {seal}; made by hand, nothing to count again"
    if found.is_same:
        return f"{view.slug}: {seal}; numbers identical byte for byte ({found.bytes_sha256[:16]})"
    changes = "".join(f"\n    {path}: {held} in the record, {now} now" for path, held, now in found.differences)
    method = "" if found.is_same_method else " (the method has a newer version)"
    return f"{view.slug}: {seal}; NUMBERS DIFFER{method}{changes}"
