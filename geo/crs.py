"""The one metric coordinate system of an installation, and the way to it and back.

Shapes are stored and measured in metres and spoken as WGS 84 at the edge. This is the only
module that names a CRS or builds a transformer: axis order goes wrong wherever it is decided
twice. Here x is always easting or longitude, y always northing or latitude.
"""

from __future__ import annotations

import math
import os
import warnings
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from geo.errors import BoxUpsideDown, CrsUnusable, NotFinite, OutsideAreaOfUse
from geo.tiles import WEB_MERCATOR_QUAD, Bounds, TileMatrix

__all__ = [
    "LONLAT",
    "METRIC",
    "OLDER_IN_USE",
    "WEB_MERCATOR_QUAD",
    "ZONES_IN_USE",
    "MetricCrs",
    "TileMatrix",
    "metric_crs",
    "registered",
    "transformer_between",
    "transformer_of",
]

LONLAT = 4326
_DEFAULT = 3067
_FINEST_M_PER_PX = 0.125
_BULGE_SHARE = 1e-5

# Published squares (JHS 180 for Finland); any other CRS gets one derived from its area of use.
_PUBLISHED = {
    3067: TileMatrix("ETRS-TM35FIN", -548576.0, 6291456.0, 1548576.0, 8388608.0, epsg=3067),
}

#: Other projected systems in which a country's files come, by its metric CRS: zones by their central meridian in
#: degrees east, and systems of an older datum. Finland (JHS 197): ETRS-GK19 ... ETRS-GK31, one a degree; and KKJ,
#: used until about 2012, with its zones 1-4 of three degrees (the third is the uniform system, YKJ).
ZONES_IN_USE = {3067: {degree: 3854 + degree for degree in range(19, 32)}}
OLDER_IN_USE = {3067: (2391, 2392, 2393, 2394)}


@dataclass(frozen=True, slots=True)
class MetricCrs:
    """A projected CRS in metres with its area of use and tile matrix.

    `lonlat_bounds` is west, south, east, north of the area of use in degrees.
    """

    epsg: int
    code: str
    proj4: str
    matrix: TileMatrix
    lonlat_bounds: Bounds

    def from_lonlat(self, lon: float, lat: float) -> tuple[float, float]:
        """WGS 84 degrees to (easting, northing) in metres.

        Raises
        ------
        NotFinite
            for NaN or infinity.
        OutsideAreaOfUse
            where the projection has no value. Places merely outside the area of use are
            converted; `contains_lonlat` tells them apart.
        """
        return _one(LONLAT, self.epsg, lon, lat)

    def to_lonlat(self, x: float, y: float) -> tuple[float, float]:
        """(easting, northing) in metres to WGS 84 (lon, lat); errors as in `from_lonlat`."""
        return _one(self.epsg, LONLAT, x, y)

    def geometry_from_lonlat(self, geometry: BaseGeometry) -> BaseGeometry:
        """A shapely geometry in WGS 84 lon/lat to metres; z is dropped, empty stays empty.

        Raises
        ------
        OutsideAreaOfUse
            when a vertex has no value in the projection.
        """
        return _moved(geometry, LONLAT, self.epsg)

    def geometry_to_lonlat(self, geometry: BaseGeometry) -> BaseGeometry:
        """A shapely geometry in metres to WGS 84 lon/lat; as `geometry_from_lonlat`."""
        return _moved(geometry, self.epsg, LONLAT)

    def geometry_from_epsg(self, geometry: BaseGeometry, epsg: int) -> BaseGeometry:
        """A geometry in another CRS, easting or longitude first, to this one's metres.

        Raises
        ------
        CrsUnusable
            for an unknown EPSG number.
        OutsideAreaOfUse
            when a vertex has no value here.
        """
        return _moved(geometry, epsg, self.epsg)

    def geometry_to_epsg(self, geometry: BaseGeometry, epsg: int) -> BaseGeometry:
        """A geometry in metres to another CRS, easting or longitude first; errors as above."""
        return _moved(geometry, self.epsg, epsg)

    def reach_in(self, epsg: int) -> Bounds:
        """The envelope of the area of use in another CRS, easting or longitude first, never too small.

        Raises
        ------
        CrsUnusable
            for an unknown EPSG number.
        """
        return self.lonlat_bounds if epsg == LONLAT else _envelope(epsg, self.lonlat_bounds)

    def contains_lonlat(self, lon: float, lat: float) -> bool:
        """Whether a WGS 84 place lies in the area of use; False for NaN."""
        west, south, east, north = self.lonlat_bounds
        return west <= lon <= east and south <= lat <= north

    def contains_projected(self, x: float, y: float, epsg: int) -> bool:
        """Whether a place of another CRS (easting first) lies in the area of use of this one.

        False for NaN, and where the other projection has no value.

        Raises
        ------
        CrsUnusable
            for an unknown EPSG number.
        """
        return self.contains_lonlat(*transformer_of(epsg, LONLAT).transform(x, y))

    def window(self, bbox: Bounds) -> BaseGeometry | None:
        """The box in metres that holds all of a WGS 84 window, or None when nothing is inside.

        The window is clipped to the area of use first: the whole world, projected as it
        stands, would fold into a line and find nothing. West greater than east means a window
        over the antimeridian (RFC 7946, 5.2). The sides of a degree box are curves in metres,
        so the answer is their envelope and holds a little more than was asked for.

        Parameters
        ----------
        bbox : west, south, east, north in degrees.

        Raises
        ------
        NotFinite
            for NaN or infinity.
        BoxUpsideDown
            when south is greater than north.
        """
        west, south, east, north = bbox
        if not all(math.isfinite(value) for value in bbox):
            raise NotFinite("bbox")
        if south > north:
            raise BoxUpsideDown("bbox")
        spans = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
        inside = [box for span in spans if (box := self._clipped(span[0], south, span[1], north))]
        if not inside:
            return None
        wests, souths, easts, norths = zip(*inside, strict=True)
        return shapely.box(*_envelope(self.epsg, (min(wests), min(souths), max(easts), max(norths))))

    def _clipped(self, west: float, south: float, east: float, north: float) -> Bounds | None:
        own = self.lonlat_bounds
        clipped = max(west, own[0]), max(south, own[1]), min(east, own[2]), min(north, own[3])
        return clipped if clipped[0] <= clipped[2] and clipped[1] <= clipped[3] else None


