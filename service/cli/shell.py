"""A Python prompt with the application's context and an open database session named `db`."""

from __future__ import annotations

import argparse
import code

from service.app import create_app


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    """Open the prompt; what is not committed is rolled back at its end."""
    app = create_app()
    with app.app_context(), app.extensions["database"].sessions() as db:
        code.interact(banner="app, db are ready; db.commit() keeps changes", local={"app": app, "db": db})
    return 0
