"""What a moderator does with ideas from outside, and how crowded spots are found."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from geoalchemy2.shape import from_shape, to_shape
from shapely.geometry import Point
from sqlalchemy import select

from boundaries.consistency import membership_differences
from boundaries.database import sql
from boundaries.models import Area, Place
from geo.crs import METRIC
from service.admin.places import CROWD, MOST, PACKAGE
from service.participation.pins.home import Home
from service.participation.pins.models import Pin, Theme
from service.participation.pins.operations import submit_pin
from service.participation.pins.schemas import Submission
from service.permissions import Actor
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN, SIDE, square

X, Y = ORIGIN
TAKES = Home(1, "Testilä", "TES", takes_outside=True)


@pytest.fixture
def outside(town: TownDatabase) -> Pin:
    """An idea that waits 800 m west of the border, in the middle of its western side."""
    place = METRIC.to_lonlat(X - 800, Y + 1.5 * SIDE)
    sent = Submission.model_validate(
        {"text": "Silta joen yli", "theme": "green", "lonlat": list(place), "method": "tap"}
    )
    with town.database.session() as db:
        return submit_pin(db, Actor(1), TAKES, sent, language="fi").pin


def stored(town: TownDatabase, pin: Pin) -> Pin:
    with town.session() as db:
        return db.scalars(select(Pin).where(Pin.id == pin.id)).one()


def entries(town: TownDatabase, pin: Pin) -> list[tuple[str, dict[str, Any]]]:
    with town.session() as db:
        found = db.scalars(select(AuditEntry).where(AuditEntry.subject_id == str(pin.id)).order_by(AuditEntry.id))
        return [(entry.action, entry.detail) for entry in found]


def do(client: Browser, pin: Pin, deed: str, **more: str) -> Any:
    return client.send("/admin/places", {"pin": str(pin.id), "deed": deed, **more})


def areas_of(client: Browser, pin: Pin) -> list[str]:
    return client.get(f"/api/pins/{pin.reference}").json["properties"]["areas"]


def test_they_stand_in_a_list_of_their_own(client: Browser, outside: Pin) -> None:
    client.sign_in("moderator")
    page = client.get("/admin/places?lang=fi").get_data(as_text=True)
    assert outside.reference in page and "800 m rajasta länteen" in page.replace("\xa0", " ")
    assert "Paikat (1)" in page and "Odottaa (0)" in page
    assert outside.reference not in client.get("/admin/").get_data(as_text=True)
    own = client.get(f"/pins/{outside.reference}?lang=fi").get_data(as_text=True)
    assert "/admin/places#pin-" in own and "publish pin:" not in own


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("planner", 403), ("official", 200), ("moderator", 200)])
def test_who_may(client: Browser, outside: Pin, role: str | None, status: int) -> None:
    if role:
        client.sign_in(role)
    assert client.get("/admin/places", headers={"Accept": "application/json"}).status_code == status
    assert do(client, outside, "whole").status_code == {401: 401, 403: 403, 200: 303}[status]


def test_publishing_as_the_whole_municipality(client: Browser, town: TownDatabase, outside: Pin) -> None:
    client.sign_in("moderator")
    assert do(client, outside, "whole").status_code == 303
    pin = stored(town, outside)
    assert (pin.geom, pin.public_geom, pin.visibility, pin.waits_for) == (None, None, "public", "")
    assert areas_of(client, pin) == []
    [(action, detail)] = entries(town, pin)
    assert action == "pin.relocated"
    assert detail == {"visibility": ["pending", "public"], "to": "whole", "was_outside_m": 800}
    assert do(client, outside, "whole").status_code == 303
    assert len(entries(town, pin)) == 1


def test_moving_to_the_nearest_place_inside(client: Browser, town: TownDatabase, outside: Pin) -> None:
    client.sign_in("moderator")
    do(client, outside, "move", to="nearest")
    pin = stored(town, outside)
    assert to_shape(pin.geom).distance(Point(X, Y + 1.5 * SIDE)) < 2
    assert pin.visibility == "public" and areas_of(client, pin) == ["04"]


def test_moving_to_an_area_or_a_named_place(client: Browser, town: TownDatabase, outside: Pin) -> None:
    client.sign_in("moderator")
    do(client, outside, "move", to="area:07")
    pin = stored(town, outside)
    assert pin.public_geom is None and pin.named_area_id is not None and areas_of(client, pin) == ["07"]
    with town.database.session() as db:
        again = db.get(Pin, pin.id)
        assert again is not None
        again.visibility, again.waits_for, again.precision = "pending", "outside", "exact"
        place = db.scalars(select(Place)).one()
    do(client, outside, "move", to=f"place:{place.id}")
    pin = stored(town, outside)
    assert to_shape(pin.public_geom).equals(to_shape(place.geom)) and areas_of(client, pin) == ["05"]
    with town.session() as db:
        assert membership_differences(db, 1) == []


@pytest.mark.parametrize("to", ["area:none", "place:99999", "place:x", "everywhere", ""])
def test_a_place_that_is_none_changes_nothing(client: Browser, town: TownDatabase, outside: Pin, to: str) -> None:
    client.sign_in("moderator")
    answer = do(client, outside, "move", to=to)
    assert answer.status_code == 422 and "notice--bad" in answer.get_data(as_text=True)
    assert stored(town, outside).visibility == "pending"


def test_hiding_has_a_reason_and_showing_again_makes_it_wait(
    client: Browser, town: TownDatabase, outside: Pin
) -> None:
    """No way leads an idea into public where it stands, outside the municipality."""
    client.sign_in("moderator")
    do(client, outside, "hide", reason="off_topic", note="Naapurin asia")
    assert stored(town, outside).visibility == "hidden"
    assert entries(town, outside)[-1][1]["reason"] == "off_topic: Naapurin asia"
    client.send("/admin/moderate", {"deed": f"publish pin:{outside.id}", "back": "hidden"})
    assert stored(town, outside).visibility == "pending"
    client.send("/admin/moderate", {"deed": "publish", "item": [f"pin:{outside.id}"]})
    assert stored(town, outside).visibility == "pending"
    assert [action for action, _detail in entries(town, outside)] == ["pin.hidden", "pin.returned"]


def put(town: TownDatabase, places: list[tuple[float, float]], **traits: Any) -> None:
    with town.database.session() as db:
        theme = db.scalars(select(Theme.id)).first()
        for east, north in places:
            point = from_shape(Point(X + east, Y + north), METRIC.epsg)
            db.add(
                Pin(
                    municipality_id=1,
                    reference=f"TES-2026-{uuid.uuid4().int % 10**9:09d}",
                    theme_id=theme,
                    title="Idea",
                    language="fi",
                    geom=point,
                    public_geom=point,
                    **traits,
                )
            )


def test_crowded_spots_are_found_across_squares(town: TownDatabase) -> None:
    put(town, [(1500, 1500)] * 12)  # where the map begins
    put(town, [(200.9, 200.9), (201.1, 201.1)] * 5, visibility="hidden")  # across the edges of squares
    put(town, [(900, 900)] * 9)  # too few
    put(town, [(100, 700 + 3 * n) for n in range(20)])  # a row of benches
    put(town, [(2500, 2500)] * 30, visibility="withdrawn")
    with town.session() as db:
        area = db.scalar(select(Area.id).where(Area.slug == "01"))
    put(town, [(500, 500)] * 30, named_area_id=area)  # an area's own middle
    with town.session() as db:
        rows = db.execute(sql(PACKAGE, "crowded_spots"), {"municipality_id": 1, "least": CROWD, "most": MOST}).all()
    assert [(row.pins, row.public_pins) for row in rows] == [(12, 12), (10, 0)]
    assert Point(rows[0].x, rows[0].y).distance(Point(X + 1500, Y + 1500)) < 0.01


def test_a_crowded_spot_is_shown_with_its_place(client: Browser, town: TownDatabase) -> None:
    middle = square("05").centroid
    put(town, [(middle.x - X, middle.y - Y)] * 10)
    client.sign_in("moderator")
    page = client.get("/admin/places?lang=fi").get_data(as_text=True)
    assert "10 ideaa" in page and "Testilän leikkipuisto" in page
    address = page.split('href="/pins?bbox=')[1].split('"')[0]
    assert client.get(f"/api/pins?bbox={address}").json["numberReturned"] == 10
