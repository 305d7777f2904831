"""Places in words and in less detail: distance, compass direction, coarse positions."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pyproj import Geod

from geo.crs import METRIC, MetricCrs

Lonlat = tuple[float, float]

COMPASS_POINTS = (
    "north",
    "north_east",
    "east",
    "south_east",
    "south",
    "south_west",
    "west",
    "north_west",
)
"""Keys of the eight directions, clockwise from north; the words are the interface's."""

_EARTH = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Offset:
    """How far and which way one place lies from another.

    `bearing_deg` is clockwise from true north, 0 <= bearing < 360; `compass_point` is a key of
    COMPASS_POINTS, or None when the places are the same.
    """

    distance_m: float
    bearing_deg: float
    compass_point: str | None


def compass_point(bearing_deg: float) -> str:
    """The key of the nearest of the eight compass points; any finite angle will do."""
    return COMPASS_POINTS[math.floor((bearing_deg % 360.0) / 45.0 + 0.5) % 8]


def offset_between(origin: Lonlat, place: Lonlat) -> Offset:
    """Distance and direction from `origin` to `place`, both WGS 84, on the ellipsoid.

    Reckoned from true north, not the map grid's, which leans up to seven degrees at the edges of
    a zone.
    """
    bearing, _, distance = _EARTH.inv(*origin, *place)
    bearing = float(bearing) % 360.0
    # A centimetre is less than the positions mean; a direction over it would be noise.
    point = compass_point(bearing) if distance >= 0.01 else None
    return Offset(float(distance), bearing, point)


def spoken_distance_m(distance_m: float) -> int:
    """A distance rounded as people say it: to 10 m below 200, 50 m below 1 km, 100 m below 10 km,
    then whole kilometres. In metres, never negative."""
    for below, step in ((200, 10), (1000, 50), (10_000, 100), (math.inf, 1000)):
        if distance_m < below:
            return step * math.floor(distance_m / step + 0.5)
    raise ValueError("distance is not a number")


def coarse_position(x: float, y: float, cell_m: float = 100.0) -> tuple[float, float]:
    """A point in metres moved to the centre of its grid cell, for residents who wish it.

    The grid is fixed to the CRS's origin, so two pins in one cell cannot be told apart and
    sending the same place again gives nothing more away. The shift is at most 0.71 * cell_m.

    Raises
    ------
    ValueError
        when `cell_m` is not positive.
    """
    if not cell_m > 0:
        raise ValueError("cell_m must be positive")
    return (math.floor(x / cell_m) + 0.5) * cell_m, (math.floor(y / cell_m) + 0.5) * cell_m


def coarse_lonlat(lonlat: Lonlat, cell_m: float = 100.0, crs: MetricCrs = METRIC) -> Lonlat:
    """As `coarse_position`, WGS 84 in and out; errors as `MetricCrs.from_lonlat`."""
    return crs.to_lonlat(*coarse_position(*crs.from_lonlat(*lonlat), cell_m))
