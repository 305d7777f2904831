"""Reading what the interface gives: services are themes, requests are public pins. All from `public_api`."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from boundaries.database import sql
from geo.crs import METRIC
from service.open311.schemas import Days
from service.participation.campaigns.kinds import Kind
from service.participation.campaigns.queries import campaigns_of, chosen_campaign
from service.participation.photos.queries import photos_of
from service.participation.pins.queries import ThemeChoice, areas_of_pins, themes, themes_offered

PACKAGE = "service.open311"
#: States in which nothing more will come of an input; "partly" too, once all its parts have come to their ends.
CLOSED_STATES = ("declined", "done", "closed_not_done")


@dataclass(frozen=True)
class Offer:
    """What can be reported: the themes that are services, and the kinds among which one may choose.

    `themes` is empty while the campaign that is always there takes nothing in.
    """

    themes: list[ThemeChoice]
    kinds: list[Kind]


@dataclass(frozen=True)
class RequestPage:
    """Requests with what is read beside them, by their ids."""

    rows: Sequence[Row[Any]]
    areas: dict[uuid.UUID, str]
    photos: dict[uuid.UUID, str]


@dataclass(frozen=True)
class Near:
    """A place in the metric CRS, and how far around it something may lie, in metres."""

    x: float
    y: float
    radius_m: float


def offer_of(connection: Connection, municipality_id: int) -> Offer:
    """What can be reported now."""
    campaign = chosen_campaign(campaigns_of(connection, municipality_id), None)
    if campaign is None or not campaign.is_open:
        return Offer([], [])
    return Offer(themes_offered(themes(connection, municipality_id), campaign), campaign.kinds)


def theme_keys(connection: Connection, municipality_id: int) -> list[str]:
    """The codes of all services, also of those that take nothing in just now."""
    return [one.key for one in themes(connection, municipality_id)]


def requests_matching(
    connection: Connection,
    municipality_id: int,
    *,
    references: list[str] | None = None,
    services: list[str] | None = None,
    days: Days | None = None,
    is_closed: bool | None = None,
    near: Near | None = None,
    limit: int,
    offset: int = 0,
) -> RequestPage:
    """Public pins that match, the newest first. None of a filter lets all through."""
    days = days or Days()
    values = {
        "municipality_id": municipality_id,
        "references": references,
        "themes": services,
        "since": days.since,
        "until": days.until,
        "updated_since": days.updated_since,
        "updated_until": days.updated_until,
        "is_closed": is_closed,
        "x": near.x if near else None,
        "y": near.y if near else None,
        "radius": near.radius_m if near else None,
        "srid": METRIC.epsg,
        "closed_states": list(CLOSED_STATES),
        "limit": limit,
        "offset": offset,
    }
    rows = connection.execute(sql(PACKAGE, "requests"), values).all()
    ids = [row.id for row in rows]
    areas = {key: ", ".join(one.name for one in found) for key, found in areas_of_pins(connection, ids).items()}
    photos = {key: found[0].src for key, found in photos_of(connection, "pin", ids).items() if found}
    return RequestPage(rows, areas, photos)


def updates_matching(
    connection: Connection,
    municipality_id: int,
    *,
    references: list[str] | None = None,
    days: Days | None = None,
    limit: int,
    offset: int = 0,
) -> Sequence[Row[Any]]:
    """What was answered to public pins or became of them, the newest first. None of a filter lets all through."""
    days = days or Days()
    values = {
        "municipality_id": municipality_id,
        "references": references,
        "since": days.since,
        "until": days.until,
        "closed_states": list(CLOSED_STATES),
        "limit": limit,
        "offset": offset,
    }
    return connection.execute(sql(PACKAGE, "updates"), values).all()
