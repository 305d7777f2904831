"""CSV: a column of well-known text, or a corner on each line."""

from __future__ import annotations

import csv
from typing import Any

from boundaries.reading.errors import UploadProblem
from boundaries.reading.model import RawFeature, RawFile, columns_of
from boundaries.reading.separated import separated_rows
from boundaries.reading.shapes import from_wkt
from boundaries.reading.text import decoded
from boundaries.reading.values import clean, number_in
from geo.crs import LONLAT

WKT_COLUMNS = ("wkt", "geom", "geometry", "the_geom", "geometria", "shape")
#: Columns of x and y; the first pair that is there counts. Only degrees name their system.
PAIRS = (
    (("lon", "longitude", "lng", "long", "pituus", "pituusaste"), ("lat", "latitude", "leveys", "leveysaste"), True),
    (("easting", "east", "e", "ita", "itä", "x"), ("northing", "north", "n", "pohjoinen", "y"), False),
)
#: A column that says which corners belong together.
GROUPS = ("alue", "area", "nimi", "name", "namn", "id", "tunnus", "polygon", "part")
MOST_COLUMNS = 200


def read_csv(data: bytes) -> RawFile:
    """The areas of a CSV file with a header.

    The CRS is WGS 84 for columns of longitude and latitude, what ``SRID=...;`` says, or else unknown. Corners
    are joined in the order of the lines, by the first column among `GROUPS` that is there.

    Raises
    ------
    UploadProblem
        not_text, damaged, no_geometry_column, no_features.
    """
    try:
        rows = [row for row in separated_rows(decoded(data)) if any(row)]
    except csv.Error as error:
        raise UploadProblem("damaged", format="CSV") from error
    if len(rows) < 2 or len(rows[0]) > MOST_COLUMNS:
        raise UploadProblem("no_features")
    header = [clean(name) or f"column {number}" for number, name in enumerate(rows[0], start=1)]
    lower = [name.lower() for name in header]
    for name in WKT_COLUMNS:
        if name in lower:
            return _from_wkt(header, rows[1:], lower.index(name))
    for easts, norths, is_degrees in PAIRS:
        x = next((lower.index(name) for name in easts if name in lower), None)
        y = next((lower.index(name) for name in norths if name in lower), None)
        if x is not None and y is not None:
            return _from_corners(header, rows[1:], (x, y), LONLAT if is_degrees else None)
    raise UploadProblem("no_geometry_column")


def _from_wkt(header: list[str], rows: list[list[str]], at: int) -> RawFile:
    features = []
    epsg = None
    for number, row in enumerate(rows, start=1):
        found = from_wkt(row[at]) if at < len(row) else None
        values = {name: clean(row[i]) for i, name in enumerate(header) if i != at and i < len(row)}
        features.append(RawFeature(number, values, found[0] if found else None))
        epsg = epsg or (found[1] if found else None)
    if all(feature.geometry is None for feature in features):
        raise UploadProblem("no_geometry_column")
    return RawFile("CSV", features, epsg, f"EPSG:{epsg}" if epsg else "", columns=columns_of(features))


def _from_corners(header: list[str], rows: list[list[str]], at: tuple[int, int], epsg: int | None) -> RawFile:
    lower = [name.lower() for name in header]
    group = next((lower.index(name) for name in GROUPS if name in lower and lower.index(name) not in at), None)
    rings: dict[str, list[list[float]]] = {}
    values: dict[str, dict[str, Any]] = {}
    for row in rows:
        key = row[group] if group is not None and group < len(row) else ""
        rings.setdefault(key, []).append([_number(row, at[0]), _number(row, at[1])])
        if group is not None:
            values.setdefault(key, {header[group]: clean(key)})
    features = [
        RawFeature(number, values.get(key, {}), {"type": "Polygon", "coordinates": [ring]})
        for number, (key, ring) in enumerate(rings.items(), start=1)
    ]
    return RawFile("CSV", features, epsg, "WGS 84" if epsg else "", columns=columns_of(features))


def _number(row: list[str], at: int) -> float:
    found = number_in(row[at]) if at < len(row) else None
    return float("nan") if found is None else found
