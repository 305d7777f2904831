"""The same shape in every system lands in the same place; mixed-up numbers are named, never put right in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

from boundaries.reading.placing import place_features, positions_of
from geo.candidates import identified, ranked, systems_near
from geo.crs import METRIC
from geo.errors import DegreesAsMetres, MetresAsDegrees, SwappedAxes
from geo.systems import accuracy_m
from tests.boundaries.reading.conftest import Read
from tests.boundaries.reading.making import WEST, feature, frame, geojson, geopackage, shapefile, square

GK = tuple(range(3873, 3886))
KKJ = (2391, 2392, 2393, 2394)
#: A corner of the square in each KKJ zone near it, by the register's own transformation (PROJ's cs2cs -d 3).
SHIFT_M = 177.0


@pytest.mark.parametrize("epsg", [METRIC.epsg, 4326, *GK])
def test_every_system_lands_in_the_same_place(tmp_path: Path, read: Read, ground: shapely.Polygon, epsg: int) -> None:
    raw = read(shapefile(tmp_path, frame([square()], epsg, nimi=["A"])))
    assert raw.epsg == epsg
    placed = place_features(raw.features, epsg, ground)[0].geometry
    assert placed is not None
    assert placed.hausdorff_distance(square()) <= 0.05
    assert accuracy_m(epsg) is not None and accuracy_m(epsg) <= 1.0  # type: ignore[operator]


@pytest.mark.parametrize("epsg", KKJ)
def test_the_old_system_comes_with_its_shift(tmp_path: Path, read: Read, ground: shapely.Polygon, epsg: int) -> None:
    raw = read(geopackage(tmp_path, frame([square()], epsg, nimi=["A"])))
    assert raw.epsg == epsg
    placed = place_features(raw.features, epsg, ground)[0].geometry
    assert placed is not None and placed.hausdorff_distance(square()) <= 0.05
    assert 0 < accuracy_m(epsg) <= 2.0  # type: ignore[operator]


def test_the_uniform_system_against_published_numbers(ground: shapely.Polygon) -> None:
    """YKJ 6 974 000 N, 3 533 000 E read as if it were ETRS-TM35FIN with false easting is off by the known shift."""
    here = METRIC.geometry_from_epsg(shapely.Point(3_533_000, 6_974_000), 2393)
    # JHS 197: ETRS-TM35FIN and YKJ differ by about 3 000 km + some 190 m east, and 2.8 km north (scale 0.9996).
    assert 532_700 < here.x < 533_100
    assert 6_970_900 < here.y < 6_971_300


def test_a_shapefile_without_prj_is_asked_for_and_the_right_one_stands_first(
    tmp_path: Path, read: Read, ground: shapely.Polygon
) -> None:
    centre = METRIC.to_lonlat(WEST, square().bounds[1])
    systems = systems_near(centre)
    for epsg in systems:
        folder = tmp_path / str(epsg)
        folder.mkdir()
        raw = read(shapefile(folder, frame(None, epsg), without=(".prj",)))
        assert raw.epsg is None
        best = ranked(positions_of(raw.features), systems, ground)[0]
        assert (best.epsg, best.share) == (epsg, 1.0)


def test_systems_that_are_offered() -> None:
    offered = systems_near((27.68, 62.89))
    assert offered[:3] == (4326, METRIC.epsg, 3882)
    assert {3880, 3881, 3883, 3884, *KKJ} < set(offered)


@pytest.mark.parametrize(
    ("stated", "epsg"),
    [
        ("EPSG:3067", 3067),
        ("", None),
        ("PROJCS[nonsense", None),
        ('LOCAL_CS["oma"]', None),
    ],
)
def test_what_a_file_states(stated: str, epsg: int | None) -> None:
    assert identified(stated) == epsg


def swapped(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda points: points[:, ::-1])


@pytest.mark.parametrize(
    ("shape", "epsg", "problem"),
    [
        (swapped(METRIC.geometry_to_lonlat(square())), 4326, SwappedAxes),
        (swapped(METRIC.geometry_to_epsg(square(), 3882)), 3882, SwappedAxes),
        (square(), 4326, MetresAsDegrees),
        (METRIC.geometry_to_lonlat(square()), 3067, DegreesAsMetres),
    ],
)
def test_mixed_up_numbers_are_named(
    read: Read, ground: shapely.Polygon, shape: shapely.Geometry, epsg: int, problem: type[Exception]
) -> None:
    raw = read(shape.wkt.encode(), "a.wkt")
    with pytest.raises(problem):
        place_features(raw.features, epsg, ground)


def test_who_says_that_they_are_swapped_is_believed(read: Read, ground: shapely.Polygon) -> None:
    raw = read(swapped(METRIC.geometry_to_epsg(square(), 3882)).wkt.encode(), "a.wkt")
    placed = place_features(raw.features, 3882, ground, is_swapped=True)[0].geometry
    assert placed is not None and placed.hausdorff_distance(square()) <= 0.05


def test_one_mixed_up_feature_among_many_is_its_own_fault(read: Read, ground: shapely.Polygon) -> None:
    wrong = feature(shapely.geometry.mapping(square()))
    raw = read(geojson([*[feature(square(n)) for n in range(3)], wrong]), "a.geojson")
    placed = place_features(raw.features, 4326, ground)
    assert [one.geometry is not None for one in placed] == [True, True, True, False]
    assert placed[-1].findings[0].code == "metres_as_degrees"


@pytest.mark.parametrize(
    ("name", "epsg"),
    [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326),
        ("urn:ogc:def:crs:EPSG::3067", 3067),
        ("EPSG:3882", 3882),
        ("http://www.opengis.net/def/crs/EPSG/0/3882", 3882),
        ("oma koordinaatisto", None),
    ],
)
def test_the_old_crs_member(read: Read, name: str, epsg: int | None) -> None:
    content = json.loads(geojson())
    content["crs"] = {"type": "name", "properties": {"name": name}}
    assert read(json.dumps(content).encode(), "a.geojson").epsg == epsg
