"""A call in the made-up town, and people who draw in it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from shapely.geometry.base import BaseGeometry

from geo.geometry import geometry_to_geojson
from service.areas.agreement.counting import today
from tests.conftest import Browser
from tests.service.areas.test_facts import part

WHOLE = part(200, 200, 1800, 1800)
SMALL = part(200, 200, 1800, 1000)
Draw = Callable[..., Browser]


def call_form(**more: Any) -> dict[str, Any]:
    day = today()
    return {
        "name": "Keskusta",
        "reason": "Raja tarvitaan lähiöohjelmaan.",
        "opens_on": day.isoformat(),
        "closes_on": (day + dt.timedelta(days=20)).isoformat(),
        "core": "75",
        "fringe": "25",
        **more,
    }


def as_text(shape: BaseGeometry) -> str:
    return json.dumps(geometry_to_geojson(shape))


def person(app: Flask) -> Browser:
    """Somebody else's browser."""
    app.test_client_class = Browser
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def call(app: Flask) -> str:
    """The address of an open call."""
    official = person(app)
    official.sign_in("official")
    answer = official.send("/areas/calls", call_form(area="05"))
    assert answer.status_code == 303, answer.get_data(as_text=True)[-2000:]
    return str(answer.headers["Location"])


@pytest.fixture
def draw(app: Flask, call: str) -> Draw:
    """One more person draws: `draw(WHOLE, tie="work")`; gives their browser."""

    def by_one(shape: BaseGeometry = WHOLE, **more: Any) -> Browser:
        browser = person(app)
        answer = browser.send(f"{call}/draw", {"geometry": as_text(shape), "tie": "permanent", **more})
        assert answer.status_code == 303, answer.get_data(as_text=True)[-2000:]
        return browser

    return by_one
