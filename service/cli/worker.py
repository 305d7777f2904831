"""Run background jobs until stopped."""

from __future__ import annotations

import argparse

from service import logs
from service.config import Settings
from service.jobs import app, make_connector


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many jobs run side by side."""
    parser.add_argument("--concurrency", type=int, default=2)


def run(arguments: argparse.Namespace) -> int:
    """Work until a signal comes; a job in hand is finished first."""
    settings = Settings.from_environment()
    logs.configure(settings.log_level)
    with app.replace_connector(make_connector(settings)) as worker:
        worker.run_worker(
            concurrency=arguments.concurrency,
            install_signal_handlers=True,
            # what is done is not kept: a job may hold a sign-in link
            delete_jobs="successful",
        )
    return 0
