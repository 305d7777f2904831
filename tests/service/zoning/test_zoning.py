"""The legend and the facts of a zoning unit."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from sqlalchemy import select

from layers.plans.colours import colour_of
from layers.plans.land_use import life_cycle_uri
from layers.plans.models import ZoningPlan, ZoningUnit
from service.zoning.words import share_words, size_words
from tests.conftest import Browser, TownDatabase
from tests.service.proposals.conftest import send_new


def test_the_legend_holds_what_the_plans_use(client: Browser) -> None:
    entries = client.get("/api/layers/zoning/legend?lang=fi").json["entries"]
    assert [(e["letter"], e["name"]) for e in entries] == [("AK", "Kerrostaloalue"), ("VP", "Puisto")]
    assert entries[1]["fill"] == colour_of("VP").fill
    assert entries[1]["pattern_path"] and entries[1]["meaning"]


@pytest.mark.parametrize(("lang", "name"), [("fi", "Puisto"), ("sv", "Park"), ("en", "Park")])
def test_a_unit_in_words(client: Browser, town: TownDatabase, lang: str, name: str) -> None:
    with town.session() as db:
        unit_id = db.scalars(select(ZoningUnit.id).where(ZoningUnit.letter == "VP")).one()
    answer = client.get(f"/api/zoning/units/{unit_id}?lang={lang}")
    unit = answer.json["properties"]
    assert answer.content_type == "application/geo+json"
    assert (unit["letter"], unit["name"]) == ("VP", name)
    assert unit["life_cycle_status"].endswith("kaavaelinkaari/code/13")
    assert unit["area_m2"] == pytest.approx(500_000)
    assert unit["note"] and unit["meaning"] and unit["plan_text"]
    assert answer.json["geometry"]["type"] == "MultiPolygon"


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999"])
def test_no_such_unit(client: Browser, number: str) -> None:
    answer = client.get(f"/api/zoning/units/{number}")
    assert answer.status_code == 404 and answer.json["code"] == "not_found"


@pytest.mark.parametrize(
    ("share", "words"),
    [(1.0, "100 %"), (0.5, "50 %"), (0.999, "yli 99 %"), (0.004, "alle 1 %"), (0.0, "0 %"), (0.988, "99 %")],
)
def test_shares_never_round_to_nothing_or_all(client: Browser, share: float, words: str) -> None:
    with client.application.test_request_context("/?lang=fi"):
        assert share_words(share).replace("\xa0", " ") == words


@pytest.mark.parametrize(
    ("size", "kind", "words"),
    [
        (4999.6, "area", "5 000 m²"),
        (12_600, "area", "1,3 ha"),
        (2_340_000, "area", "2,3 km²"),
        (400, "line", "400 m"),
        (1400, "line", "1,4 km"),
        (0, "point", ""),
    ],
)
def test_sizes_in_fitting_units(client: Browser, size: float, kind: str, words: str) -> None:
    with client.application.test_request_context("/?lang=fi"):
        assert size_words(size, kind).replace("\xa0", " ").replace("\u202f", " ") == words


def test_plans_that_ended_are_a_layer_of_their_own_with_status_and_day(client: Browser, town: TownDatabase) -> None:
    planner = client.application.test_client()
    planner.sign_in("planner")
    assert send_new(planner).status_code == 303
    page = "/proposals/uusi-puisto-keskustaan?lang=fi"
    assert "zoning-ended" not in client.get(page).get_data(as_text=True), "nothing has ended yet"
    with town.database.session() as db:
        plan = db.scalars(select(ZoningPlan)).one()
        plan.life_cycle_status, plan.valid_to = life_cycle_uri("14"), dt.date(2026, 3, 5)
        unit_id = db.scalars(select(ZoningUnit.id).where(ZoningUnit.letter == "VP")).one()
    layers = map_layers(client.get(page))
    assert not layers["zoning"].get("ended") and layers["zoning"]["visible"]
    assert layers["zoning-ended"]["ended"] and not layers["zoning-ended"]["visible"]
    assert layers["zoning-ended"]["url"] == layers["zoning"]["url"], "the same tiles, so nothing is fetched twice"
    unit = client.get(f"/api/zoning/units/{unit_id}?lang=fi").json["properties"]
    assert unit["is_ended"] and unit["valid_to"] == "2026-03-05"
    assert unit["plan_text"].endswith(", kumottu 5.3.2026")


def map_layers(answer: Any) -> dict[str, Any]:
    """The layers of a page's map by their keys."""
    found = re.search(r'class="map-config">(.*?)</script>', answer.get_data(as_text=True), re.S)
    assert found
    return {one["key"]: one for one in json.loads(found[1])["layers"]}
