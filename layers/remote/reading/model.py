"""What a service offers, in plain values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from geo.crs import LONLAT, METRIC, WEB_MERCATOR_QUAD, ZONES_IN_USE, registered
from geo.errors import CrsUnusable
from layers.remote.fetching import Fetched, Wish

Ask = Callable[[str, Wish], Fetched]
MOST_LAYERS = 2000
CAPABILITIES = Wish(
    ("text/xml", "application/xml", "application/vnd.ogc", "text/plain"), 12_000_000, 20.0, "text/xml, application/xml"
)
DOCUMENT = Wish(
    ("application/json", "application/geo+json", "application/vnd.oai", "text/json"),
    12_000_000,
    20.0,
    "application/json",
)
_NUMBER = re.compile(r"EPSG(?:/|:+|#)(?:[\d.]*(?:/|:+))?(\d{4,6})$|epsg\.xml#(\d{4,6})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OfferedStyle:
    """A style of a picture layer: its name, what people call it, and the address of its legend, empty for none."""

    name: str
    title: str
    legend: str = ""


@dataclass(frozen=True, slots=True)
class OfferedLayer:
    """A layer that may be chosen.

    `systems` are the EPSG numbers in which it can be had, those that suit us best first. `facts` is what asking for
    it needs beyond that, as JSON: the grids of tiles, the address of items.
    """

    name: str
    title: str
    abstract: str = ""
    systems: tuple[int, ...] = ()
    styles: tuple[OfferedStyle, ...] = ()
    has_info: bool = False
    attribution: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfferedService:
    """A service and its layers. `terms` is what it says of its use, often a licence."""

    kind: str
    version: str
    title: str
    layers: tuple[OfferedLayer, ...]
    formats: tuple[str, ...] = ()
    info_formats: tuple[str, ...] = ()
    terms: str = ""


def epsg_in(stated: str) -> int | None:
    """The EPSG number in any way that services write one: with EPSG and a colon, as a urn, as an address.

    ``CRS:84`` is LONLAT: with longitude first, as all of it is here. None for anything else.
    """
    if stated.strip().upper().endswith(("CRS:84", "CRS84", ":CRS:1.3:84")):
        return LONLAT
    found = _NUMBER.search(stated.strip())
    return int(found[1] or found[2]) if found else None


def suitable(numbers: Iterable[int]) -> tuple[int, ...]:
    """The systems that can be used here, best first: our own, then the country's zones, then all over the earth."""
    zones = tuple(ZONES_IN_USE.get(METRIC.epsg, {}).values())
    order = {METRIC.epsg: 0, **dict.fromkeys(zones, 1), WEB_MERCATOR_QUAD.epsg: 2, 4258: 3, LONLAT: 4}
    return tuple(sorted(filter(_is_known, dict.fromkeys(numbers)), key=lambda one: (order.get(one, 9), one)))


def _is_known(epsg: int) -> bool:
    try:
        registered(epsg)
    except CrsUnusable:
        return False
    return True


def line(text: Any, most: int = 300) -> str:
    """A text of a service on one line; empty for none."""
    return " ".join(str(text or "").split())[:most]
