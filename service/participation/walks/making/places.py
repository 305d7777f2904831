"""Where the stops and the route of a walk are, from what was drawn or written."""

from __future__ import annotations

import json
import re
from typing import Any

from shapely.geometry import LineString, Point
from sqlalchemy.orm import Session

from geo.crs import METRIC
from geo.errors import GeometryProblem
from geo.geometry import Limits, geometry_from_geojson, geometry_to_geojson
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.pins.outside import outside_of
from service.participation.pins.places import found_places
from service.web.context import municipality, public_db
from service.web.geometry_words import geometry_sentence

ROUTE_LIMITS = Limits(vertices=2000, rings=1)
#: 62.8912, 27.6801 as well as 62,8912 27,6801: the latitude first, as map services write it.
_PAIR = re.compile(r"^(\d{1,2}[.,]\d+)\s*[,; ]\s*(\d{1,3}[.,]\d+)$")


def stop_point(db: Session, written: str, where: str) -> Point:
    """A stop's place in the metric CRS, from coordinates or the name of a place of the municipality.

    Raises InvalidInput, naming the field, when it is neither, or lies outside.
    """
    pair = _PAIR.match(written)
    if pair:
        lat, lon = (float(number.replace(",", ".")) for number in pair.groups())
        return inside(db, _point((lon, lat), where), where)
    if not written:
        raise _wrong(where, _("Write where the stop is: a name of a place, or its coordinates."))
    found = found_places(public_db(), municipality().id, written, limit=8)
    exact = [one for one in found if one.is_exact]
    if not found:
        raise _wrong(where, _("No place is called “%(name)s”. Try another name, or write coordinates.", name=written))
    if len(exact) != 1 and len(found) != 1:
        names = ", ".join(one.name for one in found[:5])
        sentence = _("Several places fit “%(name)s”: %(places)s. Write the whole name.", name=written, places=names)
        raise _wrong(where, sentence)
    return inside(db, _point((exact or found)[0].lonlat, where), where)


def route_line(db: Session, text: str, stops: list[Point]) -> LineString:
    """The route in the metric CRS: as drawn (GeoJSON in WGS 84), or straight from stop to stop when nothing was.

    Raises InvalidInput when it is no line, or leaves the municipality.
    """
    if not text.strip():
        if len({stop.coords[0] for stop in stops}) < 2:
            raise _wrong("stop_place", _("A walk needs a route, or at least two stops in different places."))
        return LineString([stop.coords[0] for stop in stops])
    try:
        shape = geometry_from_geojson(_geometry(text), limits=ROUTE_LIMITS)
    except GeometryProblem as error:
        raise _wrong("route", geometry_sentence(error)) from error
    if not isinstance(shape, LineString):
        raise _wrong("route", _("The route must be one line."))
    for end in (shape.coords[0], shape.coords[-1]):
        inside(db, Point(end), "route")
    return shape


def inside(db: Session, point: Point, where: str) -> Point:
    """The point, when it lies in the municipality. Raises InvalidInput when it does not."""
    if outside_of(db, municipality().id, point) is not None:
        raise _wrong(where, _("This is outside %(municipality)s.", municipality=municipality().name()))
    return point


def written_point(point: Point) -> str:
    """A place as the form shows it: latitude and longitude in degrees."""
    lon, lat = METRIC.to_lonlat(point.x, point.y)
    return f"{lat:.6f}, {lon:.6f}"


def written_route(line: LineString) -> str:
    """A route as the form carries it."""
    return json.dumps(geometry_to_geojson(line))


def _geometry(text: str) -> Any:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise _wrong("route", _("The route could not be read. Draw it on the map again.")) from None
    return value.get("geometry", value) if isinstance(value, dict) else value


def _point(lonlat: tuple[float, float], where: str) -> Point:
    try:
        point = geometry_from_geojson({"type": "Point", "coordinates": list(lonlat)})
    except GeometryProblem as error:
        raise _wrong(where, geometry_sentence(error)) from error
    return Point(point.x, point.y)


def _wrong(where: str, sentence: str) -> InvalidInput:
    return InvalidInput(sentence, [FieldError(where, sentence)])
