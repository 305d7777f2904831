"""The metric CRS: there and back, windows, other countries, and who may name it."""

from __future__ import annotations

import math
import re
import subprocess
import sys

import pyproj
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from geo.crs import METRIC, metric_crs
from geo.errors import BoxUpsideDown, CrsUnusable, NotFinite, OutsideAreaOfUse
from tests.geo.reference import TOP

WORLD = (-180.0, -90.0, 180.0, 90.0)
GK_ZONES = range(3873, 3886)


def _ground_distance(a, b):
    return pyproj.Geod(ellps="GRS80").inv(*a, *b)[2]


@given(epsg=st.sampled_from([3067, *GK_ZONES, 3006]), across=st.floats(0, 1), along=st.floats(0, 1))
def test_there_and_back_within_a_millimetre(epsg, across, along):
    crs = metric_crs(epsg)
    west, south, east, north = crs.lonlat_bounds
    place = west + across * (east - west), south + along * (north - south)
    assert _ground_distance(place, crs.to_lonlat(*crs.from_lonlat(*place))) <= 0.001


@given(epsg=st.sampled_from([*GK_ZONES, 4258, 3857]), lon=st.floats(20, 31), lat=st.floats(59.5, 70))
def test_other_systems_name_the_same_place(epsg, lon, lat):
    here = METRIC.geometry_from_lonlat(shapely.Point(lon, lat))
    back = METRIC.geometry_from_epsg(METRIC.geometry_to_epsg(here, epsg), epsg)
    assert here.distance(back) <= 0.001


def test_known_place_easting_first():
    lonlat = METRIC.to_lonlat(514_000.0, 6_840_000.0)
    assert METRIC.from_lonlat(*lonlat) == pytest.approx((514_000, 6_840_000), abs=0.001)
    assert lonlat == pytest.approx((27.26, 61.69), abs=0.01)
    moved = METRIC.geometry_to_epsg(shapely.Point(514_000, 6_840_000), 3881)
    assert 27e6 < moved.x < 28e6
    assert 6.8e6 < moved.y < 6.9e6


def test_matrix_of_finland():
    matrix = METRIC.matrix
    assert (METRIC.code, matrix.name, matrix.max_zoom) == ("EPSG:3067", "ETRS-TM35FIN", 16)
    assert matrix.extent == (-548_576, 6_291_456, 1_548_576, 8_388_608)
    assert matrix.resolution(0) == 8192
    assert "+type=crs" not in METRIC.proj4


@pytest.mark.parametrize("epsg", [3006, 25832, 3879])
def test_derived_matrix_is_a_square_that_holds_the_country(epsg):
    crs = metric_crs(epsg)
    matrix = crs.matrix
    assert matrix.name == f"EPSG-{epsg}"
    assert matrix.maxx - matrix.minx == matrix.maxy - matrix.miny
    assert math.log2(matrix.resolution(0)).is_integer()
    assert shapely.box(*matrix.extent).covers(crs.window(WORLD))
    assert matrix.minx % 1000 == matrix.miny % 1000 == 0


@given(across=st.floats(0, 1), along=st.floats(0, 1), epsg=st.sampled_from([3067, 3006, 3879, 25832]))
@example(across=0.3515625, along=0.0, epsg=3006)
@example(across=0.634, along=0.0, epsg=3067)
def test_window_of_the_world_finds_everything(across, along, epsg):
    crs = metric_crs(epsg)
    west, south, east, north = crs.lonlat_bounds
    place = west + across * (east - west), south + along * (north - south)
    for window in (WORLD, (place[0], -90, 180, place[1]), (170.0, -90.0, place[0], 90.0)):
        assert crs.window(window).covers(shapely.Point(crs.from_lonlat(*place)))


def test_window_of_one_place_and_of_elsewhere():
    lonlat = (27.68, 62.89)
    assert METRIC.window((*lonlat, *lonlat)).covers(shapely.Point(METRIC.from_lonlat(*lonlat)))
    assert METRIC.window((0, 0, 1, 1)) is None
    assert METRIC.window((170, -90, -170, 90)) is None


def test_windows_that_make_no_sense():
    with pytest.raises(BoxUpsideDown):
        METRIC.window((20, 65, 30, 60))
    with pytest.raises(NotFinite):
        METRIC.window((20, math.nan, 30, 65))


def test_places_without_a_value():
    with pytest.raises(NotFinite):
        METRIC.from_lonlat(math.inf, 60)
    with pytest.raises(OutsideAreaOfUse):
        METRIC.to_lonlat(1e12, 1e12)
    with pytest.raises(OutsideAreaOfUse):
        METRIC.geometry_to_lonlat(shapely.LineString([(0, 0), (1e12, 1e12)]))
    assert not METRIC.contains_lonlat(math.nan, 60)


def test_empty_stays_empty():
    assert METRIC.geometry_from_lonlat(shapely.Polygon()).is_empty


@pytest.mark.parametrize("epsg", [4326, 3857, 999_999, 2263])
def test_systems_that_cannot_be_measured_in(epsg):
    with pytest.raises(CrsUnusable):
        metric_crs(epsg)


@pytest.mark.parametrize("text", ["3006", "EPSG:3006", " epsg:3006 "])
def test_another_country_by_setting(text):
    code = "from geo.crs import METRIC; print(METRIC.code, METRIC.matrix.name)"
    env = {"ALUEKARTTA_METRIC_CRS": text, "PYTHONPATH": str(TOP)}
    run = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["EPSG:3006", "EPSG-3006"]


def test_a_setting_that_is_no_number_is_refused():
    env = {"ALUEKARTTA_METRIC_CRS": "finland", "PYTHONPATH": str(TOP)}
    run = subprocess.run([sys.executable, "-c", "import geo.crs"], env=env, capture_output=True, text=True)
    assert run.returncode != 0
    assert "crs_unusable" in run.stderr


def test_one_module_names_the_system_and_transforms():
    sources = [
        path
        for folder in ("geo", "boundaries", "layers", "service", "operate", "static/js")
        for path in (TOP / folder).rglob("*")
        if path.suffix in {".py", ".sql", ".html", ".js"}
    ]
    # A parser's trees have transformers too.
    telling = re.compile(r"\b3067\b|\bTransformer\.from_|pyproj.*\bTransformer\b")
    named = {path.relative_to(TOP).as_posix() for path in sources if telling.search(path.read_text("utf-8"))}
    assert named == {"geo/crs.py"}
    text = (TOP / "geo/crs.py").read_text("utf-8")
    assert text.count("Transformer.from_crs(") == text.count("always_xy=True") == 1
