"""Curves of well-known binary made into corners: no chord leaves its arc by more than 5 cm.

GeoPackages may hold circular strings, compound curves and surfaces bounded by them; no layer here does.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.arcs import TOLERANCE_M, Position, arc

_LINE, _POLYGON, _COLLECTION, _STRING, _COMPOUND, _SURFACE = 2, 3, 7, 8, 9, 10
#: Parts of several: points, lines, areas, anything, curves, surfaces.
_SEVERAL = (4, 5, 6, _COLLECTION, 11, 12)
_DEEPEST = 16
#: Numbers no larger than these are degrees, of which one is at most so many metres.
_DEGREES = (360.0, 90.0)
_METRES_OF_DEGREE = 111_700.0


class TooManyCorners(ValueError):
    """A shape would get more corners than one may have."""


def followed(data: bytes, most_corners: int) -> tuple[BaseGeometry, int]:
    """The shape with straight sides alone, in two dimensions, and how many arcs were followed.

    Parameters
    ----------
    data : ISO or extended well-known binary, in degrees or metres.
    most_corners : so many a shape may have.

    Raises
    ------
    TooManyCorners
        before it holds more.
    ValueError
        for what is no well-known binary, and for arcs that are none.
    """
    reader = _Reader(data, most_corners)
    try:
        shape = reader.geometry(0)
    except (struct.error, IndexError, TypeError, shapely.GEOSException) as error:
        raise ValueError("no well-known binary") from error
    return shape, reader.arcs


def _kind(data: bytes, at: int) -> tuple[str, int, int]:
    """Byte order, kind without dimensions, and how many numbers a position has."""
    order = "<" if data[at] == 1 else ">"
    code = struct.unpack_from(order + "I", data, at + 1)[0]
    flags, kind = code & 0xC0000000, code & 0x0FFFFFFF
    width = 2 + (flags >> 31) + (flags >> 30 & 1) + {0: 0, 1: 1, 2: 1, 3: 2}.get(kind // 1000, 0)
    return order, kind % 1000, width


@dataclass
class _Reader:
    data: bytes
    most: int
    at: int = 0
    corners: int = 0
    arcs: int = 0

    def geometry(self, depth: int) -> BaseGeometry:
        order, kind, width = self._head()
        if depth > _DEEPEST:
            raise ValueError("nested")
        if kind == 1:
            return shapely.points(self._positions(order, width, 1))[0]
        if kind in (_LINE, _STRING, _COMPOUND):
            return shapely.linestrings(self._curve(order, kind, width, depth))
        if kind == _POLYGON:
            return _area([self._counted(order, width) for _ in range(self._count(order))])
        if kind == _SURFACE:
            return _area([self._ring(depth) for _ in range(self._count(order))])
        if kind not in _SEVERAL:
            raise ValueError("another kind of geometry")
        return _together(kind, [self.geometry(depth + 1) for _ in range(self._count(order))])

    def _head(self) -> tuple[str, int, int]:
        order, kind, width = _kind(self.data, self.at)
        has_crs = struct.unpack_from(order + "I", self.data, self.at + 1)[0] & 0x20000000
        self.at += 9 if has_crs else 5
        return order, kind, width

    def _count(self, order: str) -> int:
        count = int(struct.unpack_from(order + "I", self.data, self.at)[0])
        self.at += 4
        if count > len(self.data):
            raise ValueError("count")
        return count

    def _counted(self, order: str, width: int) -> list[Position]:
        return self._positions(order, width, self._count(order))

    def _positions(self, order: str, width: int, count: int) -> list[Position]:
        numbers = np.frombuffer(self.data, order + "f8", count * width, self.at).reshape(count, width)
        self.at += count * width * 8
        self._note(count)
        return [(x, y) for x, y in numbers[:, :2].tolist()]

    def _note(self, count: int) -> None:
        self.corners += count
        if self.corners > self.most:
            raise TooManyCorners

    def _ring(self, depth: int) -> list[Position]:
        order, kind, width = self._head()
        return self._curve(order, kind, width, depth)

    def _curve(self, order: str, kind: int, width: int, depth: int) -> list[Position]:
        if kind == _LINE:
            return self._counted(order, width)
        if kind == _STRING:
            return self._followed(self._counted(order, width))
        if kind != _COMPOUND or depth > _DEEPEST:
            raise ValueError("no curve")
        found: list[Position] = []
        for _ in range(self._count(order)):
            piece = self._ring(depth + 1)
            found += piece[1:] if found and piece and found[-1] == piece[0] else piece
        return found

    def _followed(self, through: list[Position]) -> list[Position]:
        if len(through) < 3 or len(through) % 2 == 0:
            raise ValueError("an arc has three positions")
        found = through[:1]
        tolerance = _tolerance(through)
        for first in range(0, len(through) - 2, 2):
            piece = arc(through[first], through[first + 1], through[first + 2], tolerance)[1:]
            self._note(len(piece))
            found += piece
            self.arcs += 1
        return found


def _tolerance(positions: list[Position]) -> float:
    """Five centimetres in the unit of the numbers, metres or degrees."""
    is_degrees = all(abs(x) <= _DEGREES[0] and abs(y) <= _DEGREES[1] for x, y in positions)
    return TOLERANCE_M / _METRES_OF_DEGREE if is_degrees else TOLERANCE_M


def _area(rings: list[list[Position]]) -> BaseGeometry:
    if not rings:
        return shapely.Polygon()
    return shapely.Polygon(rings[0], rings[1:])


def _together(kind: int, parts: list[BaseGeometry]) -> BaseGeometry:
    if kind == _COLLECTION:
        return shapely.geometrycollections(parts)
    build = {4: shapely.multipoints, 5: shapely.multilinestrings, 11: shapely.multilinestrings}
    return build.get(kind, shapely.multipolygons)(parts)
