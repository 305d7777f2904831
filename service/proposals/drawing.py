"""From what was drawn, pasted or chosen to one sound shape in metres: the same checks for every way in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.database import sql
from boundaries.errors import OutsideMunicipality
from boundaries.queries import areas_by_slugs
from geo.crs import METRIC
from geo.errors import NotGeometry
from geo.geometry import Limits, check_sound, geometry_from_geojson
from service.i18n import gettext as _
from service.proposals.errors import NothingDrawn

DRAWING_LIMITS = Limits(vertices=5_000, rings=100)
#: Hand-drawn borders may step over the municipality's outline by this much.
BORDER_M = 50.0


def shape_from_text(text: str) -> BaseGeometry:
    """A shape in metres from pasted GeoJSON (a geometry or a feature) or WKT, both in WGS 84, longitude first.

    Raises
    ------
    GeometryProblem
        when it is neither, or the shape is not sound; with the place where it is known.
    """
    text = text.strip()
    return shape_from_geojson(_json_object(text) if text.startswith("{") else _from_wkt(text))


def shape_from_geojson(value: Any) -> BaseGeometry:
    """A shape in metres from a GeoJSON geometry, feature, or collection of one feature, in WGS 84."""
    if isinstance(value, dict) and value.get("type") == "FeatureCollection":
        features = value.get("features")
        value = features[0] if isinstance(features, list) and len(features) == 1 else None
    if isinstance(value, dict) and value.get("type") == "Feature":
        value = value.get("geometry")
    return geometry_from_geojson(value, limits=DRAWING_LIMITS)


def shape_from_areas(connection: Connection, municipality_id: int, slugs: Sequence[str]) -> BaseGeometry:
    """The published areas of the given addresses as one shape in metres.

    Raises NothingDrawn when one of them does not exist.
    """
    found = areas_by_slugs(connection, municipality_id, slugs)
    missing = [slug for slug in slugs if slug not in found]
    if missing:
        raise NothingDrawn(_("There is no area called %(area)s.", area=missing[0]))
    shape = shapely.union_all(list(found.values()))
    check_sound(shape)
    return shape


def check_inside(connection: Connection, municipality_id: int, shape: BaseGeometry) -> None:
    """Refuse a shape that reaches out of the municipality by more than a hand may slip.

    Raises OutsideMunicipality with a place that lies outside.
    """
    wkb = connection.execute(sql("boundaries", "municipality_outline"), {"municipality_id": municipality_id}).scalar()
    if wkb is None:
        return
    outside = shapely.difference(shape, shapely.from_wkb(bytes(wkb)).buffer(BORDER_M))
    if not outside.is_empty:
        point = outside.representative_point()
        raise OutsideMunicipality(METRIC.to_lonlat(point.x, point.y))


def _json_object(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise NotGeometry("geometry", "not JSON") from None


def _from_wkt(text: str) -> Any:
    if len(text) > DRAWING_LIMITS.vertices * 60:
        raise NotGeometry("geometry", "too long")
    try:
        return shapely.geometry.mapping(shapely.force_2d(shapely.from_wkt(text)))
    except (ShapelyError, ValueError, TypeError, AttributeError):
        raise NotGeometry("geometry", "neither GeoJSON nor WKT") from None
