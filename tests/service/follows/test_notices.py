"""Told at once: the author and who follows hear of an answer, a word of the staff and a moderator's deed, once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from service.follows.notice_tasks import tell_of_notice_job
from service.notices.models import Follow, Notice, NoticeLetter
from service.participation.pins.models import Pin
from tests.conftest import Browser, TownDatabase
from tests.mailbox import Mailbox
from tests.service.areas.lively import CANARY, Lively
from tests.service.follows.conftest import Work
from tests.service.follows.test_following import age, path_in

AUTHOR = "kirjoittaja@testila.example"
OTHER = "naapuri@testila.example"


def tell(client: Browser, said: str = "Penkki rannalle", **more: str) -> str:
    """Send an idea from the form; its reference."""
    form = {"theme": "green", "text": said, "where": "whole", **more}
    answer = client.send("/pins/new", form)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    found = re.search(r"/pins/([A-Z]+-\d+-\d+)/receipt", answer.headers["Location"])
    assert found
    return found[1]


def ask(client: Browser, reference: str, email: str, rhythm: str = "at_once", lang: str = "fi") -> Any:
    return client.send(f"/pins/{reference}/follow?lang={lang}", {"email": email, "rhythm": rhythm})


def confirmed(client: Browser, mailbox: Mailbox, work: Work, reference: str, email: str, **how: str) -> str:
    """Follow a pin, confirmed by mail; the path of the page of one's followings."""
    assert ask(client, reference, email, **how).status_code == 303
    work()
    answer = client.send(path_in(mailbox.messages[-1], r"/follows/confirm/\S+"), {})
    assert answer.status_code == 303
    mailbox.messages.clear()
    mailbox.recipients.clear()
    return str(answer.headers["Location"])


def answer_it(app: Flask, reference: str, words: str = "Penkki tulee keväällä.", state: str = "accepted") -> None:
    official = app.test_client()
    official.sign_in("official")
    sent = official.send(f"/pins/{reference}/answer", {"state": state, "public_text": words})
    assert sent.status_code == 303, sent.get_data(as_text=True)


def moderate(app: Flask, town: TownDatabase, reference: str, deed: str) -> None:
    moderator = app.test_client()
    moderator.sign_in("moderator")
    with town.session() as db:
        pin = db.scalar(select(Pin.id).where(Pin.reference == reference))
    assert (
        moderator.send(
            "/admin/moderate", {"deed": f"{deed} pin:{pin}", "reason": "other", "note": "sisäinen syy"}
        ).status_code
        == 303
    )


