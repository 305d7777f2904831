"""Signing in by e-mail: a link that is sent for real, lives half an hour, works once, and tells nothing."""

from __future__ import annotations

import re
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from service import logs
from service.accounts.models import SignInLink, WebSession
from service.web.sessions import token_hash
from tests.conftest import Browser, TownDatabase
from tests.mailbox import Mailbox

KNOWN, UNKNOWN = "planner@testila.example", "nobody@elsewhere.example"
JOBS = text("SELECT status, attempts FROM jobs.procrastinate_jobs WHERE queue_name = 'mail'")
Work = Callable[[], None]


def ask(client: Browser, email: str = KNOWN) -> Any:
    return client.send("/sign-in/link", {"email": email})


def link_in(mailbox: Mailbox) -> str:
    found = re.search(r"https?://[^/\s]+(/sign-in/link/\S+)", mailbox.messages[-1].get_content())
    assert found, mailbox.messages[-1].get_content()
    return found[1]


@pytest.fixture
def link(client: Browser, mailbox: Mailbox, work: Work) -> str:
    """The path of a fresh link, as it stands in the mail."""
    assert ask(client).status_code == 303
    work()
    return link_in(mailbox)


def age_links(town: TownDatabase, minutes: int) -> None:
    with town.database.session() as db:
        db.execute(
            text("UPDATE service.sign_in_link SET expires_at = expires_at - make_interval(mins => :minutes)"),
            {"minutes": minutes},
        )


def is_signed_in(client: Any) -> bool:
    return bool(client.get("/account").status_code == 200)


def test_the_mail_is_really_sent_and_its_link_signs_in(client: Browser, mailbox: Mailbox, link: str) -> None:
    message = mailbox.messages[0]
    assert mailbox.recipients == [KNOWN]
    assert message["To"] == KNOWN
    assert message["From"] == "kartta@testila.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "Testilä" in message["Subject"]
    assert client.send(link, {}).status_code == 303
    assert is_signed_in(client)


def test_a_mail_server_that_refuses_is_tried_again(
    client: Browser, mailbox: Mailbox, work: Work, town: TownDatabase
) -> None:
    mailbox.refuses = True
    ask(client)
    work()
    assert mailbox.messages == []
    with town.database.session() as db:
        status, attempts = db.execute(JOBS).one()
        assert (status, attempts) == ("todo", 1)
        db.execute(text("UPDATE jobs.procrastinate_jobs SET scheduled_at = now() - interval '1 hour'"))
    mailbox.refuses = False
    work()
    assert len(mailbox.messages) == 1


def test_a_failing_worker_tells_no_address(
    client: Browser, mailbox: Mailbox, work: Work, capsys: pytest.CaptureFixture[str]
) -> None:
    mailbox.refuses = True
    ask(client)
    logs.configure("INFO")
    try:
        work()
    finally:
        logs.configure("CRITICAL")
    said = capsys.readouterr().err
    assert "send_sign_in_link" in said
    assert KNOWN not in said


def test_no_job_with_a_link_is_kept_once_sent(link: str, town: TownDatabase) -> None:
    with town.session() as db:
        assert db.execute(JOBS).all() == []


def test_only_the_hash_is_stored(link: str, town: TownDatabase) -> None:
    token = link.rpartition("/")[2]
    with town.session() as db:
        stored = db.scalars(select(SignInLink)).one()
        dump = str(db.execute(text("SELECT l::text FROM service.sign_in_link AS l")).scalars().all())
    assert stored.token_hash == token_hash(token)
    assert token not in dump


def test_opening_the_link_uses_nothing_up(client: Browser, link: str) -> None:
    for _ in range(3):
        assert client.get(link, headers={"Accept": "text/html"}).status_code == 200
    assert not is_signed_in(client)
    assert client.send(link, {}).status_code == 303


