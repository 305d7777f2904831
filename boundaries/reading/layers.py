"""One way in for whole layers: a file in a private folder, its name, and which layer of it; read a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import shapely
import shapely.errors
import shapely.geometry

from boundaries.reading.batches import BATCH, MOST_BYTES, Batch, LayerStream, from_mappings, from_wkb_lines
from boundaries.reading.drawings import areas_of_drawing
from boundaries.reading.errors import UploadProblem
from boundaries.reading.files import read_file
from boundaries.reading.formats import LAYER_ENDINGS, format_of
from boundaries.reading.geojson import stated_crs
from boundaries.reading.geojson_stream import GeoJsonStream
from boundaries.reading.isolated import stream_layer
from boundaries.reading.model import IMPORT, LAYER, MEGABYTE, FileLimits, RawFile
from boundaries.reading.shapefile import unpacked_shapefile
from boundaries.reading.text_layers import read_table
from geo.candidates import identified

_DRIVERS = {
    "GeoPackage": ("GPKG", "layer.gpkg"),
    "DXF": ("DXF", "layer.dxf"),
    "FlatGeobuf": ("FlatGeobuf", "layer.fgb"),
}
#: Formats that are held as a whole while they are read, and so may be no larger than this.
WHOLE = {"KML": 20, "KMZ": 20, "WKT": 20, "CSV": 60, "DXF": 60}
#: What a GeoJSON document may be when it is no feature nor several.
GEOMETRY_TYPES = {
    "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection",
}  # fmt: skip


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
        return read_table(path.read_bytes())
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
        stream.hidden_columns = max(stream.hidden_columns, batch.hidden_columns)
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
        if kind != "Feature" and kind not in GEOMETRY_TYPES:
            raise UploadProblem("not_what_it_says", format="GeoJSON")
        alone = look.members if kind == "Feature" else {"geometry": look.members}
        batches: Iterator[Batch] = iter([from_mappings(1, [alone])])
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
            yield from_mappings(first, rows)
            first, rows = first + BATCH, []
    if rows:
        yield from_mappings(first, rows)


def _whole(raw: RawFile) -> LayerStream:
    rows = [{"properties": one.values, "geometry": None if one.is_cut else one.geometry} for one in raw.features]
    starts = range(0, len(rows), BATCH)
    batches = iter([from_mappings(start + 1, rows[start : start + BATCH]) for start in starts])
    return LayerStream(raw.format, raw.epsg, raw.stated, batches, has_heights=raw.has_heights, total=len(rows))
