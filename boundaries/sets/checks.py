"""Whether the areas of a set are a partition, as they are in the transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Area, AreaVersion
from boundaries.records import AreaSet
from geo.crs import METRIC
from geo.partition import Finding, LeavesGap, OverlapsNeighbour, findings

#: An area that was taken back or joined to another has no ground any more; a hidden one has.
WITHOUT_GROUND = ("withdrawn", "ended")


@dataclass(frozen=True, slots=True)
class Members:
    """The areas of a set that have ground, in the order of their ids, with their current boundaries (metres)."""

    areas: tuple[Area, ...]
    versions: tuple[AreaVersion, ...]
    shapes: tuple[BaseGeometry, ...]

    def position(self, slug: str) -> int | None:
        """Where the area of an address stands, or None."""
        return next((i for i, area in enumerate(self.areas) if area.slug == slug), None)


def members_of(db: Session, set_id: int) -> Members:
    """The areas of a set with their current boundaries."""
    rows = db.execute(
        select(Area, AreaVersion)
        .join(AreaVersion, AreaVersion.area_id == Area.id)
        .where(Area.set_id == set_id, AreaVersion.valid_to.is_(None), Area.state.not_in(WITHOUT_GROUND))
        .order_by(Area.id),
        execution_options={"populate_existing": True},
    ).all()
    return Members(
        tuple(row[0] for row in rows),
        tuple(row[1] for row in rows),
        tuple(shapely.from_wkb(bytes(row[1].geom.data)) for row in rows),
    )


def findings_of(
    db: Session, one: AreaSet, instead: Mapping[int, BaseGeometry] | None = None
) -> tuple[Members, list[Finding]]:
    """What keeps the areas of a set from being a partition, with the set's own tolerance.

    Parameters
    ----------
    instead : shapes to think of in place of the stored ones, by area id.
    """
    members = members_of(db, one.id)
    given = instead or {}
    shapes = [given.get(area.id, shape) for area, shape in zip(members.areas, members.shapes, strict=True)]
    return members, findings(shapes, one.tolerance_m)


def check_partition(db: Session, one: AreaSet) -> None:
    """Refuse what the transaction did to a partition when it is none any more; other sets may be as they like.

    Raises
    ------
    LeavesGap, OverlapsNeighbour
        with the place of the largest fault.
    """
    if one.is_partition:
        _members, found = findings_of(db, one)
        refuse(found)


def refuse(found: list[Finding]) -> None:
    """Raise the error of the largest finding, with its place; nothing when there is none."""
    if found:
        kind = LeavesGap if found[0].kind == "gap" else OverlapsNeighbour
        raise kind(METRIC.to_lonlat(*found[0].where), f"{found[0].area_m2:.1f} m2, {found[0].width_m:.2f} m wide")
