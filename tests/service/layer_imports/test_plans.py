"""A planner brings a plan in from features: preview, report, approval, taking back."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
import shapely
from geoalchemy2.shape import to_shape
from sqlalchemy import select

from layers.plans.land_use import LAND_USE_LIST, life_cycle_uri
from layers.plans.models import ZoningPlan, ZoningUnit
from service.housekeeping import STATEMENTS
from service.layer_imports.models import LayerImportBefore, LayerImportFeature
from service.proposals.models import Proposal
from tests.boundaries.reading.curved import geopackage_with, line, several
from tests.boundaries.reading.drawn import box_at, drawing, outline, words
from tests.boundaries.reading.making import feature, frame, geojson, geopackage, shapefile
from tests.conftest import Browser, TownDatabase
from tests.service.areas.test_facts import part
from tests.service.layer_imports.conftest import BASE, PLAN, approve, page, row_of, said, send
from tests.service.proposals.conftest import form as proposal_form

WEST, MIDDLE, EAST = part(0, 0, 1000, 1000), part(1000, 0, 2000, 1000), part(2000, 0, 3000, 1000)
BOW_TIE = shapely.Polygon([EAST.exterior.coords[i] for i in (0, 2, 1, 3, 0)])
FAR = part(90_000, 0, 91_000, 1000)


def plan_file(*shapes: Any, letters: tuple[str, ...] = ("AK", "VP", "Y")) -> bytes:
    rows = zip(shapes, letters, strict=False)
    return geojson(
        [
            feature(shape, kaavamerkinta=one, nro=str(n), maarays=f"Määräys {n}")
            for n, (shape, one) in enumerate(rows, 1)
        ]
    )


def units(town: TownDatabase, key: str = "297-1") -> list[tuple[str, str, float]]:
    with town.session() as db:
        rows = db.execute(
            select(ZoningUnit.letter, ZoningUnit.number, ZoningUnit.area_m2)
            .join(ZoningPlan, ZoningPlan.id == ZoningUnit.plan_id)
            .where(ZoningPlan.plan_key == key)
            .order_by(ZoningUnit.id)
        )
        return [(row.letter, row.number, round(row.area_m2, -2)) for row in rows]


def everything(town: TownDatabase) -> dict[str, Any]:
    """All plans and units as they are, to be compared before and after."""
    with town.session() as db:
        plans = [
            (p.id, p.plan_key, p.names, to_shape(p.geom).wkt) for p in db.scalars(select(ZoningPlan).order_by("id"))
        ]
        found = [
            (u.id, u.plan_id, u.letter, u.names, u.regulations, u.land_use, u.area_m2, to_shape(u.geom).wkt)
            for u in db.scalars(select(ZoningUnit).order_by("id"))
        ]
        return {"plans": plans, "units": found}


def test_a_plan_comes_in_and_goes_back(planner: Browser, town: TownDatabase) -> None:
    before = everything(town)
    path = send(planner, plan_file(WEST, BOW_TIE, MIDDLE))
    html = page(planner, path)
    assert "3 kohdetta" in html and "korjattiin" in html
    assert 'value="kaavamerkinta" selected' in html and 'value="maarays" selected' in html
    answer = approve(planner, path, **PLAN)
    assert answer.status_code == 303, said(answer)
    assert [one[:2] for one in units(town)] == [("AK", "1"), ("VP", "2"), ("Y", "3")]
    with town.session() as db:
        plan = db.scalars(select(ZoningPlan).where(ZoningPlan.plan_key == "297-1")).one()
        unit = db.scalars(select(ZoningUnit).where(ZoningUnit.plan_id == plan.id, ZoningUnit.letter == "AK")).one()
        assert plan.life_cycle_status == life_cycle_uri("13") and str(plan.valid_from) == "2026-03-01"
        assert unit.land_use == LAND_USE_LIST + "asuinkerrostaloalue"
        assert unit.regulations["rules"][0]["text"]["fi"] == "Määräys 1"
        assert to_shape(plan.geom).area == pytest.approx(2_500_000, rel=1e-3)
    assert "Rannan kaava" in str(planner.get(f"/api/zoning/units/{unit.id}").get_data(as_text=True))
    assert planner.send(f"{path}/undo", {}).status_code == 303
    assert everything(town) == before
    assert "otettiin takaisin" in page(planner, path)


def test_a_plan_of_the_same_key_is_replaced_and_put_back(planner: Browser, town: TownDatabase) -> None:
    assert approve(planner, send(planner, plan_file(WEST, MIDDLE)), **PLAN).status_code == 303
    first = everything(town)
    path = send(planner, plan_file(EAST, letters=("T",)))
    answer = planner.send(f"{path}/report", {**PLAN, "column-letter": "kaavamerkinta"})
    assert "2 yksikköä korvataan" in answer.get_data(as_text=True)
    assert approve(planner, path, **PLAN).status_code == 303
    assert [one[0] for one in units(town)] == ["T"]
    assert planner.send(f"{path}/undo", {}).status_code == 303
    assert everything(town) == first
    with town.session() as db:
        assert db.scalars(select(LayerImportBefore)).all() == []


def test_what_was_built_on_it_keeps_it_there(planner: Browser, town: TownDatabase) -> None:
    first = send(planner, plan_file(WEST, MIDDLE, letters=("AK", "VP")))
    assert approve(planner, first, **PLAN).status_code == 303
    assert approve(planner, send(planner, plan_file(EAST)), **PLAN).status_code == 303
    answer = planner.send(f"{first}/undo", {})
    assert answer.status_code == 409 and "ei voi enää ottaa takaisin" in answer.get_data(as_text=True)
    other = send(planner, plan_file(WEST, MIDDLE, letters=("AK", "VP")))
    assert approve(planner, other, **{**PLAN, "key": "297-2"}).status_code == 303
    with town.session() as db:
        plan_id = db.scalars(select(ZoningPlan.id).where(ZoningPlan.plan_key == "297-2")).one()
    assert planner.send("/proposals/new", proposal_form()).status_code == 303
    with town.database.session() as db:
        proposal = db.scalars(select(Proposal)).first()
        assert proposal is not None
        parts = [{"plan_id": plan_id, "letter": "AK"}]
        proposal.coverage = {**proposal.coverage, "parts": parts}
    answer = planner.send(f"{other}/undo", {})
    assert answer.status_code == 409 and "Ehdotusta on verrattu" in answer.get_data(as_text=True)
    assert len(units(town, "297-2")) == 2


def test_what_is_missing_is_said_and_what_was_typed_stays(planner: Browser, town: TownDatabase) -> None:
    path = send(planner, plan_file(WEST))
    typed = {**PLAN, "status": "", "name_sv": "Strandens plan", "valid_from": "1.3.2026", "counted": "1"}
    answer = planner.send(f"{path}/apply", {**typed, "column-letter": "kaavamerkinta"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Strandens plan" in html and "1.3.2026" in html
    assert "Valitse kaavan vaihe" in html and "vuosi, kuukausi ja päivä" in html
    assert units(town) == []


def test_what_lies_outside_and_is_no_area_is_left_out_and_told(planner: Browser, town: TownDatabase) -> None:
    features = [
        feature(WEST, merkinta="AK"),
        feature(FAR, merkinta="AK"),
        feature(MIDDLE.centroid, merkinta="VP"),
        feature({"type": "Polygon", "coordinates": []}, merkinta="VP"),
        feature(MIDDLE, merkinta="ZQX"),
    ]
    path = send(planner, geojson(features))
    html = page(planner, path)
    assert "1 on kunnan ulkopuolella" in html and "1 on piste tai teksti" in html and "1 ei kelpaa" in html
    assert "ZQX" in html and "ei tunneta" in html
    table = planner.get(f"{path}/report.csv").get_data(as_text=True)
    assert len(table.splitlines()) == 6 and "Jätetään pois" in table
    answer = planner.send(f"{path}/report", {**PLAN, "outside": "1", "column-letter": "merkinta"})
    assert "3 kohdetta" in answer.get_data(as_text=True)


def test_a_changed_report_is_shown_before_it_is_done(planner: Browser, town: TownDatabase) -> None:
    path = send(planner, plan_file(WEST, MIDDLE))
    answer = planner.send(f"{path}/apply", {**PLAN, "counted": "1", "column-letter": "kaavamerkinta"})
    assert answer.status_code == 200 and "on muuttunut" in answer.get_data(as_text=True)
    assert units(town) == []


@pytest.mark.parametrize("name", ["gpkg", "shp", "fgb", "dxf"])
def test_formats_of_the_municipality_s_programs(
    planner: Browser, town: TownDatabase, tmp_path: Path, name: str
) -> None:
    import pyogrio

    made = frame([WEST, MIDDLE], merkinta=["AK", "VP"], nro=["1", "2"])
    if name == "gpkg":
        file = geopackage(tmp_path, made, "kaavayksikot", "kaava.gpkg")
    elif name == "shp":
        file = shapefile(tmp_path, made, stem="kaava")
    elif name == "fgb":
        file = tmp_path / "kaava.fgb"
        pyogrio.write_dataframe(made, file, driver="FlatGeobuf")
    else:
        file = tmp_path / "kaava.dxf"
        pyogrio.write_dataframe(made[["geometry"]].assign(Layer=["AK", "VP"]), file, driver="DXF")
    path = send(planner, file)
    if name == "dxf":  # a drawing never says where it is
        assert "ei kerro" in page(planner, path) and "100 %" in page(planner, path).replace("\xa0", " ")
        assert planner.send(f"{path}/answer", {"upload_crs": "3067"}).status_code == 303
    answer = approve(planner, path, **PLAN)
    assert answer.status_code == 303, said(answer)
    assert {one[0] for one in units(town)} == {"AK", "VP"}
    assert sum(one[2] for one in units(town)) == pytest.approx(2_000_000, rel=1e-3)


def test_a_system_that_puts_the_file_elsewhere_is_asked_about(
    planner: Browser, town: TownDatabase, tmp_path: Path
) -> None:
    moved = frame([WEST, MIDDLE], epsg=3881, merkinta=["AK", "VP"])
    file = geopackage(tmp_path, moved.set_crs(3879, allow_override=True), "yksikot", "kaava.gpkg")
    path = send(planner, file)
    html = page(planner, path).replace("\xa0", " ")
    assert "GK25FIN" in html and "kartan alueen ulkopuolella" in html and "GK27FIN (EPSG:3881): 100 %" in html
    assert planner.send(f"{path}/answer", {"upload_crs": "3881"}).status_code == 303
    assert row_of(town, path).facts["inside"] == 2
    # The zone to the west of the right one puts it into Finland all the same, far from the town.
    west = frame([WEST], merkinta=["AK"]).set_crs(25834, allow_override=True)
    html = page(planner, send(planner, geopackage(tmp_path, west, "yksikot", "toinen.gpkg")))
    assert "silloin mikään siinä ei ole" in html


def test_numbers_that_changed_places_are_named(planner: Browser, town: TownDatabase) -> None:
    swapped = [shapely.transform(one, lambda p: p[:, ::-1]) for one in (WEST, MIDDLE)]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3067"}}
    rows = [feature(shapely.geometry.mapping(one), merkinta="AK") for one in swapped]
    path = send(planner, geojson(rows, crs=crs))
    assert "järjestys on vaihtunut" in page(planner, path)
    assert planner.send(f"{path}/answer", {"upload_crs": "3067", "upload_swapped": "1"}).status_code == 303
    assert row_of(town, path).facts["inside"] == 2
    metres = [feature(shapely.geometry.mapping(WEST), merkinta="AK")]
    assert "Koordinaatit ovat metrejä" in page(planner, send(planner, geojson(metres)))


def test_only_planners_come_here(client: Browser, town: TownDatabase) -> None:
    assert client.get(BASE).status_code in (302, 303, 401)
    client.sign_in("official")
    assert client.get(BASE).status_code == 403


def test_a_file_is_forgotten(planner: Browser, town: TownDatabase, uploads: Path) -> None:
    path = send(planner, plan_file(WEST))
    assert len(list(uploads.iterdir())) == 1
    assert planner.send(f"{path}/discard", {}).status_code == 303
    assert list(uploads.iterdir()) == [] and planner.get(path).status_code == 404
    with town.session() as db:
        assert db.scalars(select(LayerImportFeature)).all() == []
    assert any("layer_import" in one for one in STATEMENTS)


def test_a_drawing_of_outlines_with_their_letters_inside_is_a_plan(planner: Browser, town: TownDatabase) -> None:
    west, middle = WEST.bounds, MIDDLE.bounds
    content = drawing(
        outline(box_at(west[0], west[1], 1000)),
        words("AK", west[0] + 500, west[1] + 500),
        outline(box_at(middle[0], middle[1], 1000)),
        words("VP", middle[0] + 500, middle[1] + 500),
        outline([(west[0], west[1]), (west[0] + 50, west[1] + 50)], closed=False),
    )
    path = send(planner, content, "kaava.dxf")
    assert planner.send(f"{path}/answer", {"upload_crs": "3067"}).status_code == 303
    html = page(planner, path)
    assert "1 on avoin viiva ja jätetään pois" in html and "2 on pisteitä tai tekstejä ja jätetään pois" in html
    assert "Teksti AK on sen sisällä ja luettiin sen kaavamerkinnäksi." in html
    assert approve(planner, path, **PLAN).status_code == 303
    assert [(one[0], one[2]) for one in units(town)] == [("AK", 1_000_000), ("VP", 1_000_000)]


def test_a_geopackage_with_arcs_is_taken_and_says_that_they_were_followed(
    planner: Browser, town: TownDatabase, tmp_path: Path
) -> None:
    (x, y), radius = (WEST.centroid.x, WEST.centroid.y), 400
    round_ = [(x + radius, y), (x, y + radius), (x - radius, y), (x, y - radius), (x + radius, y)]
    file = geopackage_with(tmp_path, [several(10, line(round_, 8))], "CURVEPOLYGON", merkinta="VP")
    path = send(planner, file)
    assert "Sen kaaret muutettiin murtoviivoiksi" in page(planner, path)
    assert approve(planner, path, **PLAN).status_code == 303
    ((letter, _number, area),) = units(town)
    assert letter == "VP" and area == pytest.approx(math.pi * radius**2, rel=1e-3)
