"""Places that an area is drawn around: by name or by coordinates, and the squares of a kilometre near them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.database import sql
from geo.crs import METRIC
from geo.errors import OutsideAreaOfUse
from service.errors import FieldError, InvalidInput
from service.i18n import format_number, named
from service.i18n import gettext as _
from service.participation.pins.places import found_places

CELL_M = 1000
#: So many squares to each side of the one that holds the place.
REACH = 2
NAMES_IN_A_MESSAGE = 5
Lonlat = tuple[float, float]


@dataclass(frozen=True)
class Place:
    """A place with a name (empty when it was given by coordinates), as easting and northing."""

    name: str
    x: float
    y: float


@dataclass(frozen=True)
class Cell:
    """A square of the metric CRS's kilometre grid. `key` is its south-west corner in km, easting first."""

    key: str
    label: str
    column: int
    row: int


def place_of(connection: Connection, municipality_id: int, lonlat: Lonlat | None, name: str) -> Place:
    """The place by coordinates when they are given, else by name.

    Raises
    ------
    InvalidInput
        when no place, or more than one, goes by the name.
    OutsideAreaOfUse
        for coordinates somewhere else on earth.
    """
    if lonlat is not None:
        if not METRIC.contains_lonlat(*lonlat):
            raise OutsideAreaOfUse(lonlat)
        return Place("", *METRIC.from_lonlat(*lonlat))
    if not name:
        raise _refused(_("Write the name of the place."))
    found = found_places(connection, municipality_id, name)
    exact = [one for one in found if one.is_exact]
    if not found:
        raise _refused(_("No place is called “%(name)s”. Try another name.", name=name))
    if len(exact) != 1 and len(found) != 1:
        names = ", ".join(one.name for one in found[:NAMES_IN_A_MESSAGE])
        raise _refused(_("Several places fit “%(name)s”: %(places)s. Write one of them.", name=name, places=names))
    one = (exact if len(exact) == 1 else found)[0]
    return Place(one.name, *METRIC.from_lonlat(*one.lonlat))


def cells_near(connection: Connection, municipality_id: int, place: Place, ground: BaseGeometry) -> list[Cell]:
    """The squares around a place that lie at least partly on the ground, from north to south and west to east."""
    east, north = math.floor(place.x / CELL_M), math.floor(place.y / CELL_M)
    keys = [(east + dx, north - dy) for dy in range(-REACH, REACH + 1) for dx in range(-REACH, REACH + 1)]
    names = _names_in(connection, municipality_id, keys)
    return [
        Cell(f"{x}-{y}", _cell_label(x - east, y - north, names.get((x, y), "")), x - east + REACH, north - y + REACH)
        for x, y in keys
        if ground.intersects(cell_box(f"{x}-{y}"))
    ]


def cell_box(key: str) -> BaseGeometry:
    """The square of a key, in the metric CRS."""
    x, y = (int(part) * CELL_M for part in key.split("-"))
    return shapely.box(x, y, x + CELL_M, y + CELL_M)


def _names_in(connection: Connection, municipality_id: int, keys: list[tuple[int, int]]) -> dict[tuple[int, int], str]:
    xs, ys = [x for x, _y in keys], [y for _x, y in keys]
    rows = connection.execute(
        sql("service.areas", "places_in_window"),
        {
            "municipality_id": municipality_id,
            "srid": METRIC.epsg,
            "west": min(xs) * CELL_M,
            "south": min(ys) * CELL_M,
            "east": (max(xs) + 1) * CELL_M,
            "north": (max(ys) + 1) * CELL_M,
        },
    )
    names: dict[tuple[int, int], str] = {}
    for row in rows:
        names.setdefault((math.floor(row.x / CELL_M), math.floor(row.y / CELL_M)), named(row.names))
    return names


def _cell_label(dx: int, dy: int, name: str) -> str:
    parts = []
    if dy:
        text = _("%(count)s km north") if dy > 0 else _("%(count)s km south")
        parts.append(text % {"count": format_number(abs(dy))})
    if dx:
        text = _("%(count)s km east") if dx > 0 else _("%(count)s km west")
        parts.append(text % {"count": format_number(abs(dx))})
    where = ", ".join(parts) or _("At the place itself")
    return f"{where}: {name}" if name else where


def _refused(sentence: str) -> InvalidInput:
    return InvalidInput(sentence, [FieldError("place_name", sentence)])