class TestAnswers:
    def test_the_author_gets_the_answer_once(
        self, client: Browser, app: Flask, mailbox: Mailbox, work: Work, town: TownDatabase
    ) -> None:
        reference = tell(client)
        confirmed(client, mailbox, work, reference, AUTHOR)
        answer_it(app, reference, f"Tulee keväällä.\n{CANARY}")
        work()
        (message,) = mailbox.messages
        said = message.get_content()
        assert mailbox.recipients == [AUTHOR]
        assert message["Subject"] == f"{reference}: Hyväksytty"
        for words in ("Ideaasi on vastattu", "> Tulee keväällä.", CANARY, "Testilä, official", f"/pins/{reference}"):
            assert words in said, said
        assert message.get_content_type() == "text/plain"
        with town.session() as db:
            (notice,) = db.scalars(select(Notice))
        for _ in range(2):
            tell_of_notice_job(notice.id)
            work()
        assert len(mailbox.messages) == 1

    def test_one_person_who_is_author_and_follows_gets_one_mail(
        self, client: Browser, app: Flask, mailbox: Mailbox, work: Work, morning: Work, town: TownDatabase
    ) -> None:
        reference = tell(client)
        confirmed(client, mailbox, work, reference, AUTHOR)
        client.send("/follow", {"email": AUTHOR.upper(), "rhythm": "daily"})  # the whole municipality, same mailbox
        age(town, "mailed_at = NULL")
        work()
        client.send(path_in(mailbox.messages[-1], r"/follows/confirm/\S+"), {})
        mailbox.messages.clear()
        answer_it(app, reference)
        work()
        assert len(mailbox.messages) == 1
        age(town, "sent_through = sent_through - 3")
        with town.database.session() as db:
            db.execute(text("UPDATE service.pin_state_change SET at = at - interval '1 day'"))
            db.execute(text("UPDATE service.pin SET created_at = created_at - interval '1 day', shown_at = NULL"))
        morning()
        digest = mailbox.messages[-1].get_content()
        assert len(mailbox.messages) == 2
        assert "Uusi idea" in digest and "Kunta vastasi" not in digest  # told at once, so not told again

    def test_who_follows_is_told_in_their_language_and_as_a_follower(
        self, client: Browser, app: Flask, mailbox: Mailbox, work: Work
    ) -> None:
        reference = tell(client)
        neighbour = app.test_client()
        confirmed(neighbour, mailbox, work, reference, OTHER, lang="sv")
        confirmed(client, mailbox, work, reference, AUTHOR)
        answer_it(app, reference)
        work()
        by_address = dict(zip(mailbox.recipients, mailbox.messages, strict=True))
        assert set(by_address) == {AUTHOR, OTHER}
        assert "En idé som du följer har fått svar" in by_address[OTHER].get_content()
        assert by_address[OTHER]["Subject"] == f"{reference}: Godkänd"

    def test_stops_with_one_click_from_the_mail_program(
        self, client: Browser, app: Flask, mailbox: Mailbox, work: Work, town: TownDatabase
    ) -> None:
        reference = tell(client)
        confirmed(client, mailbox, work, reference, AUTHOR)
        answer_it(app, reference)
        work()
        header = mailbox.messages[0]["List-Unsubscribe"]
        assert mailbox.messages[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        path = header.strip("<>").removeprefix("http://127.0.0.1:8000")
        assert app.test_client().post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
        answer_it(app, reference, "Valmis.", "done")
        work()
        assert len(mailbox.messages) == 1
        with town.session() as db:
            assert db.scalars(select(Follow)).all() == []

    def test_a_refusing_server_delays_and_doubles_nothing(
        self, client: Browser, app: Flask, mailbox: Mailbox, work: Work, town: TownDatabase
    ) -> None:
        reference = tell(client)
        confirmed(client, mailbox, work, reference, AUTHOR)
        answer_it(app, reference)
        mailbox.refuses = True
        work()
        mailbox.refuses = False
        for _ in range(2):
            with town.database.session() as db:
                db.execute(text("UPDATE jobs.procrastinate_jobs SET scheduled_at = now() - interval '1 hour'"))
            work()
        assert len(mailbox.messages) == 1
        with town.session() as db:
            assert [one.sent_at is not None for one in db.scalars(select(NoticeLetter))] == [True]

    def test_what_was_hidden_meanwhile_is_not_quoted(
        self, client: Browser, app: Flask, mailbox: Mailbox, work: Work, town: TownDatabase
    ) -> None:
        reference = tell(client)
        neighbour = app.test_client()
        confirmed(neighbour, mailbox, work, reference, OTHER)
        answer_it(app, reference)
        moderate(app, town, reference, "hide")
        work()
        assert mailbox.messages == []

    def test_nothing_is_kept_when_nobody_is_to_be_told(self, client: Browser, app: Flask, town: TownDatabase) -> None:
        answer_it(app, tell(client))
        with town.session() as db:
            assert db.scalars(select(Notice)).all() == []


class TestModerationAndComments:
    def test_hiding_is_told_to_the_author_alone_and_publishing_to_all(
        self, client: Browser, app: Flask, mailbox: Mailbox, work: Work, town: TownDatabase
    ) -> None:
        reference = tell(client, "Salainen teksti")
        confirmed(app.test_client(), mailbox, work, reference, OTHER)
        confirmed(client, mailbox, work, reference, AUTHOR)
        moderate(app, town, reference, "hide")
        work()
        assert mailbox.recipients == [AUTHOR]
        assert mailbox.messages[0]["Subject"] == f"{reference} ei ole nyt julkinen"
        said = mailbox.messages[0].get_content()
        assert "Salainen" not in said and "sisäinen syy" not in said
        moderate(app, town, reference, "publish")
        work()
        assert sorted(mailbox.recipients[1:]) == [AUTHOR, OTHER]

    def test_the_staffs_comment_is_told_at_once_and_a_residents_in_the_digest(
        self, client: Browser, app: Flask, mailbox: Mailbox, work: Work, morning: Work, town: TownDatabase
    ) -> None:
        reference = tell(client)
        confirmed(client, mailbox, work, reference, AUTHOR)
        official = app.test_client()
        official.sign_in("official")
        official.send(f"/discussion/pin/{reference}/comments", {"body": "Mihin kohtaan rantaa?"})
        app.test_client().send(f"/discussion/pin/{reference}/comments", {"body": "Laiturin viereen."})
        work()
        (message,) = mailbox.messages
        assert "Official, Testilä, official" in message.get_content()
        assert "> Mihin kohtaan rantaa?" in message.get_content()
        age(town, "sent_through = sent_through - 3")
        with town.database.session() as db:
            db.execute(text("UPDATE service.comment SET created_at = created_at - interval '1 day'"))
        morning()
        digest = mailbox.messages[-1].get_content()
        assert len(mailbox.messages) == 2
        assert digest.count("Kommentti:") == 1 and "Mihin kohtaan" not in digest


class TestAsking:
    def test_the_receipt_offers_it_where_mail_is_sent(self, client: Browser, mailbox: Mailbox) -> None:
        reference = tell(client)
        page = client.get(f"/pins/{reference}/receipt").get_data(as_text=True)
        assert f'action="/pins/{reference}/follow' in page

    def test_the_receipt_asks_nothing_without_a_mail_server(self, client: Browser) -> None:
        reference = tell(client)
        assert "/follow" not in client.get(f"/pins/{reference}/receipt").get_data(as_text=True)

    def test_a_waiting_idea_is_its_authors_alone_to_follow(
        self, client: Browser, app: Flask, mailbox: Mailbox, work: Work, town: TownDatabase
    ) -> None:
        reference = tell(client, "Odottaa vielä", website="robotti")  # the trap: a moderator looks first
        assert ask(app.test_client(), reference, OTHER).status_code == 404
        ask(client, reference, AUTHOR)
        work()
        (message,) = mailbox.messages
        assert reference in message.get_content() and "Odottaa" not in message.get_content()
        client.send(path_in(message, r"/follows/confirm/\S+"), {})
        moderate(app, town, reference, "publish")
        work()
        assert "Ideasi on nyt julkinen" in mailbox.messages[-1].get_content()

    def test_the_address_of_ones_own_account_needs_no_confirmation(
        self, client: Browser, mailbox: Mailbox, work: Work, town: TownDatabase
    ) -> None:
        client.sign_in("planner")
        reference = tell(client)
        ask(client, reference, "Planner@testila.example")
        work()
        assert mailbox.messages == []
        with town.session() as db:
            (found,) = db.scalars(select(Follow))
        assert found.confirmed_at is not None and found.role == "author"

    def test_another_persons_address_is_asked_even_when_signed_in(
        self, client: Browser, mailbox: Mailbox, work: Work, town: TownDatabase
    ) -> None:
        client.sign_in("planner")
        ask(client, tell(client), OTHER)
        work()
        assert mailbox.recipients == [OTHER]
        with town.session() as db:
            assert [one.confirmed_at for one in db.scalars(select(Follow))] == [None]

    def test_a_stranger_is_no_author(
        self, client: Browser, app: Flask, mailbox: Mailbox, work: Work, town: TownDatabase
    ) -> None:
        reference = tell(client)
        app.test_client().send(f"/pins/{reference}/follow?key=arvattu", {"email": OTHER, "rhythm": "at_once"})
        with town.session() as db:
            assert [one.role for one in db.scalars(select(Follow))] == ["follower"]


class TestOwnPage:
    def test_lists_all_and_stops_one_or_all(
        self, client: Browser, app: Flask, mailbox: Mailbox, work: Work, town: TownDatabase, lively: Lively
    ) -> None:
        confirmed(client, mailbox, work, lively.answered, AUTHOR)
        for path in ("/areas/05/follow", "/themes/green/follow", "/follow"):
            client.send(path, {"email": AUTHOR, "rhythm": "daily"})
            age(town, "mailed_at = NULL WHERE confirmed_at IS NOT NULL")
            work()
            own = client.send(path_in(mailbox.messages[-1], r"/follows/confirm/\S+"), {}).headers["Location"]
        page = client.get(own).get_data(as_text=True)
        for words in ("alue Alue 05", f"idea {lively.answered}", "aihe ", "koko Testilä"):
            assert words in page, page
        assert AUTHOR not in page
        assert client.send(f"{own}/stop", {}).status_code == 200
        with town.session() as db:
            left = db.scalars(select(Follow)).all()
        assert len(left) == 3
        client.send("/follows", {"email": AUTHOR})
        age(town, "mailed_at = NULL")
        work()
        link = path_in(mailbox.messages[-1], r"/follows/\w+")
        assert app.test_client().post(f"{link}/stop-all").status_code == 200
        with town.session() as db:
            assert db.scalars(select(Follow)).all() == []

    def test_asking_for_the_link_tells_nothing_of_an_address(
        self, client: Browser, mailbox: Mailbox, work: Work
    ) -> None:
        reference = tell(client)
        confirmed(client, mailbox, work, reference, AUTHOR)
        known, unknown = (client.send("/follows", {"email": one}) for one in (AUTHOR, OTHER))
        assert (known.status_code, known.data) == (unknown.status_code, unknown.data)

    @pytest.mark.parametrize("path", ["/people/1/follow", "/walks/ei-ole/follow", "/pins/TES-2026-99999/follow"])
    def test_no_person_and_nothing_unknown_can_be_followed(self, client: Browser, path: str) -> None:
        assert client.get(path).status_code == 404
        assert client.send(path, {"email": AUTHOR, "rhythm": "daily"}).status_code == 404
