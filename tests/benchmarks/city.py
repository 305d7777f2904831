"""A large made-up city: clustered pins, a tiling of zoning units, freely drawn areas. Arrays only.

Honest means that nothing is easier than in life: pins crowd round a few hundred centres of very unequal size,
zoning units share their corners and differ in shape, drawn areas overlap, and some have ten thousand corners.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC

SEED = 20261122
SIDE_M = 48_000.0
CENTRES = 400
UNITS_ACROSS = 300
UNIT_M = 60.0
OFFICIAL_ACROSS = 8
LETTERS = ("AK", "AP", "AO", "VP", "VL", "LP", "YL", "KT", "TY", "W")
SUFFIXES = ("Penkki", "Valo", "Suojatie", "Leikkipaikka", "Pyörätie", "Puu", "Silta", "Roskis")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class City:
    """The city of a given size; `corner` is its south-west corner in metres, on a whole kilometre."""

    pins: int
    drawn_areas: int = 5000
    units_across: int = UNITS_ACROSS

    @property
    def corner(self) -> tuple[float, float]:
        """In the middle of the metric CRS's area of use."""
        west, south, east, north = METRIC.lonlat_bounds
        x, y = METRIC.from_lonlat((west + east) / 2, (south + north) / 2)
        return round(x, -3), round(y, -3)

    @property
    def outline(self) -> BaseGeometry:
        """The municipality: a square."""
        x, y = self.corner
        return shapely.MultiPolygon([shapely.box(x, y, x + SIDE_M, y + SIDE_M)])

    @cached_property
    def places(self) -> tuple[Floats, Floats]:
        """Eastings and northings of the pins. The first n of a larger city are not those of a smaller one."""
        rng = np.random.default_rng(SEED)
        weights = 1 / np.arange(1, CENTRES + 1) ** 0.9
        centre = rng.choice(CENTRES, size=self.pins, p=weights / weights.sum())
        middles = SIDE_M * (0.5 + 0.16 * rng.standard_normal((CENTRES, 2)))
        spreads = rng.uniform(80, 900, CENTRES)
        at = middles[centre] + rng.standard_normal((self.pins, 2)) * spreads[centre, None]
        alone = rng.random(self.pins) < 0.05
        at[alone] = rng.uniform(0, SIDE_M, (int(alone.sum()), 2))
        at = np.clip(at, 1, SIDE_M - 1).round(1)
        return at[:, 0] + self.corner[0], at[:, 1] + self.corner[1]

    def zoning(self) -> NDArray[np.object_]:
        """Units that tile the middle without gap or overlap: a grid whose inner corners are moved about."""
        rng = np.random.default_rng(SEED + 1)
        n = self.units_across + 1
        grid = np.stack(np.meshgrid(np.arange(n), np.arange(n)), axis=-1) * UNIT_M
        grid = grid + rng.uniform(-0.3, 0.3, grid.shape) * UNIT_M
        grid += np.array(self.corner) + (SIDE_M - self.units_across * UNIT_M) / 2
        rings = np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1], grid[:-1, :-1]], axis=2)
        return shapely.polygons(rings.reshape(-1, 5, 2).round(2))

    def drawn(self) -> list[BaseGeometry]:
        """Freely drawn areas round the busy places; sixty of them with ten thousand corners."""
        rng = np.random.default_rng(SEED + 2)
        xs, ys = self.places
        picked = rng.integers(0, self.pins, self.drawn_areas)
        corners = rng.integers(8, 200, self.drawn_areas)
        corners[: min(60, self.drawn_areas // 10)] = 10_000
        radii = np.exp(rng.uniform(np.log(150), np.log(3000), self.drawn_areas))
        return [
            blob(rng, float(xs[at]), float(ys[at]), float(radius), int(count))
            for at, radius, count in zip(picked, radii, corners, strict=True)
        ]

    def official(self) -> list[BaseGeometry]:
        """Statistical units: a plain grid over the whole city."""
        side = SIDE_M / OFFICIAL_ACROSS
        x, y = self.corner
        return [
            shapely.box(x + column * side, y + row * side, x + (column + 1) * side, y + (row + 1) * side)
            for row in range(OFFICIAL_ACROSS)
            for column in range(OFFICIAL_ACROSS)
        ]

    def official_of(self, xs: Floats, ys: Floats) -> NDArray[np.int64]:
        """The number of the statistical unit of each place."""
        side = SIDE_M / OFFICIAL_ACROSS
        column = np.clip((xs - self.corner[0]) // side, 0, OFFICIAL_ACROSS - 1)
        row = np.clip((ys - self.corner[1]) // side, 0, OFFICIAL_ACROSS - 1)
        return np.asarray(row * OFFICIAL_ACROSS + column, dtype=np.int64)


def blob(rng: np.random.Generator, x: float, y: float, radius: float, count: int) -> BaseGeometry:
    """A closed line drawn by hand round a point: star-shaped, so that it never crosses itself."""
    turn = np.sort(rng.uniform(0, 2 * np.pi, count))
    waves = sum(rng.uniform(0, 0.3 / k) * np.sin(k * turn + rng.uniform(0, 6.3)) for k in range(1, 6))
    reach = radius * (1 + waves) * (1 + rng.uniform(-0.01, 0.01, count))
    drawn = shapely.Polygon(np.c_[x + reach * np.cos(turn), y + reach * np.sin(turn)].round(2))
    # Rounding may let neighbouring corners cross by a centimetre; the rest of the line is kept.
    parts = shapely.get_parts(shapely.make_valid(drawn))
    whole: BaseGeometry = parts[np.argmax(shapely.area(parts))]
    return whole
