"""Reading which ideas proposals grew out of, from the public views alone."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.database import sql

PACKAGE = "service.proposals.ideas"


@dataclass(frozen=True, slots=True)
class Idea:
    """A public idea; `place` is its point in the metric CRS as its author lets it be seen, or none."""

    id: uuid.UUID
    reference: str
    title: str
    body: str
    place: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class IdeaLink:
    """An idea as it is linked from a proposal."""

    reference: str
    title: str
    body: str


def idea_named(connection: Connection, municipality_id: int, reference: str) -> Idea | None:
    """The public idea of a reference."""
    values = {"municipality_id": municipality_id, "reference": reference}
    row = connection.execute(sql(PACKAGE, "idea"), values).first()
    if row is None:
        return None
    place = shapely.from_wkb(bytes(row.wkb)) if row.wkb is not None else None
    return Idea(row.id, row.reference, row.title, row.body, place)


def ideas_of(connection: Connection, municipality_id: int, proposal_id: uuid.UUID) -> list[IdeaLink]:
    """The public ideas that a public proposal grew out of."""
    values = {"municipality_id": municipality_id, "proposal_id": proposal_id}
    return [IdeaLink(**row._mapping) for row in connection.execute(sql(PACKAGE, "ideas_of"), values)]
