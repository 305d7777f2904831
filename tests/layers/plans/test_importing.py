"""A plan goes in with its units, unsound ones mended and said, and a repeat changes nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from shapely.geometry import LineString, Polygon, box
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from geo.errors import NotGeometry
from layers.catalogue import layers_of
from layers.plans.importing import PlanInput, UnitInput, UnknownLifeCycleStatus, import_plan
from layers.plans.land_use import life_cycle_uri
from layers.plans.models import ZoningPlan, ZoningUnit
from layers.plans.queries import letters_covering, letters_in_use, plans_extent, unit_by_id
from tests.conftest import TownDatabase
from tests.factories.world import square

MINX, MINY, MAXX, MAXY = square("01").bounds
PLAN = PlanInput(
    plan_key="T-2",
    names={"fi": "Toinen harjoituskaava"},
    life_cycle_status=life_cycle_uri("13"),
    approved_on=dt.date(2026, 2, 1),
    valid_from=dt.date(2026, 3, 1),
    is_synthetic=True,
)
BOW_TIE = Polygon([(MINX, MINY), (MINX + 90, MINY + 90), (MINX + 90, MINY), (MINX, MINY + 90)])


def units() -> list[UnitInput]:
    return [
        UnitInput("1", "AP", "", box(MINX + 100, MINY, MAXX, MAXY)),
        UnitInput("2", "VL", "", BOW_TIE),
        UnitInput("3", "LP", "", LineString([(0, 0), (1, 1)])),
    ]


def town_id(db: Session) -> int:
    return db.scalars(select(Municipality.id)).one()


def test_one_bad_unit_does_not_lose_the_rest(db: Session) -> None:
    done = import_plan(db, town_id(db), PLAN, units())
    assert done.unit_count == 2
    assert [(r.number, r.kind) for r in done.remarks] == [("2", "mended"), ("3", "left_out")]


def test_a_repeat_replaces(db: Session) -> None:
    first = import_plan(db, town_id(db), PLAN, units())
    again = import_plan(db, town_id(db), PLAN, units()[:1])
    assert again.plan.id == first.plan.id
    assert db.scalar(select(func.count()).where(ZoningUnit.plan_id == first.plan.id)) == 1
    assert db.scalar(select(func.count()).select_from(ZoningPlan)) == 2


def test_labels_are_refused(db: Session) -> None:
    with pytest.raises(UnknownLifeCycleStatus):
        import_plan(db, town_id(db), PlanInput("T-3", {}, "voimassa"), units())


def test_a_plan_without_a_usable_unit_is_refused(db: Session) -> None:
    with pytest.raises(NotGeometry):
        import_plan(db, town_id(db), PLAN, units()[2:])


def test_units_are_found_by_a_drawing_through_the_public_role(town: TownDatabase, db: Session) -> None:
    municipality = town_id(db)
    import_plan(db, municipality, PLAN, units())
    ended = PlanInput("T-9", {"fi": "Kumottu"}, life_cycle_uri("14"))
    import_plan(db, municipality, ended, units()[:1])
    db.commit()
    with town.database.public_engine.connect() as connection:
        found = letters_covering(connection, municipality, box(MINX + 500, MINY, MAXX - 1, MAXY - 1))
        assert [(one.unit.letter, one.unit.plan_names["fi"]) for one in found] == [("AP", "Toinen harjoituskaava")]
        assert found[0].unit.valid_from == dt.date(2026, 3, 1)
        assert [shape.area for shape in found[0].shapes] == [pytest.approx(900_000)]
        assert letters_covering(connection, municipality + 1, box(MINX, MINY, MAXX, MAXY)) == []
        assert letters_covering(connection, municipality, Polygon()) == []
        assert unit_by_id(connection, municipality, found[0].ids[0]) == found[0].unit
        assert unit_by_id(connection, municipality, -1) is None
        extent = plans_extent(connection, municipality)
        assert extent is not None and extent.bounds == (MINX, MINY, square("05").bounds[2], square("05").bounds[3])
        assert plans_extent(connection, municipality + 1) is None
        assert letters_in_use(connection, municipality) == ["AK", "AP", "VL", "VP"]


def test_the_catalogue_names_source_and_synthetic(town: TownDatabase, db: Session) -> None:
    with town.database.public_engine.connect() as connection:
        (entry,) = layers_of(connection, town_id(db))
    assert (entry.key, entry.is_synthetic, entry.attribution) == ("zoning", True, "Test")
