"""Every format gives the same areas, with their names as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from boundaries.reading.errors import LayerUnclear, UploadProblem
from boundaries.reading.placing import place_features
from boundaries.reading.shapes import from_wkt
from geo.crs import METRIC
from tests.boundaries.reading.conftest import Read
from tests.boundaries.reading.making import (
    NAMES,
    feature,
    frame,
    geojson,
    geopackage,
    kml,
    shapefile,
    square,
    zip_bytes,
)


def one_row(shape: shapely.Geometry, epsg: int = METRIC.epsg) -> str:
    return METRIC.geometry_to_epsg(shape, epsg).wkt


def contents(folder: Path, kind: str) -> tuple[Path | bytes, str]:
    lonlat = METRIC.geometry_to_lonlat(square())
    corners = list(lonlat.exterior.coords)
    return {
        "geojson": (geojson(), "a.geojson"),
        "geopackage": (lambda: geopackage(folder, frame()), ""),
        "shapefile": (lambda: shapefile(folder, frame()), ""),
        "kml": (kml(square()), "a.kml"),
        "kmz": (zip_bytes({"doc.kml": kml(square()), "images/a.png": b"x"}), "a.kmz"),
        "csv of wkt": (f'nimi;WKT\nSärkilahti;"SRID=3067;{one_row(square())}"\n'.encode(), "a.csv"),
        "csv of corners": (
            ("nimi;lat;lon\n" + "\n".join(f"Särkilahti;{y};{x}".replace(".", ",") for x, y in corners)).encode(
                "cp1252"
            ),
            "a.csv",
        ),
        "wkt": (f"SRID=3067;{one_row(square())}".encode(), "a.wkt"),
    }[kind]


@pytest.mark.parametrize(
    "kind", ["geojson", "geopackage", "shapefile", "kml", "kmz", "csv of wkt", "csv of corners", "wkt"]
)
def test_each_format_gives_the_same_area(tmp_path: Path, read: Read, ground: shapely.Polygon, kind: str) -> None:
    content, name = contents(tmp_path, kind)
    raw = read(content() if callable(content) else content, name)
    assert raw.epsg is not None
    first = place_features(raw.features, raw.epsg, ground)[0]
    assert first.findings == ()
    assert first.geometry is not None and first.geometry.symmetric_difference(square()).area < 1
    if kind != "wkt":
        assert NAMES[0] in first.values.values()


def test_several_layers_are_a_question(tmp_path: Path, read: Read) -> None:
    geopackage(tmp_path, frame(), "kaupunginosat")
    path = geopackage(tmp_path, frame([square(5)], nimi=["Toinen"]), "alueraadit")
    with pytest.raises(LayerUnclear) as found:
        read(path)
    assert set(found.value.layers) == {"kaupunginosat", "alueraadit"}
    assert read(path, layer="alueraadit").features[0].values["nimi"] == "Toinen"


def test_collections_give_their_polygons_and_lines_are_named(read: Read, ground: shapely.Polygon) -> None:
    parts = [shapely.geometry.mapping(METRIC.geometry_to_lonlat(square(n))) for n in range(2)]
    mixed = {"type": "GeometryCollection", "geometries": [*parts, {"type": "Point", "coordinates": [27, 62]}]}
    line = {"type": "LineString", "coordinates": [[27.6, 62.8], [27.7, 62.9]]}
    raw = read(geojson([feature(mixed), feature(line)]), "a.geojson")
    joined, refused = place_features(raw.features, 4326, ground)
    assert joined.geometry is not None and joined.geometry.area == pytest.approx(2 * 900 * 900, rel=1e-3)
    assert [finding.code for finding in refused.findings] == ["not_an_area"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("alueet.shp", b"\x00\x00\x27\x0a", "needs_zip"),
        ("alueet.docx", b"PK\x03\x04", "format_unknown"),
        ("alueet.geojson", b"   ", "empty_file"),
        ("alueet.geojson", b'{"type": "FeatureCollection", "features": []}', "no_features"),
        ("alueet.geojson", b'{"type": "FeatureCollection", "featu', "damaged"),
        ("alueet.csv", b"a;b\n1;2\n", "no_geometry_column"),
        ("alueet.wkt", b"POLYGON ((0 0, 1 1", "damaged"),
        ("alueet.kml", b"<kml><Document>", "damaged"),
        ("alueet.kml", b"<kml><Document/></kml>", "no_features"),
        ("alueet.gpkg", b"SQLite format 3\x00" + b"\x00" * 200, "damaged"),
        ("alueet.zip", zip_bytes({"lueminut.txt": b"hei"}), "archive_without_shapefile"),
        ("alueet.kmz", zip_bytes({"lueminut.txt": b"hei"}), "archive_without_kml"),
    ],
)
def test_what_cannot_be_used_says_why(read: Read, name: str, content: bytes, code: str) -> None:
    with pytest.raises(UploadProblem) as found:
        read(content, name)
    assert found.value.code == code


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("POLYGON Z ((1 2 3, 4 5 6, 7 8 9, 1 2 3))", "Polygon"),
        ("polygon z((1 2 3,4 5 6,7 8 9,1 2 3));", "Polygon"),
        ("MULTIPOLYGON(((1 2,3 4,5 6,1 2)),((1 2,3 4,5 6,1 2)))", "MultiPolygon"),
        ("POINT (1 2)", "Point"),
        ("POLYGON EMPTY", "Polygon"),
        ("GEOMETRYCOLLECTION (POINT (1 2))", "Geometrycollection"),
        ("POLYGON ((1 2, x y))", None),
        ("hei", None),
    ],
)
def test_well_known_text(text: str, kind: str | None) -> None:
    found = from_wkt(text)
    assert (found[0]["type"] if found else None) == kind


@pytest.mark.parametrize("text", [" " * 300_000 + "x", "POLYGON ((1 2))" + " " * 300_000 + "x", "(" * 300_000])
def test_long_runs_take_no_time(text: str) -> None:
    import time

    began = time.process_time()
    assert from_wkt(text) is None
    assert time.process_time() - began < 1


def test_an_outline_of_thousands_of_corners_in_a_cell(read: Read, ground: shapely.Polygon) -> None:
    round_one = shapely.Point(533_500, 6_973_500).buffer(900, quad_segs=2000)
    raw = read(f'nimi;wkt\nPyöreä;"SRID=3067;{round_one.wkt}"\n'.encode(), "a.csv")
    assert place_features(raw.features, 3067, ground)[0].is_whole
