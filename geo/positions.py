"""GeoJSON coordinates, checked before anything is built from them.

A polygon of a million corners takes seconds only to be called invalid, so the limits are held
on the plain lists, in one pass that stops at the first thing wrong.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geo.errors import (
    CrsDeclared,
    EmptyGeometry,
    GeometryTypeUnsupported,
    NotFinite,
    NotGeometry,
    RingTooShort,
    TooManyRings,
    TooManyVertices,
)

Position = tuple[float, float]
Line = list[Position]
Rings = list[Line]

_DEPTH = {"Point": 0, "LineString": 1, "Polygon": 2, "MultiPolygon": 3}
_WGS84_NAMES = ("crs84", "epsg:4326", "epsg::4326")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one geometry may hold: corner points and rings, counted over all its parts."""

    vertices: int = 10_000
    rings: int = 100


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Shape:
    """A checked geometry as plain numbers.

    `parts` is a list of polygons, each a list of closed rings (shell first). A point is one
    ring of one position, a line one ring of its positions.
    """

    kind: str
    parts: list[Rings]

    def positions(self) -> Line:
        """All positions, in order."""
        return [position for rings in self.parts for ring in rings for position in ring]


class _Budget:
    """Counts what was read so far against the limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._vertices = 0
        self._rings = 0

    def take_line(self, length: int, path: str) -> None:
        self._vertices += length
        if self._vertices > self._limits.vertices:
            raise TooManyVertices(path, f"more than {self._limits.vertices}")

    def take_rings(self, number: int, path: str) -> None:
        self._rings += number
        if self._rings > self._limits.rings:
            raise TooManyRings(path, f"more than {self._limits.rings}")


def shape_from_mapping(geometry: object, limits: Limits = LIMITS) -> Shape:
    """Reads a GeoJSON geometry object into plain numbers under `limits`.

    An open ring is closed, because what is meant is certain; a third ordinate (height) is
    dropped. Nothing here walks deeper than the type allows, so nested input cannot exhaust the
    stack.

    Raises
    ------
    NotGeometry, GeometryTypeUnsupported, CrsDeclared, EmptyGeometry, NotFinite, RingTooShort,
    TooManyVertices, TooManyRings
        each with the path to the place in the input.
    """
    if not isinstance(geometry, Mapping):
        raise NotGeometry("geometry")
    kind = geometry.get("type")
    if not isinstance(kind, str):
        raise NotGeometry("type")
    if kind not in _DEPTH:
        raise GeometryTypeUnsupported("type", kind[:40])
    _refuse_foreign_crs(geometry.get("crs"))
    return Shape(kind, _parts(kind, geometry.get("coordinates"), _Budget(limits)))


def _refuse_foreign_crs(crs: object) -> None:
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    if not isinstance(name, str) or not name.lower().endswith(_WGS84_NAMES):
        raise CrsDeclared("crs", str(name)[:80])


def _parts(kind: str, coordinates: object, budget: _Budget) -> list[Rings]:
    path = "coordinates"
    if kind == "Point":
        budget.take_line(1, path)
        return [[[_position(_filled(coordinates, path), path)]]]
    if kind == "LineString":
        return [[_line(coordinates, path, budget)]]
    if kind == "Polygon":
        return [_rings(coordinates, path, budget)]
    polygons = _filled(coordinates, path)
    return [_rings(polygon, f"{path}[{i}]", budget) for i, polygon in enumerate(polygons)]


def _rings(value: object, path: str, budget: _Budget) -> Rings:
    rings = _filled(value, path)
    budget.take_rings(len(rings), path)
    return [_ring(ring, f"{path}[{i}]", budget) for i, ring in enumerate(rings)]


def _ring(value: object, path: str, budget: _Budget) -> Line:
    ring = _line(value, path, budget)
    if ring[0] != ring[-1]:
        ring.append(ring[0])
    if len(set(ring)) < 3:
        raise RingTooShort(path)
    return ring


def _line(value: object, path: str, budget: _Budget) -> Line:
    points = _filled(value, path)
    budget.take_line(len(points), path)
    return [_position(point, f"{path}[{i}]") for i, point in enumerate(points)]


def _filled(value: object, path: str) -> list[Any] | tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise NotGeometry(path)
    if not value:
        raise EmptyGeometry(path)
    return value


def _position(value: object, path: str) -> Position:
    if not isinstance(value, list | tuple) or not 2 <= len(value) <= 4:
        raise NotGeometry(path)
    return _number(value[0], path), _number(value[1], path)


def _number(value: object, path: str) -> float:
    # True is an int to Python, but no coordinate.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotGeometry(path)
    try:
        number = float(value)
    except OverflowError as error:
        raise NotFinite(path) from error
    if not math.isfinite(number):
        raise NotFinite(path)
    return number
