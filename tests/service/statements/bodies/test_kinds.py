"""A partnership table and a citizens' panel are called what they are, on pages, in mails and in files."""

from __future__ import annotations

import io

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from boundaries.records import BODY_KINDS, AreaBody
from service.areas.body_words import FORMS, body_words, sentence
from service.i18n import LANGUAGES, speaking
from tests.conftest import Browser, TownDatabase
from tests.mailbox import Mailbox
from tests.service.proposals.conftest import text_of
from tests.service.statements.bodies.conftest import START, Work, body, draft, give, start, stored, vote
from tests.service.statements.conftest import SLUG
from tests.service.statements.test_responding import respond

HTML = {"Accept": "text/html"}
OTHERS = {"fi": "ohtokun", "sv": "irektion", "en": "board"}


def call_it(town: TownDatabase, kind: str) -> None:
    """Make the body of the area another kind, with a name that tells no kind."""
    with town.database.session() as db:
        found = db.scalars(select(AreaBody)).one()
        found.kind, found.names = kind, {"fi": "Keskustan väki"}


def test_every_kind_has_every_form_in_every_language() -> None:
    assert set(FORMS) == set(BODY_KINDS)
    for language in LANGUAGES:
        with speaking(language):
            for form in FORMS["board"]:
                assert len({body_words(kind)[form] for kind in BODY_KINDS}) == len(BODY_KINDS)


@pytest.mark.parametrize(("said", "begun"), [("johtokunta", "Johtokunta"), ("önska", "Önska"), ("", ""), ("a", "A")])
def test_a_sentence_begins_with_a_capital(said: str, begun: str) -> None:
    assert sentence(said) == begun


@pytest.mark.parametrize(("kind", "word"), [("table", "kumppanuuspöydän"), ("panel", "kansalaispaneelin")])
def test_it_is_called_what_it_is_to_its_members_and_to_everybody(
    client: Browser, open_town: TownDatabase, members: list[Browser], kind: str, word: str
) -> None:
    call_it(open_town, kind)
    words = {"text": "Puiston uudistus on hyvä, kunhan pysäkki säilyy."}
    for language, other in OTHERS.items():
        shown = text_of(members[0].get(f"{START}?lang={language}", headers=HTML))
        assert other not in shown.replace(SLUG, ""), language
    members[0].get(f"{START}?lang=fi")
    page = start(members[0], **words)
    second = text_of(members[1].send(START, draft(**words)))
    assert "kirjoittaa jo kannanottoa" in second and OTHERS["fi"] not in second
    vote(members[0], page, "for")
    for language, other in OTHERS.items():
        for path in (page, f"{page}/edit", "/boards/05"):
            assert other not in text_of(members[0].get(f"{path}?lang={language}", headers=HTML)), (language, path)
    assert word.capitalize() in text_of(members[0].get(f"{page}?lang=fi", headers=HTML))
    assert give(members[0], page).status_code == 303
    reference = stored(open_town).reference
    read = text_of(client.get(f"{SLUG}/statements/{reference}", headers=HTML))
    assert f"{word.capitalize()} 3 jäsenestä äänesti 1." in read and OTHERS["fi"] not in read
    assert client.get(f"/api/statements/{reference}").json["properties"]["decision"]["body_kind"] == kind
    assert f"{word.capitalize()} 3 jäsenestä" in text_of(client.get(f"{SLUG}/statements/report"))
    lines = [one.text for one in Document(io.BytesIO(client.get(f"{SLUG}/statements.docx").data)).paragraphs]
    assert any(f"{word.capitalize()} 3 jäsenestä" in one for one in lines)
    sheet = load_workbook(io.BytesIO(client.get(f"{SLUG}/statements.xlsx").data)).active
    assert f"{word.capitalize()} 3 jäsenestä" in str(sheet["N2"].value)


def test_a_kind_that_changes_later_leaves_what_was_given(
    client: Browser, open_town: TownDatabase, members: list[Browser]
) -> None:
    page = start(members[0])
    vote(members[0], page, "for")
    give(members[0], page)
    call_it(open_town, "table")
    assert body(open_town).kind == "board"
    read = text_of(client.get(f"{SLUG}/statements/{stored(open_town).reference}", headers=HTML))
    assert "Johtokunnan 3 jäsenestä" in read and "kumppanuuspöydän" not in read


def test_mails_to_its_members_call_it_so_too(
    open_town: TownDatabase, members: list[Browser], planner: Browser, mailbox: Mailbox, work: Work
) -> None:
    call_it(open_town, "table")
    page = start(members[0], text="Puiston uudistus on hyvä, kunhan pysäkki säilyy.")
    vote(members[0], page, "for")
    give(members[0], page)
    assert respond(planner, open_town).status_code == 303
    work()
    for letter in mailbox.messages:
        assert OTHERS["fi"] not in f"{letter['Subject']} {letter.get_content()}"
    answered = mailbox.messages[-1].get_content()
    assert "Kumppanuuspöytäsi kannanotto on saanut vastineen." in answered
    assert "Kuulut kumppanuuspöytään, joka antoi tämän kannanoton." in answered
