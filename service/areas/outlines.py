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
from geo.editing import joined
from geo.errors import EmptyGeometry, GeometryTypeUnsupported
from geo.geometry import geometry_from_geojson
from service.areas.drawing.coordinates import geometry_from_text
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _

#: So much of an area must lie in the municipality; a hand that slips over the border is no reason to refuse.
LEAST_INSIDE = 0.9


def outline_of(
    connection: Connection,
    municipality_id: int,
    *,
    geometry: Any = None,
    coordinates: str = "",
    areas: Sequence[str] = (),
) -> BaseGeometry:
    """The polygon in the metric CRS that a drawing (else a text) and areas describe together.

    Parameters
    ----------
    geometry : a GeoJSON Polygon or MultiPolygon in WGS 84.
    coordinates : text, as `geometry_from_text`; not read when there is a drawing.
    areas : slugs of published areas, joined into one with what was drawn.

    Raises
    ------
    GeometryProblem
        EmptyGeometry when nothing was given; else what is wrong with the shape.
    InvalidInput
        when one of the areas does not exist.
    """
    if geometry is None and coordinates.strip():
        geometry = geometry_from_text(coordinates)
    shapes = [_drawn(geometry)] if geometry is not None else []
    shapes += _chosen(connection, municipality_id, areas)
    if not shapes:
        raise EmptyGeometry
    return joined(shapes)


def _drawn(geometry: Any) -> BaseGeometry:
    shape = geometry_from_geojson(geometry)
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise GeometryTypeUnsupported("type", shape.geom_type)
    return shape


def _chosen(connection: Connection, municipality_id: int, slugs: Sequence[str]) -> list[BaseGeometry]:
    if not slugs:
        return []
    found = areas_by_slugs(connection, municipality_id, slugs)
    unknown = [slug for slug in slugs if slug not in found]
    if unknown:
        message = _("There is no area called %(name)s here.", name=unknown[0][:60])
        raise InvalidInput(message, [FieldError("areas", message)])
    return list(found.values())


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
