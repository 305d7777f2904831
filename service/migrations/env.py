"""Alembic's environment: runs the revisions over the connection that `service.migrate` hands in."""

from __future__ import annotations

from alembic import context

import service.models  # noqa: F401  (every table, for autogenerate)
from boundaries.database import Base

OURS = {"boundaries", "layers", "service"}


def include_name(name: str | None, kind: str, parents: dict[str, str | None]) -> bool:  # noqa: ARG001
    """Compare our own schemas only; PostGIS and the job queue keep theirs."""
    return name in OURS if kind == "schema" else True


def run() -> None:
    """Run all revisions in one transaction each, so that a failed one leaves nothing behind."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Base.metadata,
        version_table="alembic_version",
        version_table_schema="service",
        include_schemas=True,
        include_name=include_name,
        transaction_per_migration=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
