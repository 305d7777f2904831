"""What a proposal touches is told line by line: hand-reckoned shares, strips apart, nothing hidden shown."""

from __future__ import annotations

import json

import pytest
from shapely.geometry import Point
from sqlalchemy import text

from tests.conftest import Browser, TownDatabase
from tests.service.conflicts.conftest import lines_of
from tests.service.proposals.conftest import ACROSS, MINX, MINY, form, geojson, send_new, text_of

SLUG = "uusi-puisto-keskustaan"
PAGE = f"/proposals/{SLUG}/report"


def roughly(value: float) -> object:
    """Drawings come in degrees of seven decimals, so that corners move by some millimetres."""
    return pytest.approx(value, rel=2e-3)


def test_shares_and_metres_by_hand(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner)
    lines = lines_of(planner, SLUG)
    zoning = {line["letter"]: line for key, line in lines.items() if key.startswith("zoning:")}
    assert zoning["AK"]["share"] == roughly(0.5) and zoning["VP"]["size"] == roughly(20_000)
    centre = lines["layer:urban_zones:keskus:2"]
    assert centre["share"] == roughly(0.25) and centre["size"] == roughly(10_000) and not centre["is_sliver"]
    path = lines["layer:paths:polku:1"]
    assert path["share"] is None and path["size"] == roughly(100), "a path has metres here, no share of a surface"
    assert lines["layer:playgrounds:Keinu:0"]["size"] is None
    assert lines["area:05"]["share"] == roughly(1)
    assert "Suunnitelma peittää siitä 4" in lines["area:05"]["meaning"].replace("\xa0", " ")


def test_a_narrow_strip_is_told_apart(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner)
    strip = lines_of(planner, SLUG)["layer:urban_zones:reuna:2"]
    assert strip["is_sliver"] and 0.5 < strip["size"] < 4
    page = text_of(planner.get(PAGE + "?lang=fi"))
    counted, apart = page.split("Kapeat suikaleet", 1)
    assert "Vyöhykkeet: reuna" not in counted and "Vyöhykkeet: reuna" in apart
    assert "Vyöhykkeet: keskus" in counted


def test_what_is_near_people_and_voices(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner)
    answer = planner.get(f"/api/proposals/{SLUG}/report").json
    near = {one["title"]: one["metres"] for one in answer["near"]}
    assert near["Keinu"] == 0 and near["Liuku"] == roughly(100)
    assert "Kaukana" not in near, "further than 500 m"
    assert any("(SL)" in title and metres == roughly(50) for title, metres in near.items()), near
    inside, around = (one["estimate"] for one in answer["residents"])
    assert inside == pytest.approx(5000 * 0.04, rel=0.02) and around > inside
    assert answer["said"]["inside"]["pins"]["total"] <= answer["said"]["within_100_m"]["pins"]["total"]


def test_a_layer_that_is_not_public_is_nowhere(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner)
    assert "salainen" not in planner.get(PAGE).get_data(as_text=True)
    assert "salainen" not in planner.get(f"/api/proposals/{SLUG}/report").get_data(as_text=True)


@pytest.mark.parametrize("shape", [ACROSS, Point(MINX + 500, MINY + 250)])
def test_lines_and_points(planner: Browser, layered: TownDatabase, shape: object) -> None:
    send_new(planner, geometry=json.dumps(geojson(shape)))  # type: ignore[arg-type]
    lines = lines_of(planner, SLUG)
    zoning = [line for key, line in lines.items() if key.startswith("zoning:")]
    if shape is ACROSS:
        assert {line["letter"] for line in zoning} == {"AK", "VP"}
        assert [line["size"] for line in zoning] == [roughly(200)] * 2
        assert lines["area:05"]["share"] == roughly(1) and lines["area:05"]["size"] == roughly(400)
    else:
        assert zoning and zoning[0]["size"] is None, "a point has no size"
    assert planner.get(PAGE).status_code == 200


def test_each_version_has_its_own(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner)
    planner.send(f"/proposals/{SLUG}/edit", form(version="1", geometry=json.dumps(geojson(ACROSS))))
    assert "layer:urban_zones:keskus:2" in lines_of(planner, SLUG, 1)
    assert "layer:urban_zones:keskus:2" not in lines_of(planner, SLUG)
    assert "Read the newest version" in text_of(planner.get(PAGE + "?lang=en&version=1"))
    assert "Read the newest version" not in text_of(planner.get(PAGE))
    html = {"Accept": "text/html"}
    assert planner.get(PAGE + "?version=7", headers=html).status_code == 404
    assert planner.get(PAGE + "?version=x", headers=html).status_code == 400


def test_a_draft_s_report_is_unseen(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner, state="draft")
    visitor = planner.application.test_client()
    assert visitor.get(PAGE, headers={"Accept": "text/html"}).status_code == 404
    assert visitor.get(f"/api/proposals/{SLUG}/report").status_code == 404
    assert planner.get(PAGE).status_code == 200


def test_where_a_layer_is_unsound(planner: Browser, layered: TownDatabase) -> None:
    bow = f"POLYGON(({MINX + 400} {MINY + 100},{MINX + 500} {MINY + 200},{MINX + 500} {MINY + 100}," + (
        f"{MINX + 400} {MINY + 200},{MINX + 400} {MINY + 100}))"
    )
    with layered.session() as db:
        db.execute(
            text(
                "UPDATE layers.layer_feature SET geom = ST_SetSRID(ST_GeomFromText(:bow), ST_SRID(geom)) "
                "WHERE properties ->> 'name' = 'reuna'"
            ),
            {"bow": bow},
        )
        db.commit()
    send_new(planner)
    assert lines_of(planner, SLUG)["layer:urban_zones:reuna:2"]["size"] == 5000
