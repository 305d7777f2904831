"""Files that are made to do harm: each is refused with a sentence, and nothing outside it is read."""

from __future__ import annotations

import io
import json
import math
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest
import shapely

from boundaries.reading import geojson_stream
from tests.boundaries.reading.making import feature, frame, geojson, geopackage, kml, shapefile, square, zip_bytes
from tests.conftest import Browser, TownDatabase
from tests.service.layer_imports.conftest import Read, page, row_of, send

VRT = (
    b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>'
    b"</OGRVRTDataSource>"
)


def refused(client: Browser, town: TownDatabase, content: bytes | Path, name: str = "kaava.geojson") -> str:
    path = send(client, content, name)
    row = row_of(town, path)
    assert row.state == "failed", row.state
    assert "passwd" not in page(client, path)
    return str(row.problem["code"])


@pytest.mark.parametrize("name", ["kaava.geojson", "kaava.fgb", "kaava.dxf", "kaava.gpkg", "kaava.zip"])
def test_a_pointer_at_another_file_is_not_followed(planner: Browser, town: TownDatabase, name: str) -> None:
    assert refused(planner, town, VRT, name) == "not_what_it_says"


def test_zips_that_would_leave_their_folder_or_never_end(planner: Browser, town: TownDatabase) -> None:
    assert refused(planner, town, zip_bytes({"../../kaava.shp": b"x"}), "kaava.zip") == "archive_path"
    bomb = zip_bytes({"kaava.shp": b"\x00" * 50_000_000})
    assert refused(planner, town, bomb, "kaava.zip") == "archive_too_large"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("kaava.shp")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert refused(planner, town, out.getvalue(), "kaava.zip") == "archive_link"


def test_a_database_with_views_and_triggers(planner: Browser, town: TownDatabase, tmp_path: Path) -> None:
    file = geopackage(tmp_path, frame(), "kaava", "kaava.gpkg")
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON kaava BEGIN DELETE FROM kaava; END")
    path = send(planner, file)
    assert row_of(town, path).total == 3  # a trigger runs upon writing, and nothing is written
    with sqlite3.connect(file) as connection:
        connection.execute("ALTER TABLE kaava RENAME TO hidden")
        connection.execute("CREATE VIEW kaava AS SELECT * FROM hidden")
        connection.execute("UPDATE gpkg_geometry_columns SET table_name = 'kaava'")
    assert refused(planner, town, file) == "layer_is_view"


def test_a_shapefile_without_its_system_is_asked_about(planner: Browser, town: TownDatabase, tmp_path: Path) -> None:
    path = send(planner, shapefile(tmp_path, frame(), without=(".prj",)))
    assert row_of(town, path).question["name"] == "crs"


