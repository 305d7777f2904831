"""The national plan model's own examples, and files that only look like plans."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from layers.plans.land_use import code_of
from layers.plans.ryhti import reading
from layers.plans.ryhti.model import PlanFileProblem, ReadPlan
from layers.plans.ryhti.reading import read_ryhti

EXAMPLES = Path(__file__).parent / "examples"


def example(name: str) -> ReadPlan:
    (plan,) = read_ryhti((EXAMPLES / f"{name}.json").read_bytes())
    return plan


def document(name: str = "SpatialPlan-maatilanTalouskeskus") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def read(changed: dict[str, Any]) -> ReadPlan:
    return read_ryhti(json.dumps(changed).encode())[0]


def test_all_examples_are_read_and_no_part_is_lost() -> None:
    plans = [plan for file in sorted(EXAMPLES.glob("*.json")) for plan in read_ryhti(file.read_bytes())]
    assert len(plans) == 24
    assert sum(len(plan.units) for plan in plans) == 36
    assert sum(len(plan.units) + plan.details for plan in plans) == 56
    assert not [remark for plan in plans for remark in plan.remarks]


def test_a_plan_has_its_status_days_letters_and_land_uses() -> None:
    plan = example("SpatialPlan-asemakaava-kumottava-140500")
    assert code_of(plan.plan.life_cycle_status) == "13"
    assert (plan.plan.approved_on, plan.plan.valid_from) == (dt.date(1981, 10, 9), dt.date(1984, 3, 19))
    # A street has no letter in the file; it is the one that the land use has elsewhere.
    assert [(unit.letter, code_of(unit.land_use)) for unit in plan.units] == [
        ("KATU", "katu"),
        ("VL", "lahivirkistysalue"),
        ("AP", "asuinpientaloalue"),
    ]


def test_places_land_in_the_metric_system() -> None:
    # From GK25 at Espoo and from GK26: true places, not the zone's millions.
    assert example("SpatialPlan-asemakaavamuutos").outline.centroid.x == pytest.approx(380_000, abs=1_000)
    wind = example("SpatialPlan-tuulivoima-yk").outline.centroid
    assert 400_000 < wind.x < 600_000 and 6_900_000 < wind.y < 7_200_000


def test_a_matter_gives_its_name_and_the_day_of_decision() -> None:
    plan = example("LocalDetailedPlanMatter-kokonainen-asia-hyvaksytty").plan
    assert plan.names == {"fi": "Testikaava"}
    assert (plan.approved_on, plan.plan_kind) == (dt.date(2024, 1, 1), "detailed")


def test_building_areas_and_lines_are_kept_with_the_unit_that_they_lie_in() -> None:
    plan = example("SpatialPlan-rakennusalanSivuaKoskevaAaneneristavyysvaatimus")
    (unit,) = plan.units
    parts: Any = unit.regulations["parts"]
    assert [part["geometry"]["type"] for part in parts] == ["Polygon", "LineString"]
    assert all(part["is_underground"] for part in parts)
    assert unit.regulations["is_underground"] is False


def test_general_regulations_hold_for_every_unit() -> None:
    (unit,) = example("SpatialPlan-rakentamistapaohjeHuomioitava").units
    general: Any = unit.regulations["general"]
    assert general[0]["title"] == {"fi": "Rakentamistapaohjetta noudatettava"}


def test_colour_and_vertical_limits_are_kept() -> None:
    changed = document()
    changed["planRegulationGroups"][0]["colorNumber"] = "#b98444"
    changed["planObjects"][0]["verticalLimit"] = {"minimumValue": 8.5, "unitOfMeasure": "m"}
    (unit,) = read(changed).units
    groups: Any = unit.regulations["groups"]
    assert groups[0]["colour"] == "#b98444"
    assert unit.regulations["vertical_limits"] == {"minimumValue": 8.5, "unitOfMeasure": "m"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not sound JSON"),
        (b"[" * 200_000, "not sound JSON"),
        (b'{"planKey": NaN}', "not sound JSON"),
        (b"\xff\xfe\x00", "not sound JSON"),
        (b"[]", "holds no plan"),
        (b'{"planMatterPhases": []}', "neither a planKey nor"),
        (b'{"planKey": "a"}', "no lifeCycleStatus"),
        (b'{"planMatterPhases": [1]}', "list of objects"),
    ],
)
def test_what_is_no_plan_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(PlanFileProblem, match=words):
        read_ryhti(data)


def test_a_file_too_large_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    with pytest.raises(PlanFileProblem, match="larger than"):
        read_ryhti(b"{" * 11)


@pytest.mark.parametrize(
    ("srid", "code"), [("9999999", "crs unusable"), ("", "crs unusable"), ("4326", "metres as degrees")]
)
def test_a_part_in_a_wrong_system_is_left_out_and_told(srid: str, code: str) -> None:
    changed = document()
    changed["planObjects"][0]["geometry"]["srid"] = srid
    plan = read(changed)
    assert not plan.units
    assert code in plan.remarks[0]


def test_axes_that_changed_places_are_told() -> None:
    changed = document()
    ring = changed["geographicalArea"]["geometry"]["coordinates"][0]
    ring[:] = [position[::-1] for position in ring]
    with pytest.raises(PlanFileProblem, match="swapped axes"):
        read(changed)


def test_hostile_values_become_nothing() -> None:
    changed = document()
    changed["planObjects"][0]["name"] = {"fin": ["x"], "xxx": "y"}
    changed["approvalDate"] = "2026-13-45"
    changed["periodOfValidity"] = "soon"
    changed["planDescription"] = {"fin": "a" * 100_000}
    plan = read(changed)
    assert plan.units[0].names == {}
    assert (plan.plan.approved_on, plan.plan.valid_from) == (None, None)
    assert len(plan.plan.names["fi"]) <= 120
