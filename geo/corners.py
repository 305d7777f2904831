"""Corners that people write as text: two numbers on each line, in whichever order and system they copied them."""

from __future__ import annotations

import re

from geo.crs import METRIC
from geo.errors import NotGeometry

_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
#: No angle is this large, and no easting or northing in use this small.
SURELY_METRES = 1000.0
Pair = tuple[float, float]


def pairs_from_lines(text: str) -> list[Pair]:
    """Corners as (longitude, latitude) in WGS 84 from two numbers on each line; empty lines are passed over.

    Degrees, or metres of the service's own metric CRS, as the country's registers and maps give them. Latitude (or
    northing) first is what people copy from maps, and longitude (or easting) first what programs write: the order
    in which the first corner lies where this service works is taken for all.

    Raises
    ------
    NotGeometry
        with the line as the path, for a line without two numbers, and for no line at all.
    """
    pairs: list[Pair] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            pairs.append(_numbers(line, f"line {number}"))
    if not pairs:
        raise NotGeometry("coordinates")
    if min(map(abs, pairs[0])) >= SURELY_METRES:
        return _from_metres(pairs)
    if METRIC.contains_lonlat(*reversed(pairs[0])):
        pairs = [(lon, lat) for lat, lon in pairs]
    return pairs


def pair_from_text(text: str, path: str) -> Pair:
    """One corner as (longitude, latitude) from two numbers, read as the lines of `pairs_from_lines` are.

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


def _numbers(line: str, path: str) -> Pair:
    # "62,89, 27,68" has decimal commas, "62.89,27.68" a comma between the numbers.
    text = line if "." not in line else line.replace(",", " ")
    found = _NUMBER.findall(text)
    if len(found) != 2:
        raise NotGeometry(path)
    return float(found[0].replace(",", ".")), float(found[1].replace(",", "."))