def test_a_link_works_once(client: Browser, app: Flask, link: str) -> None:
    assert client.send(link, {}).status_code == 303
    other: Any = app.test_client()
    answer = other.send(link, {})
    assert answer.status_code == 410
    assert not is_signed_in(other)


def test_a_link_used_by_many_at_once_signs_one_in(app: Flask, link: str, town: TownDatabase) -> None:
    browsers: list[Any] = [app.test_client() for _ in range(8)]
    threads = [threading.Thread(target=one.send, args=(link, {})) for one in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with town.session() as db:
        assert len(db.scalars(select(WebSession)).all()) == 1


@pytest.mark.parametrize(("minutes", "status"), [(29, 303), (31, 410)])
def test_a_link_lives_half_an_hour_by_the_databases_clock(
    client: Browser, link: str, town: TownDatabase, minutes: int, status: int
) -> None:
    age_links(town, minutes)
    assert client.send(link, {}).status_code == status


def test_what_never_was_a_link_answers_like_an_old_one(client: Browser, link: str, town: TownDatabase) -> None:
    age_links(town, 60)
    old, never = client.send(link, {}), client.send("/sign-in/link/" + "x" * 43, {})

    def words(answer: Any) -> str:
        changing = r"<script.*?</script>|<meta[^>]*>|<input[^>]*>|<a [^>]*>|<code>.*?</code>"
        return re.sub(changing, "", answer.text, flags=re.S)

    assert (old.status_code, words(old)) == (never.status_code, words(never))


def test_an_unknown_address_is_answered_alike(
    client: Browser, mailbox: Mailbox, work: Work, town: TownDatabase
) -> None:
    known, unknown = ask(client, KNOWN), ask(client, UNKNOWN)
    assert (known.status_code, known.headers["Location"], known.data) == (
        unknown.status_code,
        unknown.headers["Location"],
        unknown.data,
    )
    work()
    assert mailbox.recipients == [KNOWN]
    with town.session() as db:
        assert len(db.scalars(select(SignInLink)).all()) == 1


def test_the_time_of_the_answer_tells_nothing(app: Flask, mailbox: Mailbox) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], sign_in_links_per_hour=1000)
    client: Any = app.test_client()
    token = client.token()

    def seconds(email: str, number: int) -> float:
        form = {"csrf_token": token, "idempotency_key": f"key-of-request-{number:06d}", "email": email}
        started = time.perf_counter()
        assert client.post("/sign-in/link", data=form).status_code == 303
        return time.perf_counter() - started

    taken: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for number in range(40):
        for offset, email in enumerate(taken):
            taken[email].append(seconds(email, number * 2 + offset))
    # The request does the same for both, so what is left is noise.
    assert abs(statistics.median(taken[KNOWN]) - statistics.median(taken[UNKNOWN])) < 0.01


def test_asking_too_often_is_refused_with_a_wait(client: Browser, mailbox: Mailbox) -> None:
    answers = [ask(client, f"n{number}@testila.example") for number in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 3600


def test_an_address_is_not_flooded_by_many_clients(client: Browser, mailbox: Mailbox) -> None:
    def status(email: str, number: int) -> int:
        where = {"REMOTE_ADDR": f"192.0.2.{number}"}
        return int(client.send("/sign-in/link", {"email": email}, environ_overrides=where).status_code)

    for email in (KNOWN, UNKNOWN):
        assert [status(email if n % 2 else email.upper(), n) for n in range(6)] == [303] * 5 + [429], email


@pytest.mark.parametrize("email", ["", "x" * 5000, "a@b\r\nBcc: c@d.example", "%00", "' OR 1=1 --", "å@ä.example"])
def test_strange_addresses_send_nothing(client: Browser, mailbox: Mailbox, work: Work, email: str) -> None:
    assert ask(client, email).status_code == 303
    work()
    assert mailbox.messages == []


def test_a_null_character_in_the_address_is_no_crash(client: Browser, mailbox: Mailbox) -> None:
    assert ask(client, "a\x00b@testila.example").status_code in (303, 422)
