"""Files made to read what is not theirs, or to eat the machine: refused, and a canary beside them stays unread."""

from __future__ import annotations

import json
import resource
import sqlite3
import stat
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from boundaries.reading import isolated
from boundaries.reading.errors import UploadProblem
from boundaries.reading.model import DRAWING
from tests.boundaries.reading.conftest import Read
from tests.boundaries.reading.making import frame, geojson, geopackage, kml, shapefile, square, zip_bytes, zipped

CANARY = "kanarialintu-7301"
VRT = "<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>{path}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A file that no upload may reach, in a format that GDAL reads gladly."""
    path = tmp_path / "secret.geojson"
    path.write_bytes(geojson([{"type": "Feature", "properties": {"nimi": CANARY}, "geometry": None}]))
    return path


def refused(read: Read, content: Path | bytes, name: str = "") -> UploadProblem:
    with pytest.raises(UploadProblem) as found:
        read(content, name)
    assert CANARY not in str(found.value)
    return found.value


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.zip", "a.kml", "a.kmz", "a.csv", "a.wkt"])
def test_a_vrt_under_any_name_reads_nothing(read: Read, canary: Path, name: str) -> None:
    assert refused(read, VRT.format(path=canary).encode(), name).code in ("not_what_it_says", "no_features")


def test_a_zip_that_holds_a_vrt_as_shapefile(read: Read, canary: Path) -> None:
    vrt = VRT.format(path=canary).encode()
    assert refused(read, zip_bytes({"a.shp": vrt, "a.dbf": b"", "a.shx": b""}), "a.zip").code == "not_what_it_says"


@pytest.mark.parametrize("name", ["../../secret.shp", "/etc/alueet.shp", "C:\\alueet.shp", "a/../../b.shp"])
def test_a_zip_that_climbs_out(read: Read, tmp_path: Path, name: str) -> None:
    assert refused(read, zip_bytes({name: b"\x00\x00\x27\x0a"}), "a.zip").code == "archive_path"
    assert not (tmp_path.parent / "secret.shp").exists()


def test_a_zip_with_a_link(read: Read, canary: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("alueet.shp")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, str(canary))
    assert refused(read, path).code == "archive_link"


