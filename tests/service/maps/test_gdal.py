"""What GDAL reads: the newest one inside pyogrio and the system's ogrinfo, from the real server."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely

from geo.crs import LONLAT, METRIC, WEB_MERCATOR_QUAD, transformer_of
from service.maps.ogc.collections import COLLECTIONS
from service.maps.ogc.reference_systems import SYSTEMS
from tests.conftest import TownDatabase
from tests.factories.world import ORIGIN, lonlat_in
from tests.servers import running_service
from tests.service.maps.conftest import MATRIX, decoded

PutPins = Callable[..., list[str]]


@pytest.fixture
def served(town: TownDatabase, put_pins: PutPins) -> Iterator[str]:
    """The address of the real service on the made-up town with 250 pins in it."""
    put_pins(*[(50 + (n % 25) * 110, 50 + (n // 25) * 280) for n in range(250)])
    with running_service(town.settings) as service:
        yield service.url


def test_pyogrio_reads_every_collection(served: str) -> None:
    source = f"OAPIF:{served}/ogc"
    layers = {name for name, _ in pyogrio.list_layers(source)}
    assert layers == set(COLLECTIONS)
    areas = pyogrio.read_dataframe(source, layer="areas")
    assert sorted(areas["slug"]) == [f"{n:02d}" for n in range(1, 10)]
    assert areas.geometry.is_valid.all()
    # More than one page, so that the links from page to page are followed.
    pins = pyogrio.read_dataframe(source, layer="pins", PAGE_SIZE="100")
    assert len(pins) == 250
    assert pins["reference"].is_unique


def test_pyogrio_reads_the_metric_crs(served: str) -> None:
    """Part 2: GDAL takes what is stored, easting first as it has it, whatever the register's order is."""
    pins = pyogrio.read_dataframe(f"OAPIF:{served}/ogc", layer="pins")
    assert pins.crs.to_epsg() == METRIC.epsg
    assert pins.geometry.x.min() == pytest.approx(ORIGIN[0] + 50, abs=0.02)
    assert pins.geometry.y.max() == pytest.approx(ORIGIN[1] + 50 + 9 * 280, abs=0.02)
    box = (ORIGIN[0], ORIGIN[1], ORIGIN[0] + 1000, ORIGIN[1] + 1000)
    some = pyogrio.read_dataframe(f"OAPIF:{served}/ogc", layer="pins", bbox=box)
    assert set(some["reference"]) == set(pins.cx[box[0] : box[2], box[1] : box[3]]["reference"])
    assert 0 < len(some) < 250


@pytest.mark.parametrize("crs", ["OGC:CRS84", "EPSG:4326"])
def test_pyogrio_reads_degrees(served: str, crs: str) -> None:
    pins = pyogrio.read_dataframe(f"OAPIF:{served}/ogc", layer="pins", CRS=crs)
    lon, lat = METRIC.to_lonlat(ORIGIN[0] + 50, ORIGIN[1] + 50)
    assert shapely.distance(pins.geometry.values, shapely.Point(lon, lat)).min() < 1e-6
    west, south = lonlat_in("01", 0, 0)
    east, north = lonlat_in("01", 999, 999)
    some = pyogrio.read_dataframe(f"OAPIF:{served}/ogc", layer="pins", bbox=(west, south, east, north), CRS=crs)
    assert set(some["reference"]) == set(pins.cx[west:east, south:north]["reference"])
    assert 0 < len(some) < 250


def test_pyogrio_reads_every_projected_system_alike(served: str) -> None:
    """Every collection with features, in every system, is where the metric one has it, to 0.05 m."""
    codes = [f"EPSG:{system.epsg}" for system in SYSTEMS.values() if system.epsg != LONLAT]
    keys = {"areas": "slug", "pins": "reference", "zoning": "number"}
    for crs, (name, key) in itertools.product(codes, keys.items()):
        here = pyogrio.read_dataframe(f"OAPIF:{served}/ogc", layer=name).sort_values(key)
        there = pyogrio.read_dataframe(f"OAPIF:{served}/ogc", layer=name, CRS=crs).sort_values(key)
        assert there.crs.to_string() == crs
        assert list(there[key]) == list(here[key])
        moved = there.geometry.to_crs(METRIC.epsg).values
        assert shapely.hausdorff_distance(moved, here.geometry.values).max() < 0.05


