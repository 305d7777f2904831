"""One bad feature never costs the others, and what is wrong is named with its place and its cure."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from boundaries.reading.errors import UploadProblem
from boundaries.reading.findings import PlacedFeature
from boundaries.reading.model import FileLimits
from boundaries.reading.placing import count_corners, place_features
from geo.crs import METRIC
from tests.boundaries.reading.conftest import Read
from tests.boundaries.reading.making import SOUTH, WEST, feature, frame, geojson, geopackage, square


def lonlat(*corners: tuple[float, float]) -> list[list[float]]:
    return [list(METRIC.to_lonlat(WEST + x, SOUTH + y)) for x, y in corners]


def polygon(*rings: list[list[float]]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": list(rings)}


def placed(read: Read, ground: shapely.Polygon, *geometries: object) -> list[PlacedFeature]:
    features = [{"type": "Feature", "properties": {}, "geometry": one} for one in geometries]
    return place_features(read(geojson(features), "a.geojson").features, 4326, ground)


BOW_TIE = polygon(lonlat((0, 0), (900, 900), (900, 0), (0, 900), (0, 0)))
SPIKE = polygon(lonlat((0, 0), (900, 0), (900, 900), (450, 900), (450, 1500), (450, 900), (0, 900), (0, 0)))
OPEN = polygon(lonlat((0, 0), (900, 0), (900, 900), (0, 900)))
DOUBLED = polygon(lonlat((0, 0), (900, 0), (900, 0), (900, 900), (0, 900), (0, 0)))
FLAT = polygon(lonlat((0, 0), (900, 0), (450, 0), (0, 0)))
HOLE_OUTSIDE = polygon(
    lonlat((0, 0), (900, 0), (900, 900), (0, 900), (0, 0)),
    lonlat((2000, 0), (2100, 0), (2100, 100), (2000, 0)),
)


@pytest.mark.parametrize(
    ("geometry", "code", "severity"),
    [
        (BOW_TIE, "self_intersects", "repair"),
        (SPIKE, "spike", "repair"),
        (HOLE_OUTSIDE, "hole_outside_shell", "repair"),
        (OPEN, "ring_closed", "note"),
        (DOUBLED, "points_dropped", "note"),
        (FLAT, "zero_area", "left_out"),
        (polygon(lonlat((0, 0), (900, 0))), "ring_too_short", "left_out"),
        (polygon([[27.6, 62.8], [float("nan"), 62.9], [27.7, 62.9]]), "not_finite", "left_out"),
        (polygon([[27.6, 62.8], [float("inf"), 62.9], [27.7, 62.9]]), "not_finite", "left_out"),
        (polygon([[27.6, 62.8], ["27.7", 62.9], [27.7, 62.9]]), "not_geometry", "left_out"),
        ({"type": "Polygon", "coordinates": []}, "empty_geometry", "left_out"),
        ({"type": "Polygon"}, "not_geometry", "left_out"),
        (None, "not_geometry", "left_out"),
        ({"type": "Point", "coordinates": [27.6, 62.8]}, "not_an_area", "left_out"),
        (polygon(lonlat(*[(i / 100, i % 2) for i in range(10_002)])), "too_many_vertices", "left_out"),
        (polygon(*[lonlat((0, 0), (1, 0), (1, 1))] * 101), "too_many_rings", "left_out"),
        (polygon(lonlat((90_000, 0), (91_000, 0), (91_000, 900), (90_000, 0))), "outside_municipality", "left_out"),
        (
            polygon(lonlat((19_000, 0), (21_000, 0), (21_000, 900), (19_000, 900), (19_000, 0))),
            "partly_outside",
            "note",
        ),
        (polygon([[2.3, 48.8], [2.4, 48.8], [2.4, 48.9]]), "outside_area_of_use", "left_out"),
    ],
)
def test_each_fault_is_named_and_the_rest_comes_in(
    read: Read, ground: shapely.Polygon, geometry: object, code: str, severity: str
) -> None:
    good = feature(square(3))["geometry"]
    before, bad, after = placed(read, ground, good, geometry, good)
    assert before.is_whole and after.is_whole and not before.findings
    assert [(one.code, one.severity) for one in bad.findings] == [(code, severity)]
    assert (bad.number, bad.geometry is None) == (2, severity == "left_out")
    assert bad.needs_repair == (severity == "repair")
    if bad.geometry is not None:
        assert bad.geometry.is_valid


def test_a_repair_says_where_and_by_how_much(read: Read, ground: shapely.Polygon) -> None:
    (found,) = placed(read, ground, BOW_TIE)
    assert found.findings[0].where == pytest.approx(METRIC.to_lonlat(WEST + 450, SOUTH + 450), abs=1e-6)
    assert found.area_change_m2 == pytest.approx(900 * 900 / 2, rel=0.01)
    (spike,) = placed(read, ground, SPIKE)
    assert spike.findings[0].where == pytest.approx(METRIC.to_lonlat(WEST + 450, SOUTH + 1500), abs=1e-6)
    assert spike.geometry is not None and spike.geometry.area == pytest.approx(900 * 900, rel=1e-4)


def test_one_bad_ring_among_hundreds(tmp_path: Path, read: Read, ground: shapely.Polygon) -> None:
    shapes = [
        square(0, 40).union(shapely.box(WEST, SOUTH + n * 40, WEST + 40, SOUTH + n * 40 + 40)) for n in range(300)
    ]
    shapes[171] = shapely.Polygon([(WEST, SOUTH), (WEST + 900, SOUTH + 900), (WEST + 900, SOUTH), (WEST, SOUTH + 900)])
    made = frame(shapes, nimi=[f"Alue {n}" for n in range(300)])
    found = place_features(read(geopackage(tmp_path, made)).features, 3067, ground)
    assert [one.number for one in found if not one.is_whole] == [172]
    assert found[171].values["nimi"] == "Alue 171"


def test_more_features_or_corners_than_the_limit(read: Read) -> None:
    with pytest.raises(UploadProblem) as found:
        read(geojson(), "a.geojson", limits=FileLimits(features=2))
    assert (found.value.code, found.value.values) == ("too_many_features", {"count": 2})
    raw = read(geojson(), "a.geojson")
    with pytest.raises(UploadProblem) as found:
        count_corners(raw.features, 14)
    assert found.value.code == "too_many_corners"
    count_corners(raw.features, 15)
    with pytest.raises(UploadProblem) as found:
        read(geojson(), "a.geojson", limits=FileLimits(text_bytes=10))
    assert found.value.code == "file_too_large"
