"""Places outside the municipality: how far, which way, and what can be done about it, in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from shapely.geometry import Point
from sqlalchemy.orm import Session

from boundaries.database import sql
from geo.crs import METRIC
from geo.places import offset_between
from service.errors import FieldError
from service.i18n import N_, named
from service.i18n import gettext as _
from service.participation.pins.errors import OutsideMunicipality
from service.participation.pins.home import Home
from service.participation.pins.words import spoken_distance

PACKAGE = "service.participation.pins"
#: What is moved inside stands so far from the border, metres; the next one is tried where the border is jagged.
STEPS_M = (1.0, 3.0, 10.0)
#: Nobody measures a border more exactly in words.
LEAST_SPOKEN_M = 10.0

SENTENCES = {
    "north": N_("The place is outside %(municipality)s, %(distance)s north of its border."),
    "north_east": N_("The place is outside %(municipality)s, %(distance)s north-east of its border."),
    "east": N_("The place is outside %(municipality)s, %(distance)s east of its border."),
    "south_east": N_("The place is outside %(municipality)s, %(distance)s south-east of its border."),
    "south": N_("The place is outside %(municipality)s, %(distance)s south of its border."),
    "south_west": N_("The place is outside %(municipality)s, %(distance)s south-west of its border."),
    "west": N_("The place is outside %(municipality)s, %(distance)s west of its border."),
    "north_west": N_("The place is outside %(municipality)s, %(distance)s north-west of its border."),
}


@dataclass(frozen=True)
class Outside:
    """Where a place lies outside: metres from the border, the direction from it (a key of COMPASS_POINTS), the
    nearest spot on it, and the name of the municipality that the place is in, where this service knows it."""

    distance_m: float
    compass_point: str
    nearest: Point
    neighbour: str


def outside_of(db: Session, municipality_id: int, point: Point) -> Outside | None:
    """How a point of the metric CRS lies outside the municipality; None when it lies inside or on the border."""
    if _is_inside(db, municipality_id, point):
        return None
    values = {"municipality_id": municipality_id, "x": point.x, "y": point.y, "srid": METRIC.epsg}
    row = db.execute(sql(PACKAGE, "where_outside"), values).one()
    offset = offset_between(METRIC.to_lonlat(row.x, row.y), METRIC.to_lonlat(point.x, point.y))
    return Outside(row.distance_m, offset.compass_point or "north", Point(row.x, row.y), named(row.neighbour_names))


def nearest_inside(db: Session, municipality_id: int, point: Point, outside: Outside) -> Point | None:
    """The place just inside the border that is nearest to a point; None where the border is too jagged for one."""
    across, up = outside.nearest.x - point.x, outside.nearest.y - point.y
    length = math.hypot(across, up)
    for step in STEPS_M:
        tried = outside.nearest
        if length > 0:
            tried = Point(tried.x + across / length * step, tried.y + up / length * step)
        if _is_inside(db, municipality_id, tried):
            return tried
    return None


def where_words(municipality: str, outside: Outside) -> str:
    """How far outside a place is and which way, in a sentence."""
    distance = spoken_distance(max(outside.distance_m, LEAST_SPOKEN_M))
    return _(SENTENCES[outside.compass_point], municipality=municipality, distance=distance)


def refusal(home: Home, outside: Outside) -> OutsideMunicipality:
    """The refusal of a place, saying where it is and what can be done."""
    parts = [
        where_words(home.name, outside),
        _(
            "Move it inside the border, or send this as an idea about the whole of %(municipality)s.",
            municipality=home.name,
        ),
    ]
    if outside.neighbour:
        parts.append(_("The place is in %(neighbour)s: you can tell it there.", neighbour=outside.neighbour))
    if home.takes_outside:
        limit = spoken_distance(home.outside_limit_m)
        parts.append(_("Places at most %(limit)s from the border are taken in for a moderator.", limit=limit))
    sentence = " ".join(parts)
    return OutsideMunicipality(sentence, [FieldError("lonlat", sentence)])


def waiting_words(municipality: str, outside: Outside) -> str:
    """What the author of a pin that waits outside is told."""
    waiting = _("A moderator looks at where it belongs. It becomes public after that.")
    return f"{where_words(municipality, outside)} {waiting}"


def moved_words(moved_m: float) -> str:
    """What the author is told of a position that the device put just outside the border."""
    return _(
        "Your position was %(distance)s outside the border, which is within its accuracy. "
        "The idea was put just inside the border.",
        distance=spoken_distance(max(moved_m, LEAST_SPOKEN_M)),
    )


def _is_inside(db: Session, municipality_id: int, point: Point) -> bool:
    values = {"municipality_id": municipality_id, "x": point.x, "y": point.y, "srid": METRIC.epsg}
    return bool(db.execute(sql(PACKAGE, "is_inside"), values).one().is_inside)
