"""How areas lie to each other: beside, within, around, across."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from boundaries.database import sql

PACKAGE = "service.areas.page"
#: So much of an area (0-1) counts as the whole of it, and so little as none: hands and digitisers are not exact.
WHOLE = 0.98
NONE = 0.01
#: Areas that share less of a border than this only meet at a corner.
LEAST_BORDER_M = 20.0
MOST_CANDIDATES = 80


@dataclass(frozen=True, slots=True)
class RelatedArea:
    """Another area. `share_of_this` of the area itself lies in it, and `share_of_other` of it lies in the area
    (0-1); `border_m` is the border that they share, in metres."""

    id: int
    kind: str
    slug: str
    names: dict[str, str]
    share_of_this: float
    share_of_other: float
    border_m: float


@dataclass(frozen=True, slots=True)
class Relations:
    """The areas around one. An area stands in one of the lists at most.

    `same` have the same boundary, `within` are those that hold the area, `holds` those that lie in it,
    `across` those that reach over its edge, `beside` those that border on it.
    """

    same: tuple[RelatedArea, ...] = ()
    within: tuple[RelatedArea, ...] = ()
    holds: tuple[RelatedArea, ...] = ()
    across: tuple[RelatedArea, ...] = ()
    beside: tuple[RelatedArea, ...] = ()


def relations_of_area(connection: Connection, municipality_id: int, version_id: int, area_m2: float) -> Relations:
    """How the municipality's other published areas lie to a boundary version of `area_m2` square metres.

    Looks at `MOST_CANDIDATES` areas at most: official ones first, then those that residents drew, large ones
    first.
    """
    rows = connection.execute(
        sql(PACKAGE, "relations_of_area"),
        {"municipality_id": municipality_id, "version_id": version_id, "limit": MOST_CANDIDATES},
    )
    found = [
        RelatedArea(
            row.id, row.kind, row.slug, row.names, row.shared_m2 / area_m2, row.shared_m2 / row.area_m2, row.border_m
        )
        for row in rows
    ]
    return related(found)


def related(found: list[RelatedArea]) -> Relations:
    """Areas sorted by how they lie; within each list those that have the most in common come first."""
    lists: dict[str, list[RelatedArea]] = {"same": [], "within": [], "holds": [], "across": [], "beside": []}
    for one in sorted(found, key=lambda one: (-one.share_of_this, -one.border_m, one.slug)):
        place = _place(one)
        if place:
            lists[place].append(one)
    return Relations(**{name: tuple(areas) for name, areas in lists.items()})


def _place(one: RelatedArea) -> str:
    is_all_there = one.share_of_this >= WHOLE
    if one.share_of_other >= WHOLE:
        return "same" if is_all_there else "holds"
    if is_all_there:
        return "within"
    if max(one.share_of_this, one.share_of_other) >= NONE:
        return "across"
    return "beside" if one.border_m >= LEAST_BORDER_M else ""
