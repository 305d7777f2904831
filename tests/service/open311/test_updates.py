"""Notes on requests by another service: comments of nobody, once, with the same looks; no key moves a state."""

from __future__ import annotations

import json
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from sqlalchemy import select, update

from service.discussion.models import Comment
from service.machines.models import MachineUpdate
from service.machines.operations import make_key
from service.participation.pins.models import Pin
from service.permissions import Actor
from tests.conftest import Browser, TownDatabase
from tests.service.open311.conftest import GeoReport, read_xml
from tests.service.open311.test_reporting import post, report, secret

__all__ = ["secret"]

WORDS = "Penkki on edelleen rikki, nyt myös selkänoja."


def note(secret: str, number: str, **changes: Any) -> dict[str, Any]:
    """An update as FixMyStreet sends it."""
    sent = {
        "api_key": secret,
        "jurisdiction_id": "testila",
        "service_request_id": number,
        "service_request_id_ext": "4711",
        "update_id": "815",
        "status": "OPEN",
        "description": WORDS,
        "updated_datetime": "2026-11-26T12:00:00+02:00",
        "email": "asukas@example.com",
        "first_name": "Aino",
        "last_name": "Asukas",
    }
    return {name: value for name, value in {**sent, **changes}.items() if value is not None}


def send(client: Browser, fields: dict[str, Any], status: int = 200, form: str = "xml", **headers: str) -> Any:
    """Send an update; gives the one update of the answer, or the errors."""
    answer = client.post(f"/open311/v2/servicerequestupdates.{form}", data=fields, headers=headers)
    assert answer.status_code == status, answer.get_data(as_text=True)
    found = json.loads(answer.data) if form == "json" else read_xml(fromstring(answer.data))
    return found[0] if status < 400 else found


def comments(town: TownDatabase) -> list[Comment]:
    with town.session() as db:
        return list(db.scalars(select(Comment).order_by(Comment.created_at)))


@pytest.fixture
def number(client: Browser, secret: str) -> str:
    """The id of a public request."""
    return str(post(client, report(secret))["service_request_id"])


@pytest.mark.usefixtures("notes_stay_right")
@pytest.mark.parametrize("form", ["xml", "json"])
def test_a_note_is_read_back_and_stands_on_the_page(
    client: Browser, town: TownDatabase, secret: str, number: str, form: str
) -> None:
    answer = send(client, note(secret, number), form=form, **{"Accept-Language": "fi"})
    assert answer["service_request_id"] == number
    assert "viranhaltijat" in answer["service_notice"] and "Nimiä" in answer["service_notice"]
    (told,) = GeoReport(client).get("servicerequestupdates", service_request_id=number)
    assert (told["update_id"], told["description"], told["status"]) == (answer["update_id"], WORDS, "open")
    page = client.get(f"/pins/{number}").get_data(as_text=True)
    assert WORDS in page and "Aino" not in page and "asukas@example.com" not in page
    (kept,) = comments(town)
    assert (kept.author_name, kept.author_id, kept.staff_title, kept.visibility) == ("", None, "", "public")
    with town.session() as db:
        assert db.scalars(select(Pin.comment_count)).one() == 1


def test_no_status_is_moved_by_a_key(client: Browser, town: TownDatabase, secret: str, number: str) -> None:
    send(client, note(secret, number, status="CLOSED"))
    with town.session() as db:
        assert db.scalars(select(Pin.state)).one() == "received"
    wrong = send(client, note(secret, number, status="CLOSED", description=None, update_id="2"), 400)
    assert wrong[0]["description"].startswith("description: ")
    assert len(comments(town)) == 1


