"""Everything that the page of one area shows, read at once so that its cost can be bounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from boundaries.database import sql
from boundaries.queries import AreaPage
from service.areas.activity import Happening, Whereabouts, newest
from service.areas.facts.model import Facts
from service.areas.page.relations import Relations, relations_of_area
from service.areas.page.waits import Waits, waits_of_area
from service.areas.queries import Contents, contents_of_area, facts_of_area
from service.web.context import CurrentMunicipality

PACKAGE = "service.areas.page"
HAPPENINGS_SHOWN = 20
ANSWERS_SHOWN = 5
WALKS_TO_COME_SHOWN = 5
DECISIONS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class AreaView:
    """An area with what anyone may see of it. `decisions` chose it or an area that holds it or lies in it."""

    page: AreaPage
    facts: Facts
    contents: Contents
    relations: Relations
    happenings: list[Happening]
    answers: list[Happening]
    waits: Waits
    walks_to_come: Sequence[Any]
    decisions: Sequence[Any]
    layers: Sequence[Any]


def area_view(connection: Connection, home: CurrentMunicipality, page: AreaPage) -> AreaView:
    """Read what the page of a published area shows."""
    area = page.area
    assert area.geometry is not None  # noqa: S101 (a page always carries its boundary)
    facts = facts_of_area(connection, home.id, area.geometry, area.version_id)
    relations = relations_of_area(connection, home.id, area.version_id, area.area_m2)
    named_too = [one.id for one in (*relations.same, *relations.within, *relations.holds)]
    where = Whereabouts(home.id, area.id, area.version_id)
    inside = {"version_id": area.version_id, "limit": WALKS_TO_COME_SHOWN}
    chosen = {"area_ids": [area.id, *named_too], "limit": DECISIONS_SHOWN}
    return AreaView(
        page=page,
        facts=facts,
        contents=contents_of_area(connection, area.version_id, facts.pins),
        relations=relations,
        happenings=newest(connection, where, limit=HAPPENINGS_SHOWN),
        answers=newest(connection, where, limit=ANSWERS_SHOWN, kinds=("pin_answered",)),
        waits=waits_of_area(connection, area.version_id),
        walks_to_come=connection.execute(sql(PACKAGE, "walks_to_come"), inside).all(),
        decisions=connection.execute(sql(PACKAGE, "decisions_of_areas"), chosen).all(),
        layers=connection.execute(
            sql(PACKAGE, "layers_here"), {"version_id": area.version_id, "municipality_id": home.id}
        ).all(),
    )
