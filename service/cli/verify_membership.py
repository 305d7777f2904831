"""Check which areas everything lies in against a fresh reckoning; --repair puts right what differs."""

from __future__ import annotations

import argparse

from sqlalchemy import select

from boundaries.consistency import WritersBusy, membership_differences, repair_membership
from boundaries.models import Municipality
from service.config import Settings
from service.db import Database

#: A fresh reckoning of a million pins takes longer than a request may.
STATEMENT_TIMEOUT_MS = 600_000
SHOWN = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to repair."""
    parser.add_argument("--repair", action="store_true", help="put right what differs")


def run(arguments: argparse.Namespace) -> int:
    """Say what differs; 1 when something does and is not repaired."""
    database = Database(Settings.from_environment())
    code = 0
    with database.session() as db:
        db.connection().exec_driver_sql(f"SET LOCAL statement_timeout = {STATEMENT_TIMEOUT_MS}")
        for town in db.scalars(select(Municipality).order_by(Municipality.id)):
            try:
                work = repair_membership if arguments.repair else membership_differences
                wrong = work(db, town.id)
            except WritersBusy:
                print(f"{town.slug}: somebody is writing all the while; nothing was repaired. Try again.")
                code = 1
                continue
            for one in wrong[:SHOWN]:
                print(
                    f"{town.slug}: {one.subject_kind} {one.subject_id} in boundary {one.area_version_id}: "
                    f"{_share(one.stored)} is noted, {_share(one.fresh)} is right"
                )
            if not wrong:
                print(f"{town.slug}: everything is noted in the areas where it lies.")
            elif arguments.repair:
                print(f"{town.slug}: {len(wrong)} notes were put right.")
            else:
                print(f"{town.slug}: {len(wrong)} notes are wrong. Put them right: verify-membership --repair")
                code = 1
    database.close()
    return code


def _share(share: float | None) -> str:
    return "nothing" if share is None else f"{share:.6g}"
