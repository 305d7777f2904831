"""Shapes from residents: read right or refused with a reason, never anything else."""

from __future__ import annotations

import json
import time

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geo import errors
from geo.crs import METRIC
from geo.geometry import Limits, area_m2, geometry_from_geojson, geometry_to_geojson, repaired

WEST, SOUTH = 27.6, 62.8
EARTH = Geod(ellps="GRS80")


def square(west=WEST, south=SOUTH, side=0.1):
    corners = [(0, 0), (side, 0), (side, side), (0, side), (0, 0)]
    return [[west + x, south + y] for x, y in corners]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def multi(*polygons):
    return {"type": "MultiPolygon", "coordinates": list(polygons)}


BOW_TIE = polygon([[27.6, 62.8], [27.7, 62.9], [27.7, 62.8], [27.6, 62.9], [27.6, 62.8]])
SPIKE = polygon([[27.6, 62.8], [27.7, 62.8], [27.7, 62.9], [27.75, 62.95], [27.7, 62.9], [27.6, 62.9]])


def test_every_kind_comes_back_as_it_went_in():
    shapes = [
        {"type": "Point", "coordinates": [27.68, 62.89]},
        {"type": "LineString", "coordinates": [[27.68, 62.89], [27.7, 62.9]]},
        polygon(square(), square(27.62, 62.82, 0.02)[::-1]),
        multi([square()], [square(27.8)]),
    ]
    for shape in shapes:
        back = geometry_to_geojson(geometry_from_geojson(shape))
        assert back["type"] == shape["type"]
        assert shapely.equals_exact(
            shapely.from_geojson(json.dumps(back)),
            shapely.from_geojson(json.dumps(shape)),
            2e-7,
            normalize=True,
        )


def test_output_follows_the_standard():
    clockwise = polygon(square()[::-1], square(27.62, 62.82, 0.02))
    back = geometry_to_geojson(geometry_from_geojson(clockwise))
    shell, hole = (shapely.LinearRing(ring) for ring in back["coordinates"])
    assert shell.is_ccw
    assert not hole.is_ccw
    assert set(back) == {"type", "coordinates"}
    numbers = [number for ring in back["coordinates"] for pair in ring for number in pair]
    assert all(len(str(number).partition(".")[2]) <= 7 for number in numbers)
    assert json.loads(json.dumps(back)) == back


def test_open_rings_are_closed_and_heights_dropped():
    heights = [[*pair, 12.5] for pair in square()[:4]]
    found = geometry_from_geojson(polygon(heights))
    assert found.equals(geometry_from_geojson(polygon(square())))
    assert not found.has_z


def test_area_is_that_of_the_ground():
    degree_area, _ = EARTH.geometry_area_perimeter(shapely.Polygon(square()))
    assert area_m2(geometry_from_geojson(polygon(square()))) == pytest.approx(degree_area, rel=0.003)


