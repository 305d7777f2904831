"""Real files through the page's own functions, where a developer has them: counts exact, nothing lost."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from sqlalchemy import func, select

from service.layer_imports.models import LayerImport, LayerImportFeature
from service.layer_imports.report import report_of
from tests.conftest import TownDatabase
from tests.service.layer_imports.conftest import Read

#: Files whose size or licence does not let them stand here.
DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not beside the project")


def kept(town: TownDatabase, row: LayerImport) -> tuple[int, int, int]:
    """Features, those with a shape, and corners."""
    with town.session() as db:
        found = db.execute(
            select(
                func.count(),
                func.count(LayerImportFeature.geom),
                func.coalesce(func.sum(func.ST_NPoints(LayerImportFeature.geom)), 0),
            ).where(LayerImportFeature.import_id == row.id)
        ).one()
        return int(found[0]), int(found[1]), int(found[2])


def test_the_zones_of_urban_structure_are_all_there_and_repaired(town: TownDatabase, read: Read) -> None:
    row = read(DATA / "fi" / "ykr_zones_2017.gpkg")
    assert row.state == "ready" and kept(town, row)[:2] == (3199, 3199)
    assert row.facts["repaired"] == 83  # 2.6 per cent
    with town.session() as db:
        told = report_of(db, row).counts
    assert told == {"taken": 3116, "repaired": 83}


@pytest.mark.parametrize(("layer", "count", "corners"), [("m", 4304, 117_428), ("s", 72, 5660), ("u", 59, 15_439)])
def test_a_map_sheet_keeps_each_of_its_corners(
    town: TownDatabase, read: Read, layer: str, count: int, corners: int
) -> None:
    file = DATA / "helsinki" / "topo_L4132R.gpkg"
    assert read(file).question["name"] == "layer"
    row = read(file, layer=f"{layer}_L4132R_p")
    assert kept(town, row) == (count, count, corners) and row.facts["repaired"] == 0


def test_foreign_zoning_comes_with_its_one_unsound_polygon(town: TownDatabase, read: Read, tmp_path: Path) -> None:
    # It lies in Connecticut; its shapes are what counts, so they are moved to Kuopio as they are.
    document = json.loads((DATA / "zoning" / "hamden_zoning.geojson").read_text(encoding="utf-8"))
    assert read(DATA / "zoning" / "hamden_zoning.geojson").question["problem"] == "outside_area_of_use"
    for one in document["features"]:
        moved = shapely.transform(shapely.geometry.shape(one["geometry"]), lambda p: p + np.array([100.6, 21.5]))
        one["geometry"] = shapely.geometry.mapping(moved)
    document.pop("crs", None)
    (tmp_path / "hamden.geojson").write_text(json.dumps(document), encoding="utf-8")
    row = read(tmp_path / "hamden.geojson")
    assert kept(town, row)[:2] == (111, 111) and row.facts["repaired"] == 1


def test_a_pilot_s_plan_with_arcs(town: TownDatabase, read: Read) -> None:
    row = read(DATA / "zoning" / "kempele_asemakaava_2019.gml", epsg=3067)
    (plan,) = row.facts["plans"]
    assert row.state == "ready" and kept(town, row)[:2] == (7, 7)
    # Of 16 zoning and 16 planning elements 7 are land uses; the others are kept with the land use they lie in.
    assert (plan["units"], plan["details"]) == (7, 25)


def test_a_pilot_s_outline_with_arcs(read: Read) -> None:
    row = read(DATA / "zoning" / "kuopio_kaava-alue_2019.gml", epsg=3067)
    (plan,) = row.facts["plans"]
    assert round(plan["area_m2"] / 10_000, 2) == 16.04


def test_all_examples_of_the_plan_model(town: TownDatabase, read: Read) -> None:
    files = sorted((DATA / "zoning" / "ryhti_json").glob("*.json"))
    rows = [read(file) for file in files]
    assert [row.state for row in rows] == ["ready"] * 24
    assert all(kept(town, row)[0] == sum(one["units"] for one in row.facts["plans"]) for row in rows)
