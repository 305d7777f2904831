"""What Shapefiles do to names, alphabets and rings."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
import shapely

from boundaries.reading.placing import place_features
from boundaries.reading.text import known_encoding
from boundaries.reading.values import guessed_columns
from tests.boundaries.reading.conftest import Read
from tests.boundaries.reading.making import NAMES, SOUTH, WEST, frame, shapefile, square, zipped


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "CP1252", "CP850"])
@pytest.mark.parametrize("has_cpg", [True, False])
def test_letters_come_right(tmp_path: Path, read: Read, encoding: str, has_cpg: bool) -> None:
    without = () if has_cpg else (".cpg",)
    raw = read(shapefile(tmp_path, frame(), encoding=encoding, without=without))
    assert [one.values["nimi"] for one in raw.features] == list(NAMES)


def test_a_lying_cpg_is_not_believed(tmp_path: Path, read: Read) -> None:
    import zipfile

    path = shapefile(tmp_path, frame(), encoding="ISO-8859-1")
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    raw = read(zipped(tmp_path, {**contents, "alueet.cpg": b"UTF-8"}))
    assert [one.values["nimi"] for one in raw.features] == list(NAMES)


@pytest.mark.parametrize(
    ("name", "known"),
    [("UTF-8", "utf-8"), ("1252", "cp1252"), ("ANSI 1252", "cp1252"), ("88591", "latin-1"), ("OEM 850", "cp850"),
     ("65001", "utf-8"), ("rot13", None), ("klingon", None), ("", None)],
)  # fmt: skip
def test_names_of_alphabets(name: str, known: str | None) -> None:
    assert known_encoding(name) == known


def test_names_cut_to_ten_letters_are_still_guessed(tmp_path: Path, read: Read) -> None:
    made = frame(None, nimi_suome=list(NAMES), nimi_ruots=list(NAMES), kunnan_osa=["1", "2", "3"])
    raw = read(shapefile(tmp_path, made))
    assert raw.columns == ["nimi_suome", "nimi_ruots", "kunnan_osa"]
    guessed = guessed_columns(raw.columns, [one.values for one in raw.features])
    assert guessed == {"fi": "nimi_suome", "sv": "nimi_ruots", "code": "kunnan_osa"}


def test_heights_and_measures_are_dropped(tmp_path: Path, read: Read, ground: shapely.Polygon) -> None:
    raw = read(shapefile(tmp_path, frame([shapely.force_3d(square(), 80.0)], nimi=["A"])))
    assert raw.has_heights
    placed = place_features(raw.features, 3067, ground)[0]
    assert placed.geometry is not None and not placed.geometry.has_z
    assert placed.findings == ()


def test_missing_index_and_table_are_no_hindrance(tmp_path: Path, read: Read) -> None:
    raw = read(shapefile(tmp_path, frame(), without=(".shx", ".cpg", ".dbf")))
    assert len(raw.features) == 3 and raw.epsg == 3067


Ring = list[tuple[float, float]]


def ring(x: float, side: float, *, clockwise: bool) -> Ring:
    x, y = WEST + x, SOUTH + (900 - side) / 2
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
    return corners[::-1] if clockwise else corners


def shp_of(rings: list[Ring]) -> bytes:
    """A .shp of one polygon with these rings, in this order and direction, which no program would write."""
    points = [point for one in rings for point in one]
    starts = [sum(len(one) for one in rings[:at]) for at in range(len(rings))]
    box = struct.pack("<4d", WEST, SOUTH, WEST + 2300, SOUTH + 900)
    content = struct.pack("<i", 5) + box + struct.pack("<2i", len(rings), len(points))
    content += struct.pack(f"<{len(starts)}i", *starts) + b"".join(struct.pack("<2d", *point) for point in points)
    record = struct.pack(">2i", 1, len(content) // 2) + content
    head = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, (100 + len(record)) // 2) + struct.pack("<2i", 1000, 5) + box
    return head + b"\x00" * 32 + record


def rings(*clockwise: bool) -> list[Ring]:
    """A shell, a hole in it and an island apart. Rightly, shells run clockwise and holes do not."""
    shell, hole, island = clockwise
    return [ring(0, 900, clockwise=shell), ring(100, 100, clockwise=hole), ring(2000, 300, clockwise=island)]


@pytest.mark.parametrize(
    "listed",
    [
        rings(True, False, True),
        rings(False, True, False),
        rings(True, False, True)[::-1],
        [rings(True, False, True)[1], *rings(True, False, True)[::2]],
    ],
    ids=["as it should be", "all the wrong way round", "backwards", "hole first"],
)
def test_rings_in_the_wrong_order_still_make_one_area(
    tmp_path: Path, read: Read, ground: shapely.Polygon, listed: list[Ring]
) -> None:
    raw = read(zipped(tmp_path, {"alueet.shp": shp_of(listed)}))
    placed = place_features(raw.features, 3067, ground)[0]
    assert placed.geometry is not None and placed.is_whole
    assert placed.geometry.area == pytest.approx(900**2 - 100**2 + 300**2)
    assert all(part.exterior.is_ccw for part in shapely.get_parts(placed.geometry))


def test_a_nested_ring_is_a_hole_whatever_its_direction_and_that_is_said(
    tmp_path: Path, read: Read, ground: shapely.Polygon
) -> None:
    raw = read(zipped(tmp_path, {"alueet.shp": shp_of(rings(True, True, True))}))
    placed = place_features(raw.features, 3067, ground)[0]
    assert [finding.code for finding in placed.findings] == ["rings_ordered"]
    assert placed.geometry is not None and placed.geometry.area == pytest.approx(900**2 - 100**2 + 300**2)
