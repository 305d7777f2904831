"""Shapes that are hard on a grid: along its lines, through its corners, with holes, in parts, thin, outside."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

CELL = 250.0
ACROSS = 6
#: On the lines, between them, a hair beside them, and outside the grid.
ON_LINES = st.integers(-3, 2 * ACROSS + 3).map(lambda n: n * CELL / 2)
BESIDE = st.builds(lambda at, by: at + by, ON_LINES, st.sampled_from([1e-9, -1e-9, 1e-6, -1e-6, 0.01, -0.01]))
ANYWHERE = st.floats(-400, CELL * ACROSS + 400)
COORDINATE = st.one_of(ON_LINES, BESIDE, ANYWHERE)

BOX = st.builds(lambda a, b, c, d: shapely.box(min(a, c), min(b, d), max(a, c), max(b, d)), *[COORDINATE] * 4)
RING = st.lists(st.tuples(COORDINATE, COORDINATE), min_size=3, max_size=9).map(
    lambda at: shapely.make_valid(shapely.Polygon(at))
)
CIRCLE = st.builds(lambda x, y, r: shapely.Point(x, y).buffer(r, 6), COORDINATE, COORDINATE, st.floats(20, 900))
SLIVER = st.builds(lambda a, b, width: shapely.LineString([a, b]).buffer(width, 1), st.tuples(COORDINATE, COORDINATE),
                   st.tuples(COORDINATE, COORDINATE), st.sampled_from([1e-4, 0.01, 1.0]))  # fmt: skip
ONE = st.one_of(BOX, RING, CIRCLE, SLIVER)


@st.composite
def shapes(draw: st.DrawFn) -> BaseGeometry:
    """A valid polygon or multipolygon: some shapes together, less others."""
    whole = shapely.union_all(_polygons(draw(st.lists(ONE, min_size=1, max_size=3))))
    taken = shapely.union_all(_polygons(draw(st.lists(ONE, max_size=2))))
    left = shapely.union_all(_polygons([shapely.difference(whole, taken)]))
    return left if left.area > 0 and left.is_valid else shapely.box(0, 0, CELL, CELL)


def _polygons(found: list[Any]) -> list[BaseGeometry]:
    parts = shapely.get_parts(shapely.get_parts(np.array(found, dtype=object)))
    return [part for part in parts if part.geom_type == "Polygon" and part.area > 0 and part.is_valid]


def points_on(shape: BaseGeometry) -> np.ndarray:
    """Corners of a shape, the middles of its edges, and where its box meets the lines."""
    at = shapely.get_coordinates(shape)
    return np.concatenate([at, (at[1:] + at[:-1]) / 2])
