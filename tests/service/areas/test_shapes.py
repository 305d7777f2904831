"""Shapes that cannot be used get a sentence that names what and where, in every language; never a 5xx."""

from __future__ import annotations

import inspect

import pytest
import shapely.geometry

import boundaries.errors
import geo.errors
import geo.partition.errors
from geo.crs import METRIC
from geo.errors import GeometryProblem
from geo.geometry import geometry_to_geojson
from service.areas.drawing.coordinates import geometry_from_text
from service.i18n import translations
from service.web.geometry_words import SENTENCES
from tests.conftest import Browser
from tests.factories.world import lonlat_in, square

A, B, C, D = (lonlat_in("05", *at) for at in ((100, 100), (900, 100), (900, 900), (100, 900)))


def polygon(*rings: list) -> dict:
    return {"type": "Polygon", "coordinates": [[list(point) for point in ring] for ring in rings]}


HOLE = [lonlat_in("01", *at) for at in ((100, 100), (200, 100), (200, 200), (100, 100))]
CASES = {
    "bow tie": (polygon([A, C, B, D, A]), "self_intersects", "risteää itsensä kanssa lähellä paikkaa Testilän"),
    "spike": (polygon([A, B, C, lonlat_in("05", 1900, 900), C, D, A]), "self_intersects", "risteää"),
    "two corners": (polygon([A, B, A]), "ring_too_short", "kolme eri kulmaa"),
    "one line": (polygon([A, lonlat_in("05", 500, 100), B, A]), "zero_area", "samalla viivalla"),
    "swapped": (polygon([p[::-1] for p in (A, B, C, D, A)]), "swapped_axes", "vaihtaneen paikkaa"),
    "metres": (polygon([(x, y) for x, y in square("05").geoms[0].exterior.coords]), "metres_as_degrees", "metreiltä"),
    "abroad": (polygon([(2.3, 48.8), (2.4, 48.8), (2.4, 48.9), (2.3, 48.8)]), "outside_area_of_use", "liian kaukana"),
    "next town": (
        polygon([(27.0, 62.0), (27.1, 62.0), (27.1, 62.1), (27.0, 62.0)]), "outside_municipality", "Testilä",
    ),
    "hole outside": (polygon([A, B, C, D, A], HOLE), "hole_outside_shell", "Aukko"),
    "overlapping parts": (
        {
            "type": "MultiPolygon",
            "coordinates": [
                polygon([A, B, C, D, A])["coordinates"],
                polygon([lonlat_in("05", 500, 500), lonlat_in("06", 500, 500), C])["coordinates"],
            ],
        },
        "parts_overlap",
        "päällekkäin",
    ),
    "crs": ({**polygon([A, B, C, A]), "crs": {"properties": {"name": "EPSG:3067"}}}, "crs_declared", "WGS 84"),
    "collection": ({"type": "GeometryCollection", "geometries": []}, "geometry_type_unsupported", "muotoa"),
    "a point": ({"type": "Point", "coordinates": list(A)}, "geometry_type_unsupported", "muotoa"),
    "empty": ({"type": "Polygon", "coordinates": []}, "empty_geometry", "puuttuu"),
    "text": ({"type": "Polygon", "coordinates": "x"}, "not_geometry", "luettavassa"),
    "too many corners": (polygon([[A[0] + i * 1e-7, A[1]] for i in range(10_001)]), "too_many_vertices", "10 000"),
    "too many holes": (polygon(*[[A, B, C, A]] * 101), "too_many_rings", "100"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_every_bad_shape_gets_its_own_sentence(client: Browser, case: str) -> None:
    geometry, code, words = CASES[case]
    answer = client.send_json("/api/areas/facts", {"geometry": geometry})
    problem = answer.get_json()
    assert answer.status_code == 422, problem
    assert answer.content_type == "application/problem+json"
    assert problem["code"] == code
    assert words in problem["detail"].replace("\u00a0", " ")
    assert problem["errors"][0]["message"] == problem["detail"]


def test_the_place_of_a_crossing_is_told(client: Browser) -> None:
    problem = client.send_json("/api/areas/facts", {"geometry": CASES["bow tie"][0]}).get_json()
    middle = lonlat_in("05", 500, 500)
    assert problem["lonlat"] == pytest.approx(middle, abs=1e-5)


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "korsar sig själv nära Testby"), ("en", "crosses itself near")]
)
def test_in_the_readers_language(client: Browser, language: str, words: str) -> None:
    answer = client.send_json(f"/api/areas/facts?lang={language}", {"geometry": CASES["bow tie"][0]})
    assert words in answer.get_json()["detail"]


