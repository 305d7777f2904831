"""A table of text as a layer: a column of well-known text, or a point's coordinates on each line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from boundaries.reading.batches import BATCH, Batch, LayerStream, from_mappings
from boundaries.reading.delimited import PAIRS, WKT_COLUMNS
from boundaries.reading.errors import UploadProblem
from boundaries.reading.separated import separated_rows
from boundaries.reading.shapes import from_wkt
from boundaries.reading.text import decoded
from boundaries.reading.values import clean, number_in, own_names
from geo.crs import LONLAT


def read_table(data: bytes) -> LayerStream:
    """The features of a table, one a line.

    Raises UploadProblem no_features, damaged, not_text, or no_geometry_column when nothing says where they are.
    """
    try:
        rows = [row for row in separated_rows(decoded(data)) if any(row)]
    except csv.Error as error:
        raise UploadProblem("damaged", format="CSV") from error
    if len(rows) < 2:
        raise UploadProblem("no_features")
    header = own_names(clean(name) or f"column {number}" for number, name in enumerate(rows[0], start=1))
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
            yield from_mappings(first, [next(features) for _ in range(min(BATCH, len(rows) - first + 1))])

    return LayerStream("CSV", epsg, f"EPSG:{epsg}" if epsg else "", batches(), total=len(rows))


def _wkt(row: list[str], at: int) -> Any:
    found = from_wkt(row[at]) if at < len(row) and row[at].strip() else None
    return found[0] if found else None


def _pointer(x: int, y: int) -> Any:
    def point(row: list[str]) -> Any:
        numbers = [number_in(row[at]) if at < len(row) else None for at in (x, y)]
        return {"type": "Point", "coordinates": numbers} if None not in numbers else None

    return point
