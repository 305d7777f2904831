"""Bringing a database to the newest schema, or back to an earlier one."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from service.db import sqlalchemy_url

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 7_201_001  # any fixed number: two migrations never run side by side


def migration_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, bound to a connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Migrate the database at `url` (its owner's address) forwards to `revision`."""
    _run(url, lambda config: command.upgrade(config, revision))


def downgrade(url: str, revision: str) -> None:
    """Migrate the database at `url` back to `revision` ("base" for nothing at all)."""
    _run(url, lambda config: command.downgrade(config, revision))


def head() -> str | None:
    """The newest revision there is."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _run(url: str, action: object) -> None:
    engine = create_engine(sqlalchemy_url(url))
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
            connection.execute(text("CREATE SCHEMA IF NOT EXISTS service"))
            connection.commit()
            action(migration_config(connection))  # type: ignore[operator]
            connection.commit()
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
            connection.commit()
    finally:
        engine.dispose()