REFUSED = {
    "list": ([1, 2], errors.NotGeometry),
    "none": (None, errors.NotGeometry),
    "no type": ({"coordinates": [1, 2]}, errors.NotGeometry),
    "type of a number": ({"type": 3}, errors.NotGeometry),
    "collection": ({"type": "GeometryCollection", "geometries": []}, errors.GeometryTypeUnsupported),
    "feature": ({"type": "Feature", "geometry": None}, errors.GeometryTypeUnsupported),
    "no coordinates": ({"type": "Point"}, errors.NotGeometry),
    "words": ({"type": "Point", "coordinates": ["27", "62"]}, errors.NotGeometry),
    "truth": ({"type": "Point", "coordinates": [True, False]}, errors.NotGeometry),
    "one number": ({"type": "Point", "coordinates": [27.6]}, errors.NotGeometry),
    "too flat": ({"type": "Polygon", "coordinates": square()}, errors.NotGeometry),
    "empty point": ({"type": "Point", "coordinates": []}, errors.EmptyGeometry),
    "empty polygon": (polygon(), errors.EmptyGeometry),
    "empty ring": (polygon([]), errors.EmptyGeometry),
    "nan": ({"type": "Point", "coordinates": [float("nan"), 62]}, errors.NotFinite),
    "infinity": ({"type": "Point", "coordinates": [27, float("-inf")]}, errors.NotFinite),
    "huge": ({"type": "Point", "coordinates": [10**400, 62]}, errors.NotFinite),
    "swapped": ({"type": "Point", "coordinates": [62.89, 27.68]}, errors.SwappedAxes),
    "metres": ({"type": "Point", "coordinates": [534000, 6973000]}, errors.MetresAsDegrees),
    "beyond": ({"type": "Point", "coordinates": [200, 62]}, errors.LonLatOutOfRange),
    "paris": ({"type": "Point", "coordinates": [2.35, 48.85]}, errors.OutsideAreaOfUse),
    "whole world": (polygon([[-180, -90], [180, -90], [180, 90], [-180, 90]]), errors.OutsideAreaOfUse),
    "antimeridian": (polygon([[179, 60], [-179, 60], [-179, 61], [179, 61]]), errors.OutsideAreaOfUse),
    "crs": (
        {"type": "Point", "coordinates": [27, 62], "crs": {"properties": {"name": "EPSG:3879"}}},
        errors.CrsDeclared,
    ),
    "crs of a word": ({"type": "Point", "coordinates": [27, 62], "crs": "x"}, errors.CrsDeclared),
    "two corners": (polygon([[27.6, 62.8], [27.7, 62.9], [27.6, 62.8]]), errors.RingTooShort),
    "one place": (polygon([[27.6, 62.8]] * 5), errors.RingTooShort),
    "hair": (polygon([[27.6, 62.8], [27.6000001, 62.8], [27.6, 62.8000001]]), errors.ZeroArea),
    "lone point of a line": ({"type": "LineString", "coordinates": [[27.6, 62.8]]}, errors.ZeroLength),
    "bow tie": (BOW_TIE, errors.SelfIntersects),
    "spike": (SPIKE, errors.SelfIntersects),
    "hole outside": (polygon(square(), square(27.8, 62.8, 0.01)), errors.HoleOutsideShell),
    "overlap": (multi([square()], [square(27.65, 62.85)]), errors.PartsOverlap),
    "twice": (multi([square()], [square()]), errors.PartsOverlap),
    "many corners": ({"type": "LineString", "coordinates": [[27, 62]] * 10_001}, errors.TooManyVertices),
    "many rings": (polygon(*[square()] * 101), errors.TooManyRings),
    "many parts": (multi(*[[square()]] * 101), errors.TooManyRings),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_the_reason(name):
    shape, error = REFUSED[name]
    with pytest.raises(errors.GeometryProblem) as found:
        geometry_from_geojson(shape)
    assert type(found.value) is error


def test_where_is_told():
    with pytest.raises(errors.SelfIntersects) as found:
        geometry_from_geojson(BOW_TIE)
    assert found.value.where == pytest.approx((27.65, 62.85), abs=0.001)
    with pytest.raises(errors.NotFinite) as found:
        geometry_from_geojson(polygon([[27.6, 62.8], [27.7, float("nan")]]))
    assert found.value.where == "coordinates[0][1]"
    with pytest.raises(errors.SwappedAxes) as found:
        geometry_from_geojson({"type": "Point", "coordinates": [62.89, 27.68]})
    assert found.value.where == (27.68, 62.89)


def test_nesting_and_size_cost_nothing():
    deep: list = []
    for _ in range(20_000):
        deep = [deep]
    million = {"type": "Polygon", "coordinates": [[[27.0, 62.0]] * 1_000_000]}
    started = time.perf_counter()
    with pytest.raises(errors.NotGeometry):
        geometry_from_geojson({"type": "MultiPolygon", "coordinates": deep})
    with pytest.raises(errors.TooManyVertices):
        geometry_from_geojson(million)
    assert time.perf_counter() - started < 0.1


def test_limits_can_be_set():
    with pytest.raises(errors.TooManyVertices):
        geometry_from_geojson(polygon(square()), limits=Limits(vertices=4))


JUNK = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=30,
)


@given(kind=st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon"]) | st.text(max_size=8), junk=JUNK)
def test_junk_is_never_more_than_a_problem(kind, junk):
    try:
        geometry_from_geojson({"type": kind, "coordinates": junk})
    except errors.GeometryProblem as problem:
        assert problem.code in str(problem)


NEAR = st.tuples(st.floats(27.6, 27.7), st.floats(62.8, 62.9))


@given(corners=st.lists(NEAR, min_size=3, max_size=12))
def test_a_drawn_ring_is_sound_or_can_be_repaired_or_is_nothing(corners):
    shape = polygon([list(corner) for corner in corners])
    try:
        assert geometry_from_geojson(shape).is_valid
    except (errors.SelfIntersects, errors.ZeroArea):
        try:
            mended = repaired(geometry_from_geojson(shape, sound=False))
        except errors.ZeroArea:
            return
        assert mended.geometry.is_valid
        assert mended.geometry.geom_type in ("Polygon", "MultiPolygon")
    except errors.RingTooShort:
        assert len(set(corners)) < 3


def test_repair_says_what_it_did():
    sound = geometry_from_geojson(polygon(square()))
    assert repaired(sound).changes == ()
    tied = repaired(geometry_from_geojson(BOW_TIE, sound=False))
    assert tied.changes == ("untangled", "split")
    assert tied.geometry.area == pytest.approx(sound.area / 2, rel=0.001)
    lapped = geometry_from_geojson(multi([square()], [square(27.65, 62.85)]), sound=False)
    merged = repaired(lapped)
    assert merged.changes == ("overlap_merged",)
    assert merged.geometry.area == pytest.approx(sound.area * 1.75, rel=0.002)
    assert merged.area_change_m2 == pytest.approx(merged.geometry.area - lapped.area)
    assert repaired(geometry_from_geojson(SPIKE, sound=False)).changes == ("untangled",)
    assert METRIC.contains_lonlat(*METRIC.to_lonlat(*tied.geometry.centroid.coords[0]))
