"""Areas as anyone may see them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select

from boundaries.models import Area, Municipality
from boundaries.operations import AreaTraits, create_area, hide_area, revise_area
from boundaries.queries import area_by_slug, area_page, areas_by_name, areas_by_slugs, areas_in_window
from boundaries.units import units_of
from tests.conftest import TownDatabase
from tests.factories.world import lonlat_in, square


@pytest.fixture
def public(town: TownDatabase) -> Iterator[Connection]:
    with town.database.public_engine.connect() as connection:
        yield connection


def town_id(town: TownDatabase) -> int:
    with town.session() as db:
        return db.scalars(select(Municipality.id)).one()


def test_areas_in_a_window(town: TownDatabase, public: Connection) -> None:
    west, south = lonlat_in("05", 100, 100)
    east, north = lonlat_in("06", 500, 500)
    found = {a.slug for a in areas_in_window(public, town_id(town), (west, south, east, north))}
    assert found == {"05", "06"}
    assert len(areas_in_window(public, town_id(town))) == 9
    assert areas_in_window(public, town_id(town), (0.0, 10.0, 1.0, 11.0)) == []
    assert areas_in_window(public, town_id(town), kinds=["district"]) == []
    assert len(areas_in_window(public, town_id(town), (-180.0, -90.0, 180.0, 90.0))) == 9


@pytest.mark.parametrize(("words", "count"), [("", 9), ("alue 0", 9), ("område 03", 1), ("07", 1), ("%", 0), ("_", 0)])
def test_areas_by_name(town: TownDatabase, public: Connection, words: str, count: int) -> None:
    assert len(areas_by_name(public, town_id(town), words=words)) == count


def test_an_areas_page_with_its_history(town: TownDatabase, public: Connection) -> None:
    with town.session() as db:
        area = create_area(db, town_id(town), AreaTraits(kind="resident", names={"fi": "Ranta"}), square("01"))
        revise_area(db, area.id, square("02"), reason="Raja siirtyi")
        db.commit()
    page = area_page(public, town_id(town), "ranta")
    assert page is not None
    assert [(v.number, v.reason, v.valid_to_on is None) for v in page.versions] == [
        (2, "Raja siirtyi", True),
        (1, "", False),
    ]
    assert page.area.geometry is not None and page.area.geometry.equals(square("02"))


def test_a_hidden_area_is_not_there_for_the_public(town: TownDatabase, public: Connection) -> None:
    with town.session() as db:
        hide_area(db, db.scalars(select(Area.id).where(Area.slug == "03")).one())
        db.commit()
    assert area_by_slug(public, town_id(town), "03") is None
    assert area_page(public, town_id(town), "03") is None
    assert set(areas_by_slugs(public, town_id(town), ["02", "03", "nowhere"])) == {"02"}


def test_units_and_the_ground_they_cover(town: TownDatabase, public: Connection) -> None:
    units = units_of(public, town_id(town))
    assert units.codes == tuple(f"{n:02}" for n in range(1, 10))
    assert units.ground.area == pytest.approx(9_000_000)
    assert len(units_of(public, town_id(town), "district")) == 0
