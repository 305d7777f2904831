"""Where a pin is: the place that the author meant, and the place that anyone may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from shapely.geometry import Point
from sqlalchemy import Row
from sqlalchemy.orm import Session

from boundaries.database import sql
from geo.geometry import GeometryProblem, geometry_from_geojson
from geo.places import coarse_position
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.pins import rules
from service.participation.pins.errors import PlaceNotFound
from service.participation.pins.home import Home
from service.participation.pins.outside import Outside, nearest_inside, outside_of, refusal
from service.participation.pins.schemas import Submission
from service.participation.pins.shapes import Drawn, drawn
from service.web.geometry_words import geometry_sentence

PACKAGE = "service.participation.pins"
CELL_M = 100.0
#: A place is shown at most so far from where it is: as it is, or at the middle of its cell (rounded up).
SHOWN_WITHIN_M = 71.0


@dataclass(frozen=True)
class Location:
    """A place in the metric CRS. `point` is kept for officials, `public_point` is all that others get.

    Neither is there when the pin is about the whole municipality; `public_point` alone is absent when the
    author lets out no more than the area. `named_area_id` is the area that they named instead of pointing.
    `outside` is there when the place lies outside and waits for a moderator; `moved_m` says how many metres the
    position of a device was moved to be inside.
    """

    point: Point | None
    public_point: Point | None
    precision: str
    method: str
    named_area_id: int | None = None
    outside: Outside | None = None
    moved_m: float | None = None
    drawn: Drawn | None = None


def location_of(db: Session, home: Home, sent: Submission, *, whole_area: str | None = None) -> Location:
    """The location that a submission means.

    Parameters
    ----------
    whole_area : the slug of the area that a submission without a place is about; None for the whole municipality.

    A position of the device that lies outside the border by no more than its accuracy is put just inside it;
    a place farther outside waits for a moderator where the municipality wants that. A line or an area is where its
    middle is.

    Raises OutsideMunicipality, PlaceNotFound, or InvalidInput for coordinates that are no place.
    """
    if sent.shape is not None:
        shape = drawn(sent.shape)
        return replace(_placed(db, home, shape.middle, sent, sent.method or "tap"), drawn=shape)
    if sent.lonlat is not None:
        return _placed(db, home, _point(sent.lonlat), sent, sent.method or "coordinates")
    if sent.area:
        return named_location(db, home.id, f"area:{sent.area}", sent.precision, sent.method)
    if sent.place is not None:
        point = _place_point(db, home.id, sent.place)
        return _placed(db, home, point, sent, sent.method or "list")
    if whole_area is not None:
        return named_location(db, home.id, f"area:{whole_area}", "area", "none")
    return Location(None, None, "area", "none")


def named_location(
    db: Session, municipality_id: int, name: str, precision: str, method: str | None = None
) -> Location:
    """The location of an area ("area:<slug>") or a named place ("place:<id>").

    Raises PlaceNotFound.
    """
    kind, _colon, key = name.partition(":")
    if kind == "area":
        row = _stored(db, "area_point", {"municipality_id": municipality_id, "slug": key}, "area")
        return Location(Point(row.x, row.y), None, "area", method or "list", row.id)
    if kind == "place" and key.isdecimal() and len(key) < 10:
        point = _place_point(db, municipality_id, int(key))
        return Location(point, public_point(point, precision), precision, method or "list")
    sentence = _("There is no such place here. Choose another one.")
    raise PlaceNotFound(sentence, [FieldError("place", sentence)])


def _placed(db: Session, home: Home, point: Point, sent: Submission, method: str) -> Location:
    """A point inside as it is; one outside moved, waiting or refused, as the rules say."""
    outside = outside_of(db, home.id, point)
    if outside is None:
        return Location(point, public_point(point, sent.precision), sent.precision, method)
    if rules.is_within_accuracy(outside.distance_m, method=method, accuracy_m=sent.accuracy_m):
        inside = nearest_inside(db, home.id, point, outside)
        if inside is not None:
            shown = public_point(inside, sent.precision)
            return Location(inside, shown, sent.precision, method, moved_m=outside.distance_m)
    if home.takes_outside and outside.distance_m <= home.outside_limit_m:
        return Location(point, public_point(point, sent.precision), sent.precision, method, outside=outside)
    raise refusal(home, outside)


def public_point(point: Point, precision: str) -> Point | None:
    """The point that anyone may see: as it is, the centre of its 100 m grid cell, or none."""
    if precision == "exact":
        return point
    if precision == "about_100_m":
        return Point(*coarse_position(point.x, point.y, CELL_M))
    return None


def _point(lonlat: tuple[float, float]) -> Point:
    try:
        point = geometry_from_geojson({"type": "Point", "coordinates": list(lonlat)})
    except GeometryProblem as error:
        sentence = geometry_sentence(error)
        raise InvalidInput(sentence, [FieldError("lonlat", sentence)]) from error
    return Point(point.x, point.y)


def _place_point(db: Session, municipality_id: int, place_id: int) -> Point:
    row = _stored(db, "place_point", {"municipality_id": municipality_id, "place_id": place_id}, "place")
    return Point(row.x, row.y)


def _stored(db: Session, query: str, values: dict[str, object], where: str) -> Row[Any]:
    row = db.execute(sql(PACKAGE, query), values).first()
    if row is None:
        sentence = _("There is no such place here. Choose another one.")
        raise PlaceNotFound(sentence, [FieldError(where, sentence)])
    return row
