"""What a harvest is: features that were read, with what became of the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Protocol

from shapely.geometry.base import BaseGeometry

from layers.remote.fetching import Wish

PAGE = 1000
GML = Wish(("text/xml", "application/gml+xml", "application/xml"), 60_000_000, 60.0, "application/gml+xml, text/xml")
GEOJSON = Wish(
    ("application/geo+json", "application/json", "application/vnd.geo+json"), 60_000_000, 60.0, "application/geo+json"
)


@dataclass(frozen=True, slots=True)
class HarvestLimits:
    """How much of a layer is brought over, at most."""

    features: int = 200_000
    pages: int = 2_000
    vertices_each: int = 500_000


LIMITS = HarvestLimits()


class Source(Protocol):
    """What asking for features needs: a row of `layers.remote_source`."""

    kind: str
    version: str
    address: str
    name: str
    epsg: int
    is_swapped: bool
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature with its own id at the service (empty for none), its values, and its shape in the metric CRS."""

    own_id: str
    values: dict[str, Any]
    geometry: BaseGeometry


@dataclass(slots=True)
class Harvest:
    """What was met on the way. `left_out` and `repaired` count features by the code of what was wrong."""

    read: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    repaired: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        """The counts as plain values, to be kept with the layer."""
        return {"read": self.read, "left_out": dict(self.left_out), "repaired": dict(self.repaired)}
