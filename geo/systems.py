"""What the register says of a coordinate system, and which one a file states."""

from __future__ import annotations

import math
import warnings
from functools import cache

from pyproj import CRS
from pyproj.exceptions import CRSError, ProjError

from geo.crs import LONLAT, METRIC, registered, transformer_between, transformer_of

_ALIKE_M = 0.01


@cache
def is_northing_first(epsg: int) -> bool:
    """Whether the register's own axis order puts northing or latitude first.

    Only where a standard asks for that order (OGC API Features) does it leave the service.

    Raises
    ------
    CrsUnusable
        for an unknown EPSG number.
    """
    return str(registered(epsg).axis_info[0].direction) == "north"


@cache
def epsg_of(stated: str) -> int | None:
    """The EPSG number of a CRS as files state it: ``EPSG:`` and its number, or well-known text of any dialect.

    None for nothing, for what cannot be read, and for a system that the register does not hold.
    """
    if not stated.strip():
        return None
    try:
        # PROJ warns of details that old dialects leave out; the number is what is asked for.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            crs = CRS.from_user_input(stated)
            crs = crs.sub_crs_list[0] if crs.is_compound else crs
            found = crs.to_epsg()
    except (CRSError, RecursionError):
        return None
    return int(found) if found is not None else None


def system_name(epsg: int) -> str:
    """The register's name of a CRS, as in ``KKJ / Finland zone 2``. Raises CrsUnusable."""
    return str(registered(epsg).name)


@cache
def are_alike(stated: str, epsg: int) -> bool:
    """Whether a CRS in well-known text gives the same easting and northing as a registered one.

    For files that write a known system under names that the register does not have. Compared at the middle of
    the registered one's area of use; a datum with a shift of its own is metres away from one without, and no match.
    """
    known = registered(epsg)
    area = known.area_of_use
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            other = CRS.from_user_input(stated)
            if area is None or not other.is_projected:
                return False
            place = (area.west + area.east) / 2 + 0.1, (area.south + area.north) / 2
            here = transformer_between(registered(LONLAT), other).transform(*place)
    except (CRSError, RecursionError):
        return False
    return math.dist(here, transformer_of(LONLAT, epsg).transform(*place)) < _ALIKE_M


@cache
def accuracy_m(epsg: int) -> float | None:
    """How far off, in metres, the way from a CRS to the installation's own may be; None when that is not known.

    0 between systems of one datum. Between datums it is what the register says of the transformation.

    Raises
    ------
    CrsUnusable
        for an unknown EPSG number.
    """
    transformer = transformer_of(epsg, METRIC.epsg)
    west, south, east, north = METRIC.lonlat_bounds
    transformer.transform(*transformer_of(LONLAT, epsg).transform((west + east) / 2, (south + north) / 2))
    try:
        # Of several ways the transformer chooses one by place, so it is asked which it took.
        accuracy = transformer.get_last_used_operation().accuracy
    except ProjError:
        accuracy = transformer.accuracy  # there was but one
    return float(accuracy) if accuracy is not None and accuracy >= 0 else None
