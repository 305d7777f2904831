"""Reading an outline that somebody pasted: GeoJSON, or a corner on each line."""

from __future__ import annotations

import json
import re
from typing import Any

from geo.crs import METRIC
from geo.errors import NotGeometry

MAX_TEXT = 400_000
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
#: Members of a GeoJSON object that hold the geometry, by its type.
_HOLDERS = {"Feature": "geometry", "FeatureCollection": "features"}


def geometry_from_text(text: str) -> dict[str, Any]:
    """A GeoJSON geometry (WGS 84) from text.

    Takes a GeoJSON geometry, a feature or a collection of one feature; or two numbers on each line, one line
    for each corner. Latitude first is what people copy from maps, and longitude first what programs write: the
    order in which the first corner lies where this service works is taken for all.

    Raises
    ------
    NotGeometry
        when it is neither, with the line as the path.
    """
    text = text.strip()
    if len(text) > MAX_TEXT:
        raise NotGeometry("coordinates", "too long")
    return _from_json(text) if text.startswith("{") else _from_lines(text)


def _from_json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotGeometry("coordinates", "not JSON") from error
    for _ in range(2):
        holder = _HOLDERS.get(str(found.get("type"))) if isinstance(found, dict) else None
        if holder is None:
            break
        found = found.get(holder)
        if isinstance(found, list):
            if len(found) != 1:
                raise NotGeometry("features", "exactly one feature is taken")
            found = found[0]
    if not isinstance(found, dict):
        raise NotGeometry("coordinates")
    return found


def _from_lines(text: str) -> dict[str, Any]:
    pairs: list[tuple[float, float]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            pairs.append(_pair(line, number))
    if not pairs:
        raise NotGeometry("coordinates")
    first = pairs[0]
    if METRIC.contains_lonlat(first[1], first[0]):
        pairs = [(lon, lat) for lat, lon in pairs]
    return {"type": "Polygon", "coordinates": [[list(pair) for pair in pairs]]}


def _pair(line: str, number: int) -> tuple[float, float]:
    # "62,89, 27,68" has decimal commas, "62.89,27.68" a comma between the numbers.
    text = line if "." not in line else line.replace(",", " ")
    found = _NUMBER.findall(text)
    if len(found) != 2:
        raise NotGeometry(f"line {number}")
    return float(found[0].replace(",", ".")), float(found[1].replace(",", "."))
