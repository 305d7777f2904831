"""Surfaces of GML 3.2 to polygons in the metric CRS: rings of lines and arcs, holes and several parts."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import shapely
from shapely.geometry.base import BaseGeometry

from geo.arcs import Position, arc
from geo.axes import check_projected
from geo.crs import METRIC
from geo.errors import EmptyGeometry, NotFinite, NotGeometry, RingTooShort, TooManyVertices
from layers.plans.ryhti.model import LIMITS

SEGMENTS = ("LineStringSegment", "Arc", "ArcString")


def tag(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def below(element: Element, name: str) -> Iterator[Element]:
    """The elements of a name anywhere under an element, namespaces aside."""
    return (one for one in element.iter() if tag(one) == name)


def surface(element: Element, epsg: int) -> BaseGeometry:
    """The polygons under an element as one geometry in the metric CRS, as drawn (sound or not).

    Raises
    ------
    GeometryProblem
        a subclass that says what is wrong: no polygon, too few or too many corners, a segment of a kind that
        is not read here, axes that changed places, coordinates outside the area of use.
    """
    polygons = [_polygon(one) for one in below(element, "Polygon")]
    if not polygons:
        raise EmptyGeometry
    built = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
    corners = shapely.get_coordinates(built).tolist()
    if len(corners) > LIMITS.vertices:
        raise TooManyVertices(detail=f"more than {LIMITS.vertices}")
    check_projected(((x, y) for x, y in corners), epsg)
    return METRIC.geometry_from_epsg(built, epsg)


def _polygon(element: Element) -> shapely.Polygon:
    rings = {name: [_ring(one) for one in element if tag(one) == name] for name in ("exterior", "interior")}
    if len(rings["exterior"]) != 1:
        raise NotGeometry(detail="a polygon needs one exterior")
    return shapely.Polygon(rings["exterior"][0], rings["interior"])


def _ring(element: Element) -> list[Position]:
    parts = [one for one in element.iter() if tag(one) in SEGMENTS]
    if not parts:
        parts = list(below(element, "LinearRing"))
    others = [one for holder in below(element, "segments") for one in holder if tag(one) not in SEGMENTS]
    if others:
        raise NotGeometry(detail=f"{tag(others[0])} is not read here")
    corners: list[Position] = []
    for part in parts:
        positions = _positions(part)
        points = positions if tag(part) in ("LineStringSegment", "LinearRing") else _arcs(positions)
        corners += points[1:] if corners and points and corners[-1] == points[0] else points
    if len(set(corners)) < 3:
        raise RingTooShort
    return corners


def _arcs(positions: list[Position]) -> list[Position]:
    """An arc of three positions, or a string of arcs that share their ends."""
    if len(positions) < 3 or len(positions) % 2 == 0:
        raise NotGeometry(detail="an arc has three positions")
    try:
        followed = [arc(positions[i], positions[i + 1], positions[i + 2]) for i in range(0, len(positions) - 2, 2)]
    except ValueError as error:
        raise NotFinite from error
    return [followed[0][0], *(corner for one in followed for corner in one[1:])]


def _positions(part: Element) -> list[Position]:
    holders = [one for one in part.iter() if tag(one) in ("posList", "pos")]
    width = 3 if any(one.get("srsDimension") == "3" for one in (part, *holders)) else 2
    try:
        numbers = [float(number) for one in holders for number in (one.text or "").split()]
    except ValueError as error:
        raise NotGeometry(detail="a coordinate is no number") from error
    if len(numbers) % width:
        raise NotGeometry(detail="a coordinate is missing")
    return list(zip(numbers[::width], numbers[1::width], strict=True))
