"""From the demo's WGS 84 values to the database's metric geometry."""

from __future__ import annotations

from geoalchemy2.elements import WKBElement
from geoalchemy2.shape import from_shape
from shapely.geometry import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC


def metric(geometry: BaseGeometry) -> BaseGeometry:
    """A WGS 84 geometry in the metric CRS."""
    return METRIC.geometry_from_lonlat(geometry)


def stored(geometry: BaseGeometry) -> WKBElement:
    """A metric geometry as a column value."""
    return from_shape(geometry, srid=METRIC.epsg)


def stored_point(lonlat: tuple[float, float]) -> WKBElement:
    """A WGS 84 pair as a column value."""
    return stored(Point(METRIC.from_lonlat(*lonlat)))


def multi(geometry: BaseGeometry) -> MultiPolygon:
    """A polygon or several as a multipolygon."""
    return geometry if isinstance(geometry, MultiPolygon) else MultiPolygon([geometry])
