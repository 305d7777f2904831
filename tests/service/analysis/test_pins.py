"""Ideas by area: the raw count never stands alone, and those without a point are counted and said."""

from typing import Any

import pytest
from geoalchemy2.shape import from_shape
from shapely.geometry import Point
from sqlalchemy import select
from sqlalchemy.orm import Session

from geo.crs import METRIC
from service.participation.pins.models import Pin, Theme
from tests.conftest import Browser
from tests.factories.world import lonlat_in


def say(db: Session, code: str | None, count: int, at: tuple[float, float] | None = None, **traits: Any) -> None:
    """So many ideas in an area (at one point, so many metres from its corner, or side by side), or about the town."""
    theme = db.scalars(select(Theme)).first()
    for number in range(count):
        # Side by side, because very many on one exact point are taken for a default place.
        spot = at or (500 + 3 * number, 500)
        point = from_shape(Point(METRIC.from_lonlat(*lonlat_in(code, *spot))), METRIC.epsg) if code else None
        pin = Pin(
            municipality_id=theme.municipality_id,
            reference=f"TES-{db.query(Pin).count()}",
            theme_id=theme.id,
            title="Idea",
            language="fi",
            geom=point,
            public_geom=point,
            **traits,
        )
        db.add(pin)
        db.flush()
    db.commit()


def fetched(client: Browser, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/analysis/pins{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def test_counts_rates_and_silence_stand_together(client: Browser, db: Session) -> None:
    say(db, "01", 30)
    say(db, "05", 1)
    say(db, "07", 1)
    say(db, None, 4)
    say(db, "02", 3, visibility="hidden")
    body = fetched(client)
    assert body["method"]["ideas"] == {
        "total": 36,
        "in_areas": 32,
        "outside_areas": 0,
        "without_point": 4,
        "in_heaps": 0,
        "repeats": 0,
    }
    rows = {one["code"]: one for one in body["areas"]}
    assert rows["01"]["per_1000"] == pytest.approx(15)
    assert rows["01"]["per_1000_low"] < 15 < rows["01"]["per_1000_high"]
    assert rows["02"]["ideas"] == 0
    assert rows["05"]["silence"] == "silent"
    assert rows["07"]["silence"] == "unsure"
    assert rows["09"]["silence"] == "no_residents"
    assert rows["09"]["per_1000"] is rows["09"]["per_1000_smoothed"] is None
    assert body["areas"][0]["silence"] == "silent"
    page = client.get("/analysis/pins?map=raw", headers={"Accept-Language": "fi"}).get_data(as_text=True)
    assert "4 on ilman paikkaa kartalla" in page
    assert page.count("hiljainen") >= 1


def test_holiday_homes_may_count_as_people(client: Browser, db: Session) -> None:
    say(db, "07", 2)
    rows = {one["code"]: one for one in fetched(client, "?base=users")["areas"]}
    assert rows["07"]["people"] == 320
    assert rows["07"]["per_1000"] == pytest.approx(6.25)


def test_heat_keeps_the_number_of_ideas(client: Browser, db: Session) -> None:
    say(db, "05", 12)
    grid = client.get("/api/analysis/heat?map=raw&sigma=500").get_json()
    assert len(grid["values"]) == grid["columns"] * grid["rows"]
    mass = sum(grid["values"]) * (grid["cell"] / 1000) ** 2
    assert mass == pytest.approx(12, rel=0.02)
    assert grid["sigma_m"] == 500


@pytest.mark.parametrize("query", ["?sigma=3", "?base=all", "?map=loud"])
def test_bad_choices_get_a_sentence(client: Browser, query: str) -> None:
    assert client.get(f"/api/analysis/pins{query}").status_code == 400
