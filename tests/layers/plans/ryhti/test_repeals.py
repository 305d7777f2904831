"""Three plans that a fourth ends in part, whichever comes in first."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from layers.plans.land_use import life_cycle_uri
from layers.plans.models import PlanRepeal, ZoningPlan, ZoningUnit
from layers.plans.queries import letters_covering
from layers.plans.ryhti.model import PlanFileProblem, ReadPlan
from layers.plans.ryhti.taking_in import take_in
from tests.conftest import TownDatabase
from tests.factories.world import square
from tests.layers.plans.ryhti.test_reading import document, example, read

EARLIER = [example(f"SpatialPlan-asemakaava-kumottava-{number}") for number in ("001741", "02030", "140500")]
LATER = example("SpatialPlan-asemakaavamuutos")


def town_id(db: Session) -> int:
    return db.scalars(select(Municipality.id)).one()


def areas(db: Session, plan: ReadPlan) -> dict[str, float]:
    rows = db.execute(
        select(ZoningUnit.letter, ZoningUnit.area_m2)
        .join(ZoningPlan, ZoningPlan.id == ZoningUnit.plan_id)
        .where(ZoningPlan.plan_key == plan.plan.plan_key)
    )
    return {row.letter: row.area_m2 for row in rows}


@pytest.mark.parametrize("order", [[*EARLIER, LATER], [LATER, *EARLIER], [EARLIER[2], LATER, *EARLIER[:2]]])
def test_what_a_later_plan_ends_is_no_more_in_force(db: Session, order: list[ReadPlan]) -> None:
    lines = [line for plan in order for line in take_in(db, town_id(db), [plan], None).lines]
    # VL of 140500 was 39 949 m2 in the file's own system, and 13 964 m2 of it stay; the other likewise.
    assert areas(db, EARLIER[2])["VL"] == pytest.approx(13_882, rel=0.005)
    assert areas(db, EARLIER[1])["VL"] == pytest.approx(5_563, rel=0.005)
    assert areas(db, EARLIER[2])["AP"] > 0
    assert len(areas(db, LATER)) == 2
    assert any("stay in force" in line for line in lines)
    # The example says of the street that a place far from it stays: nothing is sure, so that nothing is taken.
    assert any("does not meet it" in line for line in lines)
    street = next(unit for unit in EARLIER[2].units if unit.letter == "KATU")
    assert areas(db, EARLIER[2])["KATU"] == pytest.approx(street.geom.area)


def test_the_ended_ground_is_told_by_the_later_plan_alone(town: TownDatabase, db: Session) -> None:
    take_in(db, town_id(db), [*EARLIER, LATER], None)
    db.commit()
    earlier = next(unit for unit in EARLIER[2].units if unit.letter == "VL")
    later = next(unit for unit in LATER.units if unit.geom.intersection(earlier.geom).area > 1000)
    both = later.geom.intersection(earlier.geom).representative_point()
    with town.database.public_engine.connect() as connection:
        found = letters_covering(connection, town_id(db), both)
        units = [ground.unit for ground in letters_covering(connection, town_id(db), earlier.geom)]
    repealed = [unit for unit in units if unit.letter == "VL"]
    assert [ground.unit.plan_names["fi"] for ground in found] == ["Testiasemakaava"]
    told = [unit.regulations["repealed"] for unit in repealed if "repealed" in unit.regulations]
    assert {"by_plan", "since", "area_m2"} <= set(told[0])  # type: ignore[call-overload]


def test_a_repeat_changes_nothing_and_tells_nothing_new(db: Session) -> None:
    take_in(db, town_id(db), [*EARLIER, LATER], None)
    before = [areas(db, plan) for plan in (*EARLIER, LATER)]
    take_in(db, town_id(db), [*EARLIER, LATER], None)
    assert [areas(db, plan) for plan in (*EARLIER, LATER)] == before
    assert len(db.scalars(select(PlanRepeal.id)).all()) == 4


def test_a_plan_on_its_way_ends_nothing_yet(db: Session) -> None:
    changed = document("SpatialPlan-asemakaavamuutos")
    changed["lifeCycleStatus"] = life_cycle_uri("04")
    take_in(db, town_id(db), [*EARLIER, read(changed)], None)
    assert areas(db, EARLIER[2])["VL"] == pytest.approx(39_949, rel=0.005)


def test_a_part_that_ends_as_a_whole_is_gone(db: Session) -> None:
    changed = document("SpatialPlan-asemakaavamuutos")
    key = EARLIER[1].units[0].regulations["object_key"]
    changed["planCancellationInfos"] = [
        {
            "planObjectCancellationInfos": [
                {"cancelledPlanObjectUri": f"https://x/PlanObject/{key}", "cancelsEntirePlanObject": True}
            ]
        }
    ]
    take_in(db, town_id(db), [*EARLIER, read(changed)], None)
    assert "KM" in {unit.letter for unit in EARLIER[1].units}
    assert "KM" not in areas(db, EARLIER[1])
    assert "T" in areas(db, EARLIER[1])


def test_a_plan_elsewhere_is_refused(db: Session) -> None:
    with pytest.raises(PlanFileProblem, match="outside the municipality"):
        take_in(db, town_id(db), EARLIER, square("01"))
