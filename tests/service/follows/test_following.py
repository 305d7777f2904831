"""Following an area by e-mail: confirmed by the address itself, told once, stopped with one click."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from service import logs
from service.notices.models import Follow
from service.web.sessions import token_hash
from tests.conftest import Browser, TownDatabase
from tests.mailbox import Mailbox
from tests.service.areas.lively import CANARY, SECRETS, Lively
from tests.service.follows.conftest import Work

ADDRESS = "asukas@testila.example"


def ask(client: Browser, email: str = ADDRESS, rhythm: str = "daily", lang: str = "fi", **more: str) -> Any:
    return client.send(f"/areas/05/follow?lang={lang}", {"email": email, "rhythm": rhythm, **more})


def path_in(message: Any, pattern: str) -> str:
    found = re.search(r"https?://[^/\s]+(" + pattern + ")", message.get_content())
    assert found, message.get_content()
    return str(found[1])


def follow(client: Browser, mailbox: Mailbox, work: Work, **how: str) -> str:
    """Follow area 05, confirmed; the path of the following's own page."""
    assert ask(client, **how).status_code == 303
    work()
    answer = client.send(path_in(mailbox.messages[-1], r"/follows/confirm/\S+"), {})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    mailbox.messages.clear()
    mailbox.recipients.clear()
    return str(answer.headers["Location"])


def age(town: TownDatabase, what: str) -> None:
    with town.database.session() as db:
        db.execute(text(f"UPDATE service.follow SET {what}"))  # noqa: S608 (a test's own words)


def followings(town: TownDatabase) -> list[Follow]:
    with town.session() as db:
        return list(db.scalars(select(Follow)))


class TestConfirming:
    def test_the_address_itself_confirms(
        self, client: Browser, mailbox: Mailbox, work: Work, town: TownDatabase
    ) -> None:
        ask(client)
        work()
        (message,) = mailbox.messages
        assert mailbox.recipients == [ADDRESS] and message["To"] == ADDRESS
        assert message["Subject"] == "Vahvista, että haluat seurata: alue Alue 05"
        assert "Testilä" in message.get_content()
        (found,) = followings(town)
        assert found.confirmed_at is None
        path = path_in(message, r"/follows/confirm/\S+")
        assert found.token_hash == token_hash(path.rpartition("/")[2])
        for _ in range(2):
            assert client.get(path, headers={"Accept": "text/html"}).status_code == 200
        assert followings(town)[0].confirmed_at is None  # looking confirms nothing
        assert client.send(path, {}).status_code == 303
        assert followings(town)[0].confirmed_at is not None
        assert client.send(path, {}).status_code == 410

    def test_an_old_link_does_nothing(self, client: Browser, mailbox: Mailbox, work: Work, town: TownDatabase) -> None:
        ask(client)
        work()
        age(town, "mailed_at = mailed_at - interval '49 hours'")
        assert client.send(path_in(mailbox.messages[-1], r"/follows/confirm/\S+"), {}).status_code == 410

    def test_a_known_address_is_answered_as_an_unknown_one(
        self, client: Browser, mailbox: Mailbox, work: Work, town: TownDatabase
    ) -> None:
        follow(client, mailbox, work)
        known, unknown = ask(client), ask(client, "toinen@testila.example")
        assert (known.status_code, known.headers["Location"], known.data) == (
            unknown.status_code,
            unknown.headers["Location"],
            unknown.data,
        )
        with town.session() as db:
            jobs = db.execute(text("SELECT args FROM jobs.procrastinate_jobs WHERE queue_name = 'mail'")).all()
        assert len(jobs) == 2 and not any("@" in str(job.args) for job in jobs)

    def test_who_follows_already_is_told_so_and_nothing_changes(
        self, client: Browser, mailbox: Mailbox, work: Work, town: TownDatabase
    ) -> None:
        follow(client, mailbox, work, rhythm="daily")
        age(town, "mailed_at = mailed_at - interval '2 hours'")
        ask(client, rhythm="weekly", email=ADDRESS.upper())
        work()
        assert [message["Subject"] for message in mailbox.messages] == ["Seuraat tätä jo: alue Alue 05"]
        (found,) = followings(town)
        assert (found.rhythm, found.email) == ("daily", ADDRESS)

    def test_no_mailbox_is_filled(self, client: Browser, app: Flask, mailbox: Mailbox, work: Work) -> None:
        for _ in range(3):
            ask(client)
        for number in range(1, 10):
            client.send(f"/areas/0{number}/follow", {"email": ADDRESS, "rhythm": "daily"})
        work()
        assert len(mailbox.messages) == 5

    def test_asking_too_often_is_refused_with_a_wait(self, client: Browser, mailbox: Mailbox) -> None:
        answers = [ask(client, f"n{number}@testila.example") for number in range(11)]
        assert [answer.status_code for answer in answers] == [303] * 10 + [429]
        assert 0 < int(answers[-1].headers["Retry-After"]) <= 3600

    @pytest.mark.parametrize(
        "email", ["", "nobody", "a@b", "a b@c.fi", "a@b.fi\r\nBcc: x@y.fi", "<a@b.fi>", "x" * 300]
    )
    def test_what_is_no_address_comes_back_with_a_sentence(
        self, client: Browser, mailbox: Mailbox, town: TownDatabase, email: str
    ) -> None:
        answer = ask(client, email)
        assert answer.status_code == 422
        assert 'href="#field-email"' in answer.get_data(as_text=True)
        assert followings(town) == []

    def test_a_program_that_fills_the_trap_learns_nothing(
        self, client: Browser, mailbox: Mailbox, town: TownDatabase
    ) -> None:
        assert ask(client, website="x").status_code == 303
        assert followings(town) == []

    def test_without_a_mail_server_the_page_offers_the_feed(self, client: Browser, town: TownDatabase) -> None:
        html = client.get("/areas/05").get_data(as_text=True)
        assert 'action="/areas/05/follow"' not in html and "/areas/05/feed.atom" in html
        assert ask(client).status_code == 303
        assert followings(town) == []