@cache
def metric_crs(epsg: int) -> MetricCrs:
    """The metric CRS of an EPSG number, with a published or derived tile matrix.

    Raises
    ------
    CrsUnusable
        when the number is unknown, the CRS is not projected in metres, has no area of use, or
        is the web's Mercator, whose metres are not metres on the ground.
    """
    crs = registered(epsg)
    area = crs.area_of_use
    in_metres = crs.is_projected and all(axis.unit_name == "metre" for axis in crs.axis_info)
    if not in_metres or area is None or epsg == WEB_MERCATOR_QUAD.epsg:
        raise CrsUnusable(f"EPSG:{epsg}")
    bounds: Bounds = (area.west, area.south, area.east, area.north)
    matrix = _PUBLISHED.get(epsg) or _derived_matrix(epsg, bounds)
    return MetricCrs(epsg, f"EPSG:{epsg}", _proj4(crs), matrix, bounds)


def _derived_matrix(epsg: int, bounds: Bounds) -> TileMatrix:
    """A square with a power of two as its side, centred on the area of use, on whole kilometres.

    The power of two gives round resolutions (8192 m per 256-pixel tile side, halved and halved).
    """
    west, south, east, north = _envelope(epsg, bounds)
    side = 2.0 ** math.ceil(math.log2(max(east - west, north - south) + 2000))
    minx = 1000.0 * round(((west + east - side) / 2) / 1000)
    miny = 1000.0 * round(((south + north - side) / 2) / 1000)
    max_zoom = max(0, round(math.log2(side / 256 / _FINEST_M_PER_PX)))
    return TileMatrix(f"EPSG-{epsg}", minx, miny, minx + side, miny + side, epsg, max_zoom=max_zoom)


def _proj4(crs: CRS) -> str:
    # PROJ warns that a PROJ string loses datum detail; map clients in the browser need just that.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return str(crs.to_proj4()).replace(" +type=crs", "")


@cache
def registered(epsg: int) -> CRS:
    """The system of an EPSG number. Raises CrsUnusable for one that the register does not hold."""
    try:
        return CRS.from_epsg(epsg)
    except CRSError as error:
        raise CrsUnusable(f"EPSG:{epsg}") from error


def _envelope(epsg: int, bounds: Bounds) -> Bounds:
    """The envelope of a degree box in the metres of an EPSG number, never too small.

    The sides are curves, followed here from point to point; between two points a curve bulges
    by up to a few millionths of the box, which the margin takes in.
    """
    west, south, east, north = bounds
    box = transformer_of(LONLAT, epsg).transform_bounds(west, south, east, north, densify_pts=101)
    minx, miny, maxx, maxy = (float(edge) for edge in box)
    margin = 0.001 + _BULGE_SHARE * max(maxx - minx, maxy - miny)
    return minx - margin, miny - margin, maxx + margin, maxy + margin


@cache
def transformer_of(source: int, target: int) -> Transformer:
    """The transformer between two EPSG numbers. Raises CrsUnusable."""
    return transformer_between(registered(source), registered(target))


def transformer_between(source: CRS, target: CRS) -> Transformer:
    """The transformer between two systems, registered or not."""
    return Transformer.from_crs(source, target, always_xy=True)


def _one(source: int, target: int, x: float, y: float) -> tuple[float, float]:
    """A place of one EPSG number in another.

    Raises NotFinite for NaN or infinity, and OutsideAreaOfUse where the target has no value.
    """
    if not (math.isfinite(x) and math.isfinite(y)):
        raise NotFinite
    moved_x, moved_y = transformer_of(source, target).transform(x, y)
    if not (math.isfinite(moved_x) and math.isfinite(moved_y)):
        raise OutsideAreaOfUse((x, y) if source == LONLAT else None)
    return float(moved_x), float(moved_y)


def _moved(geometry: BaseGeometry, source: int, target: int) -> BaseGeometry:
    """A geometry of one EPSG number in another; z is dropped, empty stays empty.

    Raises OutsideAreaOfUse when a vertex has no value in the target.
    """
    transformer = transformer_of(source, target)

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        columns = transformer.transform(points[:, 0], points[:, 1])
        found = np.column_stack(columns)
        if not np.isfinite(found).all():
            first = points[~np.isfinite(found).all(axis=1)][0]
            place = (float(first[0]), float(first[1])) if source == LONLAT else None
            raise OutsideAreaOfUse(place)
        return found

    return shapely.transform(geometry, move)


def _configured() -> MetricCrs:
    text = os.environ.get("ALUEKARTTA_METRIC_CRS", "").strip() or str(_DEFAULT)
    number = text.upper().removeprefix("EPSG:")
    if not number.isdecimal():
        raise CrsUnusable(text)
    return metric_crs(int(number))


METRIC = _configured()
"""The installation's CRS: environment variable ALUEKARTTA_METRIC_CRS, else ETRS-TM35FIN."""
