"""A proposal that grew out of an idea is told to those who follow the idea: each of them, once, and never a draft."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import text

from tests.conftest import Browser, TownDatabase
from tests.mailbox import Mailbox
from tests.service.follows.conftest import Work
from tests.service.follows.test_following import age
from tests.service.follows.test_notices import AUTHOR, OTHER, confirmed, tell
from tests.service.proposals.conftest import form, send_new

SLUG = "/proposals/uusi-puisto-keskustaan"


def signed_in(app: Flask) -> Browser:
    found: Browser = app.test_client()
    found.sign_in("planner")
    return found


def test_author_and_followers_are_told_once_when_the_proposal_is_seen(
    client: Browser, app: Flask, mailbox: Mailbox, work: Work
) -> None:
    reference = tell(client)
    confirmed(client, mailbox, work, reference, AUTHOR)
    confirmed(app.test_client(), mailbox, work, reference, OTHER, lang="sv")
    planner = signed_in(app)
    assert send_new(planner, idea=reference, state="draft").status_code == 303
    work()
    assert mailbox.messages == [], "a draft is told to nobody"
    assert planner.send(f"{SLUG}/edit", form(version="1")).status_code == 303
    work()
    said = dict(zip(mailbox.recipients, (one.get_content() for one in mailbox.messages), strict=True))
    assert sorted(said) == sorted([AUTHOR, OTHER])
    assert "tehneet ideastasi suunnitelman" in said[AUTHOR] and "idé som du följer" in said[OTHER]
    for letter in said.values():
        assert f"http://127.0.0.1:8000{SLUG}" in letter and "> Parkkipaikan tilalle" in letter
    for version, state in (("2", "withdrawn"), ("3", "open"), ("4", "open")):
        assert planner.send(f"{SLUG}/edit", form(version=version, state=state)).status_code == 303
    work()
    assert len(mailbox.messages) == 2, "nobody is told twice, whatever becomes of the proposal"


def test_a_digest_and_the_feed_tell_it_and_a_hidden_idea_tells_nothing(
    client: Browser, app: Flask, mailbox: Mailbox, work: Work, morning: Work, town: TownDatabase
) -> None:
    reference, hidden = tell(client), tell(client, "Toinen idea, josta ei kerrota")
    confirmed(app.test_client(), mailbox, work, reference, OTHER, rhythm="daily")
    confirmed(client, mailbox, work, hidden, AUTHOR)
    planner = signed_in(app)
    assert send_new(planner, idea=reference).status_code == 303
    assert send_new(planner, idea=hidden, title="Toinen suunnitelma").status_code == 303
    with town.database.session() as db:
        db.execute(text("UPDATE service.pin SET visibility = 'hidden' WHERE reference = :name"), {"name": hidden})
    work()
    assert mailbox.messages == [], "nothing of a hidden idea is told, and digests wait for the morning"
    feed = client.get(f"/pins/{reference}/feed.atom?lang=fi").get_data(as_text=True)
    assert "Ideasta syntyi suunnitelma: Uusi puisto Keskustaan" in feed and f"8000{SLUG}" in feed
    age(town, "sent_through = sent_through - 3")
    with town.database.session() as db:
        db.execute(text("UPDATE service.proposal_idea SET made_at = made_at - interval '1 day'"))
        db.execute(text("UPDATE service.proposal SET changed_at = changed_at - interval '1 day'"))
    morning()
    (message,) = mailbox.messages
    assert mailbox.recipients == [OTHER] and "Ideasta syntyi suunnitelma" in message.get_content()
    morning()
    assert len(mailbox.messages) == 1
