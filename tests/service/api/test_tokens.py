"""Another service writes to the JSON API by its token: for what it was given, so often, until it ends."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from service.machines.models import MachineKey
from service.machines.operations import end_key, make_key
from service.participation.pins.models import Pin
from service.permissions import Actor
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in

Send = Callable[..., Any]


def given(town: TownDatabase, **asked: Any) -> tuple[int, str]:
    """A new key: its number and its secret."""
    with town.session() as db:
        key, secret = make_key(db, Actor(1), **{"name": "Palvelu", "per_hour": 50, "scopes": ["pins"], **asked})
        db.commit()
        return key.id, secret


@pytest.fixture
def send(app: Flask) -> Send:
    """Sends an idea as a program does: no cookie, no page, no CSRF token."""

    def sending(
        secret: str, path: str = "/api/pins", *, key: str = "k" * 20, title: str = "Penkki", **more: Any
    ) -> Any:
        body = {"lonlat": list(lonlat_in("01", 500, 500)), "theme": "green", "title": title, "text": "Tähän penkki."}
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": key, **more.pop("headers", {})}
        return app.test_client().post(path, json=more.pop("json", body), headers=headers, **more)

    return sending


def test_a_token_is_enough_to_send_an_idea(send: Send, town: TownDatabase) -> None:
    number, secret = given(town)
    answer = send(secret)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    assert answer.json["reference"]
    again = send(secret)
    assert (again.status_code, again.json) == (201, answer.json)
    assert again.headers["Idempotent-Replay"] == "true"
    assert send(secret, title="Toinen").json["code"] == "key_reused"
    with town.session() as db:
        assert db.scalar(select(func.count()).select_from(Pin)) == 1
        assert db.scalar(select(MachineKey.used_at).where(MachineKey.id == number)) is not None


def test_two_services_do_not_share_their_keys_against_repeats(send: Send, town: TownDatabase) -> None:
    first, second = given(town)[1], given(town)[1]
    assert send(first).json["reference"] != send(second).json["reference"]


def test_without_a_key_against_repeats_nothing_is_written(send: Send, town: TownDatabase) -> None:
    answer = send(given(town)[1], key="")
    assert answer.status_code == 400
    assert answer.json["code"] == "key_missing"


@pytest.mark.parametrize("how", ["unknown", "expired", "ended"])
def test_a_token_that_does_not_work_opens_nothing(send: Send, town: TownDatabase, how: str) -> None:
    number, secret = given(town)
    with town.session() as db:
        if how == "expired":
            db.execute(update(MachineKey).values(expires_at=func.now() - dt.timedelta(seconds=1)))
        elif how == "ended":
            end_key(db, Actor(1), number)
        db.commit()
    answer = send("alue_unknown" if how == "unknown" else secret, headers={"Accept-Language": "sv"})
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json["code"] == "token_refused"
    assert "kommunen" in answer.json["detail"]


def test_a_token_does_only_what_it_was_given_for(send: Send, town: TownDatabase) -> None:
    secret = given(town, scopes=["areas"])[1]
    assert send(secret).status_code == 403
    assert send(given(town, scopes=["reports"])[1]).status_code == 403
    square = [list(lonlat_in("01", x, y)) for x, y in ((100, 100), (900, 100), (900, 900), (100, 900), (100, 100))]
    area = {"name": "Oma nurkka", "kind": "resident", "geometry": {"type": "Polygon", "coordinates": [square]}}
    made = send(secret, "/api/areas", json=area)
    assert made.status_code == 201, made.get_data(as_text=True)
    assert send(secret, "/api/proposals", key="p" * 20, json={"title": "x"}).status_code in (401, 403)


def test_a_token_stands_for_nobody_whatever_cookies_come_along(client: Browser, town: TownDatabase) -> None:
    client.sign_in("planner")
    headers = {"Authorization": f"Bearer {given(town)[1]}", "Idempotency-Key": "k" * 20}
    assert client.post("/api/proposals", json={"title": "x"}, headers=headers).status_code == 401


def test_pages_know_no_tokens(app: Flask, town: TownDatabase) -> None:
    """A form without a CSRF token is refused, token or not."""
    headers = {"Authorization": f"Bearer {given(town)[1]}", "Idempotency-Key": "k" * 20}
    assert app.test_client().post("/pins/new", data={"title": "x"}, headers=headers).status_code in (403, 405)
    assert app.test_client().post("/areas/upload", data={}, headers=headers).status_code == 403


def test_a_token_has_a_limit_of_its_own(send: Send, town: TownDatabase) -> None:
    secret = given(town, per_hour=2)[1]
    answers = [send(secret, key=f"{n:020d}", title=f"Idea {n}") for n in range(3)]
    assert [one.status_code for one in answers] == [201, 201, 429]
    assert answers[-1].headers["Retry-After"]
    many = given(town, per_hour=60)[1]
    sent = [send(many, key=f"m{n:020d}", title=f"Ajatus {n}").status_code for n in range(25)]
    assert sent == [201] * 25, "a service that speaks for many is not held to what one resident may send"


def test_an_administrator_says_what_for_and_how_long(client: Browser, town: TownDatabase) -> None:
    client.sign_in("administrator")
    until = (dt.date.today() + dt.timedelta(days=30)).isoformat()
    form = {"name": "Kartta", "per_hour": "30", "scopes": ["pins", "areas"], "expires_on": until}
    assert client.send("/admin/machines", form).status_code == 303
    with town.session() as db:
        key = db.scalars(select(MachineKey)).one()
        assert key.scopes == ["pins", "areas"]
        assert key.expires_at is not None
    for wrong in ({"scopes": []}, {"scopes": ["everything"]}, {"expires_on": "2020-01-01"}, {"expires_on": "soon"}):
        answer = client.send("/admin/machines", {**form, **wrong})
        assert answer.status_code == 422, wrong
        assert re.search('value="Kartta"', answer.get_data(as_text=True))
