"""What is known of the place of a proposal: people, areas and what was said, as plain values that can be kept.

Nothing here is in anybody's language: figures are kept as `service.areas.facts` makes them, hidden ones and how sure
they are included, and get their words when they are read.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.database import sql
from layers.indicators.catalogue import INDICATORS
from service.areas.facts.catalogue import RESIDENTS_COUNT
from service.areas.facts.compute import Overlaps, count_of, specs_for
from service.areas.facts.model import Fact, Said
from service.areas.facts.shares import share_fact
from service.areas.facts.zones import Zones, zones_of
from service.areas.queries import observations_in_shape, pins_in_shape, pins_in_shape_by_sql
from service.conflicts.queries import TouchedArea, areas_touched

PACKAGE = "service.effects"
#: Who lives so near, in metres, is told beside who lives inside.
AROUND_M = 300.0
#: At most so many areas are told of, those with the most of the proposal.
MOST_AREAS = 4
#: An area that is touched by less does not count: borders of maps rarely meet exactly. In m2 and metres.
LEAST = {2: 5.0, 1: 0.5, 0: 0.0}


def measured(
    connection: Connection, municipality_id: int, proposal_id: uuid.UUID, shape: BaseGeometry
) -> dict[str, Any]:
    """What is known of a shape of the metric CRS, out of the public views.

    ``people`` holds residents and their ages inside (of surfaces alone) and within `AROUND_M` metres, ``areas`` the
    official areas that the shape reaches into with the indicators of the sum index, ``said`` ideas and observations in
    both places, ``statements`` how many are about what.
    """
    zones = zones_of(connection, municipality_id)
    places = [("inside", shape)] if shape.area else []
    places.append(("around", shape.buffer(AROUND_M)))
    values = {"municipality_id": municipality_id, "proposal_id": proposal_id}
    counted = connection.execute(sql(PACKAGE, "statements_by_about"), values)
    return {
        "around_m": AROUND_M,
        "people": [{"where": where, "facts": _people(zones, place)} for where, place in places],
        "areas": _areas(connection, municipality_id, zones, shape),
        "said": [{"where": where, **_said(connection, municipality_id, place)} for where, place in places],
        "statements": [dict(row._mapping) for row in counted],
    }


def areas_to_tell(connection: Connection, municipality_id: int, shape: BaseGeometry) -> list[TouchedArea]:
    """The official areas that a shape reaches into, the largest part first, at most `MOST_AREAS`."""
    touched = areas_touched(connection, municipality_id, shape)
    counted = [one for one in touched if one.kind != "resident" and one.size >= LEAST[one.dimension]]
    return counted[:MOST_AREAS]


def _people(zones: Zones, place: BaseGeometry) -> list[dict[str, Any]]:
    overlaps = Overlaps(zones, place)
    specs = [spec for spec in specs_for(zones) if spec is RESIDENTS_COUNT or spec.key.startswith("age_")]
    return _plain(count_of(zones, overlaps, spec) for spec in specs)


def _areas(connection: Connection, municipality_id: int, zones: Zones, shape: BaseGeometry) -> list[dict[str, Any]]:
    touched = areas_to_tell(connection, municipality_id, shape)
    values = {"municipality_id": municipality_id, "slugs": [one.slug for one in touched]}
    outlines = {
        row.slug: shapely.from_wkb(bytes(row.wkb)) for row in connection.execute(sql(PACKAGE, "outlines_of"), values)
    }
    return [
        {"slug": one.slug, "names": dict(one.names), "facts": _shares(zones, outlines[one.slug])}
        for one in touched
        if one.slug in outlines
    ]


def _shares(zones: Zones, outline: BaseGeometry) -> list[dict[str, Any]]:
    overlaps = Overlaps(zones, outline)
    ordered = zones.published_first() if overlaps.is_of_whole_units else zones
    made: list[Fact | None] = [count_of(ordered, overlaps, RESIDENTS_COUNT)]
    for indicator in INDICATORS:
        source = ordered.best((*indicator.numerator, *indicator.denominator)) if indicator.in_sum_index else None
        made.append(share_fact(*overlaps.near(source), indicator) if source is not None else None)
    return _plain(made)


def _plain(facts: Any) -> list[dict[str, Any]]:
    return [asdict(fact) for fact in facts if fact is not None]


def _said(connection: Connection, municipality_id: int, place: BaseGeometry) -> dict[str, Any]:
    # The places that this process keeps are counted in surfaces alone.
    count = pins_in_shape if place.area else pins_in_shape_by_sql
    return {
        "pins": _counts(count(connection, municipality_id, place)),
        "observations": _counts(observations_in_shape(connection, municipality_id, place)),
    }


def _counts(said: Sequence[Said]) -> list[dict[str, Any]]:
    return [asdict(one) for one in said]
