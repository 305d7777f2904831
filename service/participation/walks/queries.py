"""Reading walks through the public views."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.database import sql
from service.participation.walks.rules import present_state
from service.participation.walks.segments import Leg, legs

PACKAGE = "service.participation.walks"


@dataclass(frozen=True, slots=True)
class WalkView:
    """A walk as it is listed. `geom` is its route in the metric CRS, `length_m` in metres.

    `severities` counts its observations by seriousness; what was not noted is absent.
    """

    id: uuid.UUID
    slug: str
    title: str
    summary: str
    walked_at: dt.datetime
    light: str
    participant_count: int
    is_synthetic: bool
    theme: str | None
    theme_names: dict[str, str] | None
    theme_icon: str | None
    theme_colour: str | None
    length_m: float
    stop_count: int
    severities: dict[str, int]
    follows_slug: str | None
    follows_title: str | None
    follows_at: dt.datetime | None
    state: str
    ended_at: dt.datetime | None
    meeting_place: str
    invitation: str
    organiser: str
    pair_of_id: uuid.UUID | None
    geom: BaseGeometry

    @property
    def present_state(self) -> str:
        """The state as it is now (see `rules.present_state`)."""
        return present_state(self)

    @property
    def is_ahead(self) -> bool:
        """Whether people can still come along."""
        return self.present_state in ("planned", "open")


@dataclass(frozen=True, slots=True)
class StopView:
    """A halt on the route."""

    number: int
    name: str
    geom: BaseGeometry


@dataclass(frozen=True, slots=True)
class ObservationView:
    """What was noted, where, how serious it is and what should be done (`wish` may be empty).

    `segment` is the leg from the stop of that number; neither it nor a stop is there for a place of its own.
    """

    id: int
    key: uuid.UUID
    number: int
    stop_number: int | None
    segment: int | None
    severity: str
    body: str
    wish: str
    language: str
    method: str
    observed_on: dt.date
    is_synthetic: bool
    geom: BaseGeometry


@dataclass(frozen=True, slots=True)
class WalkLink:
    """A walk as a link."""

    slug: str
    title: str
    walked_at: dt.datetime
    light: str


@dataclass(frozen=True, slots=True)
class CrossedArea:
    """An area that the route runs through; `share` (0-1) of the route lies inside."""

    slug: str
    names: dict[str, str]
    share: float


def walks(connection: Connection, municipality_id: int) -> list[WalkView]:
    """All walks, newest first."""
    values = {"municipality_id": municipality_id, "slug": None}
    return [WalkView(**_shaped(row)) for row in connection.execute(sql(PACKAGE, "walks_of"), values)]


def walk_by_slug(connection: Connection, municipality_id: int, slug: str) -> WalkView | None:
    """The walk of an address, or None."""
    values = {"municipality_id": municipality_id, "slug": slug}
    row = connection.execute(sql(PACKAGE, "walks_of"), values).first()
    return WalkView(**_shaped(row)) if row else None


def stops(connection: Connection, walk_id: uuid.UUID) -> list[StopView]:
    """A walk's halts in order."""
    rows = connection.execute(sql(PACKAGE, "stops_of"), {"walk_id": walk_id})
    return [StopView(**_shaped(row)) for row in rows]


def observations(connection: Connection, walk_id: uuid.UUID) -> list[ObservationView]:
    """What was noted on a walk, in order."""
    rows = connection.execute(sql(PACKAGE, "observations_of"), {"walk_id": walk_id})
    return [ObservationView(**_shaped(row)) for row in rows]


def followers(connection: Connection, walk_id: uuid.UUID) -> list[WalkLink]:
    """The walks that came back to this one, oldest first."""
    rows = connection.execute(sql(PACKAGE, "followers_of"), {"walk_id": walk_id})
    return [WalkLink(**row._mapping) for row in rows]


def pair_of(connection: Connection, walk: WalkView) -> list[WalkLink]:
    """The walks on the same route in another light, the earliest first."""
    values = {"walk_id": walk.id, "pair_of_id": walk.pair_of_id}
    return [WalkLink(**row._mapping) for row in connection.execute(sql(PACKAGE, "pair_of"), values)]


def legs_of(walk: WalkView, halts: list[StopView]) -> list[Leg]:
    """The legs of a walk's route between its stops."""
    return legs(LineString(walk.geom.coords), [(halt.number, halt.name, Point(halt.geom)) for halt in halts])


def crossed_areas(connection: Connection, walk_id: uuid.UUID) -> list[CrossedArea]:
    """The areas that a walk's route runs through, the largest share first."""
    rows = connection.execute(sql(PACKAGE, "areas_of_walk"), {"walk_id": walk_id})
    return [CrossedArea(**row._mapping) for row in rows]


def _shaped(row: Any) -> dict[str, Any]:
    values = dict(row._mapping)
    values["geom"] = shapely.from_wkb(bytes(values.pop("wkb")))
    return values
