"""What draws tiles and features can see what anyone may see, and can change nothing."""

from __future__ import annotations

import psycopg
import pytest

from tests.conftest import TownDatabase


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM service.pin",
        "SELECT geom FROM service.pin",
        "SELECT * FROM service.person",
        "SELECT * FROM service.pin_pyramid_cell",
        "SELECT * FROM service.audit_entry",
        "SELECT * FROM boundaries.area",
        "SELECT * FROM layers.statistic",
        "SELECT * FROM jobs.procrastinate_jobs",
        "SELECT boundaries.metric_srid()",
    ],
)
def test_the_public_role_sees_no_table(town: TownDatabase, statement: str) -> None:
    with town.database.public.connection() as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())


@pytest.mark.parametrize(
    "statement",
    [
        # Views of one table can be written through, if the role may.
        "DELETE FROM place",
        "UPDATE municipality SET slug = 'x'",
        "UPDATE pin_pyramid_cell SET pin_count = 0",
        "INSERT INTO walk_stop (walk_id, number, name) SELECT id, 1, 'x' FROM walk",
        "CREATE TABLE public_api.mine (id integer)",
        "CREATE TABLE public.mine (id integer)",
        "TRUNCATE service.pin",
    ],
)
def test_the_public_role_writes_nothing_even_when_it_may_write(town: TownDatabase, statement: str) -> None:
    with town.database.public.connection() as connection:
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)):
            connection.execute(statement.encode())
        # Read-only is only the second wall: the role itself lacks the right.
        connection.execute("SET default_transaction_read_only = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement.encode())
        connection.execute("SET default_transaction_read_only = on")


def test_no_view_shows_who_wrote_something(town: TownDatabase) -> None:
    with town.database.public.connection() as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public_api'"
        ).fetchall()
    names = {column for _, column in columns}
    assert {"author_id", "edit_token_hash", "email", "person_id", "tie", "accuracy_m"} & names == set()
    # How a surface of many drawings was made is public, and that an observation came on paper; how somebody pointed
    # at a place is not.
    told = {view for view, column in columns if column == "method"}
    assert told <= {"agreement_surface", "area_origin", "observation"}
    assert ("pin", "public_geom") not in columns
    assert ("pin", "created_at") not in columns
