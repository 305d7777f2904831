"""Run as a script of its own, never imported: opens one file with GDAL, as one driver, and prints its features.

Before GDAL is loaded the process gives up time, memory, file size and, where the system allows it, the network;
then every driver but the wanted one is switched off. Prints a line of JSON for the layer, then one a feature.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import os
import resource
import sqlite3
import sys
from pathlib import Path
from typing import Any

CPU_S = 20
MEMORY_BYTES = 1024**3
FILE_BYTES = 256 * 1024**2
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
#: Switched off before GDAL starts. A newer GDAL may have others: then it lists them itself, and the process begins
#: again without them, which takes twice the time.
DRIVERS = (
    "ADBC,AIVector,AVCBin,AVCE00,AmigoCloud,CSV,CSW,Carto,DGN,DXF,EDIGEO,EEDA,ESRIJSON,Elasticsearch,FlatGeobuf,GDALG,"
    "GML,GPSBabel,GPX,GTFS,GeoJSON,GeoJSONSeq,GeoRSS,HTTP,Idrisi,JML,JSONFG,KML,LIBKML,LVBAG,MBTiles,MEM,MVT,MapML,"
    "MiraMonVector,NGW,OAPIF,ODS,OGCAPI,OGR_GMT,OGR_PDS,OGR_VRT,OSM,OpenFileGDB,PCIDSK,PDF,PDS4,PGDUMP,PLSCENES,"
    "PMTiles,S57,SQLite,SXF,Selafin,TopoJSON,VDV,VFK,VICAR,WAsP,WFS,XLSX,VRT,GTI,WMS,WMTS,WCS,DERIVED,"
    "MapInfo File,ESRI Shapefile,GPKG"
)
AREA_TABLES = "SELECT table_name FROM gpkg_geometry_columns"
SHAPE_COLUMN = "SELECT column_name, geometry_type_name FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?)"
#: What a layer of a GeoPackage says to hold when no arcs can be in it.
WITHOUT_ARCS = {"POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON"}
#: Numbers of kinds of geometry that may hold arcs, and the bytes of an envelope by the code of its head.
WITH_ARCS = {7, 8, 9, 10, 11, 12}
ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
OBJECTS = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'view')"


class Refused(Exception):
    """What the parent raises as an UploadProblem: a code and its values."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.words = {"problem": code, "values": values}


def main() -> None:
    """Read what the first argument, a JSON object, asks for."""
    asked = json.loads(sys.argv[1])
    give_up_rights(asked.get("cpu_s", CPU_S))
    try:
        if asked["driver"] == "GPKG":
            check_geopackage(asked["path"], asked["layer"])
        pyogrio = load_gdal(asked["driver"])
        print_layer(pyogrio, asked)
    except Refused as refused:
        say(refused.words)
    except MemoryError:
        say({"problem": "took_too_long", "values": {}})


def say(words: dict[str, Any]) -> None:
    """One line for the parent."""
    sys.stdout.write(json.dumps(words, ensure_ascii=True) + "\n")


def give_up_rights(cpu_s: int) -> None:
    """Limits that hold whatever the file makes GDAL do."""
    if os.environ.get("ALUEKARTTA_READER_BOUND"):
        return
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        # A network of its own has no way out. Some hosts forbid it; then the missing drivers must do.
        ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER | CLONE_NEWNET)
    os.environ["ALUEKARTTA_READER_BOUND"] = "1"


def load_gdal(driver: str) -> Any:
    """pyogrio with one driver. Begins the process again when there are others still."""
    off = os.environ.setdefault("OGR_SKIP", ",".join(name for name in DRIVERS.split(",") if name != driver))
    os.environ["GDAL_SKIP"] = off
    for absent in ("geopandas", "pandas", "pyarrow"):  # not needed here, and slow to load
        sys.modules[absent] = None  # type: ignore[assignment]
    import pyogrio.raw

    others = set(pyogrio.list_drivers()) - {driver}
    if others and not others <= set(off.split(",")):
        os.environ["OGR_SKIP"] = ",".join(sorted({*off.split(","), *others}))
        os.execv(sys.executable, [sys.executable, "-I", *sys.argv])  # noqa: S606
    if others:
        raise SystemExit(f"drivers that will not go: {sorted(others)}")
    return pyogrio


def check_geopackage(path: str, wanted: str) -> None:
    """Looks into the database before GDAL does: only plain tables, and the index that the format has, may be there.

    A view may select from anything, a virtual table may be a module that reads other files. Views that are no
    layer are left alone, since nothing asks them; triggers run upon writing only, and nothing is written.
    """
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        objects = connection.execute(OBJECTS).fetchmany(2000)
        views = {str(name).lower() for kind, name, _sql in objects if kind == "view"}
        for _kind, name, statement in objects:
            text = " ".join(str(statement or "").lower().split())
            if text.startswith("create virtual table") and " using rtree(" not in text.replace("rtree (", "rtree("):
                raise Refused("foreign_tables", table=str(name)[:60])
        for own in ("gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"):
            if own in views:
                raise Refused("layer_is_view", layer=own)
        layers = [str(row[0]) for row in connection.execute(AREA_TABLES).fetchmany(500)]
        for layer in layers:
            if layer.lower() in views and (not wanted or wanted == layer):
                raise Refused("layer_is_view", layer=layer[:60])
    except sqlite3.Error as error:
        raise Refused("damaged", format="GeoPackage") from error
    finally:
        connection.close()


