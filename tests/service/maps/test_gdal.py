"""What GDAL reads: the newest one inside pyogrio and the system's ogrinfo, from the real server."""

from __future__ import annotations

import shutil
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely

from geo.crs import LONLAT, METRIC, WEB_MERCATOR_QUAD
from geo.tiles import TileMatrix
from service.maps.ogc.reference_systems import CRS84, SYSTEMS
from tests.conftest import TownDatabase
from tests.factories.world import ORIGIN, lonlat_in
from tests.servers import running_service
from tests.service.maps.conftest import MATRIX, decoded
from tests.service.maps.furnishing import OFFERED
from tests.service.maps.truth import assert_same_places, in_metres, keys_of, places

PutPins = Callable[..., list[str]]


def program(name: str) -> str:
    """The path of a program of Debian's GDAL; without it the test is skipped."""
    found = shutil.which(name)
    if found is None:
        pytest.skip("gdal-bin is not installed")
    return found


@pytest.fixture
def served(town: TownDatabase, furnished: None, put_pins: PutPins) -> Iterator[str]:
    """The address of the real service on the made-up town with something in each collection, and 250 pins."""
    put_pins(*[(50 + (n % 25) * 110, 50 + (n // 25) * 280) for n in range(250)])
    with running_service(town.settings) as service:
        yield service.url


def test_pyogrio_reads_every_collection(served: str) -> None:
    source = f"OAPIF:{served}/ogc"
    layers = {name for name, _ in pyogrio.list_layers(source)}
    assert layers == set(OFFERED)
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


def test_pyogrio_finds_what_lies_in_a_box_of_degrees(served: str) -> None:
    west, south = lonlat_in("01", 0, 0)
    east, north = lonlat_in("01", 999, 999)
    for crs in ("OGC:CRS84", "EPSG:4326"):
        pins = pyogrio.read_dataframe(f"OAPIF:{served}/ogc", layer="pins", CRS=crs)
        some = pyogrio.read_dataframe(f"OAPIF:{served}/ogc", layer="pins", bbox=(west, south, east, north), CRS=crs)
        assert set(some["reference"]) == set(pins.cx[west:east, south:north]["reference"])
        assert 0 < len(some) < 250


def test_the_newest_gdal_reads_everything_in_every_system(served: str, town: TownDatabase) -> None:
    """Every collection in every system that is offered: all of it, and where the tables have it."""
    source = f"OAPIF:{served}/ogc"
    for name in OFFERED:
        expected = places(town, name)
        assert expected, f"there is nothing in {name} to read"
        for uri, system in SYSTEMS.items():
            crs = "OGC:CRS84" if uri == CRS84 else f"EPSG:{system.epsg}"
            read = pyogrio.read_dataframe(source, layer=name, CRS=crs, PAGE_SIZE="100", fid_as_index=True)
            # Both ways round of WGS 84 are one system to GDAL, which takes the first on the list.
            assert read.crs.to_string() == ("OGC:CRS84" if system.epsg == LONLAT else crs)
            shapes = in_metres(read.geometry, system.epsg)
            assert_same_places(dict(zip(keys_of(read), shapes, strict=True)), expected, f"{name} in {crs}")


def test_debians_gdal_reads_everything_into_every_system(served: str, town: TownDatabase, tmp_path: Path) -> None:
    """Debian's GDAL asks for no system of Part 2, and moves what it has read itself; it says nothing meanwhile."""
    expected = {name: places(town, name) for name in OFFERED}
    for epsg in sorted({system.epsg for system in SYSTEMS.values()}):
        target = tmp_path / f"{epsg}.gpkg"
        command = [program("ogr2ogr"), "-preserve_fid", "-t_srs", f"EPSG:{epsg}", str(target), f"OAPIF:{served}/ogc"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        for name in OFFERED:
            read = pyogrio.read_dataframe(target, layer=name, fid_as_index=True)
            shapes = in_metres(read.geometry, epsg)
            assert_same_places(dict(zip(keys_of(read), shapes, strict=True)), expected[name], f"{name} in {epsg}")


def test_ogrinfo_finds_no_error(served: str) -> None:
    said = _ogrinfo(f"OAPIF:{served}/ogc")
    for name in OFFERED:
        assert f"Layer name: {name}" in said
    assert "Feature Count: 250" in said


@pytest.mark.parametrize("matrix", [MATRIX, WEB_MERCATOR_QUAD])
def test_debians_gdal_opens_the_address_of_tiles(served: str, matrix: TileMatrix, tmp_path: Path) -> None:
    """The address that the documentation gives: a zoom of a layer, with the metadata beside it."""
    tiles, zoom = f"{served}/tiles/{matrix.name}/areas", 6 if matrix is MATRIX else 9
    options = ("TILE_EXTENSION=mvt", f"METADATA_FILE={tiles}/metadata.json")
    said = _ogrinfo(f"MVT:{tiles}/{zoom}", *options)
    assert "Layer name: areas" in said
    assert "Layer name: areas_labels" in said
    assert f'ID["EPSG",{matrix.epsg}]' in said
    target = tmp_path / "areas.gpkg"
    chosen = [word for option in options for word in ("-oo", option)]
    command = [program("ogr2ogr"), *chosen, str(target), f"MVT:{tiles}/{zoom}", "areas"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    areas = pyogrio.read_dataframe(target)
    town = METRIC.geometry_to_epsg(shapely.box(*ORIGIN, ORIGIN[0] + 3000, ORIGIN[1] + 3000), matrix.epsg)
    assert set(areas["slug"]) == {f"{n:02d}" for n in range(1, 10)}
    assert areas.total_bounds == pytest.approx(town.bounds, abs=matrix.resolution(zoom) / 8)


def test_the_newest_gdal_reads_tiles_by_their_tilesets(served: str) -> None:
    """OGC API - Tiles: from a collection to its tileset, to its matrix set, to its tiles, which lie where they should.

    Debian's GDAL reads a draft of that standard only.
    """
    for matrix, zoom in ((MATRIX, 7), (WEB_MERCATOR_QUAD, 11)):
        town = METRIC.geometry_to_epsg(shapely.box(*ORIGIN, ORIGIN[0] + 3000, ORIGIN[1] + 3000), matrix.epsg)
        areas = pyogrio.read_dataframe(
            f"OGCAPI:{served}/ogc/collections/areas",
            layer=f"Zoom level {zoom}",
            API="TILES",
            PREFERRED_TILEMATRIXSET=matrix.name,
            # GDAL takes the collection's own extent, which is in degrees, for one in the tiles' system.
            **dict(zip(("MINX", "MINY", "MAXX", "MAXY"), map(str, town.bounds), strict=True)),
        )
        assert areas.crs.to_epsg() == matrix.epsg
        shapes = areas[areas.geometry.geom_type.isin(["Polygon", "MultiPolygon"])]
        assert set(shapes["slug"]) == {f"{n:02d}" for n in range(1, 10)}
        assert shapes.total_bounds == pytest.approx(town.bounds, abs=matrix.resolution(zoom) / 8)


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


def _ogrinfo(source: str, *options: str) -> str:
    """What Debian's ogrinfo says of a source, all layers; it must neither fail nor warn."""
    chosen = [word for option in options for word in ("-oo", option)]
    done = subprocess.run(
        [program("ogrinfo"), "-ro", "-al", "-so", *chosen, source], capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "ERROR" not in said
    assert "Warning" not in said
    return said


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