@pytest.mark.parametrize(("corners", "problem"), [(300_000, None), (2_100_000, "too_many_corners")])
def test_a_ring_of_very_many_corners(read: Read, tmp_path: Path, corners: int, problem: str | None) -> None:
    ring = ",".join(["[27.68,62.89],[27.69,62.89],[27.69,62.9]"] * (corners // 3))
    text = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":'
    file = tmp_path / "kaava.geojson"
    file.write_text(f'{text}{{"type":"Polygon","coordinates":[[{ring}]]}}}}]}}', encoding="utf-8")
    row = read(file)
    assert row.problem.get("code") == problem
    assert problem or row.facts["used"] == 0


@pytest.mark.parametrize(
    "text",
    [
        '{"type":"FeatureCollection","features":[' + "[" * 100_000,
        '{"type":"FeatureCollection","features":[{"a":1}',
        '{"type":"FeatureCollection","features":[}',
        '{"type":"FeatureCollection"}',
        '{"features":5,"type":7}',
        "{",
        '{"type":"FeatureCollection","features":[]}',
    ],
)
def test_unsound_documents(planner: Browser, town: TownDatabase, text: str) -> None:
    assert refused(planner, town, text.encode()) in ("damaged", "nested_too_deep", "no_features")


@pytest.mark.parametrize("name", ["kaava.gml", "kaava.xml", "kaava.fgb", "kaava.csv", "kaava.zip"])
def test_a_file_of_no_bytes_is_called_empty(planner: Browser, town: TownDatabase, name: str) -> None:
    assert refused(planner, town, b"", name) == "empty_file"


def test_what_only_looks_like_its_format_is_said_to_be_something_else(planner: Browser, town: TownDatabase) -> None:
    assert refused(planner, town, b'{"type":"Topology","objects":{}}') == "not_what_it_says"
    assert refused(planner, town, b"fgb\x03fgb\x00\x10\0\0\0" + b"\xff" * 3000, "kaava.fgb") == "damaged"
    bomb = kml(square(), "&b;", before="<!DOCTYPE kml [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>")
    assert refused(planner, town, bomb, "kaava.gml") == "plan_entities"


@pytest.mark.parametrize("missing", [".shx", ".dbf", ".cpg"])
def test_a_shapefile_with_a_part_missing_is_read_and_says_what_it_lacks(
    planner: Browser, town: TownDatabase, tmp_path: Path, missing: str
) -> None:
    path = send(planner, shapefile(tmp_path, frame(), without=(missing,)))
    assert row_of(town, path).facts["used"] == 3
    assert ("puuttuu .dbf" in page(planner, path)) is (missing == ".dbf")


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1"])
@pytest.mark.parametrize("said", [b"UTF-8", b"ISO-8859-1", b"1252", b"hupsis", b"", b"\xff\xfe\x00"])
def test_a_shapefile_that_calls_its_alphabet_wrongly_keeps_its_letters(
    planner: Browser, town: TownDatabase, tmp_path: Path, encoding: str, said: bytes
) -> None:
    made = shapefile(tmp_path, frame(nimi=["Äijälä", "Öysti", "Åland"]), encoding=encoding)
    with zipfile.ZipFile(made) as archive:
        parts = {one: said if one.endswith(".cpg") else archive.read(one) for one in archive.namelist()}
    told = page(planner, send(planner, zip_bytes(parts), "kaava.zip"))
    assert all(name in told for name in ("Äijälä", "Öysti", "Åland"))


def test_coordinates_that_are_no_numbers_and_shapes_without_places(planner: Browser, town: TownDatabase) -> None:
    ring = [[27.6, 62.8], [math.nan, 62.8], [27.7, 62.9], [27.6, 62.8]]
    nan = json.dumps(feature({"type": "Polygon", "coordinates": [ring]}, nimi="Luvuton"))
    empty = feature({"type": "Polygon", "coordinates": []}, nimi="Tyhjä")
    none = {"type": "Feature", "properties": {"nimi": "Poissa"}, "geometry": None}
    rest = ",".join(json.dumps(one) for one in (empty, none, feature(square(1), nimi="Ehjä")))
    path = send(planner, f'{{"type":"FeatureCollection","features":[{nan},{rest}]}}'.encode())
    assert row_of(town, path).facts["used"] == 1
    told = planner.get(f"{path}/report.csv").get_data(as_text=True)
    assert "Koordinaatti ei ole luku." in told and told.count("Sillä ei ole kuviota.") == 2
    alone = page(planner, send(planner, geojson([empty])))
    assert "GeoJSON: ei kuvioita" in alone


def test_arcs_in_a_table_of_text_are_told_of_and_not_lost(planner: Browser, town: TownDatabase) -> None:
    path = send(planner, b"SRID=3067;CURVEPOLYGON (CIRCULARSTRING (1 0, 0 1, -1 0, 0 -1, 1 0))", "kaava.wkt")
    assert "Siinä on kaaria" in planner.get(f"{path}/report.csv").get_data(as_text=True)


def test_columns_beyond_what_can_be_kept_are_told_of(planner: Browser, town: TownDatabase) -> None:
    path = send(planner, geojson([feature(square(), **{f"s{number}": number for number in range(10_000)})]))
    assert len(row_of(town, path).facts["columns"]) == 80
    assert "9\xa0920 saraketta enemmän kuin voidaan säilyttää" in page(planner, path)


ODD = [
    "geom", "id", "fid", 'lai"naus', "he'ips", "😀", "<script>alert(1)</script>", "geometry", "%(x)s", "{{7*7}}", ":a",
]  # fmt: skip


def test_columns_with_odd_names_and_names_that_are_nearly_the_same_all_come_in(
    planner: Browser, town: TownDatabase
) -> None:
    rows = [f'"{square(number).wkt}";' + ";".join(f"arvo {at}" for at in range(15)) for number in range(2)]
    names = ['"' + name.replace('"', '""') + '"' for name in [*ODD, "Nimi", "nimi", "NIMI", "nimi"]]
    path = send(planner, "\n".join(["WKT;" + ";".join(names), *rows]).encode(), "oudot.csv")
    planner.send(f"{path}/answer", {"upload_crs": "3067"})
    assert row_of(town, path).facts["columns"] == [*ODD, "Nimi", "nimi", "NIMI", "nimi 2"]
    told = page(planner, path)
    assert "<script>alert(1)" not in told and "{{7*7}}" in told
    assert "nimi 2: arvo 14" in planner.get(f"{path}/report.csv").get_data(as_text=True)


def test_numbers_with_a_zone_before_them_and_numbers_exchanged_are_asked_about(
    planner: Browser, town: TownDatabase, tmp_path: Path
) -> None:
    zone = frame(epsg=3881).set_crs(3067, allow_override=True)
    assert 27_000_000 < zone.total_bounds[0] < 28_000_000
    question = row_of(town, send(planner, geopackage(tmp_path, zone))).question
    assert question["problem"] == "outside_area_of_use"
    assert [one[0] for one in question["candidates"] if one[3] is not None] == [3881]
    turned = frame([shapely.transform(square(number), lambda places: places[:, ::-1]) for number in range(3)])
    path = send(planner, geopackage(tmp_path, turned, name="vaihdettu.gpkg"))
    assert row_of(town, path).question["problem"] == "swapped_axes"
    assert "Koordinaattien järjestys on vaihtunut" in page(planner, path)


def test_a_document_is_read_the_same_however_it_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    features = [{"type": "Feature", "properties": {"n": n, "t": 'å"{[,'}, "geometry": None} for n in range(50)]
    document = {"name": "x", "features": features, "crs": {"type": "name"}, "n": 12345, "type": "FeatureCollection"}
    file = tmp_path / "a.geojson"
    for size in (1, 7, 64, 100_000):
        monkeypatch.setattr(geojson_stream, "CHUNK_BYTES", size)
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            file.write_bytes(json.dumps(document, ensure_ascii=False).encode(encoding))
            stream = geojson_stream.GeoJsonStream(file)
            assert list(stream.features()) == features
            assert stream.members["crs"] == {"type": "name"} and stream.members["type"] == "FeatureCollection"
