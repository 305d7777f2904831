"""A page of the list of areas, with the people of each: published figures, and estimates for what was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from boundaries.database import sql
from layers.indicators.catalogue import HOLIDAY_HOMES, RESIDENTS
from service.areas.facts.brief import Brief, briefs_of
from service.areas.facts.figures import STATE_WORDS, value_text
from service.areas.facts.sources import UNITS
from service.areas.facts.zones import Zones, zones_of
from service.i18n import format_number
from service.i18n import gettext as _

PACKAGE = "service.areas.listing"
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ListedArea:
    """A row of the list. The texts are in the reader's language; a figure that is not known says why."""

    kind: str
    slug: str
    code: str | None
    names: dict[str, str]
    area_m2: float
    pin_count: int
    is_synthetic: bool
    residents_text: str
    homes_text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list: its rows, and how many there are in all."""

    areas: list[ListedArea]
    total: int


def listed_areas(
    connection: Connection,
    municipality_id: int,
    *,
    kind: str = "",
    words: str = "",
    sort: str = "name",
    language: str = "fi",
    page: int = 1,
) -> Listing:
    """A page of published areas.

    Parameters
    ----------
    words : a part of a name (in any language) or of a code; wildcards in it are plain characters.
    sort : "name", or the largest first by "size", "residents" or "homes". The last two sort by published
        figures, so areas that people drew come after.
    """
    zones = zones_of(connection, municipality_id)
    escaped = words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = connection.execute(
        sql(PACKAGE, "areas_listed"),
        {
            "municipality_id": municipality_id,
            "kind": kind or None,
            "pattern": f"%{escaped}%" if escaped else None,
            "language": language,
            "sort": sort,
            "residents_id": _variable_id(zones, RESIDENTS),
            "homes_id": _variable_id(zones, HOLIDAY_HOMES),
            "limit": PAGE_SIZE,
            "offset": (page - 1) * PAGE_SIZE,
        },
    ).all()
    drawn = [row.version_id for row in rows if row.residents_state is None]
    estimates = briefs_of(connection, municipality_id, drawn)
    listed = [_listed(row, estimates.get(row.version_id, ())) for row in rows]
    return Listing(listed, rows[0].total if rows else 0)


def kinds_there(connection: Connection, municipality_id: int) -> dict[str, int]:
    """How many published areas of each kind there are."""
    rows = connection.execute(sql(PACKAGE, "kinds_there"), {"municipality_id": municipality_id})
    return {row.kind: row.area_count for row in rows}


def _listed(row: Any, estimates: Brief) -> ListedArea:
    if row.residents_state is not None:
        residents = _published(row.residents_state, row.residents)
        homes = _published(row.homes_state, row.homes)
    else:
        of = {fact.key: value_text(fact) for fact in estimates}
        residents, homes = of.get("residents", ""), of.get("holiday_homes", "")
    return ListedArea(
        kind=row.kind,
        slug=row.slug,
        code=row.code,
        names=row.names,
        area_m2=row.area_m2,
        pin_count=row.pin_count,
        is_synthetic=row.is_synthetic,
        residents_text=residents,
        homes_text=homes,
    )


def _published(state: str | None, value: float | None) -> str:
    if state == "value" and value is not None:
        return format_number(round(value))
    words = STATE_WORDS.get(state or "")
    return _(words) if words else ""


def _variable_id(zones: Zones, column: str) -> int | None:
    """The published column that areas are sorted by; None where nothing is published by postal-code area."""
    published = next((source for source in zones.sources if source.method == UNITS), None)
    variable = published.variables.get(column) if published is not None else None
    return variable.id if variable is not None else None
