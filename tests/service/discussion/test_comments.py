"""Comments and support, as people use them, on a proposal of the made-up town."""

from __future__ import annotations

import pytest
from flask import Flask
from geoalchemy2.shape import from_shape
from sqlalchemy import text

from service.proposals.models import Proposal
from service.proposals.operations import coverage_now
from tests.conftest import Browser, TownDatabase
from tests.factories.world import SRID, square

CANARY = "'\"><svg onload=alert(1)>"


@pytest.fixture
def proposal(town: TownDatabase) -> str:
    """The slug of a proposal that is open for comments."""
    with town.session() as db:
        home = db.execute(text("SELECT id FROM boundaries.municipality")).scalar_one()
        shape = from_shape(square("05"), SRID)
        covers = coverage_now(db, home, square("05"))
        db.add(
            Proposal(municipality_id=home, slug="puisto", title="Puisto", state="open", geom=shape, coverage=covers)
        )
        db.commit()
    return "puisto"


def count(town: TownDatabase, table: str) -> int:
    with town.session() as db:
        return int(db.execute(text(f"SELECT count(*) FROM service.{table}")).scalar_one())  # noqa: S608


def test_a_visitor_comments_without_an_account(client: Browser, proposal: str) -> None:
    answer = client.send(f"/discussion/proposal/{proposal}/comments", {"body": "Hyvä!", "author_name": "Naapuri"})
    assert answer.status_code == 303
    page = client.get(f"/proposals/{proposal}").get_data(as_text=True)
    assert "Hyvä!" in page
    assert "Naapuri" in page


def test_an_official_speaks_with_unit_and_role(client: Browser, proposal: str) -> None:
    client.sign_in("planner")
    client.send(f"/discussion/proposal/{proposal}/comments", {"body": "Kiitos."})
    page = client.get(f"/proposals/{proposal}").get_data(as_text=True)
    assert "comment--official" in page
    assert "Testilä, planner" in page


def test_an_empty_comment_is_refused_with_a_sentence(client: Browser, proposal: str, town: TownDatabase) -> None:
    answer = client.send(
        f"/discussion/proposal/{proposal}/comments", {"body": "  ", "author_name": "Naapuri"}, follow_redirects=True
    )
    assert "Naapuri" in answer.get_data(as_text=True), "what was typed is lost"
    assert count(town, "comment") == 0


def test_text_is_escaped(client: Browser, proposal: str) -> None:
    client.send(f"/discussion/proposal/{proposal}/comments", {"body": CANARY, "author_name": CANARY})
    assert "<svg onload" not in client.get(f"/proposals/{proposal}").get_data(as_text=True)


def test_the_same_form_sent_twice_counts_once(client: Browser, proposal: str, town: TownDatabase) -> None:
    form = {"csrf_token": client.token(), "idempotency_key": "a" * 32, "body": "Kerran"}
    path = f"/discussion/proposal/{proposal}/comments"
    first = client.post(path, data=form)
    second = client.post(path, data=form)
    assert first.headers["Location"] == second.headers["Location"]
    assert count(town, "comment") == 1


def test_a_program_that_fills_the_hidden_field_is_not_kept(client: Browser, proposal: str, town: TownDatabase) -> None:
    client.send(f"/discussion/proposal/{proposal}/comments", {"body": "Buy", "website": "http://x.example"})
    assert count(town, "comment") == 0


def test_there_is_no_discussion_of_what_is_not_there(client: Browser) -> None:
    assert client.send("/discussion/proposal/no-such/comments", {"body": "Hei"}).status_code == 404
    assert client.send("/discussion/nothing/x/comments", {"body": "Hei"}).status_code == 404


def test_a_hidden_comment_leaves_every_page(client: Browser, proposal: str, town: TownDatabase) -> None:
    client.send(f"/discussion/proposal/{proposal}/comments", {"body": "Sopimaton"})
    with town.session() as db:
        identifier = db.execute(text("SELECT id FROM service.comment")).scalar_one()
    assert client.send(f"/discussion/comments/{identifier}/hide", {"reason": "x"}).status_code == 401
    client.sign_in("moderator")
    assert client.send(f"/discussion/comments/{identifier}/hide", {"reason": "Sääntö 2"}).status_code == 303
    assert "Sopimaton" not in client.get(f"/proposals/{proposal}").get_data(as_text=True)


@pytest.mark.parametrize(("said", "word"), [("Hetu 131052-308T", "henkilötunnus"), ("Soita 040 123 4567", "yhteysti")])
def test_personal_data_in_a_comment_is_refused_with_what_was_typed(
    client: Browser, town: TownDatabase, proposal: str, said: str, word: str
) -> None:
    answer = client.send(f"/discussion/proposal/{proposal}/comments", {"body": said}, follow_redirects=True)
    page = answer.get_data(as_text=True)
    assert word in page and said in page
    assert count(town, "comment") == 0


def test_a_comment_that_names_somebody_waits_for_a_moderator(client: Browser, app: Flask, proposal: str) -> None:
    client.send(f"/discussion/proposal/{proposal}/comments", {"body": "Matti Virtanen pysäköi aina väärin."})
    visitor = app.test_client()
    assert "Virtanen" not in visitor.get(f"/proposals/{proposal}").get_data(as_text=True)
    client.sign_in("moderator")
    assert "Matti Virtanen" in client.get("/admin/").get_data(as_text=True)
