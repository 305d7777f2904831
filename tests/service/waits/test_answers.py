"""The public page of how long answers take, against waits that were stored."""

from __future__ import annotations

import datetime as dt
import re

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service.participation.pins.models import Pin, StateChange, Theme
from service.participation.replies.models import AnswerPromise, Unit, UnitCare
from service.participation.waits.queries import waits_of
from tests.conftest import Browser, TownDatabase

NOW = dt.datetime.now(dt.UTC).replace(hour=12)


def idea(db: Session, number: int, age: int, answered_after: int | None, signature: str = "Puistot") -> Pin:
    """An idea so many days old, answered so many days after it came, or not yet."""
    theme = db.scalars(select(Theme)).first()
    assert theme is not None
    pin = Pin(
        municipality_id=theme.municipality_id,
        reference=f"TES-2026-{number:05d}",
        theme_id=theme.id,
        title=f"Idea {number}",
        language="fi",
        state="received" if answered_after is None else "considered",
        created_at=NOW - dt.timedelta(days=age),
    )
    db.add(pin)
    db.flush()
    db.add(StateChange(pin_id=pin.id, state="received", at=pin.created_at))
    if answered_after is not None:
        at = pin.created_at + dt.timedelta(days=answered_after)
        db.add(StateChange(pin_id=pin.id, state="considered", public_text="Katsomme.", signature=signature, at=at))
    db.flush()
    return pin


def promise(db: Session, days: int, unit: Unit | None = None, since: dt.date = dt.date(2020, 1, 1)) -> None:
    """Promise an answer to what comes from a day on."""
    db.add(AnswerPromise(municipality_id=1, unit_id=unit.id if unit else None, days=days, since=since))
    db.flush()


def test_the_median_counts_those_who_still_wait(town: TownDatabase) -> None:
    with town.session() as db:
        for number, (age, after) in enumerate([(100, 2), (100, 4), (100, 10), (50, None), (50, None)]):
            idea(db, number, age, after)
        promise(db, 30)
        db.commit()
    with town.database.public_engine.connect() as public:
        found = waits_of(public, 1)
    assert (found.total.waiting.n, found.total.waiting.answered, found.total.waiting.median_days) == (5, 3, 10)
    assert found.total.kept == 0.6  # three in time, two late
    assert [one.title for one in found.oldest] == ["Idea 3", "Idea 4"]


def test_few_ideas_are_not_spoken_of(client: Browser, town: TownDatabase) -> None:
    with town.session() as db:
        for number in range(4):
            idea(db, number, 90, 77)
        db.commit()
    page = client.get("/answers?lang=en").get_data(as_text=True)
    # Addresses hold hashes, which may hold any digits.
    assert "77" not in re.sub(r'(href|src)="[^"]*"', "", page.partition("<main")[2])
    assert "too few to say" in page
    assert "77" not in client.get("/answers.csv").get_data(as_text=True)


def test_a_hidden_idea_does_not_count(client: Browser, town: TownDatabase) -> None:
    with town.session() as db:
        for number in range(6):
            idea(db, number, 20, None)
        db.execute(text("UPDATE service.pin SET visibility = 'hidden' WHERE reference = 'TES-2026-00000'"))
        db.commit()
    page = client.get("/answers?lang=en").get_data(as_text=True)
    assert "5 ideas of the last two years" in page
    assert "TES-2026-00000" not in page and "TES-2026-00001" in page


def test_the_promise_is_told_where_there_is_one(client: Browser, town: TownDatabase) -> None:
    assert "promises" not in client.get("/answers?lang=en").get_data(as_text=True)
    with town.session() as db:
        promise(db, 30)
        db.commit()
    assert "promises an answer within 30 days" in client.get("/answers?lang=en").get_data(as_text=True)


def test_each_idea_is_held_to_the_promise_of_its_unit_and_its_day(client: Browser, town: TownDatabase) -> None:
    with town.session() as db:
        unit = Unit(municipality_id=1, names={"fi": "Puistot", "en": "Parks"})
        db.add(unit)
        db.flush()
        theme = db.scalars(select(Theme)).first()
        assert theme is not None
        db.add(UnitCare(municipality_id=1, unit_id=unit.id, theme_id=theme.id))
        promise(db, 10)
        promise(db, 40, unit, since=(NOW - dt.timedelta(days=80)).date())
        for number in range(6):
            idea(db, number, 100, 20)  # came when ten days were promised: late
        for number in range(6, 12):
            idea(db, number, 60, 20)  # came when the unit promised forty: in time
        idea(db, 12, 30, None)  # may still be answered in time
        db.commit()
    with town.database.public_engine.connect() as public:
        found = waits_of(public, 1)
    assert found.total.kept == 0.5
    assert [(line.name, line.waiting.n, line.kept) for line in found.by_unit] == [("Puistot", 13, 0.5)]
    page = client.get("/answers?lang=en").get_data(as_text=True)
    assert "Parks" in page and "50" in page
