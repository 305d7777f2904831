"""Somebody says that an answer does not hold: once each, to the one who answered, and for all to see."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from service.participation.doubts.models import Doubt
from tests.conftest import Browser, TownDatabase
from tests.mailbox import Mailbox
from tests.service.follows.conftest import Work
from tests.service.follows.test_notices import answer_it, tell

SAID = "Penkkiä ei ole vieläkään."


def test_reaches_who_answered_and_shows_as_a_number(
    app: Flask, client: Browser, town: TownDatabase, mailbox: Mailbox
) -> None:
    reference = tell(client)
    answer_it(app, reference, state="done")
    page = client.get(f"/pins/{reference}?lang=en").get_data(as_text=True)
    assert f"/pins/{reference}/not-fixed" in page and "not so" not in page
    assert client.send(f"/pins/{reference}/not-fixed", {"body": SAID}).status_code == 303
    assert client.send(f"/pins/{reference}/not-fixed", {"body": "Sanon sen uudelleen."}).status_code == 303
    page = client.get(f"/pins/{reference}?lang=en").get_data(as_text=True)
    assert "1 person says that this is not so" in page
    assert SAID not in page
    official = app.test_client()
    official.sign_in("official")
    assert SAID in official.get("/admin/not-fixed").get_data(as_text=True)
    with town.session() as db:
        doubt = db.scalars(select(Doubt.id)).one()
        asked = db.connection().exec_driver_sql(
            "SELECT args FROM jobs.procrastinate_jobs WHERE task_name = 'tell_of_doubt'"
        )
        assert [row.args for row in asked] == [{"doubt": doubt}]


def test_the_one_who_answered_gets_a_mail(app: Flask, client: Browser, mailbox: Mailbox, work: Work) -> None:
    reference = tell(client)
    answer_it(app, reference, state="done")
    client.send(f"/pins/{reference}/not-fixed", {"body": SAID})
    work()
    (message,) = mailbox.messages
    assert reference in message["Subject"]
    assert SAID in message.get_content()


def test_a_new_answer_takes_it_off_the_list_and_can_be_doubted_anew(app: Flask, client: Browser) -> None:
    reference = tell(client)
    answer_it(app, reference, state="done")
    client.send(f"/pins/{reference}/not-fixed", {"body": SAID})
    answer_it(app, reference, "Penkki tulee sittenkin vasta syksyllä.", state="in_progress")
    official = app.test_client()
    official.sign_in("official")
    assert SAID not in official.get("/admin/not-fixed").get_data(as_text=True)
    client.send(f"/pins/{reference}/not-fixed", {"body": "Syksy meni jo."})
    assert "Syksy meni jo." in official.get("/admin/not-fixed").get_data(as_text=True)


def test_what_nobody_has_answered_cannot_be_doubted(client: Browser) -> None:
    reference = tell(client)
    assert client.get(f"/pins/{reference}/not-fixed").status_code == 404
    assert client.send(f"/pins/{reference}/not-fixed", {"body": SAID}).status_code == 404


def test_too_little_is_said_and_what_was_typed_stays(app: Flask, client: Browser, town: TownDatabase) -> None:
    reference = tell(client)
    answer_it(app, reference, state="done")
    answer = client.send(f"/pins/{reference}/not-fixed?lang=en", {"body": "x<"})
    assert answer.status_code == 422
    assert "x&lt;" in answer.get_data(as_text=True)
    with town.session() as db:
        assert db.scalar(select(func.count()).select_from(Doubt)) == 0


def test_one_person_counts_once_however_often_they_send(app: Flask, client: Browser, town: TownDatabase) -> None:
    reference = tell(client)
    answer_it(app, reference, state="done")
    client.get(f"/pins/{reference}/not-fixed")
    client.send(f"/pins/{reference}/not-fixed", {"body": SAID})
    for _again in range(5):
        client.send(f"/pins/{reference}/not-fixed", {"body": SAID})
    with town.session() as db:
        assert db.scalar(select(func.count()).select_from(Doubt)) == 1
