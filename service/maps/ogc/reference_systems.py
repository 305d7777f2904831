"""The coordinate reference systems that features are spoken in, and how to ask and answer in each.

Axis order follows the register, as Part 2 asks: CRS84 longitude first, EPSG:4326 latitude first, the metric
CRS as EPSG has it. The order is turned round here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import LONLAT, METRIC, ZONES_IN_USE
from geo.systems import is_northing_first
from geo.tiles import Bounds

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_REGISTER = "http://www.opengis.net/def/crs/EPSG/0/"
#: A side of a degree box is a curve in metres; steps of this many degrees keep within a metre or two of it.
_STEP_DEG = 0.05
#: The same of a box in the metres of another projection.
_STEP_M = 5000.0


@dataclass(frozen=True, slots=True)
class ReferenceSystem:
    """One way to speak coordinates. `decimals` keep them to about a centimetre."""

    uri: str
    epsg: int
    is_flipped: bool
    decimals: int


def _registered(epsg: int, decimals: int) -> ReferenceSystem:
    return ReferenceSystem(f"{_REGISTER}{epsg}", epsg, is_northing_first(epsg), decimals)


#: Degrees either way round, the metric CRS, and every zone that the country's municipalities keep their maps in:
#: which one is a municipality's own is a matter of its own choice, not of where it lies.
SYSTEMS = MappingProxyType(
    {
        system.uri: system
        for system in (
            ReferenceSystem(CRS84, LONLAT, False, 7),
            _registered(LONLAT, 7),
            _registered(METRIC.epsg, 2),
            *(_registered(epsg, 2) for epsg in ZONES_IN_USE.get(METRIC.epsg, {}).values()),
        )
    }
)
DEFAULT = SYSTEMS[CRS84]
STORED = SYSTEMS[f"{_REGISTER}{METRIC.epsg}"]


@dataclass(frozen=True, slots=True)
class SearchShape:
    """Where to look, in metres. `is_everywhere` when the box holds the whole area of use: no condition at all.

    `shape` is None when the box lies wholly outside it, so that nothing can be found.
    """

    shape: BaseGeometry | None
    is_everywhere: bool = False


def search_shape(box: Bounds, system: ReferenceSystem) -> SearchShape:
    """The place of a bbox parameter in the metric CRS.

    Parameters
    ----------
    box : two corners in the order of `system`. In degrees, west greater than east goes over the antimeridian.
    system : what the box is in.

    A box is clipped to the area of use first: the whole world, projected as it stands, would fold into a line
    and find nothing.
    """
    first, second, third, fourth = (box[1], box[0], box[3], box[2]) if system.is_flipped else box
    if system.epsg == METRIC.epsg:
        return SearchShape(_clipped(first, second, third, fourth, METRIC.matrix.extent))
    own = METRIC.reach_in(system.epsg)
    is_over_antimeridian = system.epsg == LONLAT and first > third
    spans = [(first, 180.0), (-180.0, third)] if is_over_antimeridian else [(first, third)]
    if any(w <= own[0] and e >= own[2] for w, e in spans) and second <= own[1] and fourth >= own[3]:
        return SearchShape(None, is_everywhere=True)
    parts = [part for west, east in spans if (part := _clipped(west, second, east, fourth, own))]
    if not parts:
        return SearchShape(None)
    return SearchShape(in_metres(shapely.union_all(parts), system))


def in_metres(shape: BaseGeometry, system: ReferenceSystem) -> BaseGeometry:
    """A shape of another reference system, easting or longitude first, in the metric CRS; straight sides stay true.

    Raises
    ------
    OutsideAreaOfUse
        when a corner has no value there; a shape within `METRIC.reach_in` always has.
    """
    if system.epsg == METRIC.epsg:
        return shape
    step = _STEP_DEG if system.epsg == LONLAT else _STEP_M
    return METRIC.geometry_from_epsg(shapely.segmentize(shape, step), system.epsg)


def _clipped(west: float, south: float, east: float, north: float, own: Bounds) -> BaseGeometry | None:
    west, south, east, north = max(west, own[0]), max(south, own[1]), min(east, own[2]), min(north, own[3])
    return shapely.box(west, south, east, north) if west <= east and south <= north else None
