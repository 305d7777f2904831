"""The public ideas of an area, for files of every kind. Places are those that the authors let be shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import shapely
from sqlalchemy import Connection

from boundaries.database import sql
from geo.crs import METRIC
from service.areas.downloads.geopackage import Column, Layer
from service.areas.facts.said import PIN_STATES
from service.i18n import N_
from service.i18n import gettext as _

PACKAGE = "service.areas.downloads"
#: A file holds at most so many ideas, the newest; who needs more takes them page by page from the API.
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Idea:
    """A public idea. `wkb` is its shown place in the metric CRS, None when only its area is known; `shape` is the line
    or area that was drawn, as well-known text in WGS 84, None for most."""

    reference: str
    campaign: str
    kind: str
    is_solution: bool
    theme: str
    state: str
    title: str
    body: str
    language: str
    precision: str
    support_count: int
    comment_count: int
    created_on: dt.date
    is_synthetic: bool
    wkb: bytes | None
    shape: str | None

    @property
    def lonlat(self) -> tuple[float, float] | None:
        """Its shown place in WGS 84."""
        if self.wkb is None:
            return None
        point = shapely.from_wkb(self.wkb)
        lon, lat = METRIC.to_lonlat(point.x, point.y)
        return round(lon, 6), round(lat, 6)


#: Name in files, kind of column, what it is, and how it is read from an idea.
FIELDS: tuple[tuple[str, str, str, Callable[[Idea], Any]], ...] = (
    ("reference", "text", N_("Reference"), lambda one: one.reference),
    ("campaign", "text", N_("Campaign in programs"), lambda one: one.campaign),
    ("kind", "text", N_("Kind of idea"), lambda one: one.kind),
    ("is_solution", "flag", N_("Whether it is a finished solution"), lambda one: one.is_solution),
    ("theme", "text", N_("Theme"), lambda one: one.theme),
    ("state", "text", N_("State in programs"), lambda one: one.state),
    ("state_text", "text", N_("State"), lambda one: _(PIN_STATES.get(one.state, one.state))),
    ("title", "text", N_("Title"), lambda one: one.title),
    ("text", "text", N_("Text"), lambda one: one.body),
    ("language", "text", N_("Language of the text"), lambda one: one.language),
    ("created_on", "day", N_("Day"), lambda one: one.created_on),
    ("supports", "whole", N_("Supporters"), lambda one: one.support_count),
    ("comments", "whole", N_("Comments"), lambda one: one.comment_count),
    ("precision", "text", N_("How exactly the place is shown"), lambda one: one.precision),
    ("shape", "text", N_("The line or area that was drawn, as well-known text in WGS 84"), lambda one: one.shape),
    ("is_sample", "flag", N_("Whether it is sample material"), lambda one: one.is_synthetic),
)


def ideas_of_area(connection: Connection, version_id: int) -> list[Idea]:
    """The public ideas in a boundary version, the newest first, at most `MOST`."""
    rows = connection.execute(sql(PACKAGE, "pins_of_area"), {"version_id": version_id, "limit": MOST})
    return [Idea(**{**row._mapping, "wkb": None if row.wkb is None else bytes(row.wkb)}) for row in rows]


def ideas_layer(ideas: list[Idea], name: str) -> Layer:
    """The ideas as a layer of points in the metric CRS. `name` is the area's."""
    return Layer(
        name="ideas",
        title=_("Ideas of %(name)s", name=name),
        description=_("The public ideas of the area, each at the place that its author let be shown."),
        geometry=[one.wkb for one in ideas],
        geometry_type="Point",
        columns=[Column(key, kind, _(label), [read(one) for one in ideas]) for key, kind, label, read in FIELDS],
    )


def ideas_collection(ideas: list[Idea]) -> dict[str, Any]:
    """The ideas as GeoJSON (RFC 7946, WGS 84)."""
    return {"type": "FeatureCollection", "features": [_feature(one) for one in ideas]}


def ideas_table(ideas: list[Idea]) -> tuple[list[str], list[list[Any]]]:
    """The ideas as a heading and rows, with latitude and longitude in degrees at the end."""
    heading = [_(label) for _key, _kind, label, _read in FIELDS] + [_("Latitude"), _("Longitude")]
    return heading, [[read(one) for *_more, read in FIELDS] + _latlon(one) for one in ideas]


def _feature(one: Idea) -> dict[str, Any]:
    place = one.lonlat
    properties = {key: read(one) for key, _kind, _label, read in FIELDS}
    properties["created_on"] = one.created_on.isoformat()
    return {
        "type": "Feature",
        "id": one.reference,
        "geometry": {"type": "Point", "coordinates": list(place)} if place else None,
        "properties": {**properties, "page": f"/pins/{one.reference}"},
    }


def _latlon(one: Idea) -> list[float | None]:
    place = one.lonlat
    return [place[1], place[0]] if place else [None, None]
