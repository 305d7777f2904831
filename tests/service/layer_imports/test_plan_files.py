"""Plans of the national model through the page: Ryhti JSON with repeals, pilots' GML with what it leaves unsaid."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import func, select

from layers.plans.land_use import code_of
from layers.plans.models import PlanRepeal, ZoningPlan, ZoningUnit
from layers.plans.ryhti.model import PLAN_CODES
from service.layer_imports.words import SENTENCES
from tests.conftest import Browser, TownDatabase
from tests.layers.plans.ryhti.test_gml import gml
from tests.service.layer_imports.conftest import approve, page, row_of, said, send
from tests.service.layer_imports.test_plans import everything

EXAMPLES = Path(__file__).parents[2] / "layers" / "plans" / "ryhti" / "examples"
EARLIER = [f"SpatialPlan-asemakaava-kumottava-{number}.json" for number in ("001741", "02030", "140500")]


def typed(client: Browser, path: str, **more: str) -> dict[str, str]:
    """The fields of the page's plans as they stand there."""
    html = page(client, path)
    fields = dict(re.findall(r'<input[^>]*name="(plan-\d+-\w+)"[^>]*value="([^"]*)"', html))
    chosen = re.findall(r'<select[^>]*name="(plan-\d+-\w+)".*?</select>', html, re.S)
    for name in chosen:
        part = html[html.index(f'name="{name}"') :]
        found = re.search(r'value="([^"]*)" selected', part[: part.index("</select>")])
        fields[name] = found[1] if found else ""
    return {**fields, **more}


def bring(client: Browser, path: str, **more: str) -> None:
    fields = typed(client, path, **more)
    assert client.send(f"{path}/report", fields).status_code == 200
    answer = approve(client, path, **fields)
    assert answer.status_code == 303, said(answer)


def test_a_later_plan_ends_parts_of_three_and_gives_them_back(planner: Browser, town: TownDatabase) -> None:
    for name in EARLIER:
        bring(planner, send(planner, EXAMPLES / name), outside="1")
    before = everything(town)
    path = send(planner, EXAMPLES / "SpatialPlan-asemakaavamuutos.json")
    assert "muista kaavoista" in page(planner, path)
    bring(planner, path, outside="1")
    assert everything(town) != before
    with town.session() as db:
        cut = db.scalars(select(ZoningUnit).where(ZoningUnit.regulations.has_key("repealed"))).all()
        assert len(cut) >= 2 and db.scalar(select(func.count()).select_from(PlanRepeal)) > 0
    told = planner.get(f"/api/zoning/units/{cut[0].id}").get_json()["properties"]
    assert "osittain kumottu" in told["plan_text"] and told["repealed_text"].startswith("Osittain kumottu")
    assert planner.send(f"{path}/undo", {}).status_code == 303
    assert everything(town) == before
    with town.session() as db:
        assert db.scalar(select(func.count()).select_from(PlanRepeal)) == 0


def test_a_plan_elsewhere_is_not_brought_in_unasked(planner: Browser, town: TownDatabase) -> None:
    path = send(planner, EXAMPLES / EARLIER[0])
    assert "ulkopuolella" in page(planner, path)
    answer = approve(planner, path, **typed(planner, path))
    assert answer.status_code in (200, 409) and row_of(town, path).state == "ready"


@pytest.mark.parametrize(("status", "code"), [("5", "06"), ("6", "12"), ("8", "17"), ("2", "13")])
def test_a_gml_says_no_system_and_not_always_its_status(
    planner: Browser, town: TownDatabase, status: str, code: str
) -> None:
    path = send(planner, gml(status=status), "kaava.gml")
    html = page(planner, path).replace("\xa0", " ")
    assert "ei kerro" in html and "EPSG:3067" in html
    assert planner.send(f"{path}/answer", {"upload_crs": "3067"}).status_code == 303
    fields = typed(planner, path, outside="1")
    planner.send(f"{path}/report", fields)
    if status == "2":
        answer = approve(planner, path, **fields)
        assert answer.status_code == 422 and "Valitse kaavan vaihe" in answer.get_data(as_text=True)
        fields["plan-0-status"] = code
    fields["plan-0-name_fi"] = "Puolikiekon kaava"
    assert approve(planner, path, **fields).status_code == 303
    with town.session() as db:
        plan = db.scalars(select(ZoningPlan).where(ZoningPlan.plan_key == "k1")).one()
        assert code_of(plan.life_cycle_status) == code and plan.names["fi"] == "Puolikiekon kaava"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;&x;">]><a>&z;</a>', "a.gml", "DTD"),
        (b"<a><b></a>", "a.gml", "ei ole ehj"),
        (b"<a/>", "a.xml", "ei ole kaavaa"),
        (json.dumps({"planKey": "x"}).encode(), "a.json", "elinkaarensa vaihetta"),
        (json.dumps({"planMatterPhases": []}).encode(), "a.json", "ei ole kaavaa"),
    ],
)
def test_what_is_no_plan_says_why(planner: Browser, town: TownDatabase, content: bytes, name: str, said: str) -> None:
    path = send(planner, content, name)
    assert said in page(planner, path) and row_of(town, path).state == "failed"


def test_every_code_has_a_sentence() -> None:
    asked = {"plan_crs_missing", "plan_status_unknown", "plan_outside"}  # never a refusal on the page
    assert PLAN_CODES - asked <= set(SENTENCES)
