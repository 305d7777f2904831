"""Every role against every write and every read that is not for everybody: allowed exactly as it was decided."""

from __future__ import annotations

import pytest
from flask import Flask

from service.permissions import Actor, known_permissions, may
from tests.conftest import TownDatabase
from tests.service.areas.lively import SECRETS
from tests.service.rights.conftest import Enter
from tests.service.rights.routes import WRITES, addresses, keys_in, routes
from tests.service.rights.table import BOARD, RESIDENT, RIGHTS, ROLES, VISITOR

OUTSIDERS = (VISITOR, RESIDENT, BOARD)


def actor_of(role: str, municipality_id: int = 1) -> Actor:
    """An actor with a role, as the application would make it."""
    import uuid

    if role == VISITOR:
        return Actor(municipality_id)
    roles = frozenset() if role == RESIDENT else frozenset({role})
    boards = frozenset({5}) if role == BOARD else frozenset()
    return Actor(municipality_id, person_id=uuid.uuid4(), roles=roles, boards=boards)


def is_allowed(role: str, permission: str) -> bool:
    """Whether a role gets past a permission, by the table or else by the rule."""
    return role in RIGHTS[permission] if permission in RIGHTS else may(actor_of(role), permission)


@pytest.mark.parametrize("role", ROLES)
def test_the_rules_are_as_they_were_decided(app: Flask, role: str) -> None:
    for permission, roles in RIGHTS.items():
        assert permission in known_permissions(), permission
        # A rule may look at a thing and know nothing without one; then the routes show what it does.
        try:
            found = may(actor_of(role), permission)
        except AttributeError:
            continue
        assert found == (role in roles), permission


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_what_it_may_and_no_more(app: Flask, estate: TownDatabase, enter: Enter, role: str) -> None:
    visit = enter(role)
    with estate.session() as db:
        keys = keys_in(db)
    for route in routes(app):
        is_open = is_allowed(VISITOR, route.permission)
        if route.method not in WRITES and is_open:
            continue
        statuses = []
        for path in addresses(app, route, keys):
            answer = visit.ask(route.method, path, {})
            said = f"{role}: {route.method} {path} answered {answer.status_code}"
            assert answer.status_code < 500, said
            assert b"Traceback" not in answer.data, said
            statuses.append(answer.status_code)
            if not is_allowed(role, route.permission):
                assert answer.status_code == (401 if role == VISITOR else 403), said
                break  # what an address means is looked at only after the permission
        if is_allowed(role, route.permission) and not is_open:
            assert set(statuses) - {401, 403}, f"{role}: {route.method} {route.rule.rule} lets nobody in: {statuses}"


@pytest.mark.parametrize("role", OUTSIDERS)
def test_nobody_outside_reads_what_is_not_for_everybody(
    app: Flask, estate: TownDatabase, enter: Enter, role: str
) -> None:
    visit = enter(role)
    with estate.session() as db:
        keys = keys_in(db)
    for route in routes(app):
        if route.method != "GET" or not is_allowed(role, route.permission):
            continue
        for path in addresses(app, route, keys):
            answer = visit.ask("GET", path)
            said = f"{role}: GET {path} answered {answer.status_code}"
            assert answer.status_code < 500, said
            for secret in (*SECRETS, "SALAINEN-kommentti"):
                assert secret.encode() not in answer.data, f"{said} and told {secret}"
