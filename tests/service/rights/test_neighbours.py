"""Two municipalities in one database: nobody of one reads or changes anything of the other."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from tests.conftest import TownDatabase
from tests.service.areas.lively import SECRETS
from tests.service.rights.conftest import Enter
from tests.service.rights.routes import WRITES, addresses, keys_in, routes
from tests.service.rights.table import ROLES, STAFF, VISITOR
from tests.service.rights.test_matrix import is_allowed

#: Words of the town's own things, which the neighbour's pages must never hold.
OURS = ("TES-2026-", "Valot polulle", "Puiston uudistus", "Valokävely", "Testip", "Kommentti kotoa", *SECRETS[:3])
#: Rows that every request makes or uses up, of no municipality's matter.
PASSING = {"idempotency_key", "deed", "web_session", "sign_in_attempt", "sign_in_link"}
_TABLES = text(
    "SELECT n.nspname, c.relname, EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid "
    "AND a.attname = 'municipality_id') FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace "
    "WHERE c.relkind = 'r' AND n.nspname IN ('boundaries', 'layers', 'service') ORDER BY 1, 2"
)
#: What a form of each kind of deed needs to get as far as the thing that it means.
BODIES = {
    "admin.moderate_items": {"deed": "hide", "item": "pin:{uuid}"},
    "admin.place_pin": {"deed": "whole", "pin": "{uuid}"},
    "admin.add_role": {"role": "official"},
    "admin.save_words": {"name": "Kaapattu"},
    "areas.hide": {"reason": "Kaapattu"},
    "areas.publish": {"reason": "Kaapattu"},
    "areas.change_call_state": {"state": "hidden", "reason": "Kaapattu"},
    "areas.moderate_drawing": {"deed": "hide", "reason": "Kaapattu"},
    "discussion.comment": {"body": "Kaapattu"},
    "discussion.hide": {"reason": "Kaapattu"},
    "replies.answer_pin": {"state": "done", "public_text": "Kaapattu"},
    "replies.draft_answer": {"act": "preview", "public_text": "Kaapattu"},
    "pins.save_edit": {"title": "Kaapattu", "text": "Kaapattu"},
    "proposals.save_proposal": {"title": "Kaapattu", "version": "1", "state": "open", "area": "05"},
}


def rows_of(town: TownDatabase) -> dict[str, set[str]]:
    """Every row of the database as text, without the neighbour's."""
    found = {}
    with town.session() as db:
        other = db.execute(text("SELECT id FROM boundaries.municipality WHERE slug = 'naapuri'")).scalar_one()
        for schema, table, has_owner in db.execute(_TABLES).all():
            if table not in PASSING:
                where = f"WHERE t.municipality_id IS DISTINCT FROM {int(other)}" if has_owner else ""
                query = text(f'SELECT t::text FROM {schema}."{table}" AS t {where}')  # noqa: S608 (catalogue names)
                found[table if has_owner else f"{table} (shared)"] = set(db.scalars(query))
    return found


@pytest.mark.parametrize("role", ROLES)
def test_nobody_next_door_changes_anything_here(app: Flask, estate: TownDatabase, enter: Enter, role: str) -> None:
    visit = enter(role, at="naapuri")
    with estate.session() as db:
        keys = keys_in(db)
    before = rows_of(estate)
    for route in routes(app):
        if route.method not in WRITES:
            continue
        for path in addresses(app, route, keys):
            body = BODIES.get(route.endpoint, {})
            uuids = keys["uuid"] if any("{uuid}" in value for value in body.values()) else ("",)
            for key in uuids:
                answer = visit.ask(route.method, path, {k: v.replace("{uuid}", key) for k, v in body.items()})
                assert answer.status_code < 500, f"{role}: {route.method} {path} answered {answer.status_code}"
    for table, rows in rows_of(estate).items():
        gone = before[table] - rows
        assert not gone, f"{role} changed or deleted in {table}: {sorted(gone)[:3]}"
        if "(shared)" not in table:
            assert rows == before[table], f"{role} added to {table}: {sorted(rows - before[table])[:3]}"


@pytest.mark.parametrize("role", [VISITOR, "administrator", "official"])
def test_nobody_next_door_reads_anything_of_here(app: Flask, estate: TownDatabase, enter: Enter, role: str) -> None:
    visit = enter(role, at="naapuri")
    with estate.session() as db:
        keys = keys_in(db)
    for route in routes(app):
        if route.method == "GET" and is_allowed(role, route.permission):
            for path in addresses(app, route, keys):
                answer = visit.ask("GET", path)
                said = f"{role}: GET {path} answered {answer.status_code}"
                assert answer.status_code < 500, said
                shown = answer.data.replace(path.encode(), b"")  # an error may name what was asked for
                for word in OURS:
                    if word not in path:
                        assert word.encode() not in shown, f"{said} and told {word}"


@pytest.mark.parametrize("role", STAFF)
def test_staff_of_here_are_residents_next_door(app: Flask, estate: TownDatabase, enter: Enter, role: str) -> None:
    visit = enter(role, at="naapuri", of="testila")
    with estate.session() as db:
        keys = keys_in(db)
    for route in routes(app):
        if not is_allowed("resident", route.permission):
            path = next(iter(addresses(app, route, keys)))
            answer = visit.ask(route.method, path, {})
            assert answer.status_code == 403, f"{role}: {route.method} {path} answered {answer.status_code}"
