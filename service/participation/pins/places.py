"""Named places: finding them by letters, and saying which are near a point. Read through `public_api`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from boundaries.database import sql
from geo.crs import METRIC
from geo.places import offset_between
from service.i18n import named
from service.participation.pins.words import offset_words

PACKAGE = "service.participation.pins"
Lonlat = tuple[float, float]


@dataclass(frozen=True)
class FoundPlace:
    """A named place or area whose name fits what was typed. `slug` is an area's, `id` a place's."""

    id: int | None
    slug: str | None
    name: str
    kind: str
    area: str
    lonlat: Lonlat
    is_exact: bool


@dataclass(frozen=True)
class NearPlace:
    """A named place near a point, with where the point lies from it in words."""

    name: str
    kind: str
    lonlat: Lonlat
    distance_m: float
    direction: str | None
    words: str


@dataclass(frozen=True)
class HoldingArea:
    """An area that holds a point."""

    slug: str
    name: str
    kind: str


def found_places(connection: Connection, municipality_id: int, typed: str, limit: int = 8) -> list[FoundPlace]:
    """Places and areas whose name, in any language, holds what was typed; names that begin with it first."""
    pattern = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = connection.execute(
        sql(PACKAGE, "places_by_name"),
        {
            "municipality_id": municipality_id,
            "typed": typed,
            "begins": f"{pattern}%",
            "holds": f"%{pattern}%",
            "limit": limit,
        },
    )
    return [
        FoundPlace(
            id=row.id,
            slug=row.slug,
            name=named(row.names),
            kind=row.kind,
            area=named(row.area_names) if row.slug is None else "",
            lonlat=METRIC.to_lonlat(row.x, row.y),
            is_exact=row.is_exact,
        )
        for row in rows
    ]


def places_near(connection: Connection, municipality_id: int, lonlat: Lonlat, limit: int = 5) -> list[NearPlace]:
    """The nearest named places to a WGS 84 point, nearest first, each with words for where the point lies.

    Raises OutsideAreaOfUse or NotFinite for a point that the metric CRS does not know.
    """
    x, y = METRIC.from_lonlat(*lonlat)
    rows = connection.execute(
        sql(PACKAGE, "nearest_places"),
        {"municipality_id": municipality_id, "x": x, "y": y, "srid": METRIC.epsg, "limit": limit},
    )
    return [_near(row, lonlat) for row in rows]


def _near(row: Any, lonlat: Lonlat) -> NearPlace:
    place = METRIC.to_lonlat(row.x, row.y)
    offset = offset_between(place, lonlat)
    name = named(row.names)
    return NearPlace(
        name=name,
        kind=row.kind,
        lonlat=place,
        distance_m=round(offset.distance_m, 1),
        direction=offset.compass_point,
        words=offset_words(offset, name),
    )


def areas_at(connection: Connection, municipality_id: int, lonlat: Lonlat) -> list[HoldingArea]:
    """The published areas that hold a WGS 84 point, the smallest first."""
    x, y = METRIC.from_lonlat(*lonlat)
    rows = connection.execute(
        sql(PACKAGE, "areas_at"), {"municipality_id": municipality_id, "x": x, "y": y, "srid": METRIC.epsg}
    )
    return [HoldingArea(r.slug, named(r.names), r.kind) for r in sorted(rows, key=lambda row: row.area_m2)]


def place_choices(connection: Connection, municipality_id: int) -> dict[str, list[tuple[str, str]]]:
    """Areas and named places for a form's select, each as (value, name), in alphabetical order."""
    rows = connection.execute(sql(PACKAGE, "place_choices"), {"municipality_id": municipality_id})
    choices: dict[str, list[tuple[str, str]]] = {"areas": [], "places": []}
    for row in rows:
        choices["areas" if row.is_area else "places"].append((row.value, named(row.names)))
    return {key: sorted(values, key=lambda one: one[1].casefold()) for key, values in choices.items()}
