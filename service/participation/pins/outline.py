"""An outline that somebody drew to see what is said inside it: as an address carries it, and as a shape."""

from __future__ import annotations

import math

import shapely
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC
from geo.errors import GeometryProblem
from service.i18n import gettext as _

#: Enough for a hand-drawn district; an address of more could be cut short on its way.
MOST_CORNERS = 60
#: A tenth of a metre or less: the next page of a list and the map ask for the very same ground.
DECIMALS = 6
Outline = tuple[tuple[float, float], ...]


def outline_from_text(value: object) -> object:
    """``lon,lat;lon,lat;…`` in degrees as corners; raises ValueError with a sentence for what is no outline."""
    if not isinstance(value, str):
        return value
    wrong = ValueError(_("Give the outline as lon,lat;lon,lat;lon,lat in degrees."))
    pairs = [pair.split(",") for pair in value.strip(";").split(";")]
    if len(pairs) > MOST_CORNERS + 1:
        raise ValueError(_("The outline has too many corners: at most %(count)s can be used.", count=MOST_CORNERS))
    try:
        corners = tuple((float(lon), float(lat)) for lon, lat in pairs)
    except ValueError:
        raise wrong from None
    if not all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in corners):  # what is no number is not smaller either
        raise wrong
    if corners[0] == corners[-1]:
        corners = corners[:-1]
    if len(set(corners)) < 3:
        raise ValueError(_("An outline needs at least three different corners."))
    return corners


def outline_named(text: str) -> Outline | None:
    """The corners that a text gives, or None for what is no outline or encloses nothing here."""
    try:
        found = outline_from_text(text)
    except ValueError:
        return None
    outline: Outline = found  # type: ignore[assignment]  # a text gives corners
    return outline if ground_inside(outline) is not None else None


def ground_named(text: str) -> BaseGeometry | None:
    """What the outline that a text gives encloses, in the metric CRS; None for what is no outline."""
    outline = outline_named(text)
    return ground_inside(outline) if outline is not None else None


def circle_around(lonlat: tuple[float, float], radius_m: float) -> Outline:
    """The corners of a circle around a WGS 84 place, to within a hundredth of its radius."""
    circle = Point(METRIC.from_lonlat(*lonlat)).buffer(radius_m, quad_segs=6)
    return tuple((x, y) for x, y in METRIC.geometry_to_lonlat(circle).exterior.coords[:-1])


def outline_to_text(outline: Outline) -> str:
    """The outline as addresses carry it."""
    return ";".join(f"{lon:.{DECIMALS}f},{lat:.{DECIMALS}f}" for lon, lat in outline)


def ground_inside(outline: Outline) -> BaseGeometry | None:
    """What an outline encloses, in the metric CRS; None when that is nothing, or lies where the CRS does not reach.

    An outline that crosses itself encloses its loops: who looks for something is not to be taught to draw.
    """
    try:
        drawn = METRIC.geometry_from_lonlat(Polygon(outline))
    except GeometryProblem:
        return None
    parts = [part for part in shapely.get_parts(shapely.make_valid(drawn)) if part.area > 0]
    inside = shapely.union_all(parts)
    return inside if math.isfinite(inside.area) and inside.area > 0 else None
