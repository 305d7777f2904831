"""The log page and the chain behind it, and the list of ideas that wait for an answer."""

from __future__ import annotations

import datetime as dt
import re

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from service.accounts.models import Person
from service.audit import first_broken_entry, record
from service.db import make_engine
from service.participation.pins.models import Pin
from service.permissions import Actor
from tests.conftest import Browser, TownDatabase
from tests.service.admin.conftest import Store

CANARY = "'\"><svg onload=alert(1)>"


def write_entries(town: TownDatabase, count: int) -> None:
    with town.database.session() as db:
        for number in range(count):
            record(db, Actor(1), "user.changed", "person", f"p{number}", gave=["planner"], note=CANARY)


def tamper(town: TownDatabase, entry_id: int) -> None:
    """Change an entry as somebody with the owner's rights could."""
    engine = make_engine(town.settings.database_url, 5000, 1)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE service.audit_entry DISABLE TRIGGER audit_entry_append_only"))
        connection.execute(
            text("UPDATE service.audit_entry SET action = 'user.forged' WHERE id = :id"), {"id": entry_id}
        )
        connection.execute(text("ALTER TABLE service.audit_entry ENABLE TRIGGER audit_entry_append_only"))
    engine.dispose()


def test_the_log_shows_acts_in_words_and_that_it_is_whole(client: Browser, town: TownDatabase, store: Store) -> None:
    pin = store("Penkki")
    write_entries(town, 2)
    client.sign_in("administrator")
    client.send("/admin/moderate", {"deed": f"hide pin:{pin.id}", "reason": "spam"})
    page = client.get("/admin/log?lang=en").get_data(as_text=True)
    assert "Hid an idea" in page
    assert "Advertising or nonsense" in page
    assert "public → hidden" in page
    assert "The log is whole" in page
    assert "<svg onload" not in page


def test_a_changed_entry_is_noticed(client: Browser, town: TownDatabase) -> None:
    write_entries(town, 3)
    tamper(town, 2)
    client.sign_in("administrator")
    assert "The log is broken" in client.get("/admin/log?lang=en").get_data(as_text=True)


def test_the_newest_entries_are_checked_without_reading_the_rest(db: Session, town: TownDatabase) -> None:
    write_entries(town, 6)
    assert first_broken_entry(db) is None
    assert first_broken_entry(db, newest=3) is None
    assert first_broken_entry(db, newest=100) is None
    tamper(town, 5)
    db.expire_all()
    assert first_broken_entry(db, newest=3) == 5
    tamper(town, 1)
    db.expire_all()
    assert first_broken_entry(db) == 1


def test_at_most_a_hundred_entries_are_shown(client: Browser, town: TownDatabase) -> None:
    write_entries(town, 120)
    client.sign_in("administrator")
    page = client.get("/admin/log").get_data(as_text=True)
    assert page.count("<tr>") == 101
    assert "p119" in page
    assert ">p5<" not in page


def test_the_longest_wait_stands_first(client: Browser, town: TownDatabase, store: Store) -> None:
    newer, older, hidden, answered = (
        store("Uudempi"),
        store("Vanhempi"),
        store("Piilossa", "hidden"),
        store("Vastattu"),
    )
    with town.database.session() as db:
        long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=40)
        db.execute(update(Pin).where(Pin.id == older.id).values(created_at=long_ago))
        db.execute(update(Pin).where(Pin.id == answered.id).values(state="done"))
    client.sign_in("official")
    page = client.get("/admin/unanswered").get_data(as_text=True)
    assert page.index(older.reference) < page.index(newer.reference)
    assert hidden.reference not in page
    assert answered.reference not in page


def test_the_log_is_read_by_kind_and_page_by_page(client: Browser, town: TownDatabase) -> None:
    write_entries(town, 120)
    with town.database.session() as db:
        record(db, Actor(1), "area.drawn", "area", "meidan", name="Meid\u00e4n")
    client.sign_in("administrator")
    areas = client.get("/admin/log?kind=area&lang=en").get_data(as_text=True)
    assert areas.count("<tr>") == 2
    assert 'href="/areas/meidan"' in areas
    first = client.get("/admin/log?kind=user").get_data(as_text=True)
    older = re.search(r'href="(/admin/log\?kind=user&amp;before=\d+)"', first)
    assert older
    rest = client.get(older[1].replace("&amp;", "&")).get_data(as_text=True)
    assert rest.count("<tr>") == 21
    for wrong in ("before=0", "before=x", "kind=%27--", "kind=%25", "more=1"):
        assert client.get(f"/admin/log?{wrong}").status_code == 400


def test_the_log_page_tells_who_opened_whose_data(client: Browser, town: TownDatabase) -> None:
    client.sign_in("administrator")
    with town.session() as db:
        planner = db.scalars(select(Person.id).where(Person.email == "planner@testila.example")).one()
    client.get(f"/admin/people/{planner}")
    page = client.get("/admin/log?lang=en").get_data(as_text=True)
    assert "Administrator \u2192 Planner" in page.partition("Who opened whose data")[2]
