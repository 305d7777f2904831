"""A line or an area drawn with an idea: taken within limits, shown as its author lets it, counted at its middle."""

from __future__ import annotations

from typing import Any

import pytest
from shapely.geometry import shape as geometry_of
from sqlalchemy import select, text

from geo.crs import METRIC
from service.participation.pins.models import Pin, PinShape
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.pins.conftest import pin_body

pytestmark = pytest.mark.usefixtures("notes_stay_right")


def at(*places: tuple[float, float], area: str = "05") -> list[list[float]]:
    """Corners, so many metres from the south-west corner of an area."""
    return [list(lonlat_in(area, *one)) for one in places]


LINE = {"type": "LineString", "coordinates": at((100, 100), (500, 100), (900, 100))}
SQUARE = {"type": "Polygon", "coordinates": [at((200, 200), (600, 200), (600, 600), (200, 600), (200, 200))]}
BOW_TIE = {"type": "Polygon", "coordinates": [at((200, 200), (600, 600), (600, 200), (200, 600), (200, 200))]}


def send(client: Browser, drawn: Any, **changes: Any) -> Any:
    body = pin_body(shape=drawn, **changes)
    del body["lonlat"]
    return client.send_json("/api/pins", body)


def sent(client: Browser, drawn: Any, **changes: Any) -> dict[str, Any]:
    """What the API says of an idea that was sent."""
    answer = send(client, drawn, **changes)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    found: dict[str, Any] = client.get(f"/api/pins/{answer.get_json()['reference']}").get_json()
    return found


def test_a_line_stands_where_its_middle_is(client: Browser) -> None:
    found = sent(client, LINE)
    assert found["geometry"]["coordinates"] == pytest.approx(lonlat_in("05", 500, 100), abs=1e-5)
    shown = METRIC.geometry_from_lonlat(geometry_of(found["properties"]["shape"]))
    assert shown.length == pytest.approx(800, abs=1)
    assert found["properties"]["areas"] == ["05"]


def test_an_area_keeps_its_outline_and_a_point_inside(client: Browser) -> None:
    found = sent(client, SQUARE)
    outline = geometry_of(found["properties"]["shape"])
    assert outline.contains(geometry_of(found["geometry"]))
    assert METRIC.geometry_from_lonlat(outline).area == pytest.approx(160_000, rel=1e-3)


@pytest.mark.parametrize("precision", ["about_100_m", "area"])
def test_what_is_shown_less_exactly_is_not_kept_more_exactly(
    client: Browser, town: TownDatabase, precision: str
) -> None:
    found = sent(client, LINE, precision=precision)
    assert found["properties"]["shape"] is None
    with town.session() as db:
        assert db.scalars(select(PinShape)).all() == []


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (BOW_TIE, "crosses itself"),
        ({"type": "LineString", "coordinates": at((1, 1), (2, 2))}, "too short"),
        ({"type": "Polygon", "coordinates": [at((1, 1), (3, 1), (3, 3), (1, 1))]}, "too small"),
        ({"type": "LineString", "coordinates": at((0, 0), (0, 20_000), (500, 0))}, "too long"),
        ({"type": "Polygon", "coordinates": [at((0, 0), (9000, 0), (9000, 9000), (0, 9000), (0, 0))]}, "too large"),
        ({"type": "LineString", "coordinates": at(*[(1 + i, 1) for i in range(501)])}, ""),
        ({"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]]}, "one line or one area"),
        ({"type": "Point", "coordinates": at((1, 1))[0]}, "one line or one area"),
        ({"type": "LineString", "coordinates": "x"}, ""),
        ({"type": "LineString", "coordinates": [[0, 0], [1, 1]]}, ""),
        ({"type": "Polygon", "coordinates": [*SQUARE["coordinates"], *SQUARE["coordinates"]]}, ""),
    ],
)
def test_what_cannot_be_taken_says_why(client: Browser, town: TownDatabase, drawn: Any, words: str) -> None:
    client.get("/?lang=en")
    answer = send(client, drawn)
    assert answer.status_code == 422
    [error] = answer.get_json()["errors"]
    assert error["where"] == "shape"
    assert words in error["message"]
    with town.session() as db:
        assert db.scalars(select(Pin)).all() == []


def test_a_line_with_its_middle_outside_is_outside(client: Browser) -> None:
    beyond = {"type": "LineString", "coordinates": at((500, 500), (5000, 500), area="06")}
    answer = send(client, beyond)
    assert answer.status_code == 422
    assert answer.get_json()["code"] == "outside_municipality"


def test_a_campaign_takes_the_shapes_that_it_asks_for(client: Browser, town: TownDatabase) -> None:
    with town.session() as db:
        db.execute(text("""UPDATE service.campaign SET shapes = '["line"]' WHERE is_default"""))
        db.commit()
    assert send(client, LINE).status_code == 201
    assert send(client, SQUARE).status_code == 422
    assert client.send_json("/api/pins", pin_body()).status_code == 422
    page = client.get("/").get_data(as_text=True)
    assert 'data-figure-only="line"' in page


def test_the_form_takes_corners_as_text(client: Browser, town: TownDatabase) -> None:
    corners = "\n".join(f"{lat:.6f} {lon:.6f}" for lon, lat in SQUARE["coordinates"][0][:-1])
    form = {"theme": "green", "text": "Tähän aukio.", "where": "shape", "shape_kind": "area", "shape_text": corners}
    answer = client.send("/pins/new", form)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    with town.session() as db:
        assert db.scalar(text("SELECT round(ST_Area(geom)) FROM service.pin_shape")) == pytest.approx(
            160_000, rel=1e-3
        )


@pytest.mark.parametrize("typed", ["", "62.9\n27.6", "62.9 27.6", "koira kissa"])
def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(client: Browser, typed: str) -> None:
    form = {"theme": "green", "text": "Tähän aukio.", "where": "shape", "shape_kind": "area", "shape_text": typed}
    answer = client.send("/pins/new", form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="field-shape_text-error"' in page
    assert "Tähän aukio." in page
    assert typed.split("\n")[0] in page


def test_a_hidden_idea_takes_its_shape_along(client: Browser, town: TownDatabase) -> None:
    reference = sent(client, LINE)["properties"]["reference"]
    with town.session() as db:
        assert db.scalar(text("SELECT count(*) FROM public_api.pin_shape")) == 1
        db.execute(text("UPDATE service.pin SET visibility = 'hidden' WHERE reference = :r"), {"r": reference})
        db.commit()
        assert db.scalar(text("SELECT count(*) FROM public_api.pin_shape")) == 0


def test_the_page_of_a_drawn_idea_shows_it(client: Browser) -> None:
    reference = sent(client, LINE)["properties"]["reference"]
    assert '"LineString"' in client.get(f"/pins/{reference}").get_data(as_text=True)
