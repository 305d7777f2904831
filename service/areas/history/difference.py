"""What an area gained, lost and kept between two boundaries, in ground, people, ideas and walks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from geo.partition.findings import polygons_in
from service.areas.facts.model import Facts
from service.areas.history.queries import WalkLine, walks_between
from service.areas.queries import facts_in_shape

PARTS = ("gained", "lost", "kept")


@dataclass(frozen=True, slots=True)
class Change:
    """The ground that two boundaries share and do not share, in the metric CRS; None where there is none.

    What is narrower than a centimetre is no difference.
    """

    gained: BaseGeometry | None
    lost: BaseGeometry | None
    kept: BaseGeometry | None

    def area_m2(self, part: str) -> float:
        """The size of a part (`PARTS`) in square metres; 0 where there is none."""
        shape = getattr(self, part)
        return float(shape.area) if shape is not None else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """A change with what lies in the ground that was gained and lost.

    Facts are None where no ground is. Ideas are counted by their public places: one shown only as its whole
    district lies in neither, and a hidden one nowhere.
    """

    change: Change
    gained: Facts | None
    lost: Facts | None
    walks_gained: Sequence[WalkLine]
    walks_lost: Sequence[WalkLine]


def change_between(old: BaseGeometry, new: BaseGeometry) -> Change:
    """What `new` has that `old` has not, the other way round, and what both have (metric CRS)."""
    return Change(
        _ground(shapely.difference(new, old)),
        _ground(shapely.difference(old, new)),
        _ground(shapely.intersection(old, new)),
    )


def difference_between(
    connection: Connection, municipality_id: int, old: BaseGeometry, new: BaseGeometry
) -> Difference:
    """A change with its people, ideas and walks, as anyone may see them."""
    change = change_between(old, new)
    facts = [
        facts_in_shape(connection, municipality_id, shape) if shape is not None else None
        for shape in (change.gained, change.lost)
    ]
    return Difference(
        change,
        facts[0],
        facts[1],
        walks_between(connection, municipality_id, new, old),
        walks_between(connection, municipality_id, old, new),
    )


def _ground(shape: BaseGeometry) -> BaseGeometry | None:
    parts = polygons_in(shape)
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
