"""What was found out about one feature: kept as it is, kept with a change, to be repaired, or left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from shapely.geometry.base import BaseGeometry

Severity = Literal["note", "repair", "left_out"]
#: Codes besides those of `geo.errors`; a test holds the sentences of the service to all of them.
CODES = frozenset(
    {
        "ring_closed",  # count
        "points_dropped",  # count
        "rings_ordered",
        "spike",
        "too_large_to_take",
        "not_an_area",
        "outside_municipality",
        "partly_outside",  # share (0-1) that lies outside
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a feature.

    `where` is WGS 84 (lon, lat) or None. `values` are what its sentence names.
    """

    code: str
    severity: Severity
    where: tuple[float, float] | None = None
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlacedFeature:
    """A feature in the metric CRS.

    `geometry` is a sound polygon, or None when the feature cannot be used. When it `needs_repair`, `geometry` is
    the repaired one, to be taken only when somebody says so, and `area_change_m2` what the repair changes.
    """

    number: int
    values: dict[str, Any]
    geometry: BaseGeometry | None
    findings: tuple[Finding, ...] = ()
    needs_repair: bool = False
    area_change_m2: float = 0.0

    @property
    def is_whole(self) -> bool:
        """Whether it can be used as it stands."""
        return self.geometry is not None and not self.needs_repair
