"""The parent's side of reading with GDAL: starts the process that may do nothing else, and takes what it says."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
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
#: A corner in two dimensions is 16 bytes; the rest is what heads of rings and parts take.
MOST_BYTES = 16 * LIMITS.vertices * 2


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer as GDAL reads it; `crs` is an authority and code, well-known text, or None."""

    name: str
    crs: str | None
    has_heights: bool
    features: list[RawFeature]


def read_layer(path: Path, driver: str, limits: FileLimits, *, layer: str = "", encoding: str | None = None) -> Layer:
    """One layer of a file in a private folder.

    Parameters
    ----------
    driver : ``GPKG`` or ``ESRI Shapefile``; the file's first bytes must have been looked at.
    layer : its name, where there may be several.
    encoding : of texts, where the file states none.

    Raises
    ------
    UploadProblem
        whatever the process refused, damaged when it broke, took_too_long when it was ended.
    """
    name = "GeoPackage" if driver == "GPKG" else "Shapefile"
    asked = {
        "path": str(path),
        "driver": driver,
        "format": name,
        "layer": layer,
        "encoding": encoding,
        "features": limits.features,
        "most_bytes": MOST_BYTES,
    }
    lines = _lines(asked, path.parent, name)
    head = next(lines, None)
    if head is None:
        raise UploadProblem("damaged", format=name)
    _raise_refusal(head)
    features = []
    for number, line in enumerate(lines, start=1):
        _raise_refusal(line)
        features.append(_feature(number, line))
    return Layer(head["layer"], head["crs"], head["heights"], features)


def _lines(asked: dict[str, Any], folder: Path, name: str) -> Iterator[dict[str, Any]]:
    # No setting of the service reaches the process; its temporary folder is the private one.
    environ = {
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
    }
    out = folder / "features.jsonl"
    with out.open("wb") as file:
        try:
            ended = subprocess.run(
                [sys.executable, "-I", str(CHILD), json.dumps(asked)],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=environ,
                timeout=WALL_S,
                check=False,
                start_new_session=True,
            )
        except subprocess.TimeoutExpired as error:
            raise UploadProblem("took_too_long") from error
    if ended.returncode < 0:  # ended by a limit
        raise UploadProblem("took_too_long")
    if ended.returncode:
        raise UploadProblem("damaged", format=name)
    with out.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


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
