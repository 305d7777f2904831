"""Facts of shapes on a town of nine squares, against the interpolation itself and plain sums."""

from __future__ import annotations

import numpy as np
import pytest
from flask import Flask
from shapely.geometry import MultiPolygon, Polygon, box
from sqlalchemy import select

from boundaries.models import Municipality
from boundaries.operations import AreaTraits, create_area
from geo.geometry import geometry_to_geojson
from geo.interpolation import extensive, figures, overlap, share
from layers.indicators.models import Statistic, Variable
from service.areas.facts.rounding import count_step, rounded, share_step
from service.areas.queries import facts_in_shape
from tests.conftest import Browser, TownDatabase
from tests.factories.world import KEYS, ORIGIN, STATISTICS, square

SQUARES = [square(f"{n:02}") for n in range(1, 10)]
#: Residents by area; the ninth area's neighbours are known, the eighth hides all but its residents.
RESIDENTS = [2000.0, 3000.0, 1000.0, 4000.0, 5000.0, 800.0, 120.0, 20.0, 0.0]


def column(key: str) -> list[float]:
    index = KEYS.index(key)
    values = [row[index] if row is not None else np.nan for row in STATISTICS.values()]
    if key == "he_vakiy":
        values[7] = 20.0
    return [float(value) for value in values]


def part(west: float, south: float, east: float, north: float) -> Polygon:
    """A box in metres from the town's south-west corner."""
    return box(ORIGIN[0] + west, ORIGIN[1] + south, ORIGIN[0] + east, ORIGIN[1] + north)


def ask(client: Browser, **body: object) -> dict:
    answer = client.send_json("/api/areas/facts", body)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def by_key(view: dict) -> dict[str, dict]:
    return {fact["key"]: fact for fact in view["facts"]}


def town_id(town: TownDatabase) -> int:
    with town.session() as db:
        return db.scalars(select(Municipality.id)).one()


@pytest.mark.parametrize(
    "shape",
    [part(250, 250, 1750, 900), part(0, 0, 3000, 2000), part(900, 900, 2100, 2100), part(10, 10, 500, 2990)],
)
def test_facts_are_those_of_the_interpolation(town: TownDatabase, shape: Polygon) -> None:
    with town.database.public_engine.connect() as public:
        facts = facts_in_shape(public, town_id(town), shape)
    over = overlap(SQUARES, [shape])
    households = figures(column("te_taly"))
    known = np.array(column("te_taly")) >= 0
    size = np.array(RESIDENTS)[known].sum() / households.values.sum()
    people = extensive(over, figures(RESIDENTS), mean_household_size=size)
    found = facts.fact("residents")
    assert found is not None and found.estimate is not None and found.lower is not None
    assert abs(found.estimate - people.estimate[0]) <= found.step / 2
    assert found.lower == pytest.approx(people.lower[0], abs=1)
    assert found.upper == pytest.approx(people.upper[0], abs=1)
    assert found.standard_error == pytest.approx(people.se_clustered[0])
    low = share(over, figures(column("ko_perus")), figures(column("ko_ika18y")))
    education = facts.fact("low_education")
    assert education is not None and education.estimate is not None
    assert abs(education.estimate - low.rate[0]) <= education.step / 2 + 1e-9
    assert education.standard_error == pytest.approx(low.se_uniform[0])
    assert facts.covered_share == pytest.approx(1.0)


def test_chosen_districts_give_exact_sums(client: Browser) -> None:
    view = ask(client, areas=["01", "02", "05"], outline=True)
    facts = by_key(view)
    assert view["is_exact"] is True
    assert facts["residents"]["estimate"] == 10_000
    assert (facts["residents"]["lower"], facts["residents"]["upper"]) == (10_000, 10_000)
    assert facts["households"]["estimate"] == 1000 + 1500 + 2900
    assert facts["holiday_homes"]["estimate"] == 7
    assert facts["unemployment"]["estimate"] == pytest.approx(350 / (350 + 3900), abs=0.0005)
    assert facts["residents"]["grade"] == "exact" and facts["residents"]["bounds_text"] == ""
    assert facts["residents"]["year"] == 2017 and facts["residents"]["source"] == "Test"
    assert view["geometry"]["type"] in ("Polygon", "MultiPolygon")
    assert {member["slug"] for member in view["members"]} == {"01", "02", "05"}


def test_drawing_the_same_districts_gives_the_same(client: Browser) -> None:
    drawn = geometry_to_geojson(part(0, 0, 2000, 1000))
    facts = by_key(ask(client, geometry=drawn))
    assert facts["residents"]["estimate"] == 5000


def test_suppressed_is_a_state_and_never_a_number(client: Browser) -> None:
    hidden = by_key(ask(client, areas=["08"]))
    assert hidden["residents"]["estimate"] == 20, "residents are published even there"
    for key in ("households", "holiday_homes", "unemployment", "low_education", "low_income"):
        assert hidden[key]["estimate"] is None
        assert hidden[key]["state"] == "suppressed"
        assert hidden[key]["text"] == "ei julkaistu"


