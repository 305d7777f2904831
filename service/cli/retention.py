"""Cut what leads from old inputs to people, as the worker does each night; or only say what is due."""

from __future__ import annotations

import argparse

from service.config import Settings
from service.db import Database
from service.owndata.retention import apply_retention


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to change anything."""
    parser.add_argument("--dry-run", action="store_true", help="only count what is due")


def run(arguments: argparse.Namespace) -> int:
    """One line for each municipality: how many things of each kind were, or would be, cut."""
    settings = Settings.from_environment()
    database = Database(settings)
    with database.session() as db:
        for cut in apply_retention(db, settings.secret_key, is_dry_run=arguments.dry_run):
            counts = ", ".join(f"{kind} {count}" for kind, count in sorted(cut.counts.items())) or "nothing"
            print(f"{cut.municipality} (after {cut.months} months): {counts}{' due' if arguments.dry_run else ' cut'}")
    database.close()
    return 0
