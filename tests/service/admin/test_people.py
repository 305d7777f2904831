"""Giving and taking roles: who may, what is refused, what the log says, and that somebody can always do it."""

from __future__ import annotations

import threading
import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from boundaries.models import Area
from service.accounts.models import Person, PersonalAccess, RoleGrant, WebSession
from service.accounts.roles import take_role
from service.errors import InvalidInput, NotFound
from service.permissions import Actor
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.factories.world import add_board

HTML = {"Accept": "text/html"}


def person_id(town: TownDatabase, name: str) -> uuid.UUID:
    with town.session() as db:
        return db.scalars(select(Person.id).where(Person.email == f"{name}@testila.example")).one()


def roles_of(town: TownDatabase, email: str) -> set[str]:
    with town.session() as db:
        query = select(RoleGrant.role).join(Person).where(func.lower(Person.email) == email.lower())
        return set(db.scalars(query))


def give(client: Browser, **form: str) -> Any:
    return client.send("/admin/people", {"email": "uusi@testila.example", "role": "official", **form})


def test_a_new_person_gets_an_account_and_a_role(client: Browser, town: TownDatabase) -> None:
    client.sign_in("administrator")
    assert give(client, name="Uusi Ihminen", title="Puistot").status_code == 303
    assert roles_of(town, "uusi@testila.example") == {"official"}
    page = client.get("/admin/people?lang=en", headers=HTML).text
    assert "Uusi Ihminen" in page
    assert "Puistot" in page
    log = client.get("/admin/log?lang=en", headers=HTML).text
    assert "Made an account" in log
    assert "Gave a role" in log
    assert "uusi@testila.example" not in log


def test_an_account_that_is_there_keeps_its_name_and_gets_a_role_once(client: Browser, town: TownDatabase) -> None:
    client.sign_in("administrator")
    for _ in range(2):
        assert give(client, email="RESIDENT@testila.example", name="Somebody Else").status_code == 303
    assert roles_of(town, "resident@testila.example") == {"official"}
    with town.session() as db:
        assert db.get_one(Person, person_id(town, "resident")).display_name == "Resident"
        assert db.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "role.granted")) == 1


@pytest.fixture(autouse=True)
def board(town: TownDatabase) -> None:
    """A board for area 05."""
    with town.database.session() as db:
        add_board(db)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "Write a name for the account."),
        ({"name": "X", "email": "not an address"}, "Write the whole e-mail address"),
        ({"name": "X", "role": "king"}, "Choose one of the options."),
        ({"name": "X", "role": "area_board"}, "Choose the area whose board, panel or table they sit on."),
        (
            {"name": "X", "role": "area_board", "area": "01"},
            "Choose the area whose board, panel or table they sit on.",
        ),
        ({"name": "X" * 200}, "Write at most 120 characters."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: Browser, town: TownDatabase, form: dict[str, str], words: str
) -> None:
    client.sign_in("administrator")
    answer = client.send(
        "/admin/people?lang=en", {"email": "uusi@testila.example", "role": "official", "title": "Puistot", **form}
    )
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Puistot"' in answer.text
    assert roles_of(town, "uusi@testila.example") == set()


def test_a_board_member_is_tied_to_the_area_and_is_no_staff(client: Browser, town: TownDatabase, app: Flask) -> None:
    client.sign_in("administrator")
    assert give(client, email="resident@testila.example", role="area_board", area="05").status_code == 303
    with town.session() as db:
        grant = db.scalars(select(RoleGrant).where(RoleGrant.person_id == person_id(town, "resident"))).one()
        assert grant.area_id == db.scalars(select(Area.id).where(Area.code == "05")).one()
    member: Any = app.test_client()
    member.sign_in("resident")
    assert "Member of a board, panel or table" in member.get("/account?lang=en", headers=HTML).text
    for page in ("/admin/", "/admin/people", "/admin/log"):
        assert member.get(page).status_code == 403


def test_taking_the_last_role_signs_out(client: Browser, town: TownDatabase, app: Flask) -> None:
    planner: Any = app.test_client()
    planner.sign_in("planner")
    client.sign_in("administrator")
    who = person_id(town, "planner")
    with town.session() as db:
        grant = db.scalars(select(RoleGrant.id).where(RoleGrant.person_id == who)).one()
    assert client.send(f"/admin/people/{who}/roles/{grant}/take", {}).status_code == 303
    assert roles_of(town, "planner@testila.example") == set()
    assert planner.get("/account").status_code == 401
    assert client.send(f"/admin/people/{who}/roles/{grant}/take", {}).status_code == 404


