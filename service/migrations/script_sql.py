"""Running a whole SQL script inside a revision's transaction."""

from __future__ import annotations

from pathlib import Path

from alembic import op

SQL = Path(__file__).parent / "sql"


def run_script(statements: str) -> None:
    """Run several statements at once, past the driver's placeholder handling (they may hold ``%``)."""
    connection = op.get_bind().connection.dbapi_connection
    assert connection is not None  # noqa: S101 (a revision always has a live connection)
    connection.cursor().execute(statements)


def script(name: str) -> str:
    """The text of a script kept beside the revisions."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
