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
from service.areas.facts.model import Facts, Inside, Said
from service.areas.facts.pin_counts import counts_for
from service.areas.facts.zones import zones_of
from service.areas.ties import TieCount, ties_of_area

PACKAGE = "service.areas"
PINS_SHOWN = 6
OTHERS_SHOWN = 50
#: With more pins than this, the newest are found among all pins of the municipality.
BUSY = 2_000


@dataclass(frozen=True)
class Contents:
    """What lies in an area: its newest pins, all proposals and walks, and how many pins by state and by tie.

    `is_being_counted`: the boundary is new and large; this is what lay in the one before, or nothing.
    """

    pins: Sequence[Any]
    pins_by_state: dict[str, int]
    proposals: Sequence[Any]
    walks: Sequence[Any]
    ties: Sequence[TieCount] = ()
    is_being_counted: bool = False

    @property
    def pin_count(self) -> int:
        """How many public pins lie inside."""
        return sum(self.pins_by_state.values())


def pins_in_shape(connection: Connection, municipality_id: int, shape: BaseGeometry) -> tuple[Said, ...]:
    """How many public pins lie in a shape of the metric CRS, by state, kind and theme.

    Counted from the places that this process keeps where it does, else by the database.
    """
    counted = _counted_here(connection, municipality_id, shape)
    if counted is None:
        return pins_in_shape_by_sql(connection, municipality_id, shape)
    themes = connection.execute(sql(PACKAGE, "themes_in_order"), {"municipality_id": municipality_id}).all()
    return _in_order({theme.id: theme.names for theme in themes}, counted)


def _counted_here(
    connection: Connection, municipality_id: int, shape: BaseGeometry
) -> dict[tuple[str, int, str], int] | None:
    kept = counts_for(connection)
    return kept.count(connection, municipality_id, shape) if kept is not None else None


def _in_order(themes: dict[int, dict[str, str]], counted: dict[tuple[str, int, str], int]) -> tuple[Said, ...]:
    """Counts by state, theme and kind in the order of the themes, whose names are given."""
    place = {theme: n for n, theme in enumerate(themes)}
    order = sorted(counted, key=lambda one: (place[one[1]], one[0], one[2]))
    return tuple(Said(state, kind, themes[theme], counted[state, theme, kind]) for state, theme, kind in order)


def pins_in_shape_by_sql(connection: Connection, municipality_id: int, shape: BaseGeometry) -> tuple[Said, ...]:
    """As `pins_in_shape`, by the database alone."""
    return _said(connection, "said_in_shape", _place(municipality_id, shape))


def observations_in_shape(connection: Connection, municipality_id: int, shape: BaseGeometry) -> tuple[Said, ...]:
    """How many observations of walks lie in a shape of the metric CRS, by severity and theme."""
    return _said(connection, "observed_in_shape", _place(municipality_id, shape))


def facts_in_shape(connection: Connection, municipality_id: int, shape: BaseGeometry) -> Facts:
    """Everything known of a shape of the metric CRS: people, households, shares, and what was said there."""
    zones = zones_of(connection, municipality_id)
    pins = pins_in_shape(connection, municipality_id, shape)
    observed = observations_in_shape(connection, municipality_id, shape)
    return facts_of(zones, shape, Inside(pins, observed))


def facts_of_area(connection: Connection, municipality_id: int, shape: BaseGeometry, version_id: int) -> Facts:
    """Everything known of a saved area: as `facts_in_shape`, with the pins counted as its members.

    The two counts differ only by pins whose place is shown as their whole district.
    """
    zones = zones_of(connection, municipality_id)
    observed = observations_in_shape(connection, municipality_id, shape)
    pins = pins_of_area(connection, municipality_id, shape, version_id)
    return facts_of(zones, shape, Inside(pins, observed))


def pins_of_area(
    connection: Connection, municipality_id: int, shape: BaseGeometry, version_id: int
) -> tuple[Said, ...]:
    """How many public pins a boundary version holds, by state, kind and theme; `shape` is its outline.

    Those with a place that anyone may see are counted in memory where this process keeps the places; what is noted
    of the version tells of the others, which are few. So the cost does not grow with what the area holds.
    """
    values = {"municipality_id": municipality_id, "version_id": version_id}
    rows = connection.execute(sql(PACKAGE, "said_without_place"), values).all()
    is_being_counted = any(row.is_being_counted for row in rows)
    counted = None if is_being_counted else _counted_here(connection, municipality_id, shape)
    if counted is None:
        return pins_of_area_by_sql(connection, version_id)
    for row in rows:
        if row.said_count:
            one = (row.state, row.id, row.kind)
            counted[one] = counted.get(one, 0) + row.said_count
    return _in_order({row.id: row.names for row in rows}, counted)


def pins_of_area_by_sql(connection: Connection, version_id: int) -> tuple[Said, ...]:
    """As `pins_of_area`, by what is noted alone."""
    return _said(connection, "said_in_area", {"version_id": version_id})


def _place(municipality_id: int, shape: BaseGeometry) -> dict[str, Any]:
    return {"wkb": shapely.to_wkb(shape), "srid": METRIC.epsg, "municipality_id": municipality_id}


def _said(connection: Connection, statement: str, values: dict[str, Any]) -> tuple[Said, ...]:
    rows = connection.execute(sql(PACKAGE, statement), values)
    return tuple(Said(row.state, row.kind, row.theme, row.said_count) for row in rows)


def contents_of_area(connection: Connection, version_id: int, pins_by_state: dict[str, int]) -> Contents:
    """What lies in a boundary version of an area, whose pins by state are known already."""
    few = {"version_id": version_id, "limit": PINS_SHOWN}
    many = {"version_id": version_id, "limit": OTHERS_SHOWN}
    is_busy = sum(pins_by_state.values()) > BUSY
    return Contents(
        pins=connection.execute(sql(PACKAGE, "pins_of_busy_area" if is_busy else "pins_of_area"), few).all(),
        pins_by_state=pins_by_state,
        proposals=connection.execute(sql(PACKAGE, "proposals_of_area"), many).all(),
        walks=connection.execute(sql(PACKAGE, "walks_of_area"), many).all(),
        ties=ties_of_area(connection, version_id),
        is_being_counted=connection.execute(sql(PACKAGE, "is_being_counted"), {"version_id": version_id}).scalar_one(),
    )
