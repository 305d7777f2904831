"""A whole layer taken as GDAL's stream, which ends quietly where a file is damaged: that is told all the same."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from boundaries.reading.errors import UploadProblem
from boundaries.reading.layers import opened_layer
from tests.boundaries.reading.making import frame, geopackage, shapefile, square, zipped

COUNT = 5_000
PAGE = 4_096


def many() -> object:
    return frame([square(number % 90) for number in range(COUNT)], nimi=[f"Alue {n}" for n in range(COUNT)])


def numbers_in(path: Path) -> list[str]:
    with opened_layer(path, path.name) as stream:
        return [row["nimi"] for batch in stream.batches for row in batch.values]


def parts_of(folder: Path) -> dict[str, bytes]:
    shapefile(folder, many())
    return {one.name: one.read_bytes() for one in (folder / "alueet_parts").iterdir()}


def test_every_feature_comes_once_and_in_its_order(tmp_path: Path) -> None:
    own = [f"Alue {n}" for n in range(COUNT)]
    assert numbers_in(geopackage(tmp_path, many())) == own
    assert numbers_in(zipped(tmp_path, parts_of(tmp_path))) == own


def test_a_geopackage_damaged_in_its_middle_is_refused(tmp_path: Path) -> None:
    path = geopackage(tmp_path, many())
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // PAGE * PAGE
    data[middle : middle + PAGE] = b"\xff" * PAGE
    path.write_bytes(bytes(data))
    with pytest.raises(UploadProblem) as refused:
        numbers_in(path)
    assert refused.value.code == "damaged"


def test_a_table_cut_short_is_refused(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    table = parts["alueet.dbf"]
    with pytest.raises(UploadProblem) as refused:
        numbers_in(zipped(tmp_path, parts | {"alueet.dbf": table[: len(table) // 2]}))
    assert refused.value.code == "damaged"


def test_deleted_rows_of_a_table_are_no_damage(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    table = bytearray(parts["alueet.dbf"])
    head, row = struct.unpack_from("<HH", table, 8)
    table[head + 7 * row] = ord("*")
    found = numbers_in(zipped(tmp_path, parts | {"alueet.dbf": bytes(table)}))
    assert len(found) == COUNT - 1 and "Alue 7" not in found
