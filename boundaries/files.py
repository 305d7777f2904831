"""Reading features from a file that an administrator names: a known format, a stated CRS, sound shapes in metres.

A file is opened only as what its ending says, after a look at its first bytes: GDAL on its own would follow
a text file that points at other files, whatever that file is called.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from boundaries.reading.errors import FileProblem
from boundaries.reading.values import plain
from geo.axes import check_projected
from geo.crs import METRIC
from geo.errors import GeometryProblem, OutsideAreaOfUse
from geo.topology import repaired

__all__ = [
    "FORMATS",
    "CrsUnclear",
    "FileFeature",
    "FileLayer",
    "FileMissing",
    "FileProblem",
    "FileRemark",
    "FormatUnknown",
    "LayerUnclear",
    "layer_name",
    "path_and_layer",
    "plain",
    "read_features",
]

#: Ending -> GDAL's driver and how such a file begins.
FORMATS: dict[str, tuple[str, bytes]] = {
    ".gpkg": ("GPKG", b"SQLite format 3\x00"),
    ".geojson": ("GeoJSON", b"{"),
    ".json": ("GeoJSON", b"{"),
    ".shp": ("ESRI Shapefile", b"\x00\x00\x27\x0a"),
    ".fgb": ("FlatGeobuf", b"fgb"),
}


class FileMissing(FileProblem):
    """There is no such file."""

    code = "file_missing"


class FormatUnknown(FileProblem):
    """The ending names no format that is read here, or the content is not what the ending says."""

    code = "format_unknown"


class LayerUnclear(FileProblem):
    """The file has no layer of that name, or several and none was named."""

    code = "layer_unclear"


class CrsUnclear(FileProblem):
    """The file does not say in which coordinate system it is, or says another than the one given."""

    code = "crs_unclear"


@dataclass(frozen=True, slots=True)
class FileFeature:
    """A feature of a file: its running number from 1, its values, and its geometry in the metric CRS."""

    number: int
    values: dict[str, Any]
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class FileRemark:
    """What was done to a feature: ``repaired`` or ``left_out``, and why in plain English."""

    number: int
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class FileLayer:
    """The usable features of one layer, and remarks on the others."""

    layer: str
    features: tuple[FileFeature, ...]
    remarks: tuple[FileRemark, ...]


def path_and_layer(text: str) -> tuple[Path, str | None]:
    """``file.gpkg:layer`` as a path and a layer's name; the name is None when there is none."""
    if Path(text).is_file():
        return Path(text), None
    head, colon, tail = text.rpartition(":")
    return (Path(head), tail) if colon and Path(head).is_file() else (Path(text), None)


def layer_name(path: Path, wanted: str | None) -> str:
    """The layer to read: the wanted one, or the only one there is.

    Raises FileMissing, FormatUnknown, LayerUnclear.
    """
    _check_format(path)
    names = [str(name) for name, _geometry in pyogrio.list_layers(path)]
    if wanted is None and len(names) == 1:
        return names[0]
    if wanted in names:
        return str(wanted)
    which = f"has no layer {wanted}" if wanted else "has several layers"
    raise LayerUnclear(f"{path.name} {which}. Name one after a colon: {', '.join(names)}.")


def read_features(
    path: Path, wanted: str | None, *, epsg: int | None = None, inside: BaseGeometry | None = None
) -> FileLayer:
    """All features of a layer, in the metric CRS, repaired where that is possible.

    Parameters
    ----------
    epsg : the CRS of a file that states none; otherwise it must be the stated one.
    inside : a shape in metres; features that do not touch its box are left out, with a remark.

    A feature that cannot be used is left out with a remark, and the rest is never lost.

    Raises
    ------
    FileMissing, FormatUnknown, LayerUnclear, CrsUnclear
    SwappedAxes, MetresAsDegrees, DegreesAsMetres
        when a feature's numbers can only be mixed up: then the whole file is.
    """
    layer = layer_name(path, wanted)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL's remarks on values that have no geometry's concern
        frame = pyogrio.read_dataframe(path, layer=layer)
    stated = _epsg(frame, path, epsg)
    box = shapely.box(*inside.bounds) if inside is not None else None
    features: list[FileFeature] = []
    remarks: list[FileRemark] = []
    columns = [name for name in frame.columns if name != "geometry"]
    for number, row in enumerate(frame.itertuples(index=False), start=1):
        values = {name: plain(getattr(row, name, row[index])) for index, name in enumerate(columns)}
        geometry = getattr(row, "geometry", None)
        found = _placed(number, geometry, stated, box, remarks)
        if found is not None:
            features.append(FileFeature(number, values, found))
    return FileLayer(layer, tuple(features), tuple(remarks))


def _check_format(path: Path) -> None:
    if not path.is_file():
        raise FileMissing(f"There is no file {path}.")
    known = FORMATS.get(path.suffix.lower())
    if known is None:
        raise FormatUnknown(f"{path.name}: files are read that end in {', '.join(FORMATS)}.")
    driver, beginning = known
    with path.open("rb") as file:
        head = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(beginning.lstrip()):
        raise FormatUnknown(f"{path.name} is not what its ending says: {driver} files begin otherwise.")
    try:
        found = {pyogrio.read_info(path, layer=str(name))["driver"] for name, _kind in pyogrio.list_layers(path)}
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise FormatUnknown(f"{path.name} cannot be read as {driver}; it may be damaged.") from error
    if found != {driver}:
        raise FormatUnknown(f"{path.name} cannot be read as {driver}.")


def _epsg(frame: Any, path: Path, given: int | None) -> int:
    crs = getattr(frame, "crs", None)
    stated = crs.to_epsg() if crs is not None else None
    if stated is None and given is None:
        raise CrsUnclear(
            f"{path.name} does not say in which coordinate system it is. Say it with --crs and its EPSG number."
        )
    if stated is not None and given is not None and stated != given:
        raise CrsUnclear(f"{path.name} says EPSG:{stated}, and --crs says EPSG:{given}. Leave --crs out, or mend it.")
    return int(stated if stated is not None else given or 0)


def _placed(
    number: int, geometry: BaseGeometry | None, epsg: int, box: BaseGeometry | None, remarks: list[FileRemark]
) -> BaseGeometry | None:
    if geometry is None or geometry.is_empty:
        remarks.append(FileRemark(number, "left_out", "it has no geometry"))
        return None
    try:
        # Mixed-up axes or units are a fault of the whole file, and are raised; another place is the feature's own.
        check_projected(_corners(geometry), epsg)
    except OutsideAreaOfUse:
        remarks.append(FileRemark(number, "left_out", "it lies outside the area of the map"))
        return None
    try:
        metric = shapely.force_2d(geometry)
        metric = metric if epsg == METRIC.epsg else METRIC.geometry_from_epsg(metric, epsg)
        sound, changes = _sound(metric)
    except GeometryProblem as problem:
        remarks.append(FileRemark(number, "left_out", f"its geometry cannot be used ({problem.code})"))
        return None
    if box is not None and not sound.intersects(box):
        remarks.append(FileRemark(number, "left_out", "it lies outside the municipality"))
        return None
    if changes:
        remarks.append(FileRemark(number, "repaired", ", ".join(changes)))
    return sound


def _sound(geometry: BaseGeometry) -> tuple[BaseGeometry, tuple[str, ...]]:
    if geometry.geom_type not in ("Polygon", "MultiPolygon"):
        return geometry, ()
    repair = repaired(geometry)
    return repair.geometry, repair.changes


def _corners(geometry: BaseGeometry) -> Iterator[tuple[float, float]]:
    west, south, east, north = geometry.bounds
    yield west, south
    yield east, north
