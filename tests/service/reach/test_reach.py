"""Reach of services by unit, from where people live: right on squares that can be reckoned by hand, and by the job."""

from __future__ import annotations

import numpy as np
import pytest
from geoalchemy2.shape import from_shape
from shapely.geometry import Point
from sqlalchemy import select

from boundaries.models import Municipality
from layers.indicators.models import OwnEdition, OwnIndicator
from layers.models import Layer, LayerFeature
from service.analysis.reach.models import ReachReckoning
from service.analysis.reach.reckoning import PER, NoServices, Reach, reach_of
from service.analysis.reach.tasks import reckon_reach
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN, SIDE, SRID, STATISTICS, square

CODES = sorted(STATISTICS)
FORM = {"layer": "shops", "measure": "nearest", "radius": "1000", "name_fi": "Lähikauppa"}


def lay(town: TownDatabase, *places: Point, key: str = "shops", is_public: bool = True) -> int:
    """A layer of services; gives the municipality's id."""
    with town.session() as db:
        home = db.scalars(select(Municipality.id)).first()
        assert home is not None
        layer = Layer(
            municipality_id=home, key=key, kind="services", names={"fi": "Kaupat", "en": "Shops"}, source="Testi",
            licence="CC0", attribution="", visibility="public" if is_public else "officials",
        )  # fmt: skip
        db.add(layer)
        db.flush()
        db.add_all(LayerFeature(layer_id=layer.id, geom=from_shape(place, SRID)) for place in places)
        db.commit()
    return home


def reach(
    town: TownDatabase, home: int, measure: str = "nearest", radius: float = 1000
) -> dict[str, tuple[float, float]]:
    with town.database.public_engine.connect() as public:
        found: Reach = reach_of(public, home, "shops", measure, radius)  # type: ignore[arg-type]
    return dict(zip(CODES, zip(found.values, found.people, strict=True), strict=True))


def test_the_nearest_is_the_mean_over_the_people_of_each_area(town: TownDatabase) -> None:
    middle = square("05").centroid
    found = reach(town, lay(town, middle))
    # The mean distance of a square's points from its middle is 0.3826 of its side; cells are coarse.
    assert found["05"][0] == pytest.approx(0.3826 * SIDE, rel=0.05)
    assert found["04"][0] > found["05"][0]
    assert found["05"][1] == pytest.approx(5000)


def test_where_nobody_lives_there_is_no_figure(town: TownDatabase) -> None:
    found = reach(town, lay(town, square("05").centroid))
    assert np.isnan(found["09"][0])


def test_what_is_in_reach_is_shared_by_all_who_reach_it(town: TownDatabase) -> None:
    places = [square(code).centroid for code in ("01", "05", "05", "06")]
    found = reach(town, lay(town, *places), "catchment", 2000)
    given = sum(value * people for value, people in found.values() if not np.isnan(value))
    assert given == pytest.approx(PER * len(places))


def test_out_of_reach_is_nothing_and_not_missing(town: TownDatabase) -> None:
    corner = Point(ORIGIN[0] + 1, ORIGIN[1] + 1)
    found = reach(town, lay(town, corner), "catchment", 500)
    assert found["01"][0] > 0
    assert found["06"][0] == 0


def test_a_layer_that_is_hidden_or_empty_measures_nothing(town: TownDatabase) -> None:
    home = lay(town, square("05").centroid, is_public=False)
    with town.database.public_engine.connect() as public, pytest.raises(NoServices):
        reach_of(public, home, "shops", "nearest", 1000)


@pytest.fixture
def here(town: TownDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's tasks run on the test's own database."""
    monkeypatch.setattr("service.config.Settings.from_environment", lambda: town.settings)


def run(town: TownDatabase) -> str:
    with town.session() as db:
        row = db.scalars(select(ReachReckoning).order_by(ReachReckoning.asked_at.desc())).first()
        assert row is not None
        number, home = str(row.id), row.municipality_id
    reckon_reach(number, home)
    with town.session() as db:
        return db.get_one(ReachReckoning, row.id).state


@pytest.mark.usefixtures("here")
def test_an_official_starts_it_and_everybody_sees_what_came_of_it(client: Browser, town: TownDatabase) -> None:
    lay(town, square("05").centroid)
    client.sign_in("official")
    assert client.send("/desk/reach", FORM).status_code == 303
    page = client.get("/desk/reach?lang=en").text
    assert "Waiting" in page
    assert 'http-equiv="refresh"' in page
    assert run(town) == "ready"
    page = client.get("/desk/reach?lang=en").text
    assert "Reckoned" in page
    assert 'http-equiv="refresh"' not in page
    page = client.get("/analysis/indicators/near_shops?lang=fi").text
    assert "Lähikauppa" in page
    assert "250" in page  # how sharp it can be
    assert "Luo" not in page
    with town.session() as db:
        row, edition = db.scalars(select(OwnIndicator)).one(), db.scalars(select(OwnEdition)).one()
        assert (row.kind, row.unit, row.more_is_need, row.domain) == ("value", "m", True, "services")
        assert edition.origin["services"] == 1


@pytest.mark.usefixtures("here")
def test_again_makes_another_edition_and_few_services_are_a_need(client: Browser, town: TownDatabase) -> None:
    lay(town, square("05").centroid)
    client.sign_in("official")
    for _time in range(2):
        client.send("/desk/reach", {**FORM, "measure": "catchment"})
        assert run(town) == "ready"
    with town.session() as db:
        assert len(db.scalars(select(OwnEdition)).all()) == 2
        assert db.scalars(select(OwnIndicator)).one().more_is_need is False


@pytest.mark.usefixtures("here")
def test_an_empty_layer_is_said_in_words(client: Browser, town: TownDatabase) -> None:
    lay(town)
    client.sign_in("official")
    client.send("/desk/reach", FORM)
    assert run(town) == "failed"
    assert "there is nothing to measure" in client.get("/desk/reach?lang=en").text


def test_a_layer_that_is_not_there_is_asked_for_again(client: Browser, town: TownDatabase) -> None:
    lay(town, square("05").centroid)
    client.sign_in("official")
    answer = client.send("/desk/reach?lang=en", {**FORM, "layer": "nothing"})
    assert answer.status_code == 422
    assert "Choose a layer of services." in answer.text
    assert "Lähikauppa" in answer.text
