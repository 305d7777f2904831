"""FlatGeobuf read from its beginning to its end, a feature at a time, with the arcs of its shapes as they are.

Not by GDAL: that begins a file anew for each batch, so that half a million features take minutes, and it makes arcs
into corners in steps of an angle, which on a large arc lie too far from it. https://flatgeobuf.org/, version 3.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from boundaries.reading.errors import UploadProblem
from boundaries.reading.flatbuffer import UNSOUND, Table
from boundaries.reading.flatgeobuf_shapes import TooLarge, shape_of

FORMAT = "FlatGeobuf"
_MAGIC_BYTES, _NODE_BYTES = 8, 40
_MOST_HEADER_BYTES = 8 * 1024**2
#: More than any database or table has from which such a file is made; each is kept for each feature of a batch.
_MOST_COLUMNS = 2_000
#: A sound shape has fewer bytes as well-known binary than so many times those of its feature.
_MOST_GROWTH = 2
#: Numbers of fields: of the head, of its CRS, of a column, of a feature.
_NAME, _KIND, _HAS_Z, _HAS_M, _COLUMNS, _COUNT, _NODE_SIZE, _CRS = 0, 2, 3, 4, 7, 8, 9, 10
_ORG, _CODE, _WKT = 0, 1, 4
_COLUMN_NAME, _COLUMN_KIND = 0, 1
_GEOMETRY, _PROPERTIES = 0, 1
#: Kind of a column -> its letter in `struct`; the others are a length and so many bytes.
_PLAIN = {0: "b", 1: "B", 2: "?", 3: "h", 4: "H", 5: "i", 6: "I", 7: "q", 8: "Q", 9: "f", 10: "d"}
_BINARY = 14


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of itself. `crs` is an authority and code, or well-known text; `total` is 0 when unsaid."""

    name: str
    crs: str
    has_heights: bool
    total: int
    kind: int
    columns: list[tuple[str, int]]
    begin: int


def head_of(path: Path) -> Head:
    """The head of a file. Raises UploadProblem damaged for what is none."""
    try:
        with path.open("rb") as file:
            file.seek(_MAGIC_BYTES)
            size = struct.unpack("<I", file.read(4))[0]
            if size > _MOST_HEADER_BYTES:
                raise ValueError("head")
            table = Table.root(_taken(file, size))
        columns = _columns(table)
        total, node_size = table.number(_COUNT, "Q"), table.number(_NODE_SIZE, "H", 16)
        begin = _MAGIC_BYTES + 4 + size + _index_bytes(total, node_size)
        if begin > path.stat().st_size:
            raise ValueError("index")
        has_heights = bool(table.number(_HAS_Z, "B") or table.number(_HAS_M, "B"))
        crs = _crs_of(table.table(_CRS))
        return Head(table.text(_NAME), crs, has_heights, total, table.number(_KIND, "B"), columns, begin)
    except UNSOUND as error:
        raise UploadProblem("damaged", format=FORMAT) from error


def features_of(path: Path, head: Head, most_bytes: int) -> Iterator[dict[str, Any]]:
    """The features in their order: ``values``, ``wkb`` (bytes or None), ``cut`` and ``arcs``, as GDAL's are told.

    Parameters
    ----------
    most_bytes : a geometry of more is cut out of its feature.

    Raises UploadProblem damaged on the way, also when the file ends before its features do.
    """
    with path.open("rb") as file:
        file.seek(head.begin)
        number = 0
        while not head.total or number < head.total:
            start = file.read(4)
            if not start and not head.total:
                return
            try:
                size = struct.unpack("<I", start)[0]
                # With heights, measures and values a feature has more bytes than its shape alone.
                if size > 8 * most_bytes:
                    file.seek(size, 1)
                    yield {"values": {}, "wkb": None, "cut": True, "arcs": False}
                else:
                    yield _feature(Table.root(_taken(file, size)), head, most_bytes)
            except UNSOUND as error:
                raise UploadProblem("damaged", format=FORMAT) from error
            number += 1


def _feature(table: Table, head: Head, most_bytes: int) -> dict[str, Any]:
    values = _values(table.bytes(_PROPERTIES), head.columns)
    geometry = table.table(_GEOMETRY)
    try:
        # Parts may all be the same one: what few bytes say is not made into many, for a batch is held at once.
        most = min(most_bytes, _MOST_GROWTH * len(table.data))
        wkb, has_arcs = shape_of(geometry, head.kind, most) if geometry else (None, False)
    except TooLarge:
        return {"values": values, "wkb": None, "cut": True, "arcs": False}
    return {"values": values, "wkb": wkb, "cut": False, "arcs": has_arcs}


def _values(data: bytes, columns: list[tuple[str, int]]) -> dict[str, Any]:
    found: dict[str, Any] = {name: None for name, _kind in columns}
    at = 0
    while at < len(data):
        name, kind = columns[struct.unpack_from("<H", data, at)[0]]
        at += 2
        if kind in _PLAIN:
            found[name] = struct.unpack_from("<" + _PLAIN[kind], data, at)[0]
            at += struct.calcsize(_PLAIN[kind])
            continue
        size = struct.unpack_from("<I", data, at)[0]
        at += 4 + size
        if at > len(data):
            raise ValueError("value")
        if kind != _BINARY:
            found[name] = data[at - size : at].decode("utf-8", "replace")
    return found


def _columns(table: Table) -> list[tuple[str, int]]:
    """Name and kind of each column. Columns may be told as one and the same: names are counted, not what there is."""
    found: list[tuple[str, int]] = []
    left = len(table.data)
    for one in table.tables(_COLUMNS):
        found.append((one.text(_COLUMN_NAME), one.number(_COLUMN_KIND, "B")))
        left -= len(found[-1][0])
        if left < 0 or len(found) > _MOST_COLUMNS:
            raise ValueError("columns")
    return found


def _crs_of(table: Table | None) -> str:
    if table is None:
        return ""
    code = table.number(_CODE, "i")
    return f"{table.text(_ORG) or 'EPSG'}:{code}" if code > 0 else table.text(_WKT)


def _index_bytes(total: int, node_size: int) -> int:
    """How long the index before the features is: a tree, each of whose nodes has so many below it."""
    if not total or node_size < 2:
        return 0
    nodes = level = total
    while True:  # a single feature has a node above it too
        level = -(-level // node_size)
        nodes += level
        if level == 1:
            return nodes * _NODE_BYTES


def _taken(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) < size:
        raise ValueError("the file ends")
    return data
