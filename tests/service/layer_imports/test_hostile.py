"""Files that are made to do harm: each is refused with a sentence, and nothing outside it is read."""

from __future__ import annotations

import io
import json
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest

from boundaries.reading import geojson_stream
from tests.boundaries.reading.making import frame, geopackage, shapefile, zip_bytes
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
