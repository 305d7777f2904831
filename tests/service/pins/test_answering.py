"""The loop closes: an official answers an idea in public, and its author sees it."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.accounts.models import ROLES
from service.participation.pins.models import Pin, StateChange, Theme
from tests.conftest import Browser
from tests.service.programmes.test_decisions import decide

ANSWER = {"state": "accepted", "public_text": "Rakennamme valot ensi kesänä."}
TOKEN = "author-of-this-idea-and-nobody-else"


@pytest.fixture
def reference(db: Session) -> str:
    """An idea whose author holds a secret link."""
    from service.web.sessions import token_hash

    theme = db.scalars(select(Theme)).first()
    pin = Pin(
        municipality_id=theme.municipality_id,
        reference="TES-2026-00001",
        theme_id=theme.id,
        title="Valoja polulle",
        language="fi",
        edit_token_hash=token_hash(TOKEN),
    )
    db.add(pin)
    db.flush()
    db.add(StateChange(pin_id=pin.id, state="received"))
    db.commit()
    return pin.reference


def answer(client: Browser, reference: str, **changes: Any) -> Any:
    return client.send(f"/pins/{reference}/answer", {**ANSWER, **changes})


@pytest.mark.parametrize("role", [None, *ROLES])
def test_is_for_those_who_work_for_the_municipality(
    client: Browser, db: Session, reference: str, role: str | None
) -> None:
    if role:
        client.sign_in(role)
    may = role in ("planner", "official", "moderator", "administrator")
    page = client.get(f"/pins/{reference}").get_data(as_text=True)
    assert ('id="answer"' in page) == may
    assert answer(client, reference).status_code in ((303,) if may else (302, 303, 401, 403))
    assert (db.scalar(select(Pin.state)) == "accepted") == may


def test_stands_on_the_timeline_signed_and_linked(client: Browser, reference: str) -> None:
    client.sign_in("official")
    slug = decide(client).headers["Location"].split("/")[-1]
    assert answer(client, reference, link=f"decision:{slug}", relation="used").status_code == 303
    page = Browser(client.application).get(f"/pins/{reference}").get_data(as_text=True)
    assert ANSWER["public_text"] in page
    assert "Testilä, official" in page
    assert f'href="/decisions/{slug}"' in page
    assert "Valoja polulle" in client.get(f"/decisions/{slug}").get_data(as_text=True)


def test_author_sees_it_at_once(client: Browser, reference: str) -> None:
    client.sign_in("official")
    answer(client, reference)
    visitor = Browser(client.application)
    assert "is-news" in visitor.get(f"/pins/{reference}?key={TOKEN}").get_data(as_text=True)
    assert "is-news" not in Browser(client.application).get(f"/pins/{reference}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"state": ""}, "state"),
        ({"state": "withdrawn"}, "state"),
        ({"public_text": "   "}, "public_text"),
        ({"link": "decision:not-there"}, "link.0"),
    ],
)
def test_what_is_wrong_is_said_and_the_text_is_kept(
    client: Browser, db: Session, reference: str, changes: dict[str, str], field: str
) -> None:
    client.sign_in("official")
    given = answer(client, reference, **changes)
    page = given.get_data(as_text=True)
    assert given.status_code == 422
    assert f'href="#field-{field}"' in page
    if field != "public_text":
        assert ANSWER["public_text"] in page
    assert db.scalar(select(func.count()).select_from(StateChange)) == 1


def test_an_idea_that_is_not_public_is_not_answered(client: Browser, db: Session, reference: str) -> None:
    db.scalars(select(Pin)).one().visibility = "pending"
    db.commit()
    client.sign_in("official")
    assert answer(client, reference).status_code == 404
