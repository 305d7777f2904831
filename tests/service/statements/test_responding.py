"""The official response to a whole statement: who gives it, its versions, and who is told."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from service.statements.models import StatementResponse
from tests.conftest import Browser, TownDatabase
from tests.mailbox import Mailbox
from tests.service.proposals.conftest import text_of
from tests.service.statements.conftest import SLUG, Work, give, stored

RESPONSE = {
    "lead": "Kiitos. Puisto pysyy avoimena.",
    "outcome": "partly",
    "change_note": "Portti jätetään pois.",
    "seen": "0",
}


def respond(client: Browser, town: TownDatabase, **changes: Any) -> Any:
    return client.send(f"/desk/statements/{stored(town).reference}/response", {**RESPONSE, **changes})


@pytest.mark.parametrize(
    ("role", "status"),
    [(None, 401), ("moderator", 403), ("planner", 303), ("official", 303), ("administrator", 303)],
)
def test_who_answers(client: Browser, open_town: TownDatabase, role: str | None, status: int) -> None:
    give(client)
    who: Browser = client.application.test_client()
    if role:
        who.sign_in(role)
    assert respond(who, open_town).status_code == status


def test_a_response_and_its_correction_are_read_by_everybody(
    client: Browser, open_town: TownDatabase, planner: Browser
) -> None:
    page = give(client).headers["Location"]
    assert stored(open_town).reference in planner.get("/desk/statements?show=new").get_data(as_text=True)
    assert respond(planner, open_town).status_code == 303
    assert stored(open_town).state == "answered"
    assert respond(planner, open_town).status_code in (409, 412), "somebody else answered first"
    assert respond(planner, open_town, seen="1", lead="Tarkennettu vastine.").status_code == 303
    read = text_of(client.application.test_client().get(page))
    assert (
        "Tarkennettu vastine." in read and "Kiitos. Puisto pysyy avoimena." in read and "Portti jätetään pois." in read
    )
    with open_town.session() as db:
        assert [one.version for one in db.scalars(select(StatementResponse).order_by(StatementResponse.version))] == [
            1,
            2,
        ]
    assert client.send(f"{page}/edit", {"text": "Muutos jälkikäteen"}).status_code in (403, 409), "its words are fixed"


@pytest.mark.parametrize(
    "changes", [{"lead": ""}, {"change_note": ""}, {"outcome": "maybe"}, {"outcome": "changed", "change_note": " "}]
)
def test_a_response_says_what_became_of_it(
    client: Browser, open_town: TownDatabase, planner: Browser, changes: dict[str, str]
) -> None:
    give(client)
    answer = respond(planner, open_town, **changes)
    assert answer.status_code == 422
    if "lead" not in changes:
        assert RESPONSE["lead"] in answer.get_data(as_text=True)


def test_the_giver_is_told_once(
    client: Browser, open_town: TownDatabase, planner: Browser, mailbox: Mailbox, work: Work
) -> None:
    give(client, email="minna@example.fi")
    work()
    (asked,) = mailbox.messages
    link = next(word for word in asked.get_content().split() if "/follows/confirm/" in word)
    assert client.send(link.partition("8000")[2], {}).status_code == 303
    respond(planner, open_town)
    work()
    work()
    told = mailbox.messages[1:]
    assert len(told) == 1
    body = told[0].get_content()
    assert "Kiitos. Puisto pysyy avoimena." in body and f"/statements/{stored(open_town).reference}" in body


def test_the_desk_narrows_down(client: Browser, open_town: TownDatabase, planner: Browser) -> None:
    give(client, about="part", part="plan-1-VP")
    reference = stored(open_town).reference
    slug = SLUG.rpartition("/")[2]
    for query, is_there in (
        ("area=05", True), ("area=01", False), ("about=part", True), ("about=place", False),
        (f"proposal={slug}", True),
        ("q=avoimena", True), ("q=sillat", False), (f"q={reference.lower()}", True), ("show=answered", False),
    ):  # fmt: skip
        page = planner.get(f"/desk/statements?{query}")
        assert page.status_code == 200 and (f'/{reference}"' in page.get_data(as_text=True)) == is_there, query
