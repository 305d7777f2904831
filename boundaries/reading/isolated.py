"""The parent's side of reading with GDAL: starts the process that may do nothing else, and takes what it says."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boundaries.reading.errors import LayerUnclear, UploadProblem
from boundaries.reading.model import FileLimits, RawFeature
from boundaries.reading.shapes import from_wkb
from boundaries.reading.values import plain
from geo.positions import LIMITS

CHILD = Path(__file__).with_name("child.py")
#: The processor's time is limited inside; this ends one that only waits.
WALL_S = 40
#: The same for a file of a whole layer, which is read a batch at a time.
STREAM_CPU_S, STREAM_WALL_S = 120, 600
BATCH = 2_000
#: A corner in two dimensions is 16 bytes; the rest is what heads of rings and parts take.
MOST_BYTES = 16 * LIMITS.vertices * 2


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer as GDAL reads it; `crs` is an authority and code, well-known text, or None."""

    name: str
    crs: str | None
    has_heights: bool
    features: list[RawFeature]


@dataclass(frozen=True, slots=True)
class LayerHead:
    """What is known of a layer before its features: `total` is how many there are, as GDAL counts them."""

    name: str
    crs: str | None
    has_heights: bool
    total: int


#: Driver of GDAL -> the name of the format for people.
FORMAT_NAMES = {"GPKG": "GeoPackage", "ESRI Shapefile": "Shapefile", "DXF": "DXF", "FlatGeobuf": "FlatGeobuf"}


def read_layer(path: Path, driver: str, limits: FileLimits, *, layer: str = "", encoding: str | None = None) -> Layer:
    """One layer of a file in a private folder.

    Parameters
    ----------
    driver : a key of `FORMAT_NAMES`; the file's first bytes must have been looked at.
    layer : its name, where there may be several.
    encoding : of texts, where the file states none.

    Raises
    ------
    UploadProblem
        whatever the process refused, damaged when it broke, took_too_long when it was ended.
    """
    asked = _asked(path, driver, limits, layer, encoding, MOST_BYTES)
    lines = _lines(asked, path.parent, WALL_S)
    head = _head(next(lines, None), asked["format"])
    features = [_feature(number, line) for number, line in enumerate(lines, start=1)]
    return Layer(head.name, head.crs, head.has_heights, features)


def stream_layer(
    path: Path, driver: str, limits: FileLimits, *, layer: str = "", encoding: str | None = None, most_bytes: int
) -> tuple[LayerHead, Iterator[dict[str, Any]]]:
    """One layer's head, and its features as they are read: ``values``, ``wkb`` (hexadecimal or None), ``cut``
    (it was too large) and ``arcs`` (it may have some).

    As `read_layer`; neither this process nor the other ever holds more than a batch. Refusals may come while the
    features are taken. Closing the iterator ends the other process.

    Parameters
    ----------
    most_bytes : a geometry of more is cut out of its feature.
    """
    asked = _asked(path, driver, limits, layer, encoding, most_bytes) | {"batch": BATCH, "cpu_s": STREAM_CPU_S}
    lines = _lines(asked, path.parent, STREAM_WALL_S)
    return _head(next(lines, None), asked["format"]), lines


def _asked(
    path: Path, driver: str, limits: FileLimits, layer: str, encoding: str | None, most_bytes: int
) -> dict[str, Any]:
    return {
        "path": str(path),
        "driver": driver,
        "format": FORMAT_NAMES[driver],
        "layer": layer,
        "encoding": encoding,
        "features": limits.features,
        "most_bytes": most_bytes,
    }


def _head(line: dict[str, Any] | None, name: str) -> LayerHead:
    if line is None:
        raise UploadProblem("damaged", format=name)
    return LayerHead(line["layer"], line["crs"], line["heights"], line["total"])


def _environ(folder: Path) -> dict[str, str]:
    # No setting of the service reaches the process; its temporary folder is the private one.
    return {
        "PATH": "/usr/bin:/bin",
        "TMPDIR": str(folder),
        "CPL_TMPDIR": str(folder),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1",
        "GDAL_NUM_THREADS": "1",
        "GDAL_DRIVER_PATH": "disable",
        "OGR_DRIVER_PATH": "disable",
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
        "PROJ_NETWORK": "OFF",
        "SHAPE_RESTORE_SHX": "YES",
        "OGR_SQLITE_LOAD_EXTENSIONS": "NO",
        # Streams go feature by feature. Two drivers have quicker ways of their own, but FlatGeobuf's gives a feature
        # the shape of another when one between them has none (seen in GDAL 3.12).
        "OGR_FLATGEOBUF_STREAM_BASE_IMPL": "YES",
        "OGR_GPKG_STREAM_BASE_IMPL": "YES",
        # A batch has so many bytes at most, and fewer features when their shapes are large.
        "OGR_ARROW_MEM_LIMIT": str(64 * 1024**2),
        # Arcs of drawings are followed to 5 cm: in steps of a degree, of which none is longer than 22 m. GDAL minds
        # the metres but at the last step of a whole circle: one wider than 2.6 km has a side that is longer.
        "OGR_ARC_STEPSIZE": "1",
        "OGR_ARC_MAX_GAP": "22",
    }


def _lines(asked: dict[str, Any], folder: Path, wall_s: float) -> Iterator[dict[str, Any]]:
    """What the process says, line by line. Raises UploadProblem for a refusal, and for an end that is none."""
    process = subprocess.Popen(
        [sys.executable, "-I", str(CHILD), json.dumps(asked)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environ(folder),
        start_new_session=True,
    )
    watch = threading.Timer(wall_s, _end, [process])
    watch.daemon = True
    watch.start()
    try:
        if process.stdout is not None:
            for line in process.stdout:
                said = _parsed(line)
                if said is None:  # it was ended in the middle of a line
                    break
                _raise_refusal(said)
                yield said
        code = process.wait()
        if code < 0:  # ended by a limit, or by the watch
            raise UploadProblem("took_too_long")
        if code:
            raise UploadProblem("damaged", format=asked["format"])
    finally:
        watch.cancel()
        _end(process)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        said: dict[str, Any] = json.loads(line)
    except ValueError:
        return None
    return said


def _raise_refusal(line: dict[str, Any]) -> None:
    code = line.get("problem")
    if code == "layer_unclear":
        raise LayerUnclear([str(name) for name in line["values"]["layers"]])
    if code is not None:
        raise UploadProblem(str(code), **line["values"])


def _feature(number: int, line: dict[str, Any]) -> RawFeature:
    values = {str(name)[:80]: plain(value) for name, value in line["values"].items()}
    wkb = line["wkb"]
    return RawFeature(number, values, from_wkb(bytes.fromhex(wkb)) if wkb else None, bool(line["cut"]))
