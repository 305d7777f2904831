"""Mixed-up coordinates: swapped axes, and metres where degrees belong (or the other way).

Such input is never quietly put right: a guess that is wrong once moves somebody's home. It is
named, so that whoever sent it can put it right.
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.crs import LONLAT, METRIC, MetricCrs
from geo.errors import (
    DegreesAsMetres,
    GeometryProblem,
    LonLatOutOfRange,
    MetresAsDegrees,
    OutsideAreaOfUse,
    SwappedAxes,
)

Position = tuple[float, float]

# No projected easting or northing in use is this small, and no angle is this large.
_SURELY_METRES = 1000.0


def check_lonlat(positions: Iterable[Position], crs: MetricCrs = METRIC) -> None:
    """Checks that WGS 84 positions (lon, lat) all lie in the area of use of `crs`.

    Raises
    ------
    SwappedAxes
        when the first wrong position fits with its numbers exchanged.
    MetresAsDegrees
        when its numbers can only be metres.
    LonLatOutOfRange
        for longitudes beyond 180 or latitudes beyond 90.
    OutsideAreaOfUse
        for a good position somewhere else on earth.
    """
    for lon, lat in positions:
        if not crs.contains_lonlat(lon, lat):
            raise _lonlat_problem(lon, lat, crs)


def check_projected(positions: Iterable[Position], epsg: int, crs: MetricCrs = METRIC) -> None:
    """Checks positions (easting, northing) of another projected CRS, as an import brings them.

    Parameters
    ----------
    positions : in the CRS `epsg`, easting first; longitude first for EPSG:4326.
    epsg : the CRS that the file declares.

    Raises
    ------
    SwappedAxes, DegreesAsMetres, OutsideAreaOfUse
        as the first position that does not land in the area of use of `crs` suggests.
    CrsUnusable
        for an unknown EPSG number.
    """
    if epsg == LONLAT:
        check_lonlat(positions, crs)
        return
    for x, y in positions:
        if not crs.contains_projected(x, y, epsg):
            raise _projected_problem(x, y, epsg, crs)


def _lonlat_problem(lon: float, lat: float, crs: MetricCrs) -> GeometryProblem:
    if crs.contains_lonlat(lat, lon):
        return SwappedAxes((lat, lon))
    if max(abs(lon), abs(lat)) >= _SURELY_METRES:
        return MetresAsDegrees(f"{lon:.0f} {lat:.0f}")
    if abs(lon) > 180 or abs(lat) > 90:
        return LonLatOutOfRange(f"{lon:g} {lat:g}")
    return OutsideAreaOfUse((lon, lat))


def _projected_problem(x: float, y: float, epsg: int, crs: MetricCrs) -> GeometryProblem:
    place = f"{x:.0f} {y:.0f}"
    if crs.contains_projected(y, x, epsg):
        return SwappedAxes(place)
    if abs(x) <= 180 and abs(y) <= 180:
        return DegreesAsMetres(f"{x:g} {y:g}")
    return OutsideAreaOfUse(place)
