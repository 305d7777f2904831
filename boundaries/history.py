"""Reading what an area was and is said to be, as anyone may see it: versions, changes, traits and its body."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.database import sql

PACKAGE = "boundaries"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One boundary of an area, the days it held, and who changed it; the current one has no `valid_to_on`."""

    number: int
    area_m2: float
    reason: str
    valid_from_on: dt.date
    valid_to_on: dt.date | None
    id: int = 0
    changed_as: str = "import"
    signature: str = ""
    restored_from: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of something else than the boundary; `before` and `after` are empty for a resident's own area."""

    revision: int
    what: list[str]
    before: dict[str, Any]
    after: dict[str, Any]
    changed_as: str
    signature: str
    reason: str
    changed_on: dt.date


@dataclass(frozen=True, slots=True)
class TraitRow:
    """What an area is besides its boundary. `state` is ``published`` or ``ended``."""

    area_id: int
    slug: str
    kind: str
    names: dict[str, str]
    other_names: list[dict[str, Any]]
    state: str
    revision: int
    set_slug: str | None
    set_names: dict[str, str] | None
    parent_slug: str | None
    parent_names: dict[str, str] | None
    successor_slug: str | None
    successor_names: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class BodyRow:
    """The board, panel or table of an area; the term's days are both included."""

    kind: str
    names: dict[str, str]
    term_from: dt.date | None
    term_to: dt.date | None
    contact: str
    seats: int | None


@dataclass(frozen=True, slots=True)
class PartRow:
    """An area right under another in the hierarchy."""

    slug: str
    kind: str
    names: dict[str, str]


def traits_of(connection: Connection, municipality_id: int, slug: str) -> TraitRow | None:
    """The traits of the published or ended area of an address, or None."""
    row = connection.execute(sql(PACKAGE, "area_trait"), {"municipality_id": municipality_id, "slug": slug}).first()
    return TraitRow(**row._mapping) if row else None


def versions_of(connection: Connection, area_id: int) -> tuple[VersionRow, ...]:
    """All boundaries that an area has had, newest first."""
    rows = connection.execute(sql(PACKAGE, "area_versions"), {"area_id": area_id})
    return tuple(VersionRow(**row._mapping) for row in rows)


def boundary_at(connection: Connection, area_id: int, number: int) -> BaseGeometry | None:
    """The boundary of a version in the metric CRS, or None."""
    wkb = connection.execute(sql(PACKAGE, "boundary_at"), {"area_id": area_id, "number": number}).scalar()
    return shapely.from_wkb(bytes(wkb)) if wkb is not None else None


def changes_of(connection: Connection, area_id: int) -> tuple[ChangeRow, ...]:
    """What was changed of an area besides its boundary, newest first."""
    rows = connection.execute(sql(PACKAGE, "area_changes"), {"area_id": area_id})
    return tuple(ChangeRow(**row._mapping) for row in rows)


def body_of_area(connection: Connection, area_id: int) -> BodyRow | None:
    """The board, panel or table that speaks for a published area, or None."""
    row = connection.execute(sql(PACKAGE, "area_body"), {"area_id": area_id}).first()
    return BodyRow(**row._mapping) if row else None


def parts_of(connection: Connection, municipality_id: int, slug: str, language: str) -> tuple[PartRow, ...]:
    """The published areas right under an area, by their names in a language."""
    values = {"municipality_id": municipality_id, "slug": slug, "language": language}
    return tuple(PartRow(**row._mapping) for row in connection.execute(sql(PACKAGE, "parts_of_area"), values))
