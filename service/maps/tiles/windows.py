"""Where a tile lies: its square in its matrix, and the window in metres that its features are looked up by.

Only the tile is turned into the metric CRS, once; the stored geometries stay as they are, so that their
index is used.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass

from geo.crs import METRIC
from geo.tiles import Bounds, TileMatrix
from service.participation.pins.pyramid import CELLS_PER_TILE

EARTH_RADIUS_M = 6378137.0
#: Points of tiles in foreign matrices reach over the edge, as their clients clip symbols there.
FOREIGN_POINT_BUFFER_PX = 16
#: A polygon of one ring of five corners with its SRID, least byte first (PostGIS's extended well-known binary).
_BOX = struct.Struct("<BIIII10d")
_POLYGON_WITH_SRID = 0x20000003


@dataclass(frozen=True, slots=True)
class TileWindow:
    """A tile's place.

    `tile` is in the matrix's CRS; `window` is in the metric CRS and holds the tile with its buffer;
    `metres_per_px` is on the ground; `zoom` is the zoom of the metric matrix that is as fine as this tile.
    """

    tile: Bounds
    window: Bounds
    epsg: int
    metres_per_px: float
    zoom: int
    buffer_px: int


@dataclass(frozen=True, slots=True)
class Cells:
    """The pyramid's cells that touch a window: first and last column and row, and their square's bounds."""

    first_x: int
    last_x: int
    first_y: int
    last_y: int
    side_m: float
    bounds: Bounds


def tile_window(matrix: TileMatrix, z: int, x: int, y: int, buffer_px: int) -> TileWindow | None:
    """The window of a tile, or None where the metric CRS has nothing (a tile elsewhere on earth).

    Parameters
    ----------
    matrix, z, x, y : the tile's address, which must lie in the matrix.
    buffer_px : how far beyond its edge features are drawn.
    """
    tile = matrix.tile_bounds(z, x, y)
    resolution = matrix.resolution(z)
    if matrix.epsg == METRIC.epsg:
        return TileWindow(tile, _grown(tile, buffer_px * resolution), matrix.epsg, resolution, z, buffer_px)
    buffer_px = max(buffer_px, FOREIGN_POINT_BUFFER_PX)
    west, south, east, north = _lonlat(_grown(tile, buffer_px * resolution))
    box = METRIC.window((west, south, east, north))
    if box is None:
        return None
    on_ground = resolution * math.cos(math.radians(_middle_latitude(south, north)))
    return TileWindow(
        tile, box.bounds, matrix.epsg, on_ground, METRIC.matrix.zoom_for_resolution(on_ground), buffer_px
    )


def cells_of(window: Bounds, zoom: int) -> Cells:
    """The pyramid's cells of a zoom that a window touches; a cell's west and north edges belong to it."""
    matrix = METRIC.matrix
    side = matrix.resolution(zoom) * matrix.tile_size / CELLS_PER_TILE
    west, south, east, north = window
    first_x, last_x = math.floor((west - matrix.minx) / side), math.ceil((east - matrix.minx) / side) - 1
    first_y, last_y = math.floor((matrix.maxy - north) / side), math.ceil((matrix.maxy - south) / side) - 1
    bounds = (
        matrix.minx + first_x * side,
        matrix.maxy - (last_y + 1) * side,
        matrix.minx + (last_x + 1) * side,
        matrix.maxy - first_y * side,
    )
    return Cells(first_x, last_x, first_y, last_y, side, bounds)


def box_ewkb(bounds: Bounds, epsg: int) -> bytes:
    """A box as the database takes geometries in binary, in the CRS that its bounds are in."""
    west, south, east, north = bounds
    ring = (west, south, west, north, east, north, east, south, west, south)
    return _BOX.pack(1, _POLYGON_WITH_SRID, epsg, 1, 5, *ring)


def _grown(bounds: Bounds, by: float) -> Bounds:
    return bounds[0] - by, bounds[1] - by, bounds[2] + by, bounds[3] + by


def _lonlat(bounds: Bounds) -> Bounds:
    """Web Mercator metres to degrees, cut at the antimeridian (spherical Mercator, OGC 17-083r4 annex D)."""
    west, east = (max(-180.0, min(180.0, math.degrees(x / EARTH_RADIUS_M))) for x in (bounds[0], bounds[2]))
    south, north = (math.degrees(math.atan(math.sinh(y / EARTH_RADIUS_M))) for y in (bounds[1], bounds[3]))
    return west, south, east, north


def _middle_latitude(south: float, north: float) -> float:
    """The latitude of the part of a tile that can hold anything: a world tile's own middle is the equator."""
    low, high = METRIC.lonlat_bounds[1], METRIC.lonlat_bounds[3]
    return (max(south, low) + min(north, high)) / 2
