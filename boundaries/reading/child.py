"""Run as a script of its own, never imported: opens one file with GDAL, as one driver, and prints its features.

Before GDAL is loaded the process gives up time, memory, file size and, where the system allows it, the network;
then every driver but the wanted one is switched off. Prints a line of JSON for the layer, then one a feature.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
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
#: What Arrow calls a column of shapes as well-known binary.
SHAPE_TYPE = "geoarrow.wkb"
#: So many columns a layer may have, and letters in all their names, which are told with each feature.
MOST_COLUMNS, MOST_LETTERS = 2_000, 50_000
#: Numbers of kinds of geometry that may hold arcs.
WITH_ARCS = {7, 8, 9, 10, 11, 12}
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
    path, most, size = asked["path"], asked["features"], asked.get("batch")
    errors = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FieldError, ValueError)
    try:
        layer = chosen_layer(pyogrio, asked, for_areas=not size)
        info = pyogrio.read_info(path, layer=layer, encoding=asked["encoding"])
        if info["driver"] != asked["driver"]:
            raise Refused("damaged", format=asked["format"])
        if len(info["fields"]) > MOST_COLUMNS or sum(map(len, info["fields"])) > MOST_LETTERS:
            raise Refused("damaged", format=asked["format"])
        total = max(info["features"], 0)
        if total > most:
            raise Refused("too_many_features", count=most)
        kind = str(info.get("geometry_type") or "")
        heights = any(m in kind for m in (" Z", "2.5D", " M", "Measured"))
        head = {"crs": info["crs"], "layer": layer, "heights": heights, "total": total}
        (print_stream if size else print_whole)(pyogrio, asked, head)
    except errors as error:
        raise Refused("damaged", format=asked["format"]) from error


def print_whole(pyogrio: Any, asked: dict[str, Any], head: dict[str, Any]) -> None:
    """The layer's header and all of its features, arcs made corners by GDAL."""
    meta, _fids, shapes, columns = pyogrio.raw.read(
        asked["path"],
        layer=head["layer"],
        encoding=asked["encoding"],
        force_2d=True,
        datetime_as_string=True,
        max_features=asked["features"] + 1,
        **options_of(asked["driver"]),
    )
    if shapes is None:
        raise Refused("no_geometry_column")
    if len(shapes) > asked["features"]:
        raise Refused("too_many_features", count=asked["features"])
    say(head)
    print_features([str(name) for name in meta["fields"]], columns, shapes, asked["most_bytes"])


def print_stream(pyogrio: Any, asked: dict[str, Any], head: dict[str, Any]) -> None:
    """The layer's header and its features in one pass, so many at a time as `batch` says: then memory stays flat.

    GDAL's stream gives arcs as they are, where other ways make them corners in steps of an angle.
    """
    import nanoarrow

    count = 0
    with pyogrio.raw.open_arrow(
        asked["path"],
        layer=head["layer"],
        encoding=asked["encoding"],
        batch_size=asked["batch"],
        datetime_as_string=True,
        **options_of(asked["driver"]),
    ) as (_meta, reader):
        stream = nanoarrow.ArrayStream(reader)
        fields = list(stream.schema.fields)
        if not fields or SHAPE_TYPE not in str(fields[-1]):  # shapes come last
            raise Refused("no_geometry_column")
        say(head)
        for batch in stream:
            count += len(batch)
            if count > asked["features"]:
                raise Refused("too_many_features", count=asked["features"])
            *columns, shapes = [cells_of(column) for column in batch.iter_children()]
            print_features([str(field.name) for field in fields[:-1]], columns, shapes, asked["most_bytes"])
    if count < head["total"]:
        check_end(pyogrio, asked, head, count)


def check_end(pyogrio: Any, asked: dict[str, Any], head: dict[str, Any], count: int) -> None:
    """A stream ends quietly where a file is damaged too, but reading on from there does not: asked after so many.

    A layer may hold fewer than it says, when rows of its table were deleted; a FlatGeobuf may not.
    """
    if asked["driver"] == "FlatGeobuf":
        raise Refused("damaged", format=asked["format"])
    pyogrio.raw.read(
        asked["path"],
        layer=head["layer"],
        encoding=asked["encoding"],
        skip_features=count,
        max_features=min(head["total"] - count, asked["batch"]),
        **options_of(asked["driver"]),
    )


def options_of(driver: str) -> dict[str, str]:
    """What a driver is told when it opens a file."""
    return {"IMMUTABLE": "YES", "LIST_ALL_TABLES": "NO"} if driver == "GPKG" else {}


def cells_of(column: Any) -> list[Any]:
    """The values of a column of Arrow; letters of a text that are none are replaced."""
    try:
        return list(column.iter_py())
    except UnicodeDecodeError:
        valid, ends, data = column.buffers
        ends, data = memoryview(ends), bytes(data)
        texts = [data[begin:end].decode("utf-8", "replace") for begin, end in itertools.pairwise(ends)]
        known = list(valid.elements()) if len(valid) else [True] * len(texts)
        return [text if is_known else None for text, is_known in zip(texts, known, strict=False)]


def print_features(names: list[str], columns: Any, shapes: Any, most_bytes: int) -> None:
    """A line for each feature; a geometry larger than `most_bytes` is cut out."""
    for index, wkb in enumerate(shapes):
        is_cut = wkb is not None and len(wkb) > most_bytes
        say(
            {
                "values": {name: cell(column[index]) for name, column in zip(names, columns, strict=True)},
                "wkb": None if wkb is None or is_cut else bytes(wkb).hex(),
                "cut": is_cut,
                "arcs": wkb is not None and not is_cut and may_have_arcs(wkb),
            }
        )


def may_have_arcs(wkb: Any) -> bool:
    """Whether well-known binary is of a kind that may hold arcs."""
    kind = int.from_bytes(wkb[1:5], "little" if wkb[0] else "big")
    return (kind & 0x0FFFFFFF) % 1000 in WITH_ARCS


def chosen_layer(pyogrio: Any, asked: dict[str, Any], *, for_areas: bool) -> str:
    """The wanted layer, or the only one with a geometry; with `for_areas` the only one with areas is enough."""
    wanted: str = asked["layer"]
    listed = [(str(name), kind) for name, kind in pyogrio.list_layers(asked["path"])]
    if not listed and asked["driver"] == "FlatGeobuf":  # it is a layer itself, unless its head cannot be true
        raise Refused("damaged", format=asked["format"])
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
