"""What a moderator does with a pin that was sent from outside: gives it a place of the municipality's own.

Verbs that flush and never commit. Coordinates are not written into the log: it says how far the place was.
"""

from __future__ import annotations

from geoalchemy2.shape import from_shape, to_shape
from shapely.geometry import Point
from sqlalchemy import delete, func
from sqlalchemy.orm import Session

from geo.crs import METRIC
from service.audit import record
from service.errors import FieldError
from service.i18n import gettext as _
from service.participation.pins.errors import PlaceNotFound
from service.participation.pins.location import Location, named_location, public_point
from service.participation.pins.models import Pin, PinShape
from service.participation.pins.outside import nearest_inside, outside_of
from service.permissions import Actor

WHOLE = "whole"
NEAREST = "nearest"


def relocate_pin(db: Session, actor: Actor, pin: Pin, to: str) -> bool:
    """Give a pin that waits outside a place inside, and show it to everybody.

    Parameters
    ----------
    to : "whole" (about the whole municipality), "nearest" (just inside the border), "area:<slug>" or "place:<id>".

    Returns
    -------
    False when the pin does not wait outside (any more): somebody else dealt with it.

    Raises
    ------
    PlaceNotFound
        when there is no such place, or none inside that is near.
    """
    if pin.visibility != "pending" or pin.waits_for != "outside":
        return False
    old = to_shape(pin.geom) if pin.geom is not None else None
    outside = outside_of(db, pin.municipality_id, old) if old is not None else None
    place = _location(db, pin, to, old)
    db.execute(delete(PinShape).where(PinShape.pin_id == pin.id))  # it was drawn elsewhere
    pin.geom = _stored(place.point)
    pin.public_geom = _stored(place.public_point)
    pin.precision, pin.named_area_id = place.precision, place.named_area_id
    pin.method = place.method
    pin.accuracy_m = pin.placed_at_zoom = None
    pin.visibility, pin.waits_for = "public", ""
    pin.changed_at = func.now()
    db.flush()
    record(
        db,
        actor,
        "pin.relocated",
        "pin",
        str(pin.id),
        visibility=["pending", "public"],
        to=to,
        was_outside_m=round(outside.distance_m) if outside else None,
    )
    return True


def _location(db: Session, pin: Pin, to: str, old: Point | None) -> Location:
    if to == WHOLE:
        return Location(None, None, "area", "none")
    if to != NEAREST:
        return named_location(db, pin.municipality_id, to, pin.precision)
    outside = outside_of(db, pin.municipality_id, old) if old is not None else None
    inside = nearest_inside(db, pin.municipality_id, old, outside) if old is not None and outside else old
    if inside is None:
        sentence = _("There is no place near enough inside the border. Choose another one.")
        raise PlaceNotFound(sentence, [FieldError("to", sentence)])
    return Location(inside, public_point(inside, pin.precision), pin.precision, pin.method)


def _stored(point: Point | None) -> object:
    return from_shape(point, METRIC.epsg) if point is not None else None