def test_the_same_note_comes_once(client: Browser, town: TownDatabase, secret: str, number: str) -> None:
    first = send(client, note(secret, number))
    assert send(client, note(secret, number))["update_id"] == first["update_id"]
    changed = send(client, note(secret, number, description="Korjattu."), **{"Idempotency-Key": "toinen-avain-123"})
    assert changed["update_id"] == first["update_id"], "the sender's own number comes once for good"
    elsewhere = send(client, note(secret, "TES-9999"))
    assert elsewhere["service_request_id"] == number, "the answer names the request that the note stands below"
    with town.session() as db:
        _key, another = make_key(db, Actor(1), name="Toinen palvelu", per_hour=60)
        db.commit()
    other = send(client, note(another, number))
    assert other["update_id"] != first["update_id"], "numbers are each service's own"
    assert len(comments(town)) == 2


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"service_request_id": None}, 400, "service_request_id: "),
        ({"service_request_id": "XX-1"}, 404, "XX-1"),
        ({"service_request_id": "\x00"}, 400, ""),
        ({"description": "x" * 3001}, 400, "description: "),
        ({"description": "Tunnus on 131052-308T."}, 400, "description: "),
        ({"description": "Soita 040 123 4567."}, 400, "description: "),
        ({"update_id": "9" * 81}, 400, "update_id: "),
        ({"jurisdiction_id": "muualla"}, 404, "muualla"),
        ({"api_key": None}, 403, ""),
        ({"api_key": "alue_wrong"}, 403, ""),
    ],
)
@pytest.mark.parametrize("form", ["xml", "json"])
def test_what_is_wrong_is_said_and_nothing_kept(
    client: Browser, town: TownDatabase, secret: str, number: str, changes: dict[str, Any], status: int, says: str,
    form: str,
) -> None:  # fmt: skip
    errors = send(client, note(secret, number, **changes), status, form)
    assert errors[0]["code"] in (status, str(status)) and says in errors[0]["description"]
    assert comments(town) == []


def test_a_key_for_other_things_and_a_session_open_nothing(client: Browser, town: TownDatabase, number: str) -> None:
    with town.session() as db:
        _key, another = make_key(db, Actor(1), name="Ideat", per_hour=60, scopes=["pins"])
        db.commit()
    send(client, note(another, number), 403)
    client.sign_in("planner")
    send(client, note("", number), 403)
    assert comments(town) == []


def test_a_hidden_request_takes_no_notes_and_a_named_person_waits(
    client: Browser, town: TownDatabase, secret: str, number: str
) -> None:
    waiting = send(client, note(secret, number, description="Naapuri Matti Virtanen rikkoi penkin."))
    assert "moderator" in waiting["service_notice"].lower() or "Moderaattori" in waiting["service_notice"]
    assert GeoReport(client).get("servicerequestupdates", service_request_id=number) == []
    with town.session() as db:
        db.execute(update(Comment).values(visibility="public"))
        db.commit()
    assert len(GeoReport(client).get("servicerequestupdates", service_request_id=number)) == 1
    with town.session() as db:
        db.execute(update(Pin).values(visibility="hidden"))
        db.commit()
    assert GeoReport(client).get("servicerequestupdates") == []
    send(client, note(secret, number, update_id="3"), 404)


def test_the_limits_of_a_key_and_of_one_resident_hold(client: Browser, town: TownDatabase, number: str) -> None:
    with town.session() as db:
        _key, small = make_key(db, Actor(1), name="Pieni", per_hour=2)
        db.commit()
    for n in range(2):
        send(client, note(small, number, update_id=str(n), description=f"Huomio {n}."))
    send(client, note(small, number, update_id="9", description="Kolmas."), 429)
    with town.session() as db:
        assert len(db.scalars(select(MachineUpdate.own_id)).all()) == 2
        _key, large = make_key(db, Actor(1), name="Suuri", per_hour=1000)
        db.commit()
    most = client.application.config["SETTINGS"].comments_per_hour
    for n in range(most):
        send(client, note(large, number, update_id=str(n), description=f"Sama asukas {n}."))
    send(client, note(large, number, update_id="x", description="Liikaa."), 429)
    send(client, note(large, number, update_id="y", description="Toinen.", email="toinen@example.com"))
