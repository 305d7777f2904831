"""Which units overlap, and the area they cover together, held against joining them all."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from layers.plans.overlaps import area_together, joined, others

Shapes = NDArray[np.object_]


def _tiling(across: int = 12, seed: int = 1) -> Shapes:
    """Units that share their edges and corners, each a multipolygon."""
    rng = np.random.default_rng(seed)
    n = across + 1
    grid = np.stack(np.meshgrid(np.arange(n), np.arange(n)), axis=-1) * 10 + rng.uniform(-3, 3, (n, n, 2))
    rings = np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1], grid[:-1, :-1]], axis=2)
    return np.array([shapely.MultiPolygon([one]) for one in shapely.polygons(rings.reshape(-1, 5, 2).round(2))])


def _with(*more: shapely.Geometry) -> Shapes:
    return np.concatenate([_tiling(), np.array(more, dtype=object)])


def test_units_that_share_their_edges_are_not_joined() -> None:
    assert not others(_tiling()).any()


@pytest.mark.parametrize(
    "shapes",
    [
        _with(_tiling()[50].centroid.buffer(0.5)),
        _with(_tiling()[50].centroid.buffer(30)),
        _with(_tiling()[77]),
        _with(shapely.union_all(_tiling()[5:7])),
        _with(shapely.box(-100, -100, 300, 300)),
        _with(_tiling()[50].centroid.buffer(2), _tiling()[50].centroid.buffer(1), _tiling()[51].centroid.buffer(1)),
        _with(shapely.Point(60, 60), shapely.LineString([(0, 0), (100, 100)])),
        np.array([shapely.box(0, 0, 4, 4), shapely.box(1, 1, 2, 2).union(shapely.box(8, 8, 9, 9))]),
        np.array(
            [shapely.Point(0, 0).buffer(5).difference(shapely.Point(0, 0).buffer(3)), shapely.Point(0, 0).buffer(4)]
        ),
        np.concatenate([_tiling(seed=2), _tiling(seed=3)]),
        _tiling(1),
    ],
)
def test_what_is_covered_together_is_as_if_all_were_joined(shapes: Shapes) -> None:
    overlaps = others(shapes)
    assert area_together(shapes, overlaps) == pytest.approx(shapely.union_all(shapes).area, rel=1e-9)
    assert joined(shapes, overlaps).area == pytest.approx(shapely.union_all(shapes).area, rel=1e-9)
    # What is left has no ground in common with each other.
    left = shapes[~overlaps]
    first, second = shapely.STRtree(left).query(left, predicate="intersects")
    common = shapely.area(shapely.intersection(left[first], left[second]))
    assert common[first != second].sum() < 1e-6


def test_one_large_unit_under_many_is_named_rather_than_those() -> None:
    assert np.flatnonzero(others(_with(shapely.box(-100, -100, 300, 300)))).tolist() == [144]


@pytest.mark.parametrize("seed", range(20))
def test_any_discs_over_any_units(seed: int) -> None:
    rng = np.random.default_rng(seed)
    discs = shapely.buffer(shapely.points(rng.uniform(0, 120, (6, 2))), rng.uniform(0.2, 15, 6))
    shapes = np.concatenate([_tiling(seed=seed), discs])
    assert area_together(shapes, others(shapes)) == pytest.approx(shapely.union_all(shapes).area, rel=1e-9)


def test_none_and_one() -> None:
    nothing = np.empty(0, dtype=object)
    assert area_together(nothing, others(nothing)) == 0
    assert not others(np.array([shapely.box(0, 0, 1, 1)])).any()
