"""KML, read without entities, DTDs or anything that would be fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from boundaries.reading.errors import UploadProblem
from boundaries.reading.model import RawFeature, RawFile, columns_of
from boundaries.reading.values import clean
from geo.crs import LONLAT


def read_kml(data: bytes) -> RawFile:
    """The placemarks of a KML document with their polygons, in WGS 84.

    Raises
    ------
    UploadProblem
        entities_refused for a document with a DTD or entities; network_link for one that points at another;
        damaged; no_features.
    """
    try:
        root = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UploadProblem("entities_refused") from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise UploadProblem("damaged", format="KML") from error
    if next(_all(root, "NetworkLink"), None) is not None:
        raise UploadProblem("network_link")
    features = [_feature(number, mark) for number, mark in enumerate(_all(root, "Placemark"), start=1)]
    if not features:
        raise UploadProblem("no_features")
    has_heights = any(len(text.split(",")) > 2 for text in _first_coordinates(root))
    return RawFile("KML", features, LONLAT, "WGS 84", has_heights=has_heights, columns=columns_of(features))


def _feature(number: int, mark: Element) -> RawFeature:
    values: dict[str, Any] = {}
    for child in mark:
        if _tag(child) in ("name", "description") and child.text:
            values[_tag(child)] = clean(child.text)
    for data in _all(mark, "Data"):
        value = next(_all(data, "value"), None)
        values[str(data.get("name", ""))[:80]] = clean(value.text or "") if value is not None else None
    for data in _all(mark, "SimpleData"):
        values[str(data.get("name", ""))[:80]] = clean(data.text or "")
    polygons = [_polygon(polygon) for polygon in _all(mark, "Polygon")]
    if polygons:
        return RawFeature(number, values, {"type": "MultiPolygon", "coordinates": polygons})
    other = next((_tag(one) for one in mark.iter() if _tag(one) in ("Point", "LineString")), None)
    return RawFeature(number, values, {"type": other, "coordinates": [0.0, 0.0]} if other else None)


def _polygon(polygon: Element) -> list[list[list[float]]]:
    shells = [_ring(one) for one in _all(polygon, "outerBoundaryIs")]
    holes = [_ring(one) for one in _all(polygon, "innerBoundaryIs")]
    return [*shells[:1], *holes]


def _ring(boundary: Element) -> list[list[float]]:
    coordinates = next(_all(boundary, "coordinates"), None)
    text = (coordinates.text or "") if coordinates is not None else ""
    # Some programs write "27.1, 62.1, 0" with spaces inside a position.
    words = text.replace(" ,", ",").replace(", ", ",").split()
    return [[_number(part) for part in word.split(",")[:2]] for word in words]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _first_coordinates(root: Element) -> Iterator[str]:
    for one in _all(root, "coordinates"):
        words = (one.text or "").split()
        if words:
            yield words[0]


def _all(element: Element, tag: str) -> Iterator[Element]:
    return (one for one in element.iter() if _tag(one) == tag)


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
