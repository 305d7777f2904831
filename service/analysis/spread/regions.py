"""The second zoning, between and within whose parts differences are divided."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection

from service.analysis.spread.zonings import POSTAL, Zoning, ZoningAreas, zoning_areas, zonings_of

#: Beginnings of postal codes: the publisher's own regions, at hand in every municipality.
PREFIX = "prefix"


@dataclass(frozen=True, eq=False)
class Regions:
    """Which region each area lies in: `labels` are positions in `names` (by language), -1 for none.

    `zoning` is None for beginnings of postal codes, whose length is `digits`.
    """

    zoning: Zoning | None
    digits: int
    labels: NDArray[np.int64]
    names: tuple[dict[str, str], ...]

    @property
    def key(self) -> str:
        """The key of the choice: ``prefix`` or a zoning's."""
        return self.zoning.key if self.zoning is not None else PREFIX


def region_choices(connection: Connection, municipality_id: int, areas: ZoningAreas) -> list[Regions]:
    """All ways to put the areas of a zoning into fewer, larger regions, the municipality's own first."""
    points = np.asarray(shapely.point_on_surface(areas.geometry), dtype=object)
    found = []
    for other in zonings_of(connection, municipality_id):
        if other.key in (POSTAL, areas.zoning.key):
            continue
        outer = zoning_areas(connection, municipality_id, other)
        labels = outer.labels(points)
        if 1 < len(np.unique(labels[labels >= 0])) < len(areas):
            found.append(Regions(other, 0, labels, outer.names))
    if areas.zoning.key == POSTAL:
        found.extend(_prefixes(areas.codes))
    return found


def _prefixes(codes: tuple[str, ...]) -> list[Regions]:
    """The shortest beginnings of codes that tell at least two regions, each of at least two areas on average."""
    for digits in range(1, max((len(code) for code in codes), default=0)):
        names, labels = np.unique([code[:digits] for code in codes], return_inverse=True)
        if 1 < len(names) <= len(codes) / 2:
            titles = tuple({"fi": f"{name}…"} for name in names)
            return [Regions(None, digits, np.asarray(labels, dtype=np.int64), titles)]
    return []
