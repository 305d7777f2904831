"""What Debian's QGIS reads and draws from the real server, without a screen."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from PIL import Image

from geo.crs import LONLAT, METRIC
from layers.plans.designations import designation
from operate.packages import QGIS
from service.web.tokens import token_colour
from tests.conftest import TownDatabase
from tests.factories.world import ORIGIN, square
from tests.servers import running_service
from tests.service.maps.furnishing import OFFERED, PROPERTIES
from tests.service.maps.truth import TOLERANCE_M, in_metres, places

PutPins = Callable[..., list[str]]
SCRIPT = Path(__file__).parent / "clients" / "opens_in_qgis.py"
LAYERS_SCRIPT = Path(__file__).parent / "clients" / "opens_layers_file.py"
SIDE_M = 4000


def run_qgis(script: Path, wishes: Any, folder: Path) -> Any:
    """What a script for QGIS says, as JSON. Without QGIS the test is skipped."""
    if not QGIS.exists():
        pytest.skip("python3-qgis is not installed")
    (folder / "wishes.json").write_text(json.dumps(wishes), encoding="utf-8")
    # A home of its own, so that neither its cache nor its settings come from an earlier run.
    own = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        ["/usr/bin/python3", str(script), str(folder / "wishes.json")],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **own},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def drawn(picture: Path) -> np.ndarray[Any, Any]:
    """Which pixels of a picture are not white, the first row the northernmost."""
    return np.asarray(Image.open(picture).convert("RGB")).min(axis=2) < 250


@pytest.mark.usefixtures("furnished")
def test_qgis_opens_every_collection_and_draws_the_tiles(
    town: TownDatabase, put_pins: PutPins, tmp_path: Path
) -> None:
    put_pins(*[(100 + (n % 25) * 110, 100 + (n // 25) * 500) for n in range(150)])
    west, south = ORIGIN[0] - 500, ORIGIN[1] - 500
    extent = [west, south, west + SIDE_M, south + SIDE_M]
    wanted = ("zoning", "areas", "pins", "backdrop", "playgrounds")
    tiles = [{"layer": name, "extent": extent, "picture": str(tmp_path / f"{name}.png")} for name in wanted]
    with running_service(town.settings) as service:
        wishes = {"base": service.url, "collections": list(OFFERED), "tiles": tiles, "crs": METRIC.epsg}
        found = run_qgis(SCRIPT, wishes, tmp_path)
    for name in OFFERED:
        _same_features(found["collections"][name], places(town, name), name)
    assert found["errors"] == [[] for _ in tiles]
    coloured = drawn(tmp_path / "zoning.png")
    _covers(coloured, square("05").bounds, extent)
    # Beyond the plan there is nothing: as many pixels as the plan has, and the half of one that its outline takes.
    assert coloured.mean() == pytest.approx((1000 / SIDE_M) ** 2, rel=0.05)
    _covers(drawn(tmp_path / "areas.png"), (*ORIGIN, ORIGIN[0] + 3000, ORIGIN[1] + 3000), extent)
    assert drawn(tmp_path / "pins.png").sum() > 150
    assert drawn(tmp_path / "playgrounds.png").any()


@pytest.mark.usefixtures("furnished")
def test_qgis_opens_the_file_of_all_layers_and_draws_it_with_our_colours(
    town: TownDatabase, put_pins: PutPins, tmp_path: Path
) -> None:
    put_pins((2500, 500), theme="green")
    put_pins((2300, 2800), theme="traffic")
    west, south = ORIGIN[0] - 500, ORIGIN[1] - 500
    file, picture = tmp_path / "town.qlr", tmp_path / "town.png"
    with running_service(town.settings) as service:
        with urllib.request.urlopen(f"{service.url}/ogc/layers.qlr?lang=sv") as answer:  # noqa: S310
            assert answer.headers["Content-Disposition"] == 'attachment; filename="testila.qlr"'
            file.write_bytes(answer.read())
        extent = [west, south, west + SIDE_M, south + SIDE_M]
        wishes = {"file": str(file), "extent": extent, "picture": str(picture), "crs": METRIC.epsg}
        found = run_qgis(LAYERS_SCRIPT, wishes, tmp_path)
    assert (found["is_loaded"], found["message"], found["errors"]) == (True, "", [])
    assert found["groups"] == ["Testby, Aluekartta"]
    assert set(found["order"]) == set(OFFERED)
    assert set(OFFERED) - set(found["shown"]) == {"decisions", "urban_zones"}
    for name, layer in found["layers"].items():
        assert layer["is_valid"], name
        assert layer["features"] == len(places(town, name)), name
    zoning = {letter: designation(letter).colour.fill for letter in ("AK", "VP")}
    assert {letter: look[1] for letter, look in found["layers"]["zoning"]["classes"].items() if letter} == zoning
    assert found["layers"]["pins"]["classes"]["traffic"] == ["Trafik", token_colour("theme-slate")]
    assert found["layers"]["areas"]["label"] == "name_sv"
    pixels = np.asarray(Image.open(picture).convert("RGB"))
    # West of the middle of area 05 lie the flats, east of it the park; each away from lines and letters.
    assert _colour_at(pixels, 1250, 1900, extent) == zoning["AK"]
    assert _colour_at(pixels, 1900, 1900, extent) == zoning["VP"]
    assert _colour_at(pixels, 2300, 2800, extent) == token_colour("theme-slate")
    assert _colour_at(pixels, -300, -300, extent) == "#ffffff"


def _colour_at(pixels: np.ndarray[Any, Any], east: float, north: float, extent: list[float]) -> str:
    """The colour of the pixel so many metres from the town's corner."""
    pixel = SIDE_M / pixels.shape[0]
    column, row = int((ORIGIN[0] + east - extent[0]) / pixel), int((extent[3] - ORIGIN[1] - north) / pixel)
    return "#" + "".join(f"{part:02x}" for part in pixels[row, column])


def _same_features(read: dict[str, Any], expected: dict[str, Any], name: str) -> None:
    """Each shape that QGIS holds is one of ours at its place, and each of ours is there."""
    assert "error" not in read, f"{name}: {read}"
    assert read["crs"] in ("OGC:CRS84", f"EPSG:{LONLAT}")
    assert read["count"] == len(read["shapes"]) == len(expected), name
    assert set(read["fields"]) <= {"id", *PROPERTIES[name]}
    left = dict(expected)
    for shape in in_metres(map(shapely.from_wkt, read["shapes"]), LONLAT):
        same = [key for key, one in left.items() if shapely.hausdorff_distance(one, shape) < TOLERANCE_M]
        assert same, f"{name} {shape}"
        del left[same[0]]


def _covers(coloured: np.ndarray[Any, Any], bounds: tuple[float, ...], extent: list[float]) -> None:
    """Inside `bounds` everything is coloured but for a rim of two pixels, outside nothing is."""
    pixel = SIDE_M / coloured.shape[0]
    left, right = (round((one - extent[0]) / pixel) for one in (bounds[0], bounds[2]))
    top, bottom = (round((extent[3] - one) / pixel) for one in (bounds[3], bounds[1]))
    assert coloured[top + 2 : bottom - 2, left + 2 : right - 2].all()
    outside = coloured.copy()
    outside[top - 2 : bottom + 2, left - 2 : right + 2] = False
    assert not outside.any()
