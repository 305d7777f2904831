"""GeoJSON (RFC 7946, and the older kind with a crs member), parsed by the standard library."""

from __future__ import annotations

import json
import re
from typing import Any

from boundaries.reading.errors import UploadProblem
from boundaries.reading.model import RawFeature, RawFile, columns_of
from boundaries.reading.text import decoded
from boundaries.reading.values import plain
from geo.crs import LONLAT

_EPSG = re.compile(r"EPSG(?:/[\d.]+/|:[\d.]*:|:)(\d{3,6})$", re.I)
_GEOMETRIES = frozenset(
    {"Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"}
)


def read_geojson(data: bytes) -> RawFile:
    """The features of a GeoJSON document.

    Without a crs member it is WGS 84. With one that names an EPSG number it is that; with any other, unknown.

    Raises
    ------
    UploadProblem
        damaged, nested_too_deep, not_text, no_features.
    """
    try:
        document = json.loads(decoded(data))
    except RecursionError as error:
        raise UploadProblem("nested_too_deep") from error
    except ValueError as error:
        raise UploadProblem("damaged", format="GeoJSON") from error
    rows = _rows(document)
    features = [_feature(number, row) for number, row in enumerate(rows, start=1)]
    if not features:
        raise UploadProblem("no_features")
    epsg, stated = stated_crs(document.get("crs"))
    heights = any(_has_height(one.geometry.get("coordinates")) for one in features if one.geometry)
    return RawFile("GeoJSON", features, epsg, stated, has_heights=heights, columns=columns_of(features))


def _rows(document: Any) -> list[Any]:
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "FeatureCollection":
        rows = document.get("features")
        if not isinstance(rows, list):
            raise UploadProblem("damaged", format="GeoJSON")
        return rows
    if kind == "Feature":
        return [document]
    if kind in _GEOMETRIES:
        return [{"geometry": document}]
    raise UploadProblem("damaged", format="GeoJSON")


def _feature(number: int, row: Any) -> RawFeature:
    if not isinstance(row, dict):
        return RawFeature(number, {}, None)
    properties = row.get("properties")
    values = (
        {str(name)[:80]: plain(value) for name, value in properties.items()} if isinstance(properties, dict) else {}
    )
    geometry = row.get("geometry")
    return RawFeature(number, values, geometry if isinstance(geometry, dict) else None)


def _has_height(coordinates: Any) -> bool:
    for _ in range(4):
        if not isinstance(coordinates, list) or not coordinates:
            return False
        if not isinstance(coordinates[0], list):
            return len(coordinates) > 2
        coordinates = coordinates[0]
    return False


def stated_crs(crs: Any) -> tuple[int | None, str]:
    """The EPSG number of a crs member, WGS 84 without one, None for one that is not known; and what it says."""
    if crs is None:
        return LONLAT, "WGS 84"
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", ""))[:200] if isinstance(properties, dict) else ""
    if name.upper().endswith("CRS84"):
        return LONLAT, name
    found = _EPSG.search(name)
    return (int(found[1]) if found else None), name[:80]
