"""The shapes of FlatGeobuf as well-known binary in two dimensions, those with arcs too."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass

import numpy as np

from boundaries.reading.flatbuffer import Table

#: Numbers of fields of a geometry.
_ENDS, _XY, _KIND, _PARTS = 0, 1, 6, 7
_POINT, _LINE, _POLYGON, _POINTS, _LINES, _POLYGONS, _COLLECTION, _STRING = 1, 2, 3, 4, 5, 6, 7, 8
_COMPOUND, _SURFACE, _CURVES, _SURFACES, _TRIANGLE = 9, 10, 11, 12, 17
_WITH_PARTS = (_POLYGONS, _COLLECTION, _COMPOUND, _SURFACE, _CURVES, _SURFACES)
_WITH_ARCS = (_COLLECTION, _STRING, _COMPOUND, _SURFACE, _CURVES, _SURFACES)
_DEEPEST = 16
_PLACE_BYTES = 16
#: The place of a point that has none.
_NOWHERE = struct.pack("<2d", math.nan, math.nan)


class TooLarge(Exception):
    """A shape has more bytes than one may have, or more parts."""


def shape_of(table: Table, kind: int, most_bytes: int) -> tuple[bytes | None, bool]:
    """The well-known binary of a geometry, and whether it may have arcs; None for one without places.

    Parameters
    ----------
    table : the geometry.
    kind : what all geometries of the file are; 0 when each says so itself.
    most_bytes : so many may come out.

    Raises
    ------
    TooLarge
        before more is made.
    ValueError
        for a kind that is not read here, and for lists that do not belong together.
    """
    own = kind or table.number(_KIND, "B")
    wkb = _Shapes(most_bytes).written(table, own, 0)
    return (wkb if len(wkb) > 9 else None), own in _WITH_ARCS


@dataclass
class _Shapes:
    left: int

    def written(self, table: Table, kind: int, depth: int) -> bytes:
        # Parts may be told twice and so hold each other: what comes out is counted, not what there is.
        self.left -= 9
        if self.left < 0 or depth > _DEEPEST:
            raise TooLarge
        if kind in _WITH_PARTS:
            parts = [
                self.written(one, _POLYGON if kind == _POLYGONS else one.number(_KIND, "B"), depth + 1)
                for one in table.tables(_PARTS)
            ]
            return _head(kind, len(parts)) + b"".join(parts)
        places = table.numbers(_XY, "<f8")
        self.left -= places.nbytes
        if self.left < 0:
            raise TooLarge
        data = places.tobytes()
        if kind == _POINT:
            return _head(kind)[:5] + (data[:_PLACE_BYTES] if len(data) >= _PLACE_BYTES else _NOWHERE)
        if kind in (_LINE, _STRING):
            return _head(kind, len(data) // _PLACE_BYTES) + data
        if kind == _POINTS:
            points = [data[at : at + _PLACE_BYTES] for at in range(0, len(data), _PLACE_BYTES)]
            return _head(kind, len(points)) + b"".join(_head(_POINT)[:5] + one for one in points)
        if kind not in (_POLYGON, _LINES, _TRIANGLE):
            raise ValueError("another kind of geometry")
        pieces = _pieces(table, data)
        if kind == _LINES:
            return _head(kind, len(pieces)) + b"".join(_head(_LINE, _count(one)) + one for one in pieces)
        return _head(_POLYGON, len(pieces)) + b"".join(struct.pack("<I", _count(one)) + one for one in pieces)


def _pieces(table: Table, data: bytes) -> list[bytes]:
    """The rings or lines of which one list of places is made."""
    ends = table.numbers(_ENDS, "<u4").astype(np.int64).tolist() or [len(data) // _PLACE_BYTES]
    if not data:
        return []
    begins = [0, *ends[:-1]]
    if ends[-1] * _PLACE_BYTES > len(data) or any(end < begin for begin, end in zip(begins, ends, strict=True)):
        raise ValueError("ends")
    return [data[begin * _PLACE_BYTES : end * _PLACE_BYTES] for begin, end in zip(begins, ends, strict=True)]


def _count(piece: bytes) -> int:
    return len(piece) // _PLACE_BYTES


def _head(kind: int, count: int = 0) -> bytes:
    return struct.pack("<BII", 1, kind, count)
