"""Where a pin is: the place that the author meant, and the place that anyone may see."""

from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry import Point
from sqlalchemy.orm import Session

from boundaries.database import sql
from geo.crs import METRIC
from geo.geometry import GeometryProblem, geometry_from_geojson
from geo.places import coarse_position
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.pins.errors import OutsideMunicipality, PlaceNotFound
from service.participation.pins.schemas import Submission
from service.web.geometry_words import geometry_sentence

PACKAGE = "service.participation.pins"
CELL_M = 100.0


@dataclass(frozen=True)
class Location:
    """A place in the metric CRS. `point` is kept for officials, `public_point` is all that others get.

    Neither is there when the pin is about the whole municipality; `public_point` alone is absent when the
    author lets out no more than the area.
    """

    point: Point | None
    public_point: Point | None
    precision: str
    method: str

    @property
    def membership_point(self) -> Point | None:
        """The point by which the pin belongs to areas: never more exact than what anyone may see, except
        that a pin known only by its area still belongs to the official areas it lies in."""
        return self.point if self.precision == "area" else self.public_point

    @property
    def is_official_areas_only(self) -> bool:
        """Whether the pin may join only areas that nobody can draw around one person's place."""
        return self.precision == "area"


def location_of(db: Session, municipality_id: int, municipality_name: str, sent: Submission) -> Location:
    """The location that a submission means.

    Raises OutsideMunicipality, PlaceNotFound, or InvalidInput for coordinates that are no place.
    """
    if sent.lonlat is not None:
        point = _point(sent.lonlat)
        _require_inside(db, municipality_id, municipality_name, point)
        return Location(point, public_point(point, sent.precision), sent.precision, sent.method or "coordinates")
    if sent.area:
        point = _stored(db, "area_point", {"municipality_id": municipality_id, "slug": sent.area}, "area")
        return Location(point, None, "area", sent.method or "list")
    if sent.place is not None:
        point = _stored(db, "place_point", {"municipality_id": municipality_id, "place_id": sent.place}, "place")
        _require_inside(db, municipality_id, municipality_name, point)
        return Location(point, public_point(point, sent.precision), sent.precision, sent.method or "list")
    return Location(None, None, "area", "none")


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


def _require_inside(db: Session, municipality_id: int, name: str, point: Point) -> None:
    row = db.execute(
        sql(PACKAGE, "is_inside"),
        {"municipality_id": municipality_id, "x": point.x, "y": point.y, "srid": METRIC.epsg},
    ).one()
    if not row.is_inside:
        sentence = _(
            "The place is outside %(municipality)s. Move the map until the cross is inside its border.",
            municipality=name,
        )
        raise OutsideMunicipality(sentence, [FieldError("lonlat", sentence)])


def _stored(db: Session, query: str, values: dict[str, object], where: str) -> Point:
    row = db.execute(sql(PACKAGE, query), values).first()
    if row is None:
        sentence = _("There is no such place here. Choose another one.")
        raise PlaceNotFound(sentence, [FieldError(where, sentence)])
    return Point(row.x, row.y)