def test_ogr2ogr_reads_the_city_zone(served: str, tmp_path: Path) -> None:
    """Debian's GDAL knows no Part 2 parameters of ours but follows the default; pages and all."""
    ogr2ogr = shutil.which("ogr2ogr")
    if ogr2ogr is None:
        pytest.skip("gdal-bin is not installed")
    target = tmp_path / "pins.gpkg"
    done = subprocess.run(
        [ogr2ogr, "-t_srs", "EPSG:3881", str(target), f"OAPIF:{served}/ogc", "pins"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    pins = pyogrio.read_dataframe(target)
    assert len(pins) == 250
    expected = shapely.transform(
        shapely.Point(ORIGIN[0] + 50, ORIGIN[1] + 50), transformer_of(METRIC.epsg, 3881).transform, interleaved=False
    )
    assert pins.geometry.distance(expected).min() < 0.05


def test_ogrinfo_finds_no_error(served: str) -> None:
    ogrinfo = shutil.which("ogrinfo")
    if ogrinfo is None:
        pytest.skip("gdal-bin is not installed")
    done = subprocess.run(
        [ogrinfo, "-ro", "-al", "-so", f"OAPIF:{served}/ogc"], capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "ERROR" not in said
    assert "Warning" not in said
    for name in COLLECTIONS:
        assert f"Layer name: {name}" in said
    assert "Feature Count: 250" in said


def test_gdal_reads_a_tile_at_its_place(served: str, tmp_path: Path) -> None:
    """The metadata beside the tiles says where the metric matrix lies."""
    zoom = 7
    x, y = MATRIX.tile_at(zoom, ORIGIN[0] + 1500, ORIGIN[1] + 1500)
    _download(f"{served}/tiles/{MATRIX.name}/areas/{zoom}/{x}/{y}.mvt", tmp_path / "tile.mvt")
    _download(f"{served}/tiles/{MATRIX.name}/areas/metadata.json", tmp_path / "metadata.json")
    options = {"X": str(x), "Y": str(y), "Z": str(zoom), "METADATA_FILE": str(tmp_path / "metadata.json")}
    areas: Any = pyogrio.read_dataframe(tmp_path / "tile.mvt", layer="areas", **options)
    assert areas.crs.to_epsg() == METRIC.epsg
    assert sorted(areas["slug"]) == [f"{n:02d}" for n in range(1, 10)]
    unit = MATRIX.resolution(zoom) / 16
    minx, miny, maxx, maxy = areas.total_bounds
    expected = (ORIGIN[0], ORIGIN[1], ORIGIN[0] + 3000, ORIGIN[1] + 3000)
    assert (minx, miny, maxx, maxy) == pytest.approx(expected, abs=unit)


@pytest.mark.parametrize("matrix", [MATRIX, WEB_MERCATOR_QUAD])
def test_tiles_and_items_agree_on_how_many_there_are(served: str, matrix: Any) -> None:
    """All tiles of a zoom, as GDAL puts them together, against all items."""
    items = pyogrio.read_dataframe(f"OAPIF:{served}/ogc", layer="pins")
    base = f"{served}/tiles/{matrix.name}/pins"
    for zoom in (6, 13) if matrix is MATRIX else (9, 16):
        tiles = _tiles_of(matrix, zoom)
        shown = sum(_pins_in(f"{base}/{zoom}/{x}/{y}.mvt") for x, y in tiles)
        assert shown == pytest.approx(len(items), rel=0.01)


def _tiles_of(matrix: Any, zoom: int) -> list[tuple[int, int]]:
    """The tiles that the town lies in."""
    corners = [(ORIGIN[0] + dx, ORIGIN[1] + dy) for dx in (0, 3000) for dy in (0, 3000)]
    if matrix is not MATRIX:
        points = [METRIC.geometry_to_epsg(shapely.Point(corner), matrix.epsg) for corner in corners]
        corners = [(point.x, point.y) for point in points]
    found = [matrix.tile_at(zoom, x, y) for x, y in corners]
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return [(x, y) for x in range(min(xs), max(xs) + 1) for y in range(min(ys), max(ys) + 1)]


def _pins_in(url: str) -> int:
    """How many pins a tile shows within its edges; what lies in its buffer is its neighbour's."""
    with urllib.request.urlopen(url) as answer:  # noqa: S310
        pins = decoded(answer.read()).get("pins", [])
    inside = [one for one in pins if all(0 <= part < 4096 for part in one["geometry"]["coordinates"])]
    return sum(int(one["properties"]["count"]) for one in inside)


def _download(url: str, path: Path) -> None:
    with urllib.request.urlopen(url) as answer:  # noqa: S310
        path.write_bytes(answer.read())
