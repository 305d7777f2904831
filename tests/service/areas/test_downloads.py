"""Files of an area as the programs that people use read them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely

from geo.crs import METRIC
from geo.geometry import geometry_from_geojson
from service.web.spreadsheet import table_text
from tests.conftest import Browser
from tests.factories.world import square
from tests.service.areas.lively import Lively
from tests.service.areas.test_outputs import body


def saved(client: Browser, path: str, folder: Path) -> Path:
    file = folder / "file.gpkg"
    file.write_bytes(body(client, path))
    return file


def table(client: Browser, path: str) -> list[dict[str, str]]:
    raw = body(client, path)
    assert raw.startswith(b"\xef\xbb\xbf"), "without a byte-order mark Excel takes ä for Ã¤"
    assert b"\r\n" in raw
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))


def test_the_boundary_in_a_geopackage(client: Browser, tmp_path: Path) -> None:
    file = saved(client, "/areas/05/boundary.gpkg?lang=sv", tmp_path)
    info = pyogrio.read_info(file, layer="area")
    assert (info["crs"], info["geometry_type"], info["features"]) == (METRIC.code, "MultiPolygon", 1)
    assert info["layer_metadata"]["IDENTIFIER"] == "Område 05"
    frame = pyogrio.read_dataframe(file, layer="area")
    assert frame.geometry[0].equals(square("05"))
    assert (frame.name[0], frame.name_sv[0], frame.version[0], frame.area_m2[0]) == ("Område 05", "Område 05", 1, 1e6)
    assert frame.page[0].endswith("/areas/05")
    facts = pyogrio.read_dataframe(file, layer="facts", read_geometry=False).set_index("key")
    assert facts.estimate["residents"] == 5000 and facts.reliable["residents"] == 1
    assert facts.label["residents"] == "Invånare"


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="GDAL's programs are not installed")
@pytest.mark.parametrize("end", ["boundary", "ideas"])
def test_gdals_own_program_reads_it_with_its_descriptions(
    client: Browser, lively: Lively, tmp_path: Path, end: str
) -> None:
    file = saved(client, f"/areas/05/{end}.gpkg?lang=fi", tmp_path)
    done = subprocess.run(
        ["ogrinfo", "-ro", "-al", str(file)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert f'ID["EPSG",{METRIC.epsg}]' in done.stdout
    assert "Alue 05" in done.stdout
    assert "Warning" not in done.stderr, done.stderr
    described = subprocess.run(
        ["ogrinfo", "-ro", str(file), "-sql", "SELECT column_name, description FROM gpkg_data_columns"],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert "Onko kyse esimerkkiaineistosta" in described.stdout


def test_the_boundary_in_geojson(client: Browser) -> None:
    found = json.loads(body(client, "/areas/05/boundary.geojson"))
    assert found["type"] == "FeatureCollection" and "crs" not in found
    shape = geometry_from_geojson(found["features"][0]["geometry"])
    # Seven decimals of a degree are a centimetre at most, along four kilometres of border.
    assert shape.symmetric_difference(square("05")).area < 0.01 * square("05").length


def test_figures_in_a_table(client: Browser) -> None:
    rows = {row["Avain"]: row for row in table(client, "/areas/05/facts.csv?lang=fi")}
    assert rows["residents"]["Arvio"] == "5000"
    assert rows["residents"]["Luotettava (1 kyllä, 0 ei)"] == "1"
    assert rows["unemployment"]["Arvio"] == "0,07" and rows["unemployment"]["Yksikkö"] == "osuus, 0–1"
    assert rows["residents"]["Vuosi"] == "2017"


def test_what_is_not_published_has_no_number(client: Browser) -> None:
    rows = {row["Avain"]: row for row in table(client, "/areas/08/facts.csv?lang=fi")}
    hidden = rows["low_income"]
    assert (hidden["Arvio"], hidden["Vähintään"], hidden["Enintään"], hidden["Luotettava (1 kyllä, 0 ei)"]) == (
        "",
    ) * 4
    assert hidden["Julkaistu"] == "ei julkaistu"


def test_an_estimate_has_its_limits_and_is_called_unreliable(client: Browser) -> None:
    shape = METRIC.geometry_to_lonlat(shapely.box(*square("05").buffer(-300).bounds))
    client.send("/areas", {"name": "Pieni", "geometry": json.dumps(shapely.geometry.mapping(shape))})
    row = {row["Avain"]: row for row in table(client, "/areas/pieni/facts.csv?lang=fi")}["residents"]
    assert row["Luotettava (1 kyllä, 0 ei)"] == "0" and row["Keskivirhe"]
    low, value, high = (float(row[name].replace(",", ".")) for name in ("Vähintään", "Arvio", "Enintään"))
    assert low < value < high


def test_ideas_agree_in_every_file(client: Browser, lively: Lively, tmp_path: Path) -> None:
    wanted = {lively.waiting, lively.answered, lively.about_area}
    in_table = {row["Tunniste"] for row in table(client, "/areas/05/ideas.csv?lang=fi")}
    in_json = {one["id"] for one in json.loads(body(client, "/areas/05/ideas.geojson"))["features"]}
    file = saved(client, "/areas/05/ideas.gpkg", tmp_path)
    frame = pyogrio.read_dataframe(file, layer="ideas").set_index("reference")
    assert in_table == in_json == set(frame.index) == wanted
    assert frame.geometry[lively.about_area] is None
    assert frame.crs.to_epsg() == METRIC.epsg
    assert str(frame.created_on.dtype).startswith("datetime64") and frame.state_text[lively.answered]


def test_an_area_without_ideas_gives_an_empty_file(client: Browser, tmp_path: Path) -> None:
    file = saved(client, "/areas/09/ideas.gpkg", tmp_path)
    assert pyogrio.read_info(file)["features"] == 0
    assert table(client, "/areas/09/ideas.csv") == []


@pytest.mark.parametrize("end", ["boundary.gpkg", "ideas.gpkg", "facts.csv", "ideas.csv", "boundary.geojson"])
def test_asking_again_costs_nothing(client: Browser, lively: Lively, end: str) -> None:
    with client.get(f"/areas/05/{end}") as first:
        mark = first.headers["ETag"]
        assert "attachment" in first.headers["Content-Disposition"]
        assert "public" not in first.headers["Cache-Control"]
    with client.get(f"/areas/05/{end}", headers={"If-None-Match": mark}) as again:
        assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1.5, "1,5"), (0.0701, "0,0701"), (5000.0, "5000"), (True, "1"), (None, ""), ("=1+1", "'=1+1"),
        ("@SUM", "'@SUM"), ("-1", "'-1"), ("\t=1", '"\'\t=1"'), ("a;b", '"a;b"'), (-3, "-3"),
    ],
)  # fmt: skip
def test_cells(cell: Any, text: str) -> None:
    assert table_text(["x"], [[cell, "end"]]).splitlines()[1].replace('"\'\t=1"', '"\'\t=1"') in (
        f"{text};end",
        f"{text.strip(chr(34))};end",
    )
