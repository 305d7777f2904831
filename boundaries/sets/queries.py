"""Reading sets of areas as anyone may see them."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from sqlalchemy import Connection

from boundaries.database import sql
from boundaries.queries import AreaRow

PACKAGE = "boundaries.sets"


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set of areas; `tolerance_m` is the width in metres up to which a gap or an overlap is a sliver."""

    id: int
    slug: str
    names: dict[str, str]
    description: str
    is_partition: bool
    tolerance_m: float
    area_count: int


def sets_of(connection: Connection, municipality_id: int, language: str = "fi") -> tuple[SetRow, ...]:
    """All sets of a municipality by their names in a language."""
    values = {"municipality_id": municipality_id, "slug": None, "language": language}
    return tuple(SetRow(**row._mapping) for row in connection.execute(sql(PACKAGE, "sets_of"), values))


def set_by_slug(connection: Connection, municipality_id: int, slug: str) -> SetRow | None:
    """The set of an address, or None."""
    values = {"municipality_id": municipality_id, "slug": slug, "language": "fi"}
    row = connection.execute(sql(PACKAGE, "sets_of"), values).first()
    return SetRow(**row._mapping) if row else None


def areas_of_set(connection: Connection, municipality_id: int, slug: str, language: str = "fi") -> tuple[AreaRow, ...]:
    """The published areas of a set with their boundaries (metric CRS) and the number of their pins."""
    values = {"municipality_id": municipality_id, "slug": slug, "language": language}
    found = []
    for row in connection.execute(sql(PACKAGE, "areas_of_set"), values):
        traits = dict(row._mapping)
        shape = shapely.from_wkb(bytes(traits.pop("wkb")))
        found.append(AreaRow(**traits, geometry=shape))
    return tuple(found)
