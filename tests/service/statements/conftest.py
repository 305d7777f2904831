"""What the tests of statements share: a proposal that is open for them, and its giver and planner."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import delete, select

from service.proposals.models import Proposal
from service.proposals.phases.models import ProposalPhase
from service.statements.models import Statement
from service.statements.window import today
from tests.conftest import Browser, TownDatabase
from tests.service.follows.conftest import Work, mailbox, work  # noqa: F401  (fixtures)
from tests.service.proposals.conftest import send_new

SLUG = "/proposals/uusi-puisto-keskustaan"
NEW = f"{SLUG}/statements/new"
BODY = "Puistoon tulee penkkejä ja puita.\n\nParkkipaikka poistuu kokonaan.\n\nTyöt alkavat keväällä."


def set_phase(town: TownDatabase, start: int = -3, end: int | None = 3, kind: str = "statements") -> None:
    """Let the proposal have one phase, from so many days on until so many days from now."""
    with town.database.session() as db:
        proposal = db.scalars(select(Proposal)).one()
        db.execute(delete(ProposalPhase))
        day, now = dt.timedelta(days=1), today()
        db.add(
            ProposalPhase(
                municipality_id=1,
                proposal_id=proposal.id,
                kind=kind,
                starts_on=now + start * day,
                ends_on=now + end * day if end is not None else None,
            )
        )


def statement(**changes: Any) -> dict[str, Any]:
    """A filled-in form."""
    return {
        "about": "whole",
        "part": "",
        "paragraph": "",
        "lon": "",
        "lat": "",
        "shape": "",
        "version": "1",
        "title": "",
        "text": "Puiston pitää pysyä avoimena kaikille.",
        "author_name": "",
        "on_behalf": "",
        "email": "",
        "website": "",
        "opened": "",
        **changes,
    }


def give(client: Browser, **changes: Any) -> Any:
    """Send a statement."""
    return client.send(NEW, statement(**changes))


def stored(town: TownDatabase) -> Statement:
    """The newest statement."""
    with town.session() as db:
        found = db.scalars(select(Statement).order_by(Statement.created_at.desc())).first()
        assert found is not None
        return found


@pytest.fixture
def open_town(client: Browser, town: TownDatabase) -> TownDatabase:
    """The town with a proposal that is open for statements; nobody is signed in."""
    planner = client.application.test_client()
    planner.sign_in("planner")
    assert send_new(planner, body=BODY).status_code == 303
    set_phase(town)
    return town


@pytest.fixture
def planner(client: Browser, open_town: TownDatabase) -> Browser:
    """The town's planner, signed in in a browser of their own."""
    found: Browser = client.application.test_client()
    found.sign_in("planner")
    return found
