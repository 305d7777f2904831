"""A walk that staff make in the made-up town, and what a walker does on it."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from service.i18n import TIME_ZONE
from service.participation.walks.models import Walk
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in


def written(code: str, east: float, north: float) -> str:
    """A place as the form takes it: latitude, longitude."""
    lon, lat = lonlat_in(code, east, north)
    return f"{lat:.6f}, {lon:.6f}"


def walk_form(starts: dt.datetime | None = None, **changed: Any) -> dict[str, Any]:
    """The form of a walk with three stops, an hour from now unless `starts` says otherwise."""
    local = (starts or dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)).astimezone(TIME_ZONE)
    return {
        "title": "Koulun reitti",
        "theme": "traffic",
        "summary": "Katsotaan koulun reitti.",
        "invitation": "Tervetuloa mukaan.",
        "meeting_place": "Koulun portti",
        "organiser": "Katupalvelut",
        "day": local.date().isoformat(),
        "time": local.strftime("%H:%M"),
        "light": "light",
        "second_light": "dark",
        "second_day": "",
        "second_time": "",
        "participant_count": "",
        "follows": "",
        "route": "",
        "stop_name": ["Portti", "Alikulku", "Tori"],
        "stop_place": [written("05", 100, 100), written("05", 500, 100), written("05", 500, 700)],
        **changed,
    }


@pytest.fixture
def official(app: Any) -> Browser:
    """Somebody who may make walks, in a browser of their own."""
    app.test_client_class = Browser
    browser: Browser = app.test_client()
    browser.sign_in("official")
    return browser


@pytest.fixture
def open_walk(official: Browser) -> str:
    """The slug of a walk that people can join now."""
    answer = official.send("/walks/new", walk_form())
    assert answer.status_code == 303, answer.get_data(as_text=True)
    slug = answer.headers["Location"].rsplit("/", 1)[-1]
    return str(slug)


@dataclass
class Phone:
    """A walker's phone: what its outbox sends, with the secret and the thing's own id as the key."""

    browser: Browser
    slug: str
    token: str

    def send(self, kind: str, body: dict[str, Any], **headers: str) -> Any:
        """Send one thing as the outbox does: no cookie, no CSRF token."""
        sent = {"Walker-Token": self.token, "Idempotency-Key": str(body.get("id", "k" * 20)), **headers}
        return self.browser.application.test_client().post(f"/api/walks/{self.slug}/{kind}", json=body, headers=sent)


def observation(**changed: Any) -> dict[str, Any]:
    """An observation as a phone sends it."""
    return {
        "id": str(uuid.uuid4()),
        "text": "Lamppu on sammunut.",
        "severity": "serious",
        "at": "stop:2",
        "observed_at": dt.datetime.now(dt.UTC).isoformat(),
        **changed,
    }


def code_of(town: TownDatabase, slug: str) -> str:
    """The group code of a walk."""
    with town.session() as db:
        return str(db.scalar(select(Walk.group_code).where(Walk.slug == slug)))


def joined(app: Flask, town: TownDatabase, slug: str, roles: tuple[str, ...] = ("resident",)) -> Phone:
    """The phone of somebody who has joined a walk."""
    app.test_client_class = Browser
    browser: Any = app.test_client()
    answer = browser.send("/walks/join", {"code": code_of(town, slug), "roles": list(roles)})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    html = browser.get(f"/walks/{slug}/along").get_data(as_text=True)
    found = re.search(r'data-token="([^"]+)"', html)
    assert found
    return Phone(browser, slug, found[1])


@pytest.fixture
def phone(app: Flask, town: TownDatabase, open_walk: str) -> Phone:
    """A resident's phone on the open walk."""
    return joined(app, town, open_walk)
