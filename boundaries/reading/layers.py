"""One way in for whole layers: a file in a private folder, its name, and which layer of it; read a batch at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import shapely
import shapely.errors
import shapely.geometry

from boundaries.reading.batches import BATCH, MOST_BYTES, Batch, LayerStream, checked, from_wkb_lines, values_of
from boundaries.reading.delimited import PAIRS, WKT_COLUMNS
from boundaries.reading.drawings import areas_of_drawing
from boundaries.reading.errors import UploadProblem
from boundaries.reading.files import read_file
from boundaries.reading.formats import LAYER_ENDINGS, format_of
from boundaries.reading.geojson import stated_crs
from boundaries.reading.geojson_stream import GeoJsonStream
from boundaries.reading.isolated import stream_layer
from boundaries.reading.model import IMPORT, LAYER, MEGABYTE, FileLimits, RawFile
from boundaries.reading.separated import separated_rows
from boundaries.reading.shapefile import unpacked_shapefile
from boundaries.reading.shapes import from_wkt
from boundaries.reading.text import decoded
from boundaries.reading.values import clean, number_in
from geo.candidates import identified
from geo.crs import LONLAT

_DRIVERS = {
    "GeoPackage": ("GPKG", "layer.gpkg"),
    "FlatGeobuf": ("FlatGeobuf", "layer.fgb"),
    "DXF": ("DXF", "layer.dxf"),
}
#: Formats that are held as a whole while they are read, and so may be no larger than this.
WHOLE = {"KML": 20, "KMZ": 20, "WKT": 20, "CSV": 60, "DXF": 60}
_NOT_READ = (shapely.errors.ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


@contextmanager
def opened_layer(path: Path, name: str, *, limits: FileLimits = LAYER, layer: str = "") -> Iterator[LayerStream]:
    """The features of a file that somebody sent, to be taken batch by batch inside the block.

    Parameters
    ----------
    path : where it lies; nobody but this process can change it.
    name : what its sender calls it.
    layer : which layer, for a file that holds several.

    Raises
    ------
    UploadProblem
        with a code that says why it was refused; `LayerUnclear` when a layer must be chosen.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        kind = format_of(name, file.read(4096), LAYER_ENDINGS)
    most = min(limits.file_bytes, WHOLE.get(kind, 10_000) * MEGABYTE)
    if size > most:
        raise UploadProblem("file_too_large", megabytes=most // MEGABYTE)
    with TemporaryDirectory(prefix="aluekartta-read-") as folder:
        stream = _opened(path, name, kind, Path(folder), limits, layer)
        source = stream.batches
        stream.batches = _counted(stream, source, limits)
        try:
            yield stream
        finally:
            for one in (stream.batches, source):  # so that a process that still reads is ended
                close = getattr(one, "close", None)
                if close is not None:
                    close()


def _opened(path: Path, name: str, kind: str, folder: Path, limits: FileLimits, layer: str) -> LayerStream:
    if kind == "GeoJSON":
        return _geojson(path)
    if kind == "CSV":
        return _csv(path.read_bytes())
    if kind in ("KML", "KMZ", "WKT"):
        return _whole(read_file(path, name, limits=IMPORT, layer=layer))
    if kind == "Shapefile":
        own, stated, encoding = unpacked_shapefile(path, folder, limits, layer)
        head, lines = stream_layer(
            folder / "layer.shp", "ESRI Shapefile", limits, encoding=encoding, most_bytes=MOST_BYTES
        )
        said = stated.partition('"')[2].partition('"')[0][:80]
        return LayerStream(
            kind,
            identified(stated),
            said,
            from_wkb_lines(lines),
            own,
            encoding or "",
            head.has_heights,
            True,
            head.total,
        )
    if kind not in _DRIVERS:
        raise UploadProblem("format_unknown", name=name[-60:])
    driver, own = _DRIVERS[kind]
    copy = folder / own  # under a name of our own in a folder of its own, GDAL finds nothing beside it
    copy.hardlink_to(path) if path.stat().st_dev == folder.stat().st_dev else _copied(path, copy)
    head, lines = stream_layer(copy, driver, limits, layer=layer, most_bytes=MOST_BYTES)
    crs = head.crs or ""
    batches = from_wkb_lines(lines)
    if kind == "DXF":
        batches = areas_of_drawing(batches)
    return LayerStream(kind, identified(crs), crs[:80], batches, head.name, "", head.has_heights, False, head.total)


def _copied(path: Path, copy: Path) -> None:
    with path.open("rb") as file, copy.open("wb") as out:
        while chunk := file.read(MEGABYTE):
            out.write(chunk)


def _counted(stream: LayerStream, source: Iterator[Batch], limits: FileLimits) -> Iterator[Batch]:
    """The stream's batches under the limits of the whole file, its columns noted."""
    features = corners = 0
    for batch in source:
        features += len(batch)
        corners += int(shapely.get_num_coordinates(batch.shapes).sum())
        if features > limits.features:
            raise UploadProblem("too_many_features", count=limits.features)
        if corners > limits.corners:
            raise UploadProblem("too_many_corners", count=limits.corners)
        for row in batch.values:
            stream.columns.update(dict.fromkeys(row))
        yield batch
    if not features:
        raise UploadProblem("no_features")


def _geojson(path: Path) -> LayerStream:
    # The document's crs may stand behind its features, so that a first reading looks for it alone.
    look = GeoJsonStream(path)
    total = sum(1 for _one in look.features())
    kind = look.members.get("type")
    if not look.has_features and (not isinstance(kind, str) or kind == "FeatureCollection"):
        raise UploadProblem("damaged", format="GeoJSON")
    if not look.has_features:
        alone = look.members if kind == "Feature" else {"geometry": look.members}
        batches: Iterator[Batch] = iter([_of_mappings(1, [alone])])
    else:
        batches = _of_features(GeoJsonStream(path))
    epsg, stated = stated_crs(look.members.get("crs"))
    return LayerStream("GeoJSON", epsg, stated, batches, total=total or 1)


def _of_features(stream: GeoJsonStream) -> Iterator[Batch]:
    rows: list[Any] = []
    first = 1
    for one in stream.features():
        rows.append(one)
        if len(rows) == BATCH:
            yield _of_mappings(first, rows)
            first, rows = first + BATCH, []
    if rows:
        yield _of_mappings(first, rows)


def _of_mappings(first: int, rows: list[Any]) -> Batch:
    problems: dict[int, str] = {}
    shapes = np.full(len(rows), None, dtype=object)
    values = []
    for at, row in enumerate(rows):
        properties = row.get("properties") if isinstance(row, dict) else None
        values.append(values_of(properties) if isinstance(properties, dict) else {})
        geometry = row.get("geometry") if isinstance(row, dict) else None
        if geometry is None:
            problems[at] = "empty_geometry"
            continue
        try:
            shapes[at] = shapely.geometry.shape(geometry)
        except _NOT_READ:
            problems[at] = "not_geometry"
    return checked(first, values, shapes, problems)


def _whole(raw: RawFile) -> LayerStream:
    rows = [{"properties": one.values, "geometry": None if one.is_cut else one.geometry} for one in raw.features]
    starts = range(0, len(rows), BATCH)
    batches = iter([_of_mappings(start + 1, rows[start : start + BATCH]) for start in starts])
    return LayerStream(raw.format, raw.epsg, raw.stated, batches, has_heights=raw.has_heights, total=len(rows))


def _csv(data: bytes) -> LayerStream:
    """A table with a column of well-known text, or with a point's coordinates on each line."""
    try:
        rows = [row for row in separated_rows(decoded(data)) if any(row)]
    except csv.Error as error:
        raise UploadProblem("damaged", format="CSV") from error
    if len(rows) < 2:
        raise UploadProblem("no_features")
    header = [clean(name) or f"column {number}" for number, name in enumerate(rows[0], start=1)]
    lower = [name.lower() for name in header]
    text = next((lower.index(name) for name in WKT_COLUMNS if name in lower), None)
    if text is not None:
        epsg = next((found[1] for row in rows[1:50] if text < len(row) and (found := from_wkt(row[text]))), None)
        return _table(header, rows[1:], {text}, lambda row: _wkt(row, text), epsg)
    for easts, norths, is_degrees in PAIRS:
        x = next((lower.index(name) for name in easts if name in lower), None)
        y = next((lower.index(name) for name in norths if name in lower), None)
        if x is not None and y is not None:
            return _table(header, rows[1:], {x, y}, _pointer(x, y), LONLAT if is_degrees else None)
    raise UploadProblem("no_geometry_column")


def _table(header: list[str], rows: list[list[str]], used: set[int], shape: Any, epsg: int | None) -> LayerStream:
    features = (
        {
            "properties": {name: row[at] for at, name in enumerate(header) if at not in used and at < len(row)},
            "geometry": shape(row),
        }
        for row in rows
    )

    def batches() -> Iterator[Batch]:
        for first in range(1, len(rows) + 1, BATCH):
            yield _of_mappings(first, [next(features) for _ in range(min(BATCH, len(rows) - first + 1))])

    return LayerStream("CSV", epsg, f"EPSG:{epsg}" if epsg else "", batches(), total=len(rows))


def _wkt(row: list[str], at: int) -> Any:
    found = from_wkt(row[at]) if at < len(row) and row[at].strip() else None
    return found[0] if found else None


def _pointer(x: int, y: int) -> Any:
    def point(row: list[str]) -> Any:
        numbers = [number_in(row[at]) if at < len(row) else None for at in (x, y)]
        return {"type": "Point", "coordinates": numbers} if None not in numbers else None

    return point
