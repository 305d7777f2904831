"""Shapes of a filter, in metres: read from GeoJSON, well-known text or a box, in the axis order of filter-crs."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geo.crs import LONLAT, METRIC
from geo.errors import GeometryProblem
from service.i18n import gettext as _
from service.maps.ogc.cql2.refusals import refused
from service.maps.ogc.reference_systems import ReferenceSystem, in_metres

MOST_CORNERS = 2000


def shape_in_metres(node: dict[str, Any], system: ReferenceSystem) -> BaseGeometry:
    """A shape of the tree, cut to the area of use; empty where it lies wholly outside.

    Raises UnknownParameter for what is no shape, is not valid, or has more than `MOST_CORNERS` corners.
    """
    try:
        shape = shapely.force_2d(_read(node))
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise refused(_("One of its shapes cannot be read.")) from None
    points = shapely.get_coordinates(shape)
    if len(points) > MOST_CORNERS:
        raise refused(_("One of its shapes has more than %(most)s corners.", most=MOST_CORNERS))
    if not len(points) or not np.isfinite(points).all() or not shape.is_valid:
        raise refused(_("One of its shapes is empty or crosses itself."))
    if system.is_flipped:
        shape = shapely.transform(shape, lambda corners: corners[:, ::-1])
    own = METRIC.matrix.extent if system.epsg == METRIC.epsg else METRIC.reach_in(system.epsg)
    if system.epsg == LONLAT and np.abs(shapely.get_coordinates(shape)).max() > 180:
        raise refused(_("Longitudes go from -180 to 180 and latitudes from -90 to 90."))
    try:
        inside = shapely.box(*own)
        return in_metres(shape if inside.contains(shape) else _same_kind(shape.intersection(inside), shape), system)
    except (ShapelyError, GeometryProblem):
        raise refused(_("One of its shapes cannot be read.")) from None


def _read(node: dict[str, Any]) -> BaseGeometry:
    if "wkt" in node:
        return shapely.from_wkt(str(node["wkt"]))
    if "bbox" in node:
        numbers = [float(one) for one in node["bbox"]]
        numbers = [*numbers[:2], *numbers[3:5]] if len(numbers) == 6 else numbers
        west, south, east, north = numbers
        if west > east or south > north:
            raise ValueError("corners")
        return shapely.box(west, south, east, north)
    return shapely.geometry.shape({key: node[key] for key in ("type", "coordinates", "geometries") if key in node})


def _same_kind(cut: BaseGeometry, shape: BaseGeometry) -> BaseGeometry:
    """What is left of a shape after the cut, without the points and lines that only touch the edge."""
    dimension = shapely.get_dimensions(shape)
    parts = shapely.get_parts(cut)
    return (
        cut
        if shape.geom_type == "GeometryCollection"
        else shapely.union_all([one for one in parts if shapely.get_dimensions(one) == dimension])
    )
