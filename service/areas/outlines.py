"""The shape that a request speaks of: drawn, pasted, or made of areas that exist already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.errors import OutsideMunicipality
from boundaries.queries import areas_by_slugs
from boundaries.units import Units
from geo.crs import METRIC
from geo.errors import EmptyGeometry, GeometryTypeUnsupported
from geo.geometry import geometry_from_geojson
from service.areas.coordinates import geometry_from_text
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _

#: So much of an area must lie in the municipality; a hand that slips over the border is no reason to refuse.
LEAST_INSIDE = 0.9
#: Unions of boundaries that were drawn apart leave hair-thin gaps; closing them needs a little room.
GAP_M = 0.01


def outline_of(
    connection: Connection,
    municipality_id: int,
    *,
    geometry: Any = None,
    coordinates: str = "",
    areas: Sequence[str] = (),
) -> BaseGeometry:
    """The polygon in the metric CRS that the first given of drawing, text and areas describes.

    Parameters
    ----------
    geometry : a GeoJSON Polygon or MultiPolygon in WGS 84.
    coordinates : text, as `geometry_from_text`.
    areas : slugs of published areas, joined into one.

    Raises
    ------
    GeometryProblem
        EmptyGeometry when nothing was given; else what is wrong with the shape.
    InvalidInput
        when one of the areas does not exist.
    """
    if geometry is None and coordinates.strip():
        geometry = geometry_from_text(coordinates)
    if geometry is not None:
        shape = geometry_from_geojson(geometry)
        if shape.geom_type not in ("Polygon", "MultiPolygon"):
            raise GeometryTypeUnsupported("type", shape.geom_type)
        return shape
    if not areas:
        raise EmptyGeometry
    return _union(connection, municipality_id, areas)


def _union(connection: Connection, municipality_id: int, slugs: Sequence[str]) -> BaseGeometry:
    found = areas_by_slugs(connection, municipality_id, slugs)
    unknown = [slug for slug in slugs if slug not in found]
    if unknown:
        message = _("There is no area called %(name)s here.", name=unknown[0][:60])
        raise InvalidInput(message, [FieldError("areas", message)])
    if len(found) == 1:
        return next(iter(found.values()))
    joined = shapely.union_all(list(found.values()), grid_size=0.001)
    closed = joined.buffer(GAP_M, join_style="mitre").buffer(-GAP_M, join_style="mitre")
    return closed if closed.is_valid and not closed.is_empty else joined


def check_inside(units: Units, shape: BaseGeometry, least: float = LEAST_INSIDE) -> None:
    """Refuse a shape of which less than `least` (0-1) lies in the municipality and its statistical units.

    Raises
    ------
    OutsideMunicipality
        with a place outside.
    """
    if units.ground.covers(shape):
        return
    outside = shape.difference(units.ground)
    if outside.area <= (1 - least) * shape.area:
        return
    largest = max(shapely.get_parts(outside), key=lambda part: part.area)
    point = largest.representative_point()
    raise OutsideMunicipality(METRIC.to_lonlat(point.x, point.y))
