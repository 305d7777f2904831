"""One way in: a file in a private place, its name, and what to read of it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from boundaries.reading.archives import members_by_ending, opened_zip, taker
from boundaries.reading.delimited import read_csv
from boundaries.reading.errors import UploadProblem
from boundaries.reading.formats import TEXT_FORMATS, format_of
from boundaries.reading.geojson import read_geojson
from boundaries.reading.isolated import read_layer
from boundaries.reading.kml import read_kml
from boundaries.reading.model import DRAWING, MEGABYTE, FileLimits, RawFile, columns_of
from boundaries.reading.shapefile import read_shapefile
from boundaries.reading.wkt import read_wkt
from geo.candidates import identified

_READERS = {"GeoJSON": read_geojson, "KML": read_kml, "CSV": read_csv, "WKT": read_wkt}


def read_file(path: Path, name: str, *, limits: FileLimits = DRAWING, layer: str = "") -> RawFile:
    """The features of a file that somebody sent.

    Parameters
    ----------
    path : where it lies; nobody but this process can change it.
    name : what its sender calls it.
    limits : `DRAWING` or `IMPORT`.
    layer : which layer, for a file that holds several.

    Raises
    ------
    UploadProblem
        with a code that says why it was refused; `LayerUnclear` when a layer must be chosen.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        kind = format_of(name, file.read(512))
    most = limits.text_bytes if kind in TEXT_FORMATS else limits.file_bytes
    if size > most:
        raise UploadProblem("file_too_large", megabytes=most // MEGABYTE)
    raw = _read(path, kind, limits, layer)
    if not raw.features:
        raise UploadProblem("no_features")
    if len(raw.features) > limits.features:
        raise UploadProblem("too_many_features", count=limits.features)
    return raw


def _read(path: Path, kind: str, limits: FileLimits, layer: str) -> RawFile:
    if kind in _READERS:
        return _READERS[kind](path.read_bytes())
    if kind == "KMZ":
        return read_kml(_kml_of(path, limits))
    with tempfile.TemporaryDirectory(prefix="aluekartta-read-") as folder:
        if kind == "Shapefile":
            return read_shapefile(path, Path(folder), limits, layer)
        return _read_geopackage(path, Path(folder), limits, layer)


def _read_geopackage(path: Path, folder: Path, limits: FileLimits, layer: str) -> RawFile:
    # Under a name of our own in a folder of its own, GDAL finds nothing beside it.
    copy = folder / "layer.gpkg"
    copy.hardlink_to(path) if path.stat().st_dev == folder.stat().st_dev else copy.write_bytes(path.read_bytes())
    read = read_layer(copy, "GPKG", limits, layer=layer)
    return RawFile(
        "GeoPackage",
        read.features,
        identified(read.crs or ""),
        (read.crs or "")[:80],
        layer=read.name,
        has_heights=read.has_heights,
        columns=columns_of(read.features),
    )


def _kml_of(path: Path, limits: FileLimits) -> bytes:
    with opened_zip(path, limits) as archive:
        documents = members_by_ending(archive).get(".kml", [])
        if not documents:
            raise UploadProblem("archive_without_kml")
        main = next((one for one in documents if one.filename.lower().endswith("doc.kml")), documents[0])
        return taker(limits)(archive, main)
