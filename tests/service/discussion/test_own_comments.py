"""One's own comment: corrected and taken back by whoever wrote it, and by nobody else. Threads below everything."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select, text

from service.discussion.models import Comment
from service.participation.walks.models import Walk
from service.proposals.models import Proposal
from service.proposals.operations import coverage_now
from tests.conftest import Browser, TownDatabase
from tests.factories.world import square
from tests.service.areas.lively import Lively, make_lively


@pytest.fixture
def lively(town: TownDatabase) -> Lively:
    """Area 05 with something of every kind in it."""
    with town.database.session() as db:
        made = make_lively(db)
        for proposal in db.scalars(select(Proposal)):
            proposal.coverage = coverage_now(db, proposal.municipality_id, square("05"))
        return made


def say(client: Browser, below: str, words: str = "Alkuperäinen") -> str:
    """Comment; the path of the comment's own address."""
    answer = client.send(f"/discussion/{below}/comments", {"body": words})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    found = re.search(r"#comment-([0-9a-f-]+)$", answer.headers["Location"])
    assert found
    return f"/discussion/comments/{found[1]}"


def page_of(client: Browser, path: str) -> str:
    return str(client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True))


def stored(town: TownDatabase) -> Comment:
    with town.session() as db:
        return db.scalars(select(Comment)).one()


def test_pages_have_their_discussion(client: Browser, town: TownDatabase, lively: Lively) -> None:
    with town.session() as db:
        walk = db.scalars(select(Walk.slug)).first()
        proposal = db.scalar(text("SELECT slug FROM service.proposal WHERE state = 'open'"))
    for below, page in (
        (f"pin/{lively.answered}", f"/pins/{lively.answered}"),
        (f"walk/{walk}", f"/walks/{walk}"),
        (f"proposal/{proposal}", f"/proposals/{proposal}"),
        ("area/05", "/areas/05"),
    ):
        say(client, below, f"Kommentti: {below}")
        assert f"Kommentti: {below}" in page_of(client, page)


def test_the_author_corrects_and_takes_back(client: Browser, town: TownDatabase, lively: Lively) -> None:
    own, page = say(client, f"pin/{lively.answered}"), f"/pins/{lively.answered}"
    assert f'href="{own}/edit"' in page_of(client, page)
    assert "Alkuperäinen" in page_of(client, f"{own}/edit")
    assert client.send(f"{own}/edit", {"body": "Korjattu"}).status_code == 303
    assert "Korjattu" in page_of(client, page) and "Alkuperäinen" not in page_of(client, page)
    assert client.send(f"{own}/withdraw", {}).status_code == 303
    assert "Korjattu" not in page_of(client, page)
    assert stored(town).visibility == "withdrawn"
    assert client.send(f"{own}/edit", {"body": "Takaisin"}).status_code == 404
    with town.session() as db:
        counted = db.scalar(
            text("SELECT comment_count FROM service.pin WHERE reference = :it"), {"it": lively.answered}
        )
        logged = db.scalars(text("SELECT detail::text FROM service.audit_entry")).all()
    assert counted == 0
    assert not any("Alkuperäinen" in one or "Korjattu" in one for one in logged)


def test_the_link_works_in_another_browser_and_a_guess_does_not(
    client: Browser, app: Flask, town: TownDatabase, lively: Lively
) -> None:
    own = say(client, f"pin/{lively.answered}")
    found = re.search(r"/edit\?key=([\w-]+)", page_of(client, f"{own}/edit"))
    assert found
    other = app.test_client()
    for key in ("", "?key=arvattu", "?key="):
        assert other.get(f"{own}/edit{key}").status_code == 404
        assert other.send(f"{own}/edit{key}", {"body": "Kaapattu"}).status_code == 404
        assert other.send(f"{own}/withdraw{key}", {}).status_code == 404
    assert other.send(f"{own}/edit?key={found[1]}", {"body": "Korjattu muualla"}).status_code == 303
    assert stored(town).body == "Korjattu muualla"


def test_what_is_wrong_is_said_and_what_was_typed_stays(client: Browser, town: TownDatabase, lively: Lively) -> None:
    own = say(client, f"pin/{lively.answered}")
    assert client.send(f"{own}/edit", {"body": " "}).status_code == 422
    refused = client.send(f"{own}/edit", {"body": "Tunnukseni on 131052-308T"})
    assert refused.status_code == 422 and "131052-308T" in refused.get_data(as_text=True)
    assert stored(town).body == "Alkuperäinen"
