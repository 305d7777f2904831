"""Many things moderated by one press and taken back by one: as they were, logged, and never over another's deed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from service.audit import first_broken_entry
from service.discussion.models import Comment
from service.participation.pins.models import Pin
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.service.admin.conftest import Store

pytestmark = pytest.mark.usefixtures("notes_stay_right")


def batches(client: Browser) -> list[str]:
    """What can be undone, the newest first."""
    return re.findall(r'name="batch" value="([^"]+)"', client.get("/admin/deeds").get_data(as_text=True))


def visibilities(town: TownDatabase, *pins: Pin) -> list[str]:
    with town.session() as db:
        return [db.get_one(Pin, pin.id).visibility for pin in pins]


def hide_all(client: Browser, *keys: str) -> Any:
    return client.send("/admin/moderate", {"deed": "hide", "item": list(keys), "reason": "spam"})


def test_one_press_takes_a_whole_deed_back(client: Browser, app: Flask, town: TownDatabase, store: Store) -> None:
    pins = [store("Ensimmäinen idea"), store("Toinen idea", "pending"), store("Kolmas idea")]
    with town.database.session() as db:
        comment = Comment(
            municipality_id=1, subject_kind="pin", subject_id=str(pins[2].id), body="Hyvä", language="fi"
        )
        db.add(comment)
        db.flush()
        keys = [f"pin:{pin.id}" for pin in pins[:2]] + [f"comment:{comment.id}"]
    client.sign_in("moderator")
    answer = hide_all(client, *keys)
    assert visibilities(town, *pins) == ["hidden", "hidden", "public"]
    page = client.get(answer.headers["Location"]).get_data(as_text=True)
    batch = re.search(r'name="batch" value="([^"]+)"', page)
    assert batch, "the page that one comes back to offers to undo it"
    assert client.send("/admin/undo", {"batch": batch[1]}).status_code == 303
    assert visibilities(town, *pins) == ["public", "pending", "public"], "as they were, not all public"
    visitor = app.test_client()
    assert visitor.get(f"/pins/{pins[0].reference}").status_code == 200
    assert "Hyvä" in visitor.get(f"/pins/{pins[2].reference}").get_data(as_text=True)
    with town.session() as db:
        undone = db.scalars(select(AuditEntry).where(AuditEntry.action.like("%.undone"))).all()
        assert sorted(tuple(entry.detail["visibility"]) for entry in undone) == [
            ("hidden", "pending"), ("hidden", "public"), ("hidden", "public"),
        ]  # fmt: skip
        assert first_broken_entry(db) is None


def test_undoing_can_be_undone_but_not_done_twice(client: Browser, town: TownDatabase, store: Store) -> None:
    pin = store("Penkki lehmuksen alle")
    client.sign_in("official")
    hide_all(client, f"pin:{pin.id}")
    (first,) = batches(client)
    client.send("/admin/undo", {"batch": first})
    assert visibilities(town, pin) == ["public"]
    client.send("/admin/undo", {"batch": first})
    assert visibilities(town, pin) == ["public"]
    assert batches(client) == [f"undo:{first}"]
    client.send("/admin/undo", {"batch": f"undo:{first}"})
    assert visibilities(town, pin) == ["hidden"]


def test_what_somebody_changed_since_stays(client: Browser, app: Flask, town: TownDatabase, store: Store) -> None:
    pins = [store("Ensimmäinen idea"), store("Toinen idea")]
    client.sign_in("moderator")
    hide_all(client, *(f"pin:{pin.id}" for pin in pins))
    (batch,) = batches(client)
    with town.database.session() as db:
        db.get_one(Pin, pins[0].id).visibility = "withdrawn"
    client.send("/admin/undo", {"batch": batch})
    assert visibilities(town, *pins) == ["withdrawn", "public"]


def test_a_made_up_deed_changes_nothing(client: Browser, town: TownDatabase, store: Store) -> None:
    pin = store("Penkki lehmuksen alle")
    assert client.send("/admin/undo", {"batch": "a" * 32}).status_code == 401
    client.sign_in("moderator")
    hide_all(client, f"pin:{pin.id}")
    client.send("/admin/undo", {"batch": "a" * 32})
    assert client.send("/admin/undo", {"batch": ""}).status_code == 422
    assert visibilities(town, pin) == ["hidden"]


def test_the_queue_is_filtered(client: Browser, town: TownDatabase, store: Store) -> None:
    store("Uimaranta takaisin", "pending")
    waiting = store("Penkki lehmuksen alle", "pending")
    with town.database.session() as db:
        db.get_one(Pin, waiting.id).waits_for = "repeat"
        db.add(
            Comment(
                municipality_id=1, subject_kind="pin", subject_id=str(waiting.id), body="Odottava sana", language="fi",
                visibility="pending",
            )
        )  # fmt: skip
    client.sign_in("moderator")

    def shown(query: str) -> list[bool]:
        page = client.get(f"/admin/{query}").get_data(as_text=True)
        return [word in page for word in ("Uimaranta", "lehmuksen", "Odottava sana")]

    assert shown("") == [True, True, True]
    assert shown("?kind=comment") == [False, False, True]
    assert shown("?why=repeat") == [False, True, False]
    assert shown("?q=UIMA") == [True, False, False]
    assert client.get("/admin/?kind=moon").status_code == 400


def test_officials_see_who_sends_much_at_once(client: Browser, app: Flask, town: TownDatabase) -> None:
    def tell(address: str, number: int) -> None:
        visitor = app.test_client()
        form = {
            "theme": "green",
            "text": f"Sama kerta {number} {address}",
            "title": "",
            "where": "whole",
            "place": "",
            "place_name": "",
            "lat": "",
            "lon": "",
            "precision": "exact",
            "tie": "unknown",
            "website": "",
        }
        answer = visitor.send("/pins/new", form, environ_overrides={"REMOTE_ADDR": address})
        assert answer.status_code == 303

    for number in range(6):
        tell("192.0.2.1", number)
    tell("192.0.2.2", 1)
    client.sign_in("official")
    page = client.get("/admin/patterns?lang=fi").get_data(as_text=True)
    assert "192.0.2.1" in page and "192.0.2.2" not in page and "Enintään 6 asiaa tunnissa" in page
    keys = re.findall(r'name="item" value="(pin:[^"]+)"', page)
    assert len(keys) == 6
    client.send("/admin/moderate", {"deed": "hide", "item": keys, "back": "patterns"})
    with town.session() as db:
        assert sorted(db.scalars(select(Pin.visibility)).all()) == ["hidden"] * 6 + ["public"]