def test_partly_hidden_says_so(client: Browser) -> None:
    view = ask(client, areas=["05", "08"])
    facts = by_key(view)
    assert facts["households"]["state"] == "partial"
    assert facts["households"]["suppressed_share"] == pytest.approx(20 / 5020, abs=1e-4)
    assert facts["holiday_homes"]["upper"] is None, "a hidden figure sets no limit"
    assert facts["holiday_homes"]["bounds_text"].startswith("vähintään")
    assert facts["residents"]["state"] == "complete"
    assert view["remarks"] and not view["warnings"]


def test_a_few_people_are_not_told_apart(client: Browser) -> None:
    facts = by_key(ask(client, geometry=geometry_to_geojson(part(100, 2100, 150, 2150))))
    assert facts["residents"]["state"] == "few"
    assert facts["residents"]["estimate"] is None
    assert facts["unemployment"]["state"] == "few"


def test_small_drawings_are_called_rough(client: Browser) -> None:
    view = ask(client, geometry=geometry_to_geojson(part(400, 400, 800, 800)))
    assert view["grade"] == "coarse"
    assert "heittää" in view["note"]
    residents = by_key(view)["residents"]
    assert residents["text"].startswith("noin ")
    assert (residents["lower"], residents["upper"]) == (0, 2000)


def test_the_part_outside_is_told(client: Browser) -> None:
    view = ask(client, geometry=geometry_to_geojson(part(-500, 0, 500, 1000)))
    assert view["outside_share"] == pytest.approx(0.5, abs=0.001)
    assert view["covered_share"] == pytest.approx(0.5, abs=0.001)
    assert "Testilä" in view["warnings"][0]


def test_a_ring_counts_what_lies_in_it_only(client: Browser) -> None:
    hole = square("05").geoms[0]
    ring = MultiPolygon([Polygon(part(0, 0, 3000, 3000).exterior.coords, [hole.exterior.coords])])
    facts = by_key(ask(client, geometry=geometry_to_geojson(ring)))
    assert facts["residents"]["estimate"] == sum(RESIDENTS) - 5000


def test_new_figures_and_boundaries_are_noticed(town: TownDatabase, client: Browser) -> None:
    assert by_key(ask(client, areas=["01"]))["residents"]["estimate"] == 2000
    with town.session() as db:
        old = (
            db.execute(select(Statistic).join(Variable).where(Variable.key == "he_vakiy").order_by(Statistic.id))
            .scalars()
            .first()
        )
        assert old is not None
        variable, area = old.variable_id, old.area_id
        db.delete(old)
        db.flush()
        db.add(Statistic(variable_id=variable, area_id=area, state="value", value=2100))
        db.commit()
    assert by_key(ask(client, areas=["01"]))["residents"]["estimate"] == 2100


def test_a_municipality_without_statistics_still_answers(empty_town: TownDatabase) -> None:
    from geoalchemy2.shape import from_shape

    from geo.crs import METRIC

    with empty_town.session() as db:
        whole = part(0, 0, 3000, 3000)
        home = Municipality(
            slug="tyhjala",
            code="998",
            names={"fi": "Tyhjälä"},
            languages=["fi"],
            reference_prefix="TYH",
            centre=from_shape(whole.centroid, METRIC.epsg),
            zoom=8,
            geom=from_shape(MultiPolygon([whole]), METRIC.epsg),
        )
        db.add(home)
        db.flush()
        create_area(db, home.id, AreaTraits(kind="district", names={"fi": "Ydin"}), part(0, 0, 10, 10))
        number = home.id
        db.commit()
    with empty_town.database.public_engine.connect() as public:
        facts = facts_in_shape(public, number, part(0, 0, 500, 500))
    assert (facts.facts, facts.covered_share, facts.outside_share) == ((), 0.0, 0.0)


def test_facts_are_limited_by_person(app: Flask, client: Browser) -> None:
    import dataclasses

    app.config["SETTINGS"] = dataclasses.replace(app.config["SETTINGS"], facts_per_minute=2)
    ask(client, areas=["01"])
    ask(client, areas=["01"])
    answer = client.send_json("/api/areas/facts", {"areas": ["01"]})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("estimate", "error", "width", "step"),
    [(5000, 60, 0, 1), (3456, 60, 1200, 50), (312, 10, 11_769, 50), (3, 1, 50, 1), (52_000, 130, 60_000, 2000)],
)
def test_counts_are_rounded_by_what_they_can_carry(estimate: float, error: float, width: float, step: int) -> None:
    assert count_step(estimate, error, width) == step


def test_rounding() -> None:
    assert rounded(3456, 50) == 3450
    assert rounded(0.12345, 0.001) == 0.123
    assert rounded(2.5, 1) == 3
    assert (share_step(0.001, 0.01), share_step(0.02, 0.01)) == (0.001, 0.01)
