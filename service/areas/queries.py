"""Reading what lies in areas, as anyone may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.database import sql
from geo.crs import METRIC
from service.areas.facts.compute import facts_of
from service.areas.facts.model import Facts
from service.areas.facts.zones import zones_of
from service.areas.pin_counts import counts_for

PACKAGE = "service.areas"
PINS_SHOWN = 20
OTHERS_SHOWN = 50


@dataclass(frozen=True)
class Contents:
    """What lies in an area: its newest pins, all proposals and walks, and how many pins by state."""

    pins: Sequence[Any]
    pins_by_state: dict[str, int]
    proposals: Sequence[Any]
    walks: Sequence[Any]

    @property
    def pin_count(self) -> int:
        """How many public pins lie inside."""
        return sum(self.pins_by_state.values())


def pins_in_shape(connection: Connection, municipality_id: int, shape: BaseGeometry) -> dict[str, int]:
    """How many public pins lie in a shape of the metric CRS, by state.

    Counted from the places that this process keeps where it does, else by the database.
    """
    kept = counts_for(connection)
    counted = kept.by_state(connection, municipality_id, shape) if kept is not None else None
    if counted is not None:
        return counted
    return pins_in_shape_by_sql(connection, municipality_id, shape)


def pins_in_shape_by_sql(connection: Connection, municipality_id: int, shape: BaseGeometry) -> dict[str, int]:
    """As `pins_in_shape`, by the database alone."""
    rows = connection.execute(
        sql(PACKAGE, "pins_in_shape"),
        {"wkb": shapely.to_wkb(shape), "srid": METRIC.epsg, "municipality_id": municipality_id},
    )
    return {row.state: row.pin_count for row in rows}


def facts_in_shape(connection: Connection, municipality_id: int, shape: BaseGeometry) -> Facts:
    """Everything known of a shape of the metric CRS: people, households, shares, pins."""
    zones = zones_of(connection, municipality_id)
    return facts_of(zones, shape, pins_in_shape(connection, municipality_id, shape))


def facts_of_area(connection: Connection, municipality_id: int, shape: BaseGeometry, version_id: int) -> Facts:
    """Everything known of a saved area: as `facts_in_shape`, with the pins counted as its members.

    The two counts differ only by pins whose place is shown as their whole district.
    """
    zones = zones_of(connection, municipality_id)
    return facts_of(zones, shape, pin_states_of_area(connection, version_id))


def pin_states_of_area(connection: Connection, version_id: int) -> dict[str, int]:
    """How many public pins a boundary version holds, by state."""
    rows = connection.execute(sql(PACKAGE, "pin_states_of_area"), {"version_id": version_id})
    return {row.state: row.pin_count for row in rows}


def contents_of_area(connection: Connection, version_id: int) -> Contents:
    """What lies in a boundary version of an area."""
    few = {"version_id": version_id, "limit": PINS_SHOWN}
    many = {"version_id": version_id, "limit": OTHERS_SHOWN}
    return Contents(
        pins=connection.execute(sql(PACKAGE, "pins_of_area"), few).all(),
        pins_by_state=pin_states_of_area(connection, version_id),
        proposals=connection.execute(sql(PACKAGE, "proposals_of_area"), many).all(),
        walks=connection.execute(sql(PACKAGE, "walks_of_area"), many).all(),
    )
