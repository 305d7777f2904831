"""Made-up hands: outlines as people draw them, from a seed."""

from __future__ import annotations

import numpy as np
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

EAST, NORTH = 530_000.0, 6_970_000.0


def square(x: float, y: float, side: float, height: float | None = None) -> Polygon:
    """A box by its south-west corner, in metres from the corner of the made-up ground."""
    west, south = EAST + x, NORTH + y
    high = south + (side if height is None else height)
    return Polygon([(west, south), (west + side, south), (west + side, high), (west, high)])


def by_hand(shape: BaseGeometry, rng: np.random.Generator, wobble_m: float = 25.0, step_m: float = 120.0) -> Polygon:
    """A shape's outline followed by a hand that misses by about `wobble_m`."""
    line = shape.exterior
    count = max(8, int(line.length / step_m))
    points = [line.interpolate(n / count, normalized=True) for n in range(count)]
    moved = [(p.x + rng.normal(0, wobble_m), p.y + rng.normal(0, wobble_m)) for p in points]
    drawn = Polygon(moved)
    return drawn if drawn.is_valid else drawn.buffer(0).convex_hull
