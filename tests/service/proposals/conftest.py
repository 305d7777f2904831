"""What the tests of proposals share: drawings over the made-up town's plan, and its planner."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry

from geo.geometry import geometry_to_geojson
from tests.conftest import Browser
from tests.factories.world import square

MINX, MINY, MAXX, MAXY = square("05").bounds
#: Half over AK (west), half over VP (east).
BOTH_HALVES = box(MINX + 400, MINY + 100, MINX + 600, MINY + 300)
#: A quarter over VP, the rest beyond the plan's eastern edge.
OVER_THE_EDGE = box(MAXX - 50, MINY + 100, MAXX + 150, MINY + 300)
ACROSS = LineString([(MINX + 300, MINY + 500), (MINX + 700, MINY + 500)])


def geojson(shape: BaseGeometry) -> dict[str, Any]:
    return geometry_to_geojson(shape)


def form(**changes: Any) -> dict[str, Any]:
    """A filled-in form."""
    return {
        "title": "Uusi puisto Keskustaan",
        "summary": "Parkkipaikan tilalle tehdään pieni puisto.",
        "body": "Puistoon tulee penkkejä ja puita.",
        "state": "open",
        "signature": "",
        "geometry": json.dumps(geojson(BOTH_HALVES)),
        "area": "",
        **changes,
    }


def send_new(client: Browser, **changes: Any) -> Any:
    return client.send("/proposals/new", form(**changes))


def preview(client: Browser, body: dict[str, Any]) -> Any:
    return client.send_json("/api/proposals/coverage", body)


def text_of(answer: Any) -> str:
    """The page's text as a reader gets it, white space calmed."""
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", answer.get_data(as_text=True), flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page)))


@pytest.fixture
def planner(client: Browser) -> Browser:
    """The town's planner, signed in."""
    client.sign_in("planner")
    return client
