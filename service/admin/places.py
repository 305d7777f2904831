"""Places that a moderator should look at: outside the municipality, and very many on one spot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shapely.geometry import Point
from sqlalchemy import Row
from sqlalchemy.orm import Session

from boundaries.database import sql
from geo.crs import METRIC
from service.participation.pins.outside import outside_of, where_words
from service.web.places import coordinates_in_words, place_in_words

PACKAGE = "service.admin"
MOST = 100
#: From so many ideas on one spot (within about a metre) on, somebody should look why.
CROWD = 10

Lonlat = tuple[float, float]


@dataclass(frozen=True)
class OutsidePin:
    """An idea that waits outside, with how far and which way in a sentence."""

    pin: Row[Any]
    where: str
    lonlat: Lonlat
    coordinates: str


@dataclass(frozen=True)
class CrowdedSpot:
    """A spot with at least CROWD ideas, `public_pins` of them public; `words` says where it is."""

    pins: int
    public_pins: int
    words: str
    coordinates: str
    bbox: str
    row: Row[Any]


def pins_outside(db: Session, municipality_id: int, municipality_name: str) -> Sequence[OutsidePin]:
    """Ideas that wait because their place is outside, newest first and at most MOST of them."""
    rows = db.execute(sql(PACKAGE, "pins_outside"), {"municipality_id": municipality_id, "most": MOST}).all()
    found = []
    for row in rows:
        outside = outside_of(db, municipality_id, Point(row.x, row.y))
        lonlat = METRIC.to_lonlat(row.x, row.y)
        words = where_words(municipality_name, outside) if outside is not None else place_in_words(lonlat)
        found.append(OutsidePin(row, words, lonlat, coordinates_in_words(lonlat)))
    return found


def crowded_spots(db: Session, municipality_id: int) -> Sequence[CrowdedSpot]:
    """Spots with many ideas, the fullest first.

    Ideas whose author named an area instead of pointing stand at the area's middle by themselves and do not
    count.
    """
    values = {"municipality_id": municipality_id, "least": CROWD, "most": MOST}
    return [_spot(row) for row in db.execute(sql(PACKAGE, "crowded_spots"), values)]


def _spot(row: Row[Any]) -> CrowdedSpot:
    lonlat = METRIC.to_lonlat(row.x, row.y)
    west, south = METRIC.to_lonlat(row.x - 2, row.y - 2)
    east, north = METRIC.to_lonlat(row.x + 2, row.y + 2)
    bbox = f"{min(west, east):.6f},{min(south, north):.6f},{max(west, east):.6f},{max(south, north):.6f}"
    return CrowdedSpot(row.pins, row.public_pins, place_in_words(lonlat), coordinates_in_words(lonlat), bbox, row)
