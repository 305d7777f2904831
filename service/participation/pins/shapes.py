"""Lines and areas that people draw with what they say: what is taken, and the point that stands for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geo.errors import GeometryProblem
from geo.geometry import geometry_from_geojson
from geo.positions import Limits
from service.errors import FieldError, InvalidInput
from service.i18n import format_number
from service.i18n import gettext as _
from service.web.geometry_words import geometry_sentence

Kind = Literal["line", "area"]
#: A finger draws a few dozen corners, and a street copied from a plan has some hundreds.
LIMITS = Limits(vertices=500, rings=1)
#: Shorter or smaller is a slip of the finger: a point says the same.
LEAST_LINE_M, LEAST_AREA_M2 = 5.0, 25.0
#: Longer or larger is about the whole municipality, or about an area that has a name.
MOST_LINE_M, MOST_AREA_M2 = 30_000.0, 50_000_000.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line or an area in the metric CRS, and the point that stands for it in lists, counts and far views."""

    kind: Kind
    geometry: BaseGeometry
    middle: Point


def drawn(geojson: Any) -> Drawn:
    """What somebody drew, as they sent it: a GeoJSON LineString or Polygon without holes, in WGS 84.

    The middle of a line is half of its length along it; that of an area is a point on its surface.

    Raises
    ------
    InvalidInput
        with a sentence, for what is neither, crosses itself, has too many corners, or is too small or too large.
    """
    try:
        geometry = geometry_from_geojson(geojson, limits=LIMITS)
    except GeometryProblem as problem:
        raise _refused(geometry_sentence(problem)) from problem
    if isinstance(geometry, LineString):
        _check_line(geometry.length)
        return Drawn("line", geometry, geometry.interpolate(0.5, normalized=True))
    if isinstance(geometry, Polygon):
        _check_area(geometry.area)
        return Drawn("area", geometry, shapely.point_on_surface(geometry))
    raise _refused(_("Draw one line or one area."))


def _check_line(length_m: float) -> None:
    if length_m < LEAST_LINE_M:
        raise _refused(_("The line is too short: put a point there instead."))
    if length_m > MOST_LINE_M:
        most = format_number(MOST_LINE_M / 1000)
        raise _refused(_("The line is too long: at most %(count)s kilometres can be drawn.", count=most))


def _check_area(size_m2: float) -> None:
    if size_m2 < LEAST_AREA_M2:
        raise _refused(_("The area is too small: put a point there instead."))
    if size_m2 > MOST_AREA_M2:
        most = format_number(MOST_AREA_M2 / 1e6)
        raise _refused(_("The area is too large: at most %(count)s square kilometres can be drawn.", count=most))


def _refused(sentence: str) -> InvalidInput:
    return InvalidInput(sentence, [FieldError("shape", sentence)])
