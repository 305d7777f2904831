"""The schema goes up, down and up again with rows in it, and the tables agree with the code."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, func, select, text

import service.models  # noqa: F401
from boundaries.database import Base
from operate.testcluster import TestCluster
from service.db import sqlalchemy_url
from service.migrate import MIGRATIONS, downgrade, upgrade
from tests.conftest import TownDatabase


def test_the_revisions_are_one_row() -> None:
    revisions = list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())
    parents = [one.down_revision for one in revisions]
    assert all(parent is None or isinstance(parent, str) for parent in parents), "no revision joins two"
    assert len(set(parents)) == len(revisions), "two revisions follow the same one"


def test_every_revision_goes_down_and_up_with_rows(town: TownDatabase) -> None:
    url = town.settings.database_url
    town.database.close()
    before = _counts(url)
    assert before["boundaries.area"] == 9
    downgrade(url, "0001")
    upgrade(url)
    assert _counts(url) == before


def test_down_to_nothing_leaves_nothing(cluster: TestCluster, town: TownDatabase) -> None:
    url = town.settings.database_url
    town.database.close()
    downgrade(url, "base")
    engine = create_engine(sqlalchemy_url(url))
    with engine.connect() as connection:
        left = connection.execute(
            text(
                "SELECT table_schema, table_name FROM information_schema.tables "
                "WHERE table_schema IN ('boundaries','layers','service','public_api','jobs')"
            )
        ).all()
    engine.dispose()
    assert [tuple(row) for row in left] == [("service", "alembic_version")]


def test_the_tables_are_as_the_code_says(empty_town: TownDatabase) -> None:
    engine = create_engine(sqlalchemy_url(empty_town.settings.database_url))
    ours = {"boundaries", "layers", "service"}
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_schemas": True,
                "include_name": lambda name, kind, parents: name in ours if kind == "schema" else True,
                "include_object": lambda item, name, kind, reflected, other: name != "alembic_version",
                "compare_type": True,
                "version_table_schema": "service",
            },
        )
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []


def _counts(url: str) -> dict[str, int]:
    engine = create_engine(sqlalchemy_url(url))
    with engine.connect() as connection:
        tables = [t for t in Base.metadata.tables.values() if t.schema]
        found = {
            f"{t.schema}.{t.name}": connection.execute(select(func.count()).select_from(t)).scalar_one()
            for t in tables
        }
    engine.dispose()
    return found
