"""Geometries of Ryhti files: GeoJSON with the EPSG number beside it, easting first, to the metric CRS."""

from __future__ import annotations

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.axes import check_projected
from geo.crs import METRIC
from geo.errors import CrsUnusable, NotGeometry
from geo.positions import shape_from_mapping
from layers.plans.ryhti.model import LIMITS


def geometry_of(value: Any, path: str) -> BaseGeometry:
    """The geometry of a Ryhti object ``{"srid": "3879", "geometry": {...}}`` in the metric CRS, as drawn.

    Raises
    ------
    GeometryProblem
        a subclass that says what is wrong: no geometry, an unknown system, axes that changed places,
        coordinates outside the area of use, too many corners.
    """
    if not isinstance(value, dict) or not isinstance(value.get("geometry"), dict):
        raise NotGeometry(path)
    srid = str(value.get("srid", "")).strip().upper().removeprefix("EPSG:")
    if not srid.isascii() or not srid.isdecimal() or len(srid) > 6:
        raise CrsUnusable(path, detail=srid[:20])
    shape = shape_from_mapping(value["geometry"], LIMITS)
    check_projected(shape.positions(), int(srid))
    if shape.kind == "Point":
        built: BaseGeometry = shapely.Point(shape.parts[0][0][0])
    elif shape.kind == "LineString":
        line = shape.parts[0][0]
        built = shapely.LineString(line if len(line) > 1 else line * 2)
    else:
        polygons = [shapely.Polygon(rings[0], rings[1:]) for rings in shape.parts]
        built = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
    return METRIC.geometry_from_epsg(built, int(srid))