class TestDigests:
    def test_tells_what_happened_once(
        self, client: Browser, mailbox: Mailbox, work: Work, morning: Work, lively: Lively, town: TownDatabase
    ) -> None:
        own = follow(client, mailbox, work)
        age(town, "sent_through = sent_through - 60")
        morning()
        (message,) = mailbox.messages
        said = message.get_content()
        assert mailbox.recipients == [ADDRESS]
        for words in ("Uusi idea: Koko alueesta", "Kunta vastasi", "Kävely tulossa", "Valittiin painopistealueeksi"):
            assert words in said, said
        assert f"http://127.0.0.1:8000/pins/{lively.answered}" in said
        assert CANARY in said and message.get_content_type() == "text/plain"
        assert not any(secret in said for secret in SECRETS)
        assert f"http://127.0.0.1:8000{own}" in said
        morning()
        assert len(mailbox.messages) == 1

    def test_a_mail_program_stops_it_with_one_click(
        self, client: Browser, app: Flask, mailbox: Mailbox, work: Work, morning: Work, lively: Lively,
        town: TownDatabase,
    ) -> None:  # fmt: skip
        follow(client, mailbox, work)
        age(town, "sent_through = sent_through - 60")
        morning()
        (message,) = mailbox.messages
        found = re.fullmatch(r"<http://127\.0\.0\.1:8000(/follows/\w+/stop)>", message["List-Unsubscribe"])
        assert found and message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        # No cookie, no token, no key: a mail program has none.
        answer = app.test_client().post(found[1], data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert followings(town) == []
        assert app.test_client().post(found[1], data={"List-Unsubscribe": "One-Click"}).status_code == 200

    def test_nothing_is_sent_when_nothing_happened(
        self, client: Browser, mailbox: Mailbox, work: Work, morning: Work, town: TownDatabase
    ) -> None:
        follow(client, mailbox, work)
        age(town, "sent_through = sent_through - 60")
        morning()
        assert mailbox.messages == []

    def test_a_weekly_digest_waits_a_week(
        self, client: Browser, mailbox: Mailbox, work: Work, morning: Work, lively: Lively, town: TownDatabase
    ) -> None:
        follow(client, mailbox, work, rhythm="weekly")
        age(town, "sent_through = sent_through - 6")
        morning()
        assert mailbox.messages == []
        age(town, "sent_through = sent_through - 1")
        morning()
        assert len(mailbox.messages) == 1

    def test_a_refusing_server_is_tried_again_and_nothing_is_lost(
        self, client: Browser, mailbox: Mailbox, work: Work, morning: Work, lively: Lively, town: TownDatabase,
        capsys: pytest.CaptureFixture[str],
    ) -> None:  # fmt: skip
        follow(client, mailbox, work)
        age(town, "sent_through = sent_through - 60")
        mailbox.refuses = True
        logs.configure("INFO")
        try:
            morning()
        finally:
            logs.configure("CRITICAL")
        said = capsys.readouterr().err
        assert "send_follow_digest" in said and ADDRESS not in said
        mailbox.refuses = False
        with town.database.session() as db:
            db.execute(text("UPDATE jobs.procrastinate_jobs SET scheduled_at = now() - interval '1 hour'"))
        mailbox.recipients.clear()
        work()
        assert len(mailbox.messages) == 1

    def test_speaks_the_language_in_which_it_was_asked_for(
        self, client: Browser, mailbox: Mailbox, work: Work, morning: Work, lively: Lively, town: TownDatabase
    ) -> None:
        follow(client, mailbox, work, lang="sv")
        age(town, "sent_through = sent_through - 60")
        morning()
        assert "Ny idé: Koko alueesta" in mailbox.messages[0].get_content()
        assert "Område 05" in mailbox.messages[0]["Subject"]

    def test_a_hidden_area_tells_nothing(
        self, client: Browser, mailbox: Mailbox, work: Work, morning: Work, lively: Lively, town: TownDatabase
    ) -> None:
        follow(client, mailbox, work)
        age(town, "sent_through = sent_through - 60")
        with town.database.session() as db:
            db.execute(text("UPDATE boundaries.area SET state = 'hidden' WHERE slug = '05'"))
        morning()
        assert mailbox.messages == []
        with town.database.session() as db:
            db.execute(text("UPDATE boundaries.area SET state = 'withdrawn' WHERE slug = '05'"))
        morning()
        assert followings(town) == []

    def test_an_address_that_nobody_confirmed_is_forgotten(
        self, client: Browser, mailbox: Mailbox, work: Work, morning: Work, town: TownDatabase
    ) -> None:
        ask(client)
        work()
        age(town, "asked_at = asked_at - interval '49 hours'")
        morning()
        assert followings(town) == []


class TestOwnPage:
    def test_changes_and_stops_and_names_no_address(
        self, client: Browser, mailbox: Mailbox, work: Work, town: TownDatabase
    ) -> None:
        own = follow(client, mailbox, work)
        html = client.get(own, headers={"Accept": "text/html"}).get_data(as_text=True)
        assert "Alue 05" in html and ADDRESS not in html
        assert client.send(own, {"rhythm": "weekly"}).status_code == 303
        assert followings(town)[0].rhythm == "weekly"
        assert client.send(f"{own}/stop", {}).status_code == 200
        assert followings(town) == []
        gone = client.get(own, headers={"Accept": "text/html"})
        assert gone.status_code == 200 and "Et seuraa tätä" in gone.get_data(as_text=True)

    @pytest.mark.parametrize("end", ["", "/stop"])
    def test_a_made_up_secret_opens_nothing(
        self, client: Browser, mailbox: Mailbox, work: Work, town: TownDatabase, end: str
    ) -> None:
        own = follow(client, mailbox, work)
        other = own[:-1] + ("0" if own[-1] != "0" else "1")
        for path in (other, "/follows/x", f"/follows/{'0' * 64}", "/follows/ä"):
            assert client.get(path + end).status_code == 404
            assert client.send(path + end, {"rhythm": "daily"}).status_code == 404
        assert len(followings(town)) == 1

    def test_no_page_or_view_tells_who_follows(
        self, client: Browser, mailbox: Mailbox, work: Work, town: TownDatabase
    ) -> None:
        follow(client, mailbox, work)
        for path in ("/areas/05", "/areas/05/feed.atom", "/areas/05/embed", "/areas"):
            assert ADDRESS not in client.get(path).get_data(as_text=True)
        with town.database.public_engine.connect() as connection:
            shown = connection.execute(
                text("SELECT count(*) FROM information_schema.columns WHERE column_name = 'email'")
            ).scalar_one()
        assert shown == 0