@pytest.mark.parametrize(
    "body",
    [
        '{"geometry": {"type": "Polygon", "coordinates": [[[NaN, 1], [2, 3], [4, 5]]]}}',
        '{"geometry": {"type": "Polygon", "coordinates": [[[1e999, 1], [2, 3], [4, 5]]]}}',
        '{"geometry": ' + '{"a": ' * 5000 + "1" + "}" * 5000 + "}",
        '{"geometry": {"type": "Polygon", "type": "Point"}}',
        '{"geometry": 7}',
        '{"areas": ["nowhere"]}',
        '{"unknown": 1}',
        "{}",
        "not json",
    ],
)
def test_strange_bodies_are_refused_in_words(client: Browser, body: str) -> None:
    headers = {"X-CSRF-Token": client.token(), "Content-Type": "application/json"}
    answer = client.post("/api/areas/facts", data=body, headers=headers)
    assert answer.status_code == 422
    assert answer.get_json()["detail"]


def test_a_huge_body_is_refused_before_it_is_read(client: Browser) -> None:
    body = polygon([[27.0 + i * 1e-7, 62.0] for i in range(120_000)])
    answer = client.send_json("/api/areas/facts", {"geometry": body})
    assert answer.status_code == 413


def test_every_error_of_shapes_has_its_sentence() -> None:
    errors = [
        kind
        for module in (geo.errors, geo.partition.errors, boundaries.errors)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, GeometryProblem)
    ]
    assert {kind.code for kind in errors} == set(SENTENCES)
    for language in ("fi", "sv"):
        for sentences in SENTENCES.values():
            for sentence in filter(None, sentences):
                assert translations(language).ugettext(sentence) != sentence, f"{language}: {sentence}"


@pytest.mark.parametrize(
    "text",
    [
        "62.88 27.67\n62.88 27.69\n62.89 27.68",
        "62,88 27,67\n62,88; 27,69\n\n62,89 27,68\n",
        "27.67,62.88\n27.69,62.88\n27.68,62.89",
        '{"type": "Polygon", "coordinates": [[[27.67, 62.88], [27.69, 62.88], [27.68, 62.89]]]}',
        '{"type": "Feature", "properties": {}, "geometry": '
        '{"type": "Polygon", "coordinates": [[[27.67, 62.88], [27.69, 62.88], [27.68, 62.89]]]}}',
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": '
        '{"type": "Polygon", "coordinates": [[[27.67, 62.88], [27.69, 62.88], [27.68, 62.89]]]}}]}',
    ],
)
def test_pasted_outlines(text: str) -> None:
    found = geometry_from_text(text)
    assert found == {"type": "Polygon", "coordinates": [[[27.67, 62.88], [27.69, 62.88], [27.68, 62.89]]]}


@pytest.mark.parametrize("text", ["", "hello", "1 2 3\n4 5 6", "{", '{"type": "FeatureCollection", "features": []}'])
def test_pasted_nonsense(text: str) -> None:
    with pytest.raises(GeometryProblem):
        geometry_from_text(text)


def test_round_trip_loses_less_than_a_centimetre() -> None:
    shape = square("05")
    back = METRIC.geometry_from_lonlat(shapely.geometry.shape(geometry_to_geojson(shape)))
    assert shape.hausdorff_distance(back) < 0.01
