"""The zonings at hand: postal-code areas, districts, and the municipality's own sets of areas without overlaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.sets.queries import areas_of_set, sets_of
from boundaries.units import units_of

POSTAL, DISTRICT = "postal", "district"
SET_PREFIX = "set:"
#: Ground that two areas of a zoning may share, as a part of all of it: slivers of drawing, not people counted twice.
SLIVERS = 0.001


@dataclass(frozen=True, slots=True)
class Zoning:
    """A way to divide the municipality. `key` is ``postal``, ``district`` or ``set:`` with the set's address; `names`
    are the set's own by language, empty for the others."""

    key: str
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class ZoningAreas:
    """The areas of a zoning, all sequences with an entry for each. Geometry is in the metric CRS."""

    zoning: Zoning
    codes: tuple[str, ...]
    slugs: tuple[str, ...]
    names: tuple[dict[str, str], ...]
    geometry: NDArray[np.object_]

    def __len__(self) -> int:
        return len(self.codes)

    def overlaps(self) -> bool:
        """Whether areas lie on each other by more than slivers: people there would be counted twice."""
        if not len(self):
            return False
        apart, together = float(shapely.area(self.geometry).sum()), shapely.union_all(self.geometry).area
        return bool(apart - together > SLIVERS * together)

    def labels(self, points: NDArray[np.object_]) -> NDArray[np.int64]:
        """The position of the area that each point lies in; -1 for none. Where areas share a sliver the smaller has
        the point."""
        found = np.full(len(points), -1, dtype=np.int64)
        for position in np.argsort(-shapely.area(self.geometry), kind="stable"):
            shapely.prepare(self.geometry[position])
            found[shapely.covers(self.geometry[position], points)] = position
        return found


def zonings_of(connection: Connection, municipality_id: int) -> tuple[Zoning, ...]:
    """The zonings that a measure can be told by: postal-code areas first, then districts and sets without overlaps."""
    found = [Zoning(POSTAL)]
    districts = zoning_areas(connection, municipality_id, Zoning(DISTRICT))
    if len(districts) > 1 and not districts.overlaps():
        found.append(Zoning(DISTRICT))
    for one in sets_of(connection, municipality_id):
        if one.is_partition and one.area_count > 1:
            found.append(Zoning(SET_PREFIX + one.slug, tuple(sorted(one.names.items()))))
    return tuple(found)


def zoning_areas(connection: Connection, municipality_id: int, zoning: Zoning) -> ZoningAreas:
    """The published areas of a zoning; none when it has none."""
    if zoning.key.startswith(SET_PREFIX):
        areas = areas_of_set(connection, municipality_id, zoning.key.removeprefix(SET_PREFIX))
        codes = tuple(area.code or area.slug for area in areas)
        shapes = [area.geometry for area in areas]
        return ZoningAreas(zoning, codes, tuple(a.slug for a in areas), tuple(a.names for a in areas), _array(shapes))
    units = units_of(connection, municipality_id, zoning.key)
    return ZoningAreas(zoning, units.codes, units.slugs, units.names, units.geometry)


def _array(shapes: list[BaseGeometry | None]) -> NDArray[np.object_]:
    found = np.empty(len(shapes), dtype=object)
    found[:] = shapes
    return found