def test_the_last_administrator_stays(client: Browser, town: TownDatabase) -> None:
    client.sign_in("administrator")
    who = person_id(town, "administrator")
    with town.session() as db:
        grant = db.scalars(select(RoleGrant.id).where(RoleGrant.person_id == who)).one()
    answer = client.send(f"/admin/people/{who}/roles/{grant}/take?lang=en", {})
    assert answer.status_code == 422
    assert "This is the last administrator" in answer.text
    assert roles_of(town, "administrator@testila.example") == {"administrator"}


def test_two_administrators_cannot_take_each_others_role_at_once(town: TownDatabase) -> None:
    with town.database.session() as db:
        db.add(RoleGrant(person_id=person_id(town, "planner"), municipality_id=1, role="administrator"))
    with town.session() as db:
        grants = db.execute(select(RoleGrant.person_id, RoleGrant.id).where(RoleGrant.role == "administrator")).all()
    refused = []

    def take(who: uuid.UUID, grant: int) -> None:
        try:
            with town.database.session() as db:
                take_role(db, Actor(1), who, grant)
        except (InvalidInput, NotFound) as error:
            refused.append(error)

    threads = [threading.Thread(target=take, args=tuple(row)) for row in grants]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    with town.session() as db:
        assert db.scalar(select(func.count()).select_from(RoleGrant).where(RoleGrant.role == "administrator")) == 1


def test_words_are_changed_here_unless_the_person_works_elsewhere_too(client: Browser, town: TownDatabase) -> None:
    client.sign_in("administrator")
    who = person_id(town, "planner")
    form = {"name": "Pia Piirto", "title": "Kaavoitus"}
    assert client.send(f"/admin/people/{who}/words", form).status_code == 303
    with town.database.session() as db:
        db.execute(
            text(
                "INSERT INTO boundaries.municipality (slug, code, names, languages, reference_prefix, centre, zoom, "
                "geom) SELECT 'naapuri', '998', names, languages, 'NAA', centre, zoom, geom "
                "FROM boundaries.municipality"
            )
        )
        other = db.execute(text("SELECT id FROM boundaries.municipality WHERE slug = 'naapuri'")).scalar_one()
        db.add(RoleGrant(person_id=who, municipality_id=other, role="planner"))
    answer = client.send(f"/admin/people/{who}/words?lang=en", {**form, "name": "Someone"})
    assert answer.status_code == 422
    assert "works for another municipality too" in answer.text
    with town.session() as db:
        assert db.get_one(Person, who).display_name == "Pia Piirto"


def test_opening_a_person_is_noted_and_the_person_sees_it(client: Browser, town: TownDatabase, app: Flask) -> None:
    client.sign_in("administrator")
    who = person_id(town, "planner")
    assert client.get(f"/admin/people/{who}", headers=HTML).status_code == 200
    with town.session() as db:
        noted = db.scalars(select(PersonalAccess)).one()
        assert (noted.person_id, noted.opened_by) == (who, person_id(town, "administrator"))
    planner: Any = app.test_client()
    planner.sign_in("planner")
    page = planner.get("/account?lang=en", headers=HTML).text
    assert ": Administrator" in page.partition("Who has opened your data")[2]
    client.get(f"/admin/people/{person_id(town, 'administrator')}")
    with town.session() as db:
        assert len(db.scalars(select(PersonalAccess)).all()) == 1  # one's own is not noted


def test_a_resident_is_not_browsed(client: Browser, town: TownDatabase) -> None:
    client.sign_in("administrator")
    assert "resident@" not in client.get("/admin/people", headers=HTML).text
    assert client.get(f"/admin/people/{person_id(town, 'resident')}").status_code == 404
    assert client.get(f"/admin/people/{uuid.uuid4()}").status_code == 404


def test_an_administrator_signs_somebody_out(client: Browser, town: TownDatabase, app: Flask) -> None:
    planner: Any = app.test_client()
    planner.sign_in("planner")
    client.sign_in("administrator")
    assert client.send(f"/admin/people/{person_id(town, 'planner')}/sign-out", {}).status_code == 303
    assert planner.get("/account").status_code == 401
    assert client.get("/account").status_code == 200
    with town.session() as db:
        assert db.scalar(select(func.count()).select_from(WebSession)) == 1
