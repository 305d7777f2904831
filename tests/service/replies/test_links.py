"""What used an idea: said in the answer, read from the idea and from what used it, and gone with what is hidden."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from service.follows.notice_letters import Telling, notice_letter
from service.follows.subjects import Followed
from service.i18n import speaking
from service.notices.models import Follow, Notice
from service.participation.pins.models import Pin
from service.participation.replies.models import AnswerLink
from service.proposals.models import Proposal
from tests.conftest import Browser, TownDatabase
from tests.service.replies.conftest import DECISION, PROPOSAL

ANSWER = {"state": "partly", "public_text": "Otamme penkit mukaan."}
REASON = "Laituri ei mahdu rantaan."


def answer(client: Browser, reference: str, *rows: tuple[str, str, str], **changes: Any) -> Any:
    names = ("link", "relation", "link_reason")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)) if rows else {}
    return client.send(f"/pins/{reference}/answer", {**ANSWER, **columns, **changes})


def text_of(client: Browser, path: str) -> str:
    given = client.get(path, headers={"Accept": "text/html"})
    assert given.status_code == 200, path
    return str(given.get_data(as_text=True))


def test_one_answer_names_several_and_each_shows_the_idea(client: Browser, ideas: list[str], users: None) -> None:
    client.sign_in("official")
    sent = answer(client, ideas[0], (PROPOSAL, "used", ""), ("", "used", ""), (DECISION, "not_used", REASON))
    assert sent.status_code == 303, sent.get_data(as_text=True)[:3000]
    visitor = Browser(client.application)
    page = text_of(visitor, f"/pins/{ideas[0]}?lang=en")
    assert 'href="/proposals/rantapuisto"' in page and 'href="/decisions/paatos"' in page
    assert REASON in page and "Official, Testilä, official" in page
    assert ideas[0] in text_of(visitor, "/proposals/rantapuisto")
    assert REASON in text_of(visitor, "/decisions/paatos")
    used = visitor.get(f"/api/pins/{ideas[0]}").get_json()["properties"]["used_by"]
    assert [(one["slug"], one["relation"]) for one in used] == [("rantapuisto", "used"), ("paatos", "not_used")]
    rows = text_of(visitor, "/data/uses.csv").splitlines()
    assert len(rows) == 3 and any(REASON in row for row in rows)


def test_counts_are_by_relation_and_area(client: Browser, ideas: list[str], users: None) -> None:
    client.sign_in("planner")
    for reference, relation in zip(ideas, ("used", "partly", "not_used"), strict=True):
        assert answer(client, reference, (PROPOSAL, relation, REASON)).status_code == 303
    body = client.get("/api/proposals/rantapuisto/inputs").get_json()
    assert body["counts"] == {"used": 1, "partly": 1, "not_used": 1, "total": 3}
    assert {one["slug"]: one["total"] for one in body["areas"]} == {"05": 2, "01": 1}
    assert [one["reference"] for one in body["inputs"]] == ideas
    assert client.get("/api/proposals/none/inputs").status_code == 404
    assert client.get("/api/decisions/paatos/inputs").get_json()["counts"]["total"] == 0


def test_a_later_answer_takes_over_and_the_earlier_stays_on_the_timeline(
    client: Browser, ideas: list[str], users: None
) -> None:
    client.sign_in("official")
    answer(client, ideas[0], (PROPOSAL, "not_used", REASON))
    answer(client, ideas[0], (PROPOSAL, "used", ""), public_text="Nyt se mahtuu.")
    body = client.get("/api/proposals/rantapuisto/inputs").get_json()
    assert [one["relation"] for one in body["inputs"]] == ["used"]
    assert REASON in text_of(client, f"/pins/{ideas[0]}")
    assert REASON not in text_of(Browser(client.application), "/proposals/rantapuisto")


@pytest.mark.parametrize("visibility", ["hidden", "pending", "withdrawn"])
def test_what_is_not_public_is_gone_everywhere(
    client: Browser, town: TownDatabase, ideas: list[str], users: None, visibility: str
) -> None:
    client.sign_in("official")
    answer(client, ideas[0], (PROPOSAL, "partly", REASON), (DECISION, "partly", REASON))
    with town.database.session() as db:
        db.execute(update(Pin).values(visibility=visibility))
    visitor = Browser(client.application)
    for path in ("/proposals/rantapuisto", "/decisions/paatos", "/api/proposals/rantapuisto/inputs", "/data/uses.csv"):
        page = text_of(visitor, path)
        assert REASON not in page and ideas[0] not in page, path


def test_a_proposal_that_is_withdrawn_is_named_no_more(
    client: Browser, town: TownDatabase, ideas: list[str], users: None
) -> None:
    client.sign_in("official")
    answer(client, ideas[0], (PROPOSAL, "used", REASON))
    with town.database.session() as db:
        db.execute(update(Proposal).values(state="withdrawn"))
    page = text_of(Browser(client.application), f"/pins/{ideas[0]}")
    assert "Rantapuiston suunnitelma" not in page and REASON not in page


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ([("proposal:none", "used", "")], "link.0"),
        ([("", "used", "Syy ilman kohdetta")], "link.0"),
        ([(PROPOSAL, "used", ""), (PROPOSAL, "partly", "Toisen kerran")], "link.1"),
        ([(PROPOSAL, "partly", "")], "link_reason.0"),
        ([(PROPOSAL, "eaten", "Syötiin")], "relation.0"),
    ],
)
def test_what_is_wrong_is_named_by_its_row_and_kept(
    client: Browser, town: TownDatabase, ideas: list[str], users: None, rows: list[Any], where: str
) -> None:
    client.sign_in("official")
    given = answer(client, ideas[0], *rows)
    page = given.get_data(as_text=True)
    assert given.status_code == 422
    assert f'href="#field-{where}"' in page and f'id="field-{where}"' in page
    assert all(reason in page for _key, _relation, reason in rows) and ANSWER["public_text"] in page
    with town.session() as db:
        assert not db.scalars(select(AnswerLink)).all()


@pytest.mark.parametrize(("at", "path"), [("pin", "timeline-title"), ("desk", "care-title")])
def test_a_row_more_and_a_preview_keep_what_was_typed(
    client: Browser, town: TownDatabase, ideas: list[str], users: None, at: str, path: str
) -> None:
    client.sign_in("official")
    typed = {**ANSWER, "at": at, "link": [PROPOSAL], "relation": ["partly"], "link_reason": [REASON]}
    more = client.send(f"/pins/{ideas[0]}/answer/draft", {**typed, "act": "row"})
    page = more.get_data(as_text=True)
    assert more.status_code == 200 and path in page
    assert ANSWER["public_text"] in page and REASON in page and 'id="field-link.1"' in page
    shown = client.send(f"/pins/{ideas[0]}/answer/draft", {**typed, "act": "preview"}).get_data(as_text=True)
    assert 'id="answer-preview"' in shown and "Official, Testilä, official" in shown
    with town.session() as db:
        assert db.scalar(select(Pin.state).where(Pin.reference == ideas[0])) == "received"
    assert (
        Browser(client.application).send(f"/pins/{ideas[0]}/answer/draft", {**typed, "act": "row"}).status_code == 401
    )


def test_the_letter_says_it_with_the_answer(
    client: Browser, town: TownDatabase, ideas: list[str], users: None
) -> None:
    client.sign_in("official")
    answer(client, ideas[0], (PROPOSAL, "partly", REASON))
    with town.session() as db, town.database.public_engine.connect() as public:
        pin = db.scalars(select(Pin).where(Pin.reference == ideas[0])).one()
        step = db.scalars(select(AnswerLink.change_id)).one()
        subject = Followed("pin", str(pin.id), pin.reference, pin.title, None, None, 1, {"fi": "Testilä"})
        notice = Notice(kind="answered", source=str(step), subject_kind="pin", subject_id=str(pin.id))
        with speaking("fi"):
            letter = notice_letter(Telling(public, notice, Follow(role="author"), subject, "https://x.example"), "own")
    assert letter is not None
    assert "Rantapuiston suunnitelma" in letter[1] and REASON in letter[1]
    assert "https://x.example/proposals/rantapuisto" in letter[1]
