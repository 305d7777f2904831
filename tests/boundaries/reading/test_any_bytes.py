"""Whatever bytes come under whatever name: features, or a refusal by name, and soon."""

from __future__ import annotations

import tempfile
import time
from functools import cache
from pathlib import Path

import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boundaries.reading.errors import UploadProblem
from boundaries.reading.files import read_file
from boundaries.reading.placing import count_corners, place_features
from geo.errors import GeometryProblem
from tests.boundaries.reading.making import SOUTH, WEST, frame, geojson, geopackage, kml, shapefile, square, zip_bytes

GROUND = shapely.box(WEST - 20_000, SOUTH - 20_000, WEST + 20_000, SOUTH + 20_000)
TEXTS = ("a.geojson", "a.kml", "a.csv", "a.wkt", "a.kmz")
SOON_S = 3.0


@cache
def good() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wkt = square().wkt
        return {
            "a.geojson": geojson(),
            "a.kml": kml(square()),
            "a.kmz": zip_bytes({"doc.kml": kml(square())}),
            "a.csv": f'nimi;wkt\nA;"{wkt}"\n'.encode(),
            "a.wkt": wkt.encode(),
            "a.gpkg": geopackage(folder, frame([square()], nimi=["A"])).read_bytes(),
            "a.zip": shapefile(folder, frame([square()], nimi=["A"])).read_bytes(),
        }


def check(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sent"
        path.write_bytes(content)
        began = time.process_time()
        try:
            raw = read_file(path, name)
            count_corners(raw.features, 150_000)
            for one in place_features(raw.features, raw.epsg or 3067, GROUND):
                assert one.geometry is None or one.geometry.is_valid
        except (UploadProblem, GeometryProblem):
            pass
        assert time.process_time() - began < SOON_S


def mutated(name: str, cuts: list[tuple[float, bytes]]) -> bytes:
    content = bytearray(good()[name])
    for at, piece in cuts:
        place = int(at * len(content))
        content[place : place + len(piece)] = piece
    return bytes(content)


CUTS = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)), max_size=5)
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=150, deadline=None, suppress_health_check=QUIET)
@given(name=st.sampled_from(TEXTS), content=st.binary(max_size=400))
def test_random_bytes(name: str, content: bytes) -> None:
    check(name, content)


@settings(max_examples=200, deadline=None, suppress_health_check=QUIET)
@given(name=st.sampled_from(TEXTS), cuts=CUTS)
def test_text_with_bytes_changed(name: str, cuts: list[tuple[float, bytes]]) -> None:
    check(name, mutated(name, cuts))


@settings(max_examples=12, deadline=None, suppress_health_check=QUIET)
@given(name=st.sampled_from(["a.gpkg", "a.zip"]), cuts=CUTS)
def test_binaries_with_bytes_changed(name: str, cuts: list[tuple[float, bytes]]) -> None:
    check(name, mutated(name, cuts))


@settings(max_examples=40, deadline=None, suppress_health_check=QUIET)
@given(end=st.floats(0, 1), name=st.sampled_from(TEXTS))
def test_files_cut_short(end: float, name: str) -> None:
    check(name, good()[name][: int(end * len(good()[name]))])
