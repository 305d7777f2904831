"""FlatGeobuf is read in one pass with what it holds, with arcs followed to 5 cm; unsound bytes are refused."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import struct
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely

from boundaries.reading.errors import UploadProblem
from boundaries.reading.layers import opened_layer
from boundaries.reading.model import LAYER, FileLimits
from tests.boundaries.reading.curved import geopackage_with, line, several
from tests.boundaries.reading.making import NAMES, frame, square

X, Y = 533_000.0, 6_973_000.0
RADIUS = 5_000.0


def written(folder: Path, made: Any, **options: Any) -> Path:
    path = folder / "kohteet.fgb"
    pyogrio.write_dataframe(made, path, driver="FlatGeobuf", layer="kohteet", **options)
    return path


def read(path: Path, limits: FileLimits = LAYER) -> tuple[Any, list[Any], list[dict[str, Any]], list[list[str]]]:
    """The stream, and the shapes, values and codes of notes and problems of its features."""
    shapes: list[Any] = []
    values: list[dict[str, Any]] = []
    told: list[list[str]] = []
    with opened_layer(path, path.name, limits=limits) as stream:
        for batch in stream.batches:
            shapes += list(batch.shapes)
            values += batch.values
            for at in range(len(batch)):
                told.append([one.code for one in batch.notes.get(at, [])] + [batch.problems.get(at, "")])
    return stream, shapes, values, told


@pytest.mark.parametrize("has_index", ["YES", "NO"])
def test_shapes_and_values_are_those_that_gdal_reads(tmp_path: Path, has_index: str) -> None:
    hole = shapely.Polygon(square().exterior, [shapely.box(X + 10, Y + 10, X + 20, Y + 20).exterior])
    shapes = [
        square(), hole, shapely.MultiPolygon([square(2), square(4)]), shapely.Point(X, Y),
        shapely.MultiPoint([(X, Y), (X + 1, Y)]), shapely.LineString([(X, Y), (X + 9, Y)]),
        shapely.MultiLineString([[(X, Y), (X + 9, Y)], [(X, Y), (X, Y + 9)]]),
        shapely.GeometryCollection([square(), shapely.Point(X, Y)]),
    ]  # fmt: skip
    count = len(shapes)
    made = frame(
        shapes,
        nimi=[*NAMES, "", *["Öykkäri 😀"] * (count - 4)],
        luku=np.arange(count, dtype="int64") * 10**12,
        pieni=np.arange(count, dtype="int16"),
        osuus=[0.5, float("nan"), *[1.25] * (count - 2)],
        on=[True, False] * 4,
        aika=[dt.datetime(2026, 3, 1, 12)] * count,
    )
    path = written(tmp_path, made, SPATIAL_INDEX=has_index)
    told = pyogrio.read_dataframe(path, use_arrow=False)
    stream, found, values, _told = read(path)
    assert (stream.epsg, stream.layer, stream.total, stream.format) == (3067, "kohteet", count, "FlatGeobuf")
    assert list(stream.columns) == ["nimi", "luku", "pieni", "osuus", "on", "aika"]
    assert all(shapely.force_2d(own).equals(one) for own, one in zip(told.geometry, found, strict=True))
    for name in ("nimi", "luku", "pieni"):
        assert [one[name] for one in values] == told[name].tolist()
    assert {type(one["on"]) for one in values} == {bool}
    assert sum(one["osuus"] is None for one in values) == 1 and values[0]["aika"].startswith("2026-03-01T12:00")


def test_heights_are_left_out_and_known_of(tmp_path: Path) -> None:
    stream, (shape,), _values, _told = read(written(tmp_path, frame([shapely.force_3d(square(), 90.0)], nimi=["a"])))
    assert stream.has_heights and not shape.has_z and shape.equals(square())


def test_arcs_keep_to_five_centimetres_and_are_told(tmp_path: Path) -> None:
    circle = [(X + RADIUS, Y), (X, Y + RADIUS), (X - RADIUS, Y), (X, Y - RADIUS), (X + RADIUS, Y)]
    shapes = [several(10, line(circle, 8)), shapely.to_wkb(square())]  # type: ignore[arg-type]
    path = tmp_path / "kaaret.fgb"
    program = shutil.which("ogr2ogr")
    if program is None:
        pytest.skip("gdal-bin is not installed")
    subprocess.run(
        [program, "-f", "FlatGeobuf", str(path), str(geopackage_with(tmp_path, shapes, "GEOMETRY"))],
        check=True,
        capture_output=True,
    )
    _stream, found, _values, told = read(path)
    by_size = sorted(zip(found, told, strict=True), key=lambda one: -one[0].area)
    corners = shapely.get_coordinates(by_size[0][0])
    middles = (corners[1:] + corners[:-1]) / 2
    assert 0 < (RADIUS - np.hypot(middles[:, 0] - X, middles[:, 1] - Y)).max() <= 0.05
    assert [one for _shape, one in by_size] == [["arcs_followed", ""], [""]]


def test_shapes_without_places_or_numbers_are_left_out_with_a_reason(tmp_path: Path) -> None:
    shapes = [square(), None, shapely.Polygon(), shapely.Point(X, float("inf")), square(2)]
    made = frame(shapes, nimi=list("abcde"))
    _stream, found, values, told = read(written(tmp_path, made, SPATIAL_INDEX="NO"))
    reasons = {one["nimi"]: codes[-1] for one, codes in zip(values, told, strict=True)}
    assert reasons == {"a": "", "b": "empty_geometry", "c": "empty_geometry", "d": "not_finite", "e": ""}
    assert found[0].equals(square()) and found[4].equals(square(2)), "each has its own shape still"


def test_a_file_that_ends_too_early_is_damaged(tmp_path: Path) -> None:
    data = written(tmp_path, frame()).read_bytes()
    for size in (9, 60, len(data) // 2, len(data) - 1):
        path = tmp_path / "osa.fgb"
        path.write_bytes(data[:size])
        with pytest.raises(UploadProblem) as refused:
            read(path)
        assert refused.value.code == "damaged"


def test_a_file_that_promises_more_features_than_there_can_be_is_damaged(tmp_path: Path) -> None:
    path = written(tmp_path, frame(), SPATIAL_INDEX="NO")
    data = path.read_bytes()
    head = 12 + struct.unpack_from("<I", data, 8)[0]
    place = data.index(struct.pack("<Q", len(NAMES)), 12, head)
    for count in (10**15, len(NAMES) + 1):
        path.write_bytes(data[:place] + struct.pack("<Q", count) + data[place + 8 :])
        with pytest.raises(UploadProblem) as refused:
            read(path)
        assert refused.value.code == "damaged"
    path.write_bytes(data[:place] + struct.pack("<Q", 0) + data[place + 8 :])  # a writer that never knew says none
    assert len(read(path)[1]) == len(NAMES)


def test_letters_that_are_none_cost_no_more_than_themselves(tmp_path: Path) -> None:
    path = written(tmp_path, frame())
    path.write_bytes(path.read_bytes().replace("Öfverby".encode(), b"\xd6ffverby"))
    _stream, _shapes, values, _told = read(path)
    assert sorted(one["nimi"] for one in values) == sorted([*NAMES[:2], "\N{REPLACEMENT CHARACTER}ffverby"])


def test_bytes_at_random_are_read_or_refused_and_nothing_else(tmp_path: Path) -> None:
    data = written(tmp_path, frame()).read_bytes()
    rng = random.Random(7)
    path = tmp_path / "rikki.fgb"
    for _ in range(12):  # each by a process of its own
        broken = bytearray(data)
        for _ in range(rng.randrange(1, 8)):
            broken[rng.randrange(8, len(data))] = rng.randrange(256)
        path.write_bytes(bytes(broken))
        try:
            read(path)
        except UploadProblem as refused:
            assert refused.code in ("damaged", "too_many_features", "no_features", "no_geometry_column")


def test_a_shape_that_holds_itself_over_and_over_is_refused(tmp_path: Path) -> None:
    """Sixteen tables, each with the next one as all of its hundred parts: a hundred to the sixteenth shapes."""
    path = written(tmp_path, frame([shapely.GeometryCollection([square()])], nimi=["a"]), SPATIAL_INDEX="NO")
    data = path.read_bytes()
    head = 12 + struct.unpack_from("<I", data, 8)[0]
    feature = _nested(deep=16, wide=100)
    path.write_bytes(data[:head] + struct.pack("<I", len(feature)) + feature)
    with pytest.raises(UploadProblem) as refused:
        read(path)
    assert refused.value.code == "damaged"


def _nested(deep: int, wide: int) -> bytes:
    # The place of a table, its list of fields, the table, and how far from it its shape is.
    data = struct.pack("<I4HiI", 12, 6, 8, 4, 0, 8, 24)
    # kind and parts of a collection: a list of fields, a table, a list of parts that all point at the next table.
    fields = struct.pack("<10H", 20, 12, 0, 0, 0, 0, 0, 0, 8, 4)
    for number in range(deep):
        table = fields + struct.pack("<iIB3x", 20, 8, 7)
        if number == deep - 1:
            return data + table + struct.pack("<I", 0)
        # The next table stands 20 bytes behind the end of these parts.
        data += (
            table + struct.pack("<I", wide) + struct.pack(f"<{wide}I", *(4 * (wide - at) + 20 for at in range(wide)))
        )
    return data


#: A file's first bytes, and a head that says nothing.
MAGIC = b"fgb\3fgb\0"
BARE_HEAD = struct.pack("<I2Hi", 8, 4, 4, 4)


def with_size(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data


@pytest.mark.parametrize(("columns", "letters"), [(100, 20_000), (400_000, 0)])
def test_columns_that_are_all_the_same_one_are_refused(tmp_path: Path, columns: int, letters: int) -> None:
    """A head of a megabyte that would come to gigabytes of names, or of columns for each feature."""
    fields = struct.pack("<10HiI", 20, 8, 0, 0, 0, 0, 0, 0, 0, 4, 20, 4)
    first = 4 + len(fields) + 4
    column = first + 4 * columns + 6
    offsets = struct.pack(f"<{columns}I", *(column - (first + 4 * at) for at in range(columns)))
    name = struct.pack("<3HiII", 6, 8, 4, 6, 4, letters) + b"a" * letters
    path = tmp_path / "sarakkeet.fgb"
    head = struct.pack("<I", 24) + fields + struct.pack("<I", columns) + offsets + name
    path.write_bytes(MAGIC + with_size(head))
    with pytest.raises(UploadProblem) as refused:
        read(path)
    assert refused.value.code == "damaged"


def test_parts_that_are_all_the_same_one_count_each_time(tmp_path: Path) -> None:
    """Features of 17 kB that hold three megabytes each."""
    parts, places = 200, [(X + at, Y) for at in range(1000)]
    feature = struct.pack("<I3H2xiI", 12, 6, 8, 4, 8, 40 - 16)
    collection = struct.pack("<10HiIB3x", 20, 12, 0, 0, 0, 0, 0, 0, 8, 4, 20, 8, 7)
    table = 56 + 4 * parts + 20
    offsets = struct.pack(f"<{parts}I", *(table - (56 + 4 * at) for at in range(parts)))
    line_table = struct.pack("<9H2xiIB3x", 18, 12, 0, 4, 0, 0, 0, 0, 8, 20, 8, 2)
    numbers = struct.pack("<I", 2 * len(places)) + np.array(places, "<f8").tobytes()
    data = feature + collection + struct.pack("<I", parts) + offsets + line_table + numbers
    path = tmp_path / "osat.fgb"
    path.write_bytes(MAGIC + with_size(BARE_HEAD) + 30 * with_size(data))
    with pytest.raises(UploadProblem) as refused:
        read(path, replace(LAYER, corners=3_000_000))
    assert refused.value.code in ("too_many_corners", "damaged")
