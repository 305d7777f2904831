"""Administrators give keys to other services: shown once, kept nowhere, taken back for good."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from service.machines.models import MachineKey
from service.machines.operations import make_key
from service.permissions import Actor
from service.web.sessions import token_hash
from tests.conftest import Browser, TownDatabase

SECRET = re.compile(r"alue_[A-Za-z0-9_-]{43}")


def shown(client: Browser) -> str:
    return client.get("/admin/machines", headers={"Accept": "text/html"}).get_data(as_text=True)  # type: ignore[no-any-return]


def test_a_key_is_shown_once_and_kept_nowhere(client: Browser, town: TownDatabase) -> None:
    client.sign_in("administrator")
    assert (
        client.send("/admin/machines", {"name": "Palautepalvelu", "per_hour": "30", "scopes": "reports"}).status_code
        == 303
    )
    found = SECRET.search(shown(client))
    assert found, "the page shows the new key"
    assert not SECRET.search(shown(client)), "and only once"
    with town.session() as db:
        key = db.scalars(select(MachineKey)).one()
        assert (key.name, key.per_hour, bytes(key.key_hash)) == ("Palautepalvelu", 30, token_hash(found[0]))
        assert found[0].startswith(key.hint)
        assert key.made_by is not None
    with town.database.engine.connect() as connection:
        tables = connection.exec_driver_sql(
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = 'service'"
        ).scalars()
        for table in tables.all():
            query = f"SELECT count(*) FROM {table} AS t WHERE CAST(t AS text) LIKE %s"  # noqa: S608
            assert connection.exec_driver_sql(query, (f"%{found[0]}%",)).scalar() == 0, table
            hexed = f"%{found[0].encode().hex()}%"
            assert connection.exec_driver_sql(query, (hexed,)).scalar() == 0, table


def test_a_key_is_taken_back_for_good(client: Browser, town: TownDatabase) -> None:
    with town.session() as db:
        key, _secret = make_key(db, Actor(1), name="Vanha palvelu", per_hour=5)
        db.commit()
        number = key.id
    client.sign_in("administrator")
    assert client.send(f"/admin/machines/{number}/end", {}).status_code == 303
    assert f'action="/admin/machines/{number}/end"' not in shown(client)
    assert client.send(f"/admin/machines/{number}/end", {}).status_code == 303
    assert client.send("/admin/machines/999/end", {}).status_code == 404
    with town.session() as db:
        assert db.scalars(select(MachineKey.ended_at)).one() is not None


@pytest.mark.parametrize(
    ("name", "per_hour"), [("", "60"), ("x" * 81, "60"), ("Palvelu", "0"), ("Palvelu", "many"), ("Palvelu", "10001")]
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: Browser, town: TownDatabase, name: str, per_hour: str
) -> None:
    client.sign_in("administrator")
    answer = client.send("/admin/machines", {"name": name, "per_hour": per_hour, "scopes": "reports"})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert f'value="{per_hour}"' in page
    assert not name or f'value="{name}"' in page
    with town.session() as db:
        assert db.scalars(select(MachineKey)).all() == []


@pytest.mark.parametrize("role", ["official", "planner", "moderator"])
def test_others_give_no_keys(client: Browser, role: str) -> None:
    client.sign_in(role)
    assert client.get("/admin/machines").status_code == 403
    assert client.send("/admin/machines", {"name": "Oma"}).status_code == 403
