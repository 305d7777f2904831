"""Square tile matrices: where a tile lies, and which zoom suits a resolution."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geo.errors import TileOutsideMatrix

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class TileMatrix:
    """A quadtree of square tiles over a square of a projected CRS.

    Tile (0, 0, 0) is the whole square; x counts from the west, y from the north. Units are
    those of the CRS named by `epsg` (metres).
    """

    name: str
    minx: float
    miny: float
    maxx: float
    maxy: float
    epsg: int
    tile_size: int = 256
    max_zoom: int = 16

    @property
    def extent(self) -> Bounds:
        """The square as minx, miny, maxx, maxy."""
        return self.minx, self.miny, self.maxx, self.maxy

    def resolution(self, z: int) -> float:
        """Metres per pixel at zoom `z`: (maxx - minx) / tile_size / 2^z."""
        return (self.maxx - self.minx) / self.tile_size / float(2**z)

    def has_tile(self, z: int, x: int, y: int) -> bool:
        """Whether the address lies in the matrix."""
        return 0 <= z <= self.max_zoom and 0 <= x < 2**z and 0 <= y < 2**z

    def tile_bounds(self, z: int, x: int, y: int) -> Bounds:
        """Bounds of a tile in the matrix's CRS as minx, miny, maxx, maxy.

        Neighbours share their edge to the last bit, because each edge is computed in one way.

        Raises
        ------
        TileOutsideMatrix
            for an address that the matrix does not have.
        """
        if not self.has_tile(z, x, y):
            raise TileOutsideMatrix(f"{z}/{x}/{y}")
        side = (self.maxx - self.minx) / float(2**z)
        return (
            self.minx + x * side,
            self.maxy - (y + 1) * side,
            self.minx + (x + 1) * side,
            self.maxy - y * side,
        )

    def tile_at(self, z: int, x_m: float, y_m: float) -> tuple[int, int]:
        """The tile (x, y) of zoom `z` that holds a point of the matrix's CRS.

        Points on the far edges belong to the last tile.

        Raises
        ------
        TileOutsideMatrix
            for a zoom or a point outside the matrix.
        """
        inside = self.minx <= x_m <= self.maxx and self.miny <= y_m <= self.maxy
        if not inside or not 0 <= z <= self.max_zoom:
            raise TileOutsideMatrix(f"{z}: {x_m} {y_m}")
        side = (self.maxx - self.minx) / float(2**z)
        last = 2**z - 1
        return min(int((x_m - self.minx) / side), last), min(int((self.maxy - y_m) / side), last)

    def zoom_for_resolution(self, resolution: float) -> int:
        """The coarsest zoom that is at least as fine as `resolution` (metres per pixel).

        Clamped to 0..max_zoom, so that a very fine wish gets the finest that there is.
        """
        if not resolution > 0:
            return self.max_zoom
        # The tiny slack keeps resolution(z) itself at z in spite of rounding in the logarithm.
        exact = math.log2(self.resolution(0) / resolution)
        return min(max(math.ceil(exact - 1e-9), 0), self.max_zoom)


_MERCATOR_EDGE = math.pi * 6378137.0

WEB_MERCATOR_QUAD = TileMatrix(
    name="WebMercatorQuad",
    minx=-_MERCATOR_EDGE,
    miny=-_MERCATOR_EDGE,
    maxx=_MERCATOR_EDGE,
    maxy=_MERCATOR_EDGE,
    epsg=3857,
    max_zoom=24,
)
"""The web's usual tile matrix (OGC TMS 2.0 "WebMercatorQuad"), for clients that know no other."""
