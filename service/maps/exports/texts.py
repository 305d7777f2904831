"""GeoJSON and tables: formats that are text."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import shapely

from service.maps.exports.batches import Batch, kinds_of
from service.maps.exports.terms import Terms
from service.maps.ogc.collections import Collection
from service.web.spreadsheet import BYTE_ORDER_MARK, cell_text, disarmed

#: Decimals of coordinates in tables: about a centimetre.
_DECIMALS = {True: 7, False: 2}
#: Columns that say whose data a row is: a table has no other place for it.
TERMS_COLUMNS = ("attribution", "licence", "taken_on")


def write_geojson(path: Path, collection: Collection, rows: Iterable[Batch], epsg: int, terms: Terms) -> None:  # noqa: ARG001
    """Write one FeatureCollection (RFC 7946: degrees, longitude first, no ``crs``), a feature a line."""
    head = {"type": "FeatureCollection", "name": collection.id, "title": collection.shown_title, **terms.as_dict()}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [')
        separator = "\n"
        for batch in rows:
            for text in batch.texts:
                file.write(separator + text)
                separator = ",\n"
        file.write("\n]}\n")


def write_csv(path: Path, collection: Collection, rows: Iterable[Batch], epsg: int, terms: Terms) -> None:
    """Write a table that a Finnish spreadsheet opens right, in which no text is run as a formula.

    Places of points are two columns, of anything else well-known text (``wkt``); both are empty without a place.
    """
    kinds = kinds_of(collection)
    is_degrees = epsg == 4326
    are_points = collection.geometry == "Point"
    places = (("lon", "lat") if is_degrees else ("easting", "northing")) if are_points else ("wkt",)
    said = [disarmed(terms.attribution), disarmed(f"{terms.licence} {terms.licence_address}".strip())]
    decimals = _DECIMALS[is_degrees]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BYTE_ORDER_MARK)
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow([disarmed(name) for name in (*kinds, *places, *TERMS_COLUMNS)])
        for batch in rows:
            where = _points(batch, decimals) if are_points else _wkt(batch, decimals)
            for number, place in enumerate(where):
                own = [_cell(batch.columns[name][number]) for name in kinds]
                writer.writerow([*own, *place, *said, terms.taken_on.isoformat()])


def _points(batch: Batch, decimals: int) -> list[list[str]]:
    xs, ys = shapely.get_x(batch.shapes), shapely.get_y(batch.shapes)
    return [
        ["" if math.isnan(value) else f"{value:.{decimals}f}".replace(".", ",") for value in pair]
        for pair in zip(xs.tolist(), ys.tolist(), strict=True)
    ]


def _wkt(batch: Batch, decimals: int) -> list[list[str]]:
    texts = shapely.to_wkt(batch.shapes, rounding_precision=decimals, trim=True)
    return [[text or ""] for text in texts.tolist()]


def _cell(value: Any) -> str:
    # A file of data keeps all the digits that there are.
    if isinstance(value, float):
        return repr(value).replace(".", ",") if math.isfinite(value) else ""
    return cell_text(value)
