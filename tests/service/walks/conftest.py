"""A walk that staff make in the made-up town, and what a walker does on it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from service.i18n import TIME_ZONE
from tests.conftest import Browser
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
