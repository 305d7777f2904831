"""Shapes from residents and back: GeoJSON in WGS 84 at the edge, shapely in metres within."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.axes import check_lonlat
from geo.crs import METRIC, MetricCrs
from geo.errors import GeometryProblem
from geo.positions import LIMITS, Limits, Shape, shape_from_mapping
from geo.topology import Repair, check_sound, repaired

__all__ = [
    "LIMITS",
    "GeometryProblem",
    "Limits",
    "Repair",
    "area_m2",
    "check_sound",
    "geometry_from_geojson",
    "geometry_to_geojson",
    "oriented",
    "repaired",
]

Lonlat = tuple[float, float]
LONLAT_DECIMALS = 7
"""About a centimetre; more digits only pretend to know."""


def geometry_from_geojson(
    geometry: object,
    *,
    crs: MetricCrs = METRIC,
    limits: Limits = LIMITS,
    sound: bool = True,
) -> BaseGeometry:
    """Reads a GeoJSON geometry (RFC 7946, WGS 84) into a shapely geometry in metres.

    Takes Point, LineString, Polygon and MultiPolygon. Limits and positions are checked before
    anything is built; an open ring is closed; heights are dropped.

    Parameters
    ----------
    geometry : the parsed JSON object, of whatever type it came.
    crs : the metric CRS to land in.
    limits : the most vertices and rings.
    sound : also refuse shapes that cross themselves or enclose nothing. With False the shape
        comes as drawn, for `repaired` to mend.

    Returns
    -------
    A geometry in metres whose polygons are oriented counter-clockwise.

    Raises
    ------
    GeometryProblem
        one of the subclasses in `geo.errors`, naming what is wrong and where.
    """
    shape = shape_from_mapping(geometry, limits)
    check_lonlat(shape.positions(), crs)
    metric = crs.geometry_from_lonlat(_built(shape))
    if sound:
        check_sound(metric, crs)
    return oriented(metric)


def geometry_to_geojson(
    geometry: BaseGeometry, *, crs: MetricCrs = METRIC, decimals: int = LONLAT_DECIMALS
) -> dict[str, Any]:
    """A geometry in metres as a GeoJSON geometry object in WGS 84.

    Shells run counter-clockwise and holes clockwise (RFC 7946, 3.1.6); numbers have at most
    `decimals` decimals; there is no crs member and no height. An empty geometry becomes a
    geometry with empty coordinates, which RFC 7946 allows.
    """
    lonlat = oriented(crs.geometry_to_lonlat(shapely.force_2d(geometry)))
    rounded = shapely.transform(lonlat, lambda points: np.round(points, decimals))
    mapping: dict[str, Any] = shapely.geometry.mapping(rounded)
    return {"type": mapping["type"], **_members(mapping)}


def oriented(geometry: BaseGeometry) -> BaseGeometry:
    """The same geometry with shells counter-clockwise and holes clockwise."""
    return shapely.orient_polygons(geometry, exterior_cw=False)


def area_m2(geometry: BaseGeometry) -> float:
    """Area in m2 of a geometry in metres, in the plane of the projection; 0 for points and lines.

    The projection's scale is left as it is (up to half a per cent of area at the edges of Finland), so that a
    sum of parts is the area of the whole.
    """
    return float(geometry.area)


def _built(shape: Shape) -> BaseGeometry:
    first = shape.parts[0]
    if shape.kind == "Point":
        return shapely.Point(first[0][0])
    if shape.kind == "LineString":
        line = first[0]
        # GEOS wants two points; a lone one becomes a line of no length, refused by name later.
        return shapely.LineString(line if len(line) > 1 else line * 2)
    polygons = [shapely.Polygon(rings[0], rings[1:]) for rings in shape.parts]
    return polygons[0] if shape.kind == "Polygon" else shapely.MultiPolygon(polygons)


def _members(mapping: dict[str, Any]) -> dict[str, Any]:
    if "geometries" in mapping:
        return {"geometries": [{"type": part["type"], **_members(part)} for part in mapping["geometries"]]}
    return {"coordinates": _lists(mapping["coordinates"])}


def _lists(value: Any) -> Any:
    return [_lists(item) for item in value] if isinstance(value, list | tuple) else float(value)
