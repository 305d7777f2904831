"""Writing a GeoPackage in the metric CRS, with titles and descriptions of layers and columns inside the file."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from pyogrio.raw import write as write_layer

from geo.crs import METRIC

#: Up to so many bytes a file stays in memory on its way out.
SPOOLED_BYTES = 4 * 1024 * 1024
DTYPES: dict[str, Any] = {
    "text": object,
    "whole": np.int64,
    "number": np.float64,
    "flag": np.bool_,
    "day": "datetime64[D]",
}

# The extension "Schema" of the GeoPackage standard (OGC 12-128r18, annex F.9) holds columns' descriptions.
_SCHEMA_EXTENSION = """
CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
    definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE IF NOT EXISTS gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT,
    title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT,
    CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE IF NOT EXISTS gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL,
    value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
    CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
INSERT OR IGNORE INTO gpkg_extensions VALUES ('gpkg_data_columns', NULL, 'gpkg_schema',
    'http://www.geopackage.org/spec121/#extension_schema', 'read-write');
INSERT OR IGNORE INTO gpkg_extensions VALUES ('gpkg_data_column_constraints', NULL, 'gpkg_schema',
    'http://www.geopackage.org/spec121/#extension_schema', 'read-write');
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a layer. `kind` is text, whole, number, flag or day; None in text, number and day is NULL."""

    name: str
    kind: str
    description: str
    values: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Layer:
    """A table of the file. `geometry` holds well-known binary in the metric CRS (None for no place), or is None
    for a table without places; `geometry_type` is "Point" or "MultiPolygon"."""

    name: str
    title: str
    description: str
    columns: Sequence[Column]
    geometry: Sequence[bytes | None] | None = None
    geometry_type: str | None = None


def geopackage(layers: Sequence[Layer]) -> IO[bytes]:
    """The layers as one file, at its beginning; small ones stay in memory. The caller closes it."""
    spooled = tempfile.SpooledTemporaryFile(max_size=SPOOLED_BYTES)  # noqa: SIM115 (the caller closes it)
    with _written(layers) as path, path.open("rb") as file:
        shutil.copyfileobj(file, spooled)
    spooled.seek(0)
    return spooled


@contextlib.contextmanager
def _written(layers: Sequence[Layer]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="aluekartta-") as folder:
        path = Path(folder) / "area.gpkg"
        for layer in layers:
            _write(path, layer)
        _describe(path, layers)
        yield path


def _write(path: Path, layer: Layer) -> None:
    geometry = None if layer.geometry is None else np.array(layer.geometry, dtype=object)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a table without places has no CRS, and none is missing
        write_layer(
            path,
            geometry,
            [_array(column) for column in layer.columns],
            [column.name for column in layer.columns],
            layer=layer.name,
            driver="GPKG",
            geometry_type=layer.geometry_type,
            crs=METRIC.code if geometry is not None else None,
            encoding="UTF-8",
            append=path.exists(),
            field_mask=[_mask(column) for column in layer.columns],
            VERSION="1.2",  # what QGIS 3 and GDAL 3 of any age read without a warning
            IDENTIFIER=layer.title,
            DESCRIPTION=layer.description,
        )


def _array(column: Column) -> np.ndarray[Any, Any]:
    if column.kind == "number":
        return np.array([np.nan if one is None else one for one in column.values], dtype=np.float64)
    if column.kind == "whole":
        return np.array([0 if one is None else one for one in column.values], dtype=np.int64)
    return np.array(column.values, dtype=DTYPES[column.kind])


def _mask(column: Column) -> np.ndarray[Any, Any] | None:
    if column.kind in ("whole", "number"):
        return np.array([one is None for one in column.values], dtype=np.bool_)
    return None


def _describe(path: Path, layers: Sequence[Layer]) -> None:
    with contextlib.closing(sqlite3.connect(path)) as file, file:
        file.executescript(_SCHEMA_EXTENSION)
        file.executemany(
            "INSERT OR REPLACE INTO gpkg_data_columns (table_name, column_name, name, title, description) "
            "VALUES (?, ?, ?, ?, ?)",
            [
                (layer.name, column.name, column.name, column.name, column.description)
                for layer in layers
                for column in layer.columns
            ],
        )
