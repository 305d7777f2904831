"""A board with three members, each in a browser of their own, and a proposal that is open for statements."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from service.accounts.models import BOARD_ROLE, Person, RoleGrant
from service.statements.bodies.models import BodyStatement
from tests.conftest import Browser, TownDatabase
from tests.factories.world import add_board
from tests.service.follows.conftest import Work, mailbox, work
from tests.service.proposals.conftest import text_of
from tests.service.statements.conftest import SLUG, open_town, planner, statement, stored

START = f"{SLUG}/statements/as/05"
WORDS = "Johtokunta pitää puiston uudistusta hyvänä, kunhan pysäkki säilyy."
NAMES = ("area_board", "toinen", "kolmas")


@pytest.fixture
def members(client: Browser, open_town: TownDatabase) -> list[Browser]:
    """The members of the board of area 05: Member, Toinen and Kolmas."""
    with open_town.database.session() as db:
        add_board(db)
        area_id = db.scalars(select(RoleGrant.area_id).where(RoleGrant.role == BOARD_ROLE)).one()
        for name in NAMES[1:]:
            person = Person(email=f"{name}@testila.example", display_name=name.capitalize(), is_demo=True)
            db.add(person)
            db.flush()
            db.add(RoleGrant(person_id=person.id, municipality_id=1, role=BOARD_ROLE, area_id=area_id))
    found = []
    for name in NAMES:
        browser: Browser = client.application.test_client()
        browser.sign_in(name)
        found.append(browser)
    return found


def draft(**changes: Any) -> dict[str, Any]:
    """The form of a draft, filled in."""
    form = statement(text=WORDS, way="votes", seen="0", quorum_kind="none", quorum="", tie="falls", chair="")
    for name in ("author_name", "on_behalf", "email", "website", "opened"):
        del form[name]
    return {**form, **changes}


def start(browser: Browser, **changes: Any) -> str:
    """Begin the board's statement; gives the address of its page for members."""
    answer = browser.send(START, draft(**changes))
    assert answer.status_code == 303, text_of(answer)
    return str(answer.headers["Location"])


def vote(browser: Browser, page: str, choice: str, *, dissent: str = "", version: int = 1) -> Any:
    """Vote on a draft."""
    return browser.send(f"{page}/vote", {"version": str(version), "choice": choice, "dissent": dissent})


def give(browser: Browser, page: str, *, version: int = 1, **form: str) -> Any:
    """Give the statement as the board's."""
    return browser.send(f"{page}/give", {"version": str(version), **form})


def body(town: TownDatabase) -> BodyStatement:
    """What is stored of the board's statement."""
    with town.session() as db:
        return db.scalars(select(BodyStatement)).one()


__all__ = ["Work", "body", "draft", "give", "mailbox", "open_town", "planner", "start", "stored", "vote", "work"]
