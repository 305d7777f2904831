"""Splitting a statement, answering its parts, and the response that is made of the answers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from service.statements.segments.models import SegmentAnswer, StatementSegment
from service.statements.segments.splitting import sentences, stretches
from tests.conftest import Browser, TownDatabase
from tests.service.proposals.conftest import text_of
from tests.service.statements.conftest import give, stored
from tests.service.statements.test_responding import respond

TEXT = "Puisto on hyvä. Portti pitää jättää pois!\n\nPysäköinti loppuu, mikä on väärin. Jättäkää 10 paikkaa."


@given(st.text())
def test_sentences_are_the_whole_text_in_order(body: str) -> None:
    found = sentences(body)
    assert "".join(body[one.start : one.stop] for one in found) == body or not body.strip()
    assert all(one.text for one in found)


def test_a_part_begins_with_a_sentence_and_no_word_is_cut() -> None:
    starts = [one.start for one in sentences(TEXT)]
    assert [one.text for one in sentences(TEXT)][1] == "Portti pitää jättää pois!"
    assert len(starts) == 4
    parts = stretches(TEXT, [starts[2]])
    assert [one.text for one in parts] == [TEXT.split("\n\n")[0], TEXT.split("\n\n")[1]]
    with pytest.raises(ValueError, match="sentence"):
        stretches(TEXT, [3])


def desk(town: TownDatabase, rest: str = "") -> str:
    return f"/desk/statements/{stored(town).reference}{rest}"


def split_at(planner: Browser, town: TownDatabase, *numbers: int) -> Any:
    starts = [sentences(stored(town).body)[number].start for number in numbers]
    return planner.send(desk(town, "/split"), {"start": [str(one) for one in starts]})


def answered(planner: Browser, town: TownDatabase, number: int, **changes: str) -> Any:
    form = {"answer": f"Vastaus {number}.", "outcome": "noted", "is_approved": "true", "seen": "0", **changes}
    return planner.send(desk(town, f"/segments/{number}/answer"), form)


def test_the_response_is_made_of_approved_answers_and_waits_for_the_last(
    client: Browser, open_town: TownDatabase, planner: Browser
) -> None:
    page = give(client, text=TEXT).headers["Location"]
    assert split_at(planner, open_town, 2).status_code == 303
    assert stored(open_town).state == "in_hand"
    assert answered(planner, open_town, 1).status_code == 303
    assert answered(planner, open_town, 2, is_approved="").status_code in (303, 422)
    refused = respond(planner, open_town, lead="")
    assert refused.status_code == 422 and "2" in text_of(refused)
    with open_town.session() as db:
        version = str(db.scalars(select(StatementSegment).order_by(StatementSegment.start)).all()[1].version)
    assert answered(planner, open_town, 2, answer="Paikat jäävät.", outcome="changed", seen=version).status_code == 303
    assert respond(planner, open_town, lead="", outcome="partly").status_code == 303
    read = text_of(client.application.test_client().get(page))
    assert "Vastaus 1." in read and "Paikat jäävät." in read and "Portti jätetään pois." in read
    assert "2/2" in planner.get("/desk/statements?show=answered").get_data(as_text=True)


def test_an_answered_part_stays_when_the_rest_is_split_anew(
    client: Browser, open_town: TownDatabase, planner: Browser
) -> None:
    give(client, text=TEXT)
    split_at(planner, open_town, 2)
    answered(planner, open_town, 1)
    assert split_at(planner, open_town, 2, 3).status_code == 303
    with open_town.session() as db:
        kept = db.scalars(select(StatementSegment).order_by(StatementSegment.start)).all()
        assert [one.answer for one in kept] == ["Vastaus 1.", "", ""]
    refused = split_at(planner, open_town, 1)
    assert refused.status_code == 422
    assert split_at(planner, open_town).status_code == 422
    assert planner.send(desk(open_town, "/split"), {"start": ["3"]}).status_code == 422


def test_two_who_answer_at_once_do_not_lose_a_word(client: Browser, open_town: TownDatabase, planner: Browser) -> None:
    give(client, text=TEXT)
    split_at(planner, open_town, 2)
    answered(planner, open_town, 1)
    late = answered(planner, open_town, 1, answer="Toinen vastaus samaan aikaan.")
    assert late.status_code in (409, 412) and "Toinen vastaus samaan aikaan." in text_of(late)
    assert answered(planner, open_town, 1, answer="Korjattu.", seen="1").status_code == 303
    with open_town.session() as db:
        versions = db.scalars(select(SegmentAnswer).order_by(SegmentAnswer.version)).all()
        assert [(one.version, one.answer) for one in versions] == [(1, "Vastaus 1."), (2, "Korjattu.")]


def test_tags_find_statements_and_one_answer_serves_all_alike(
    client: Browser, open_town: TownDatabase, planner: Browser
) -> None:
    for text in (TEXT, f"Toinen mielipide. {TEXT}"):
        give(client, text=text)
        split_at(planner, open_town, 2)
        sent = planner.send(
            desk(open_town, "/segments/1/care"),
            {"tags": "Liikenne, portti,liikenne", "person": "", "due_on": "", "note": "vain meille"},
        )
        assert sent.status_code == 303
    first = stored(open_town).reference
    assert first in planner.get("/desk/statements?tag=liikenne").get_data(as_text=True)
    assert first not in planner.get("/desk/statements?tag=vesi").get_data(as_text=True)
    assert first not in planner.get("/desk/statements?mine=true").get_data(as_text=True)
    assert answered(planner, open_town, 1, answer="Sama kaikille.", alike="true").status_code == 303
    with open_town.session() as db:
        found = db.scalars(select(StatementSegment).order_by(StatementSegment.id)).all()
        assert [one.answer for one in found] == ["Sama kaikille.", "", "Sama kaikille.", ""]
        assert found[0].tags == ["liikenne", "portti"]
    page = client.get(f"/statements/{first}", follow_redirects=True)
    assert "vain meille" not in page.get_data(as_text=True)


@pytest.mark.parametrize("what", ["split", "segments/1/care", "segments/1/answer"])
def test_nobody_outside_touches_the_parts(client: Browser, open_town: TownDatabase, what: str) -> None:
    give(client, text=TEXT)
    assert client.send(desk(open_town, f"/{what}"), {}).status_code in (401, 403)


def test_a_day_that_is_past_and_a_stranger_are_refused_in_words(
    client: Browser, open_town: TownDatabase, planner: Browser
) -> None:
    give(client, text=TEXT)
    split_at(planner, open_town, 2)
    form = {"tags": "", "person": "", "due_on": "2020-01-01", "note": "tämä säilyy"}
    past = planner.send(desk(open_town, "/segments/2/care"), form)
    assert past.status_code == 422 and "tämä säilyy" in text_of(past)
    stranger = planner.send(
        desk(open_town, "/segments/2/care"), {**form, "due_on": "", "person": "00000000-0000-4000-8000-000000000000"}
    )
    assert stranger.status_code == 422
