"""The desk: units and promises, who looks after what, parts answered by themselves, and what is late."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select, update

from service.accounts.models import Person
from service.participation.pins.models import Pin, StateChange, Theme
from service.participation.replies.models import AnswerPromise, PinNote, PinPart, Unit
from tests.conftest import Browser, TownDatabase
from tests.factories.world import square

REFERENCE = "TES-2026-00001"
SECRET = "Muistiinpano vain meille"
BODY = "Valot polulle ja penkki rantaan."


@pytest.fixture
def pin(town: TownDatabase) -> None:
    """An idea of a hundred days ago in area 05, about parks."""
    from geoalchemy2.shape import from_shape

    from geo.crs import METRIC

    point = from_shape(square("05").centroid, METRIC.epsg)
    with town.database.session() as db:
        theme = db.scalars(select(Theme).where(Theme.key == "green")).one()
        made = Pin(
            municipality_id=1,
            reference=REFERENCE,
            theme_id=theme.id,
            title="Kaksi asiaa",
            body=BODY,
            language="fi",
            geom=point,
            public_geom=point,
            created_at=dt.datetime.now(dt.UTC) - dt.timedelta(days=100),
        )
        db.add(made)
        db.flush()
        db.add(StateChange(pin_id=made.id, state="received", at=made.created_at))


def make_unit(client: Browser, **changes: Any) -> Any:
    return client.send("/desk/units/new", {"name_fi": "Puistot", "theme": ["green"], **changes})


def page(client: Browser, path: str) -> str:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.get_data(as_text=True))


@pytest.mark.parametrize("role", [None, "planner", "official", "moderator", "administrator"])
def test_each_role_opens_its_own_pages_alone(client: Browser, pin: None, role: str | None) -> None:
    if role:
        client.sign_in(role)
    for path in ("/desk", f"/desk/{REFERENCE}"):
        assert client.get(path).status_code == (200 if role else 401)
    assert client.get("/desk/units").status_code == (
        401 if role is None else 200 if role in ("official", "administrator") else 403
    )


def test_an_idea_falls_to_the_unit_of_its_theme_and_area(client: Browser, pin: None, town: TownDatabase) -> None:
    client.sign_in("official")
    with town.session() as db:
        me = db.scalars(select(Person).where(Person.email == "official@testila.example")).one().id
    assert make_unit(client).status_code == 303
    assert make_unit(client, name_fi="Keskustan puistot", area=["05"], member=[str(me)]).status_code == 303
    assert "Keskustan puistot" in page(client, f"/pins/{REFERENCE}") or "Keskustan puistot" in page(client, "/desk")
    assert REFERENCE in page(client, "/desk?whose=unit")
    assert REFERENCE not in page(client, "/desk?whose=mine")
    assert REFERENCE not in page(client, "/desk?whose=nobody")


def test_two_units_do_not_look_after_the_same(client: Browser, pin: None, town: TownDatabase) -> None:
    client.sign_in("official")
    make_unit(client)
    refused = make_unit(client, name_fi="Toinen")
    assert refused.status_code == 422
    text = refused.get_data(as_text=True)
    assert "Puistot" in text
    assert 'value="Toinen"' in text
    with town.session() as db:
        assert len(db.scalars(select(Unit)).all()) == 1


def test_a_promise_holds_from_its_day_on(client: Browser, pin: None, town: TownDatabase) -> None:
    client.sign_in("official")
    assert client.send("/desk/promise", {"days": "30"}).status_code == 303
    visitor = Browser(client.application)
    assert "is-to-come" not in page(visitor, f"/pins/{REFERENCE}"), "it came before anything was promised"
    with town.database.session() as db:
        db.execute(update(AnswerPromise).values(since=dt.date(2020, 1, 1)))
    assert "is-to-come" in page(visitor, f"/pins/{REFERENCE}")
    assert "desk-item--late" in page(client, "/desk?show=late")
    assert client.send("/desk/promise", {"days": "0"}).status_code == 422
    assert "1.1.2020" in page(client, "/desk/units?lang=fi")


def test_parts_are_given_and_answered_apart(client: Browser, pin: None, town: TownDatabase) -> None:
    client.sign_in("official")
    path = f"/desk/{REFERENCE}"
    for words in ("Valot polulle", "penkki rantaan"):
        assert client.send(f"{path}/parts", {"text": words, "sort": "quote"}).status_code == 303
    assert client.send(f"{path}/parts", {"text": "Ei tällaista sanottu", "sort": "quote"}).status_code == 422
    later = dt.date.today() + dt.timedelta(days=20)
    care = {"part": "2", "unit": "", "person": "", "due_on": later.isoformat()}
    assert client.send(f"{path}/care", care).status_code == 303
    past = client.send(f"{path}/care", {**care, "due_on": "1.1.2020"})
    assert past.status_code == 422
    assert 'value="1.1.2020"' in past.get_data(as_text=True)
    said = {"public_text": "Valot tulevat syksyllä.", "state": "accepted", "part": "1"}
    assert client.send(f"/pins/{REFERENCE}/answer", said).status_code == 303
    with town.session() as db:
        assert db.scalar(select(Pin.state)) == "considered"
    assert client.send(f"{path}/parts/1/remove", {}).status_code == 422, "what was answered stays"
    said = {"public_text": "Rannassa on jo penkki.", "state": "declined", "part": "2"}
    assert client.send(f"/pins/{REFERENCE}/answer", said).status_code == 303
    with town.session() as db:
        assert db.scalar(select(Pin.state)) == "partly"
        assert {part.number: part.state for part in db.scalars(select(PinPart))} == {1: "accepted", 2: "declined"}
    public = page(Browser(client.application), f"/pins/{REFERENCE}")
    assert "Valot tulevat syksyllä." in public
    assert "<q>penkki rantaan</q>" in public


def test_the_whole_can_be_set_with_a_part(client: Browser, pin: None, town: TownDatabase) -> None:
    client.sign_in("official")
    client.send(f"/desk/{REFERENCE}/parts", {"text": "Valot polulle", "sort": "quote"})
    said = {"public_text": "Valot tulevat.", "state": "done", "part": "1", "whole_state": "in_progress"}
    assert client.send(f"/pins/{REFERENCE}/answer", said).status_code == 303
    with town.session() as db:
        assert db.scalar(select(Pin.state)) == "in_progress"
    assert client.send(f"/pins/{REFERENCE}/answer", {**said, "part": "9"}).status_code == 404


def test_notes_stay_between_staff(client: Browser, pin: None, town: TownDatabase) -> None:
    client.sign_in("planner")
    assert client.send(f"/desk/{REFERENCE}/notes", {"body": SECRET}).status_code == 303
    assert SECRET in page(client, f"/desk/{REFERENCE}")
    visitor = Browser(client.application)
    for path in (f"/pins/{REFERENCE}", "/pins", f"/api/pins/{REFERENCE}", "/areas/05"):
        assert SECRET not in visitor.get(path).get_data(as_text=True)
    with town.session() as db:
        assert db.scalars(select(PinNote.body)).one() == SECRET


def test_what_is_hidden_is_not_on_the_desk(client: Browser, pin: None, town: TownDatabase) -> None:
    with town.database.session() as db:
        db.execute(update(Pin).values(visibility="hidden"))
    client.sign_in("official")
    assert REFERENCE not in page(client, "/desk?whose=all&show=any")
    assert client.get(f"/desk/{REFERENCE}").status_code == 404
    assert client.send(f"/desk/{REFERENCE}/notes", {"body": "x"}).status_code == 404
