"""A board's inbox, and the mark beside what its members say for it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from boundaries.models import Area
from service.discussion.models import Comment
from service.participation.pins.models import Pin
from tests.conftest import Browser, TownDatabase
from tests.factories.world import add_board
from tests.service.areas.lively import SECRETS, Lively, make_lively

HTML = {"Accept": "text/html"}


@pytest.fixture
def lively(town: TownDatabase) -> Lively:
    """Area 05 with something of everything, and a board."""
    with town.database.session() as db:
        made = make_lively(db)
        add_board(db)
        return made


def area_id(town: TownDatabase, code: str) -> int:
    with town.session() as db:
        return db.scalars(select(Area.id).where(Area.code == code)).one()


def speak(client: Browser, town: TownDatabase, reference: str, **form: Any) -> Any:
    with town.session() as db:
        pin = db.scalars(select(Pin.id).where(Pin.reference == reference)).one()
    return client.send(f"/discussion/pin/{pin}/comments", {"body": "Kannatamme tätä.", **form})


def test_the_inbox_holds_what_waits_in_the_area_and_nothing_that_is_not_public(
    client: Browser, lively: Lively
) -> None:
    client.sign_in("area_board")
    page = client.get("/boards/05?lang=en", headers=HTML).text
    assert "Keskustan johtokunta" in page
    waiting = page.partition("Nobody has answered these yet")[2].partition("Newest ideas")[0]
    assert lively.waiting in waiting
    assert lively.answered not in waiting
    assert lively.answered in page
    assert "Puiston uudistus" in page
    for secret in SECRETS:
        assert secret not in page
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize(
    ("role", "status"), [(None, 401), ("resident", 403), ("area_board", 200), ("official", 200), ("planner", 200)]
)
def test_the_inbox_is_for_members_and_staff(client: Browser, lively: Lively, role: str | None, status: int) -> None:
    if role:
        client.sign_in(role)
    assert client.get("/boards/05").status_code == status


def test_an_area_without_a_board_has_no_inbox(client: Browser, lively: Lively) -> None:
    client.sign_in("area_board")
    assert client.get("/boards/01").status_code == 404
    assert client.get("/boards/none").status_code == 404


def test_a_member_speaks_with_the_boards_mark_or_as_themselves(
    client: Browser, lively: Lively, town: TownDatabase, app: Flask
) -> None:
    client.sign_in("area_board")
    page = client.get(f"/pins/{lively.waiting}?lang=en", headers=HTML).text
    assert "You speak as" in page
    assert speak(client, town, lively.waiting, board=str(area_id(town, "05"))).status_code == 303
    assert speak(client, town, lively.waiting, board="", body="Itse olen samaa mieltä.").status_code == 303
    shown: Any = app.test_client()
    comments = shown.get(f"/pins/{lively.waiting}", headers=HTML).text.partition('id="comments"')[2]
    assert comments.count("Keskustan johtokunta") == 1
    assert "You speak as" not in shown.get(f"/pins/{lively.waiting}?lang=en", headers=HTML).text
    with town.session() as db:
        assert db.scalars(select(Comment.staff_title)).all() == ["", ""]


@pytest.mark.parametrize("role", [None, "resident", "official", "area_board"])
def test_nobody_speaks_for_a_board_that_they_do_not_sit_on(
    client: Browser, lively: Lively, town: TownDatabase, role: str | None
) -> None:
    if role:
        client.sign_in(role)
    foreign = area_id(town, "01" if role == "area_board" else "05")
    assert speak(client, town, lively.waiting, board=str(foreign)).status_code == 403
    with town.session() as db:
        assert db.scalars(select(Comment)).all() == []


def test_the_account_leads_to_the_inbox(client: Browser, lively: Lively) -> None:
    client.sign_in("area_board")
    assert 'href="/boards/05"' in client.get("/account", headers=HTML).text