def test_a_zip_that_swells(read: Read, tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bomb = zipped(tmp_path, {"alueet.shp": b"\x00" * (40 * 1024 * 1024)})
    assert bomb.stat().st_size < 100_000
    made = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refused(read, bomb).code == "archive_too_large"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - max(made, before) < 10_000  # kB


def test_a_zip_that_lies_about_its_sizes(read: Read, tmp_path: Path) -> None:
    path = zipped(tmp_path, {"alueet.shp": b"\x00\x00\x27\x0a" + b"\x00" * (30 * 1024 * 1024)})
    data = bytearray(path.read_bytes())
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    path.write_bytes(bytes(data))
    assert refused(read, path).code in ("archive_too_large", "damaged")


def test_a_zip_of_too_many(read: Read) -> None:
    many = {f"{number}.txt": b"" for number in range(DRAWING.archive_members + 1)}
    assert refused(read, zip_bytes(many), "a.zip").code == "archive_too_many"


ENTITY = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file://{path}">]>'
LAUGHS = "<!DOCTYPE kml [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_kml_with_an_outside_entity(read: Read, canary: Path) -> None:
    content = kml(square(), "&x;", before=ENTITY.format(path=canary))
    assert refused(read, content, "a.kml").code == "entities_refused"


def test_kml_with_a_billion_laughs(read: Read) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refused(read, kml(square(), "&i;", before=LAUGHS + "]>"), "a.kml").code == "entities_refused"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10_000  # kB


def test_kml_that_points_elsewhere(read: Read) -> None:
    link = "<NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink>"
    assert refused(read, kml(square(), inside=link), "a.kml").code == "network_link"


def altered(path: Path, *statements: str) -> Path:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def test_a_geopackage_whose_layer_is_a_view(read: Read, tmp_path: Path) -> None:
    path = altered(
        geopackage(tmp_path, frame()),
        "ALTER TABLE alueet RENAME TO muualla",
        "CREATE VIEW alueet AS SELECT * FROM muualla",
        "INSERT OR REPLACE INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
        "VALUES ('alueet', 'features', 'v', 3067)",
        "INSERT OR REPLACE INTO gpkg_geometry_columns VALUES ('alueet', 'geom', 'POLYGON', 3067, 0, 0)",
    )
    assert refused(read, path).code == "layer_is_view"


def test_a_geopackage_with_a_virtual_table(read: Read, tmp_path: Path) -> None:
    path = altered(
        geopackage(tmp_path, frame()),
        "PRAGMA writable_schema = ON",
        "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES ('table', 'ulkona', 'ulkona', 0, "
        "'CREATE VIRTUAL TABLE ulkona USING VirtualOGR(''/etc/passwd'')')",
    )
    assert refused(read, path).code == "foreign_tables"


def test_a_geopackage_with_triggers_runs_none(read: Read, tmp_path: Path) -> None:
    path = altered(
        geopackage(tmp_path, frame()),
        "CREATE TRIGGER noise AFTER INSERT ON alueet BEGIN SELECT load_extension('/tmp/x'); END",
        "CREATE VIEW silent AS SELECT load_extension('/tmp/x')",
    )
    before = path.read_bytes()
    assert len(read(path).features) == 3
    assert path.read_bytes() == before


def test_the_reading_process_has_one_driver_and_no_way_round(tmp_path: Path, canary: Path) -> None:
    """Asked to open another file, even by the service itself, it does not."""
    asked = {
        "path": str(canary), "driver": "ESRI Shapefile", "format": "Shapefile", "layer": "", "encoding": None,
        "features": 10, "most_bytes": 1000,
    }  # fmt: skip
    run = subprocess.run(
        [sys.executable, "-I", str(isolated.CHILD), json.dumps(asked)],
        env={"PATH": "/usr/bin:/bin", "OGR_SKIP": "CSV"},  # a newer GDAL with drivers that are not on the list
        capture_output=True,
        text=True,
    )
    assert json.loads(run.stdout)["problem"] == "damaged", run.stderr
    assert CANARY not in run.stdout


def test_the_reading_process_gets_no_secret_and_is_ended(
    tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = tmp_path / "child.py"
    endless.write_text("import os, time\nopen('env', 'w').write(repr(dict(os.environ)))\ntime.sleep(60)\n")
    monkeypatch.setattr(isolated, "CHILD", endless)
    monkeypatch.setattr(isolated, "WALL_S", 0.5)
    monkeypatch.setenv("ALUEKARTTA_SECRET_KEY", CANARY)
    kept: list[str] = []
    original = isolated._lines

    def watched(asked: dict, folder: Path, name: str):  # type: ignore[no-untyped-def]
        try:
            yield from original(asked, folder, name)
        finally:
            kept.append((folder / "env").read_text())

    monkeypatch.setattr(isolated, "_lines", watched)
    assert refused(read, shapefile(tmp_path, frame())).code == "took_too_long"
    assert kept and CANARY not in kept[0]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"type":"Polygon","coordinates":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested_too_deep"),
        (b'{"type":"Point","coordinates":[' + b"9" * 10_000 + b",1]}", "damaged"),
        (b"{" + b"\xff" * 100, "damaged"),
    ],
)
def test_json_that_is_no_geodata(read: Read, content: bytes, code: str) -> None:
    assert refused(read, content, "a.geojson").code == code


def test_a_geometry_of_too_many_bytes_never_leaves_the_process(read: Read, tmp_path: Path) -> None:
    import shapely

    huge = shapely.Point(533_000, 6_973_000).buffer(900, quad_segs=8000)
    raw = read(geopackage(tmp_path, frame([huge, square(2)], nimi=["Iso", "Pieni"])))
    assert [one.is_cut for one in raw.features] == [True, False]
