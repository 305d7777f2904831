"""Geometries of GML 3.1 and 3.2 as WFS sends them: points, lines, surfaces and collections of these.

Numbers stay in the order of the document. Arcs are followed as in plans.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

import shapely
from shapely.geometry.base import BaseGeometry

from geo.arcs import Position, arc
from geo.errors import NotGeometry
from layers.remote.xml import local_name

COLLECTIONS = {
    "MultiPoint", "MultiLineString", "MultiCurve", "MultiPolygon", "MultiSurface", "MultiGeometry", "CompositeCurve",
    "CompositeSurface", "GeometryCollection",
}  # fmt: skip
GEOMETRIES = {"Point", "LineString", "Curve", "Polygon", "Surface", "PolyhedralSurface", *COLLECTIONS}
_MEMBERS = ("member", "members")
_SEGMENTS = ("LineStringSegment", "Arc", "ArcString", "Circle")


def geometry_below(element: Element) -> tuple[BaseGeometry, str] | None:
    """The first geometry in an element with the name of its system (empty where it states none); None for none.

    Raises NotGeometry for one that cannot be read.
    """
    for one in element.iter():
        if local_name(one) in GEOMETRIES:
            stated = next((each.get("srsName", "") for each in one.iter() if each.get("srsName")), "")
            return _shape(one), stated
    return None


def _shape(element: Element) -> BaseGeometry:
    name = local_name(element)
    if name in COLLECTIONS:
        parts = [_shape(one) for one in _members(element)]
        kinds = {part.geom_type.removeprefix("Multi") for part in parts}
        flat = [single for part in parts for single in shapely.get_parts(part)]
        if kinds == {"Polygon"}:
            return shapely.MultiPolygon(flat)
        if kinds == {"LineString"}:
            return shapely.MultiLineString(flat)
        if kinds == {"Point"}:
            return shapely.MultiPoint(flat)
        return shapely.GeometryCollection(parts)
    return _SINGLE[name](element)


def _members(element: Element) -> list[Element]:
    found = []
    for holder in element:
        if local_name(holder).lower().endswith(_MEMBERS):
            found += [one for one in holder if local_name(one) in GEOMETRIES]
    return found


def _point(element: Element) -> BaseGeometry:
    positions = _positions(element)
    if len(positions) != 1:
        raise NotGeometry(detail="a point has one position")
    return shapely.Point(positions[0])


def _line(element: Element) -> BaseGeometry:
    return shapely.LineString(_path(element))


def _polygon(element: Element) -> BaseGeometry:
    rings = {name: [_path(one) for one in element if local_name(one) == name] for name in ("exterior", "interior")}
    if len(rings["exterior"]) != 1:
        raise NotGeometry(detail="a polygon needs one exterior")
    return shapely.Polygon(rings["exterior"][0], rings["interior"])


def _surface(element: Element) -> BaseGeometry:
    patches = [one for one in element.iter() if local_name(one) in ("PolygonPatch", "Rectangle")]
    polygons = [_polygon(one) for one in patches]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _path(element: Element) -> list[Position]:
    """The corners of a line or a ring, whatever it is made of: positions, segments, arcs."""
    segments = [
        one for one in element.iter() if local_name(one) in ("LineStringSegment", "Arc", "ArcString", "Circle")
    ]
    if not segments:
        return _positions(element)
    corners: list[Position] = []
    for one in segments:
        positions = _positions(one)
        points = positions if local_name(one) == "LineStringSegment" else _arcs(positions)
        corners += points[1:] if corners and points and corners[-1] == points[0] else points
    return corners


def _arcs(positions: list[Position]) -> list[Position]:
    if len(positions) < 3 or len(positions) % 2 == 0:
        raise NotGeometry(detail="an arc has three positions")
    followed = [arc(positions[i], positions[i + 1], positions[i + 2]) for i in range(0, len(positions) - 2, 2)]
    return [followed[0][0], *(corner for one in followed for corner in one[1:])]


def _positions(element: Element) -> list[Position]:
    """The positions below an element, heights dropped."""
    holders = [one for one in element.iter() if local_name(one) in ("posList", "pos", "coordinates")]
    found: list[Position] = []
    for one in holders:
        text = one.text or ""
        if local_name(one) == "coordinates":
            numbers = [float(part) for pair in text.split() for part in pair.split(",")[:2]]
            width = 2
        else:
            numbers = [float(part) for part in text.split()]
            width = _width(one, element, numbers)
        if not numbers or len(numbers) % width:
            raise NotGeometry(detail="a coordinate is missing")
        found += list(zip(numbers[::width], numbers[1::width], strict=True))
    return found


def _width(holder: Element, element: Element, numbers: list[float]) -> int:
    if local_name(holder) == "pos":
        return len(numbers) or 2
    stated = holder.get("srsDimension") or element.get("srsDimension") or "2"
    return 3 if stated == "3" else 2


_SINGLE: dict[str, Callable[[Element], BaseGeometry]] = {
    "Point": _point,
    "LineString": _line,
    "Curve": _line,
    "Polygon": _polygon,
    "Surface": _surface,
    "PolyhedralSurface": _surface,
}
