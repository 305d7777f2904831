"""Check the hash chain of the audit log."""

from __future__ import annotations

import argparse

from service.audit import first_broken_entry
from service.config import Settings
from service.db import Database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    """Say whether the log is whole; 1 when it is not."""
    database = Database(Settings.from_environment())
    with database.session() as db:
        broken = first_broken_entry(db)
    database.close()
    if broken is None:
        print("The audit log is whole.")
        return 0
    print(f"The audit log is broken at entry {broken}: it, or the one before it, was changed.")
    return 1
