"""Where a point is, in words: near a named place, or its coordinates."""

from __future__ import annotations

import structlog
from sqlalchemy.exc import SQLAlchemyError

from boundaries.database import sql
from geo.crs import METRIC
from geo.errors import GeometryProblem
from service.i18n import format_number, named
from service.i18n import gettext as _
from service.web.context import municipality, public_db

Lonlat = tuple[float, float]
NEAR_M = 2000.0
log = structlog.get_logger("aluekartta.places")


def place_in_words(lonlat: Lonlat) -> str:
    """A place as the end of a sentence: "near Väinölänniemi" within two kilometres, else coordinates.

    Never fails: what could not be looked up is said in coordinates.
    """
    name = _nearest_name(lonlat)
    if name:
        return _("near %(place)s", place=name)
    return _("at %(coordinates)s", coordinates=coordinates_in_words(lonlat))


def coordinates_in_words(lonlat: Lonlat) -> str:
    """Latitude and longitude in degrees, in the reader's format."""
    lon, lat = lonlat
    return f"{format_number(lat, 5)}; {format_number(lon, 5)}"


def _nearest_name(lonlat: Lonlat) -> str:
    try:
        x, y = METRIC.from_lonlat(*lonlat)
        row = (
            public_db()
            .execute(
                sql("service.web", "nearest_named_place"),
                {"municipality_id": municipality().id, "x": x, "y": y, "srid": METRIC.epsg},
            )
            .first()
        )
    except (GeometryProblem, SQLAlchemyError) as error:
        log.info("no_place_name", error=type(error).__name__)
        return ""
    return named(row.names) if row is not None and row.distance_m <= NEAR_M else ""
