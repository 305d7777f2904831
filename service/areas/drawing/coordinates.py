"""Reading an outline that somebody pasted: GeoJSON, or a corner on each line."""

from __future__ import annotations

import json
import re
from typing import Any

from geo.crs import METRIC
from geo.errors import NotGeometry

MAX_TEXT = 400_000
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
#: No angle is this large, and no easting or northing in use this small.
SURELY_METRES = 1000.0
Pair = tuple[float, float]
#: Members of a GeoJSON object that hold the geometry, by its type.
_HOLDERS = {"Feature": "geometry", "FeatureCollection": "features"}


def geometry_from_text(text: str) -> dict[str, Any]:
    """A GeoJSON geometry (WGS 84) from text.

    Takes a GeoJSON geometry, a feature or a collection of one feature; or two numbers on each line, one line
    for each corner: degrees, or metres of the service's own metric CRS, as the country's registers and maps give
    them. Latitude (or northing) first is what people copy from maps, and longitude (or easting) first what
    programs write: the order in which the first corner lies where this service works is taken for all.

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
    pairs: list[Pair] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            pairs.append(_numbers(line, f"line {number}"))
    if not pairs:
        raise NotGeometry("coordinates")
    if min(map(abs, pairs[0])) >= SURELY_METRES:
        return _polygon(_from_metres(pairs))
    if METRIC.contains_lonlat(*reversed(pairs[0])):
        pairs = [(lon, lat) for lat, lon in pairs]
    return _polygon(pairs)


def pair_from_text(text: str, path: str) -> Pair:
    """One corner as (longitude, latitude) from two numbers, read as the lines of `geometry_from_text` are.

    Raises
    ------
    NotGeometry
        with `path`, when there are not two numbers.
    """
    pair = _numbers(text, path)
    if min(map(abs, pair)) >= SURELY_METRES:
        return _from_metres([pair])[0]
    return (pair[1], pair[0]) if METRIC.contains_lonlat(pair[1], pair[0]) else pair


def _from_metres(pairs: list[Pair]) -> list[Pair]:
    """Easting and northing, or northing and easting, in degrees; which it is, the first corner's place says."""
    x, y = pairs[0]
    if not METRIC.contains_projected(x, y, METRIC.epsg) and METRIC.contains_projected(y, x, METRIC.epsg):
        pairs = [(east, north) for north, east in pairs]
    return [METRIC.to_lonlat(east, north) for east, north in pairs]


def _polygon(pairs: list[Pair]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[list(pair) for pair in pairs]]}


def _numbers(line: str, path: str) -> Pair:
    # "62,89, 27,68" has decimal commas, "62.89,27.68" a comma between the numbers.
    text = line if "." not in line else line.replace(",", " ")
    found = _NUMBER.findall(text)
    if len(found) != 2:
        raise NotGeometry(path)
    return float(found[0].replace(",", ".")), float(found[1].replace(",", "."))
