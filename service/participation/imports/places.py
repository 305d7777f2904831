"""Places of a table's rows in the metric CRS, and which coordinate system the table may be in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from boundaries.reading.values import number_in
from geo.candidates import Candidate, Position, ranked, systems_near
from geo.crs import METRIC
from geo.errors import GeometryProblem

#: A candidate that so many of the places fall into is offered as the likely one.
LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row is, in the metric CRS. `outside_m` is how far outside the municipality, metres, None for inside;
    `text` is what could not be read."""

    point: Point | None = None
    outside_m: float | None = None
    is_unclear: bool = False
    text: str = ""


def place_cells(
    heading: Sequence[str], mapping: Mapping[str, str], rows: Iterable[Sequence[str]]
) -> list[tuple[str, str]]:
    """The cells of the two columns that hold places, row by row; empty when no columns were chosen for them."""
    if "east" not in mapping or "north" not in mapping:
        return []
    east, north = heading.index(mapping["east"]), heading.index(mapping["north"])
    return [(cells[east], cells[north]) for cells in rows]


def places_of(given: Sequence[tuple[str, str]], wish: Mapping[str, Any], ground: BaseGeometry) -> list[Place]:
    """Where each pair of cells (easting or longitude first, as the columns were chosen) points.

    Parameters
    ----------
    wish : ``epsg`` of the numbers and ``is_swapped``, whether they changed places in the file.
    ground : the municipality in the metric CRS; prepared here.

    Two empty cells are no place. One empty cell, or what is no number or no place on the Earth, is unclear.
    """
    shapely.prepare(ground)
    epsg, is_swapped = int(wish.get("epsg") or 4326), bool(wish.get("is_swapped"))
    return [_place(east, north, epsg, is_swapped, ground) for east, north in given]


def _place(east: str, north: str, epsg: int, is_swapped: bool, ground: BaseGeometry) -> Place:
    if not east and not north:
        return Place()
    x, y = number_in(east), number_in(north)
    text = f"{east}; {north}"
    if x is None or y is None:
        return Place(is_unclear=True, text=text)
    try:
        point = METRIC.geometry_from_epsg(Point((y, x) if is_swapped else (x, y)), epsg)
    except GeometryProblem:
        return Place(is_unclear=True, text=text)
    if ground.intersects(point):
        return Place(point)
    return Place(point, float(ground.distance(point)))


def candidates_of(
    given: Sequence[tuple[str, str]], ground: BaseGeometry, centre: tuple[float, float]
) -> list[Candidate]:
    """Coordinate systems by how many of the places fall in the municipality, the likeliest first.

    Parameters
    ----------
    centre : WGS 84, for the list of systems in use there.
    """
    positions: list[Position] = []
    for east, north in given:
        x, y = number_in(east), number_in(north)
        if x is not None and y is not None:
            positions.append((x, y))
    return ranked(positions, systems_near(centre), ground)


def likely(candidates: Sequence[Candidate]) -> tuple[int | None, bool]:
    """The EPSG number that fits, and whether the axes are swapped; None when none fits well."""
    best = candidates[0] if candidates else None
    if best is None or max(best.share, best.swapped_share) < LIKELY:
        return None, False
    return best.epsg, best.swapped_share > best.share