def print_layer(pyogrio: Any, asked: dict[str, Any]) -> None:
    """The layer's header and its features, so many at a time as `batch` says: then memory stays flat."""
    path = asked["path"]
    most, size = asked["features"], asked.get("batch") or asked["features"] + 1
    errors = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FieldError, ValueError)
    try:
        layer = chosen_layer(pyogrio, path, asked["layer"], for_areas=not asked.get("batch"))
        info = pyogrio.read_info(path, layer=layer, encoding=asked["encoding"])
        if info["driver"] != asked["driver"]:
            raise Refused("damaged", format=asked["format"])
        total = max(info["features"], 0)
        if total > most:
            raise Refused("too_many_features", count=most)
        for start in range(0, max(total, 1), size):
            read = read_batch(pyogrio, asked, layer, start, size)
            if read[2] is None:
                raise Refused("no_geometry_column")
            if start + len(read[2]) > most:
                raise Refused("too_many_features", count=most)
            if start == 0:
                kind = str(info.get("geometry_type") or "")
                heights = any(m in kind for m in (" Z", "2.5D", " M", "Measured"))
                say({"crs": read[0]["crs"], "layer": layer, "heights": heights, "total": total})
            arcs = shapes_with_arcs(path, layer, read[1]) if asked["driver"] == "GPKG" and asked.get("batch") else {}
            print_features(read, asked["most_bytes"], arcs)
    except errors as error:
        raise Refused("damaged", format=asked["format"]) from error


def read_batch(pyogrio: Any, asked: dict[str, Any], layer: str, start: int, size: int) -> Any:
    """What pyogrio gives of some features: facts, numbers, geometries as WKB, columns."""
    options = {"IMMUTABLE": "YES", "LIST_ALL_TABLES": "NO"} if asked["driver"] == "GPKG" else {}
    return pyogrio.raw.read(
        asked["path"],
        layer=layer,
        encoding=asked["encoding"],
        force_2d=True,
        datetime_as_string=True,
        return_fids=True,
        skip_features=start,
        max_features=size,
        **options,
    )


def shapes_with_arcs(path: str, layer: str, numbers: Any) -> dict[int, bytes]:
    """Shapes that may have arcs, by the place of their feature, as well-known binary of the file's own.

    GDAL gives corners alone, in steps of an angle: on a large arc they lie too far from it.
    """
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    found = {}
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        column = connection.execute(SHAPE_COLUMN, (layer,)).fetchone()
        if column is None or str(column[1]).upper() in WITHOUT_ARCS:
            return {}
        for at, number in enumerate(numbers.tolist()):
            # What is no blob, or in no plain table, stays as GDAL gave it.
            with (
                contextlib.suppress(sqlite3.Error),
                connection.blobopen(layer, column[0], number, readonly=True) as blob,
            ):
                own = with_arcs(blob.read(8), blob)
                if own is not None:
                    found[at] = own
    finally:
        connection.close()
    return found


def with_arcs(head: bytes, blob: Any) -> bytes | None:
    """The well-known binary of a shape that may have arcs; None for any other, and for an empty one."""
    if len(head) < 8 or head[:2] != b"GP" or head[3] & 0x30 or (head[3] >> 1 & 7) not in ENVELOPES:
        return None
    begin = 8 + ENVELOPES[head[3] >> 1 & 7]
    blob.seek(begin)
    first = blob.read(5)
    if len(first) < 5:
        return None
    kind = int.from_bytes(first[1:5], "little" if first[0] else "big")
    if (kind & 0x0FFFFFFF) % 1000 not in WITH_ARCS:
        return None
    return bytes(first + blob.read())


def print_features(read: Any, most_bytes: int, arcs: dict[int, bytes]) -> None:
    """A line for each feature; a geometry larger than `most_bytes` is cut out. `arcs` are told as they are."""
    meta, _fids, geometry, columns = read
    fields = [str(field) for field in meta["fields"]]
    for index, straight in enumerate(geometry):
        wkb = arcs.get(index, straight)
        is_cut = wkb is not None and len(wkb) > most_bytes
        values = {field: cell(column[index]) for field, column in zip(fields, columns, strict=True)}
        say(
            {
                "values": values,
                "wkb": None if wkb is None or is_cut else bytes(wkb).hex(),
                "cut": is_cut,
                "arcs": index in arcs,
            }
        )


def chosen_layer(pyogrio: Any, path: str, wanted: str, *, for_areas: bool) -> str:
    """The wanted layer, or the only one with a geometry; with `for_areas` the only one with areas is enough."""
    listed = [(str(name), kind) for name, kind in pyogrio.list_layers(path)]
    names = [name for name, kind in listed if kind is not None]
    if wanted in names:
        return wanted
    areas = [name for name, kind in listed if kind and ("Polygon" in str(kind) or str(kind).startswith("Unknown"))]
    candidates = (areas or names) if for_areas else names
    if not candidates:
        raise Refused("no_geometry_column")
    if len(candidates) > 1:
        raise Refused("layer_unclear", layers=candidates[:100])
    return candidates[0]


def cell(value: Any) -> Any:
    """A value as JSON knows it."""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int | str):
        return value
    return None if isinstance(value, bytes) else str(value)


if __name__ == "__main__":
    if len(sys.argv) == 2 and Path(__file__).is_file():
        main()
