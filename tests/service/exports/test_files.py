"""GDAL reads back what a collection's file holds: the same rows, places and values as OGC API Features gives."""

from __future__ import annotations

import io
import itertools
import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest
import shapely
from sqlalchemy import text

from geo.crs import LONLAT, METRIC
from service.maps.exports import batches
from service.maps.exports.formats import FORMATS
from service.maps.ogc.collections import COLLECTIONS
from service.maps.ogc.reference_systems import CRS84
from tests.conftest import Browser, TownDatabase
from tests.service.maps.conftest import put_pins  # noqa: F401  (a fixture)

EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
OWN_ZONE = f"{EPSG}3881"
KEYS = {"areas": "slug", "pins": "reference", "zoning": "number"}


@pytest.fixture
def pins(put_pins: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:  # noqa: F811
    """250 ideas, read 100 at a time, so that files are written from several batches."""
    monkeypatch.setattr(batches, "BATCH", 100)
    references: list[str] = put_pins(*[(50 + (n % 25) * 110, 50 + (n // 25) * 280) for n in range(250)])
    return references


def taken(client: Browser, name: str, **asked: str) -> Any:
    answer = client.get(f"/data/collections/{name}/file", query_string=asked)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:500]
    answer.get_data()
    answer.close()
    return answer


def opened(client: Browser, folder: Path, name: str, **asked: str) -> gpd.GeoDataFrame:
    """The file as GDAL reads it."""
    answer = taken(client, name, **asked)
    if asked["format"] == "shp":
        with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
            file.extractall(folder)
        (path,) = folder.glob("*.shp")
        return pyogrio.read_dataframe(path)
    path = folder / f"{name}.{asked['format']}"
    path.write_bytes(answer.data)
    return pyogrio.read_dataframe(path)


def items(client: Browser, name: str) -> gpd.GeoDataFrame:
    """What OGC API Features gives, in the stored metres."""
    found = client.get(f"/ogc/collections/{name}/items?limit=5000").json
    assert found["features"]
    frame = gpd.GeoDataFrame.from_features(found["features"], crs=LONLAT)
    return frame.to_crs(METRIC.epsg).sort_values(KEYS[name])


@pytest.mark.parametrize("form", ["gpkg", "fgb", "shp"])
def test_rows_and_places_are_those_of_the_interface(
    client: Browser, pins: list[str], tmp_path: Path, form: str
) -> None:
    systems = (CRS84, f"{EPSG}4326", f"{EPSG}{METRIC.epsg}", OWN_ZONE)
    for number, (name, crs) in enumerate(itertools.product(KEYS, systems)):
        folder = tmp_path / str(number)
        folder.mkdir()
        compare(items(client, name), opened(client, folder, name, format=form, crs=crs), KEYS[name], crs)


def compare(there: gpd.GeoDataFrame, here: gpd.GeoDataFrame, key: str, crs: str) -> None:
    """The same rows, at the same places to 0.05 m, with the same values."""
    assert here.crs.to_epsg() == (LONLAT if crs == CRS84 else int(crs.rsplit("/", 1)[1]))
    here = here.to_crs(METRIC.epsg).sort_values(key)
    assert list(here[key]) == list(there[key])
    assert shapely.hausdorff_distance(here.geometry.values, there.geometry.values).max() < 0.05
    for column in set(there.columns) & set(here.columns) - {"geometry"}:
        ours = [str(one) for one in here[column].fillna("")]
        theirs = [str(one) for one in there[column].fillna("")]
        if here[column].dtype != there[column].dtype or column.endswith("_on"):
            continue  # dates and flags have their own test
        assert ours == theirs, column


def test_geojson_is_that_of_the_standard(client: Browser, pins: list[str], tmp_path: Path) -> None:
    found = taken(client, "pins", format="geojson").json
    assert (found["type"], len(found["features"]), "crs" in found) == ("FeatureCollection", 250, False)
    assert found["licence"] == "CC BY 4.0"
    assert found["attribution"] and found["taken_on"]
    lon, lat = found["features"][0]["geometry"]["coordinates"]
    west, south, east, north = METRIC.lonlat_bounds
    assert west < lon < east and south < lat < north
    assert len(opened(client, tmp_path, "pins", format="geojson")) == 250
    for one in taken(client, "areas", format="geojson").json["features"]:
        assert all(shapely.is_ccw(part.exterior) for part in shapely.geometry.shape(one["geometry"]).geoms)


@pytest.mark.parametrize("crs", [CRS84, OWN_ZONE])
def test_a_table_has_places_that_gdal_finds(client: Browser, pins: list[str], tmp_path: Path, crs: str) -> None:
    path = tmp_path / "areas.csv"
    path.write_bytes(taken(client, "areas", format="csv", crs=crs).data)
    areas = pyogrio.read_dataframe(path).sort_values("slug")
    areas = areas.set_crs(LONLAT if crs == CRS84 else 3881).to_crs(METRIC.epsg)
    there = items(client, "areas")
    assert list(areas["slug"]) == list(there["slug"])
    assert shapely.hausdorff_distance(areas.geometry.values, there.geometry.values).max() < 0.05
    rows = [
        line.split(";") for line in taken(client, "pins", format="csv", crs=crs).get_data(as_text=True).splitlines()
    ]
    x, y = (rows[0].index(one) for one in (("lon", "lat") if crs == CRS84 else ("easting", "northing")))
    key = rows[0].index("reference")
    places = {
        row[key]: shapely.Point(float(row[x].replace(",", ".")), float(row[y].replace(",", "."))) for row in rows[1:]
    }
    there = items(client, "pins").set_index("reference")
    moved = gpd.GeoSeries(places, crs=LONLAT if crs == CRS84 else 3881).to_crs(METRIC.epsg)
    assert moved.distance(there.geometry, align=True).max() < 0.05
    assert len(moved) == 250


def test_no_cell_of_a_table_is_a_formula(client: Browser, pins: list[str], town: TownDatabase) -> None:
    with town.database.session() as db:
        db.execute(text("UPDATE service.pin SET title = '=HYPERLINK(\"http://x\")', body = '@SUM(1)'"))
    table = taken(client, "pins", format="csv").get_data(as_text=True)
    assert "'=HYPERLINK" in table and "'@SUM" in table
    assert ";=" not in table and ";@" not in table and ';"=' not in table


def test_a_shapefile_says_what_it_lost(client: Browser, pins: list[str], town: TownDatabase) -> None:
    with town.database.session() as db:
        db.execute(text("UPDATE service.pin SET body = repeat('ä', 200) WHERE reference = :one"), {"one": pins[0]})
    with zipfile.ZipFile(io.BytesIO(taken(client, "pins", format="shp", lang="en").data)) as file:
        said = file.read("README.txt").decode()
        names = {one.filename for one in file.infolist()}
    assert {"pins_points.shp", "pins_points.dbf", "pins_points.prj", "pins_points.cpg", "README.txt"} <= names
    assert "is_synthetic -> is_synthet" in said and "support_count -> support_co" in said
    assert "body (1)" in said
    assert "CC BY 4.0" in said and "pins_points: 250" in said
    with zipfile.ZipFile(io.BytesIO(taken(client, "walks", format="shp", lang="en").data)) as file:
        assert "walked_at" in file.read("README.txt").decode()


def test_filters_are_those_of_the_collection(client: Browser, pins: list[str], tmp_path: Path) -> None:
    corner = client.get("/ogc/collections/pins/items?limit=5000").json["features"][0]["geometry"]["coordinates"]
    near = ",".join(f"{one:.5f}" for one in (corner[0] - 0.01, corner[1] - 0.01, corner[0] + 0.01, corner[1] + 0.01))
    for asked in (
        {"bbox": near},
        {"theme": "green"},
        {"datetime": "2020-01-01/.."},
        {"filter": f"reference = '{pins[3]}'"},
        {"state": "done"},
    ):
        there = client.get("/ogc/collections/pins/items", query_string={"limit": "5000", **asked}).json["features"]
        here = taken(client, "pins", format="geojson", **asked).json["features"]
        assert {one["id"] for one in here} == {one["id"] for one in there}, asked
    span = taken(client, "pins", format="geojson", since="2020-01-01", until="2020-12-31", theme="", filter="").json
    assert span["features"] == []


def test_nothing_found_is_a_file_without_rows(client: Browser, pins: list[str], tmp_path: Path) -> None:
    for form in FORMATS:
        assert len(opened(client, tmp_path, "pins", format=form, filter="theme = 'nothing'")) == 0, form


def test_every_collection_has_every_format(client: Browser) -> None:
    for name, form in itertools.product(COLLECTIONS, FORMATS):
        taken(client, name, format=form)


def test_a_geopackage_says_whose_data_it_is(client: Browser, pins: list[str], tmp_path: Path) -> None:
    answer = taken(client, "pins", format="gpkg")
    path = tmp_path / "pins.gpkg"
    path.write_bytes(answer.data)
    said = pyogrio.read_info(path)
    assert said["layer_metadata"]["licence"] == "CC BY 4.0"
    assert "CC BY 4.0" in said["layer_metadata"]["DESCRIPTION"]
    assert said["ogr_types"][list(said["fields"]).index("created_on")] == "OFTDate"
    assert said["ogr_subtypes"][list(said["fields"]).index("is_synthetic")] == "OFSTBoolean"
    assert 'rel="license"' in answer.headers["Link"]


def test_a_layer_has_the_terms_of_the_catalogue(client: Browser, town: TownDatabase) -> None:
    with town.database.session() as db:
        db.execute(
            text(
                "UPDATE layers.layer SET licence = 'Own terms', licence_url = 'https://example.org/terms', "
                "attribution = 'The city' WHERE key = 'zoning'"
            )
        )
    answer = taken(client, "zoning", format="geojson")
    assert (answer.json["licence"], answer.json["attribution"]) == ("Own terms", "The city")
    assert answer.json["licence_address"] == "https://example.org/terms"
    assert answer.headers["Link"] == '<https://example.org/terms>; rel="license"'


def test_a_file_that_has_not_changed_is_not_sent_again(client: Browser, pins: list[str], town: TownDatabase) -> None:
    mark = taken(client, "pins", format="gpkg").headers["ETag"]
    address = "/data/collections/pins/file?format=gpkg"
    assert client.get(address, headers={"If-None-Match": mark}).status_code == 304
    with town.database.session() as db:
        db.execute(text("UPDATE service.pin SET visibility = 'hidden' WHERE reference = :one"), {"one": pins[0]})
    with client.get(address, headers={"If-None-Match": mark}) as answer:
        assert answer.status_code == 200
    assert pins[0] not in taken(client, "pins", format="csv").get_data(as_text=True)


def test_what_is_wrong_is_said_above_the_form(client: Browser) -> None:
    address = "/data/collections/pins/file"
    for asked in (
        {"format": "dwg"},
        {},
        {"format": "geojson", "crs": OWN_ZONE},
        {"format": "gpkg", "crs": "EPSG:3857"},
        {"format": "gpkg", "bbox": "a,b,c,d"},
        {"format": "gpkg", "limit": "5"},
        {"format": "gpkg", "datetime": "2026-01-01", "since": "2026-01-01"},
        {"format": "csv", "filter": "nothing = 1"},
    ):
        answer = client.get(address, query_string=asked, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.mimetype) == (400, "application/problem+json"), asked
        page = client.get(address, query_string=asked, headers={"Accept": "text/html"})
        assert page.status_code == 400
        if "filter" in asked:
            assert "nothing = 1" in page.get_data(as_text=True)


def test_a_third_file_at_once_waits(client: Browser, pins: list[str], town: TownDatabase) -> None:
    with town.database.engine.connect() as other:
        for place in (0, 1):
            other.execute(text("SELECT pg_advisory_lock(1718185061, :place)"), {"place": place})
        answer = client.get("/data/collections/pins/file?format=csv", headers={"Accept": "application/json"})
        assert answer.status_code == 429
        assert answer.headers["Retry-After"]
        other.execute(text("SELECT pg_advisory_unlock_all()"))
    for _ in range(3):
        assert len(json.loads(taken(client, "pins", format="geojson").data)["features"]) == 250
