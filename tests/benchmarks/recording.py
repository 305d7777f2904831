"""What the database is asked when a route is: the floor of a route is its own statements, bare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from tests.benchmarks.floor import merged

Statements = list[tuple[str, dict[str, Any]]]


@contextmanager
def recorded(engine: Engine) -> Iterator[Statements]:
    """The statements that an engine runs inside the block, with their values."""
    found: Statements = []

    def note(connection: Any, cursor: Any, statement: str, values: Any, context: Any, many: bool) -> None:
        found.append((statement, dict(values)))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def statements_of(app: Flask, ask: Callable[[Any], Any]) -> str:
    """The script of all that a route reads publicly.

    It is asked twice and the second time is noted: what a process reads once and keeps is no part of it.
    """
    database = app.extensions["database"]
    client = app.test_client()
    first = ask(client)
    assert first.status_code == 200, first.get_data(as_text=True)
    with recorded(database.public_engine) as found:
        ask(client)
    assert found, "the route read nothing from the public views"
    return ";\n".join(merged(database.settings.public_read_url, text, values) for text, values in found)
