"""Bringing figures from the boundaries they were published on to the ones that are wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.database import sql
from geo.columns import Flags, Floats
from geo.interpolation import Overlap, dasymetric_overlap, overlap
from layers.indicators.catalogue import RESIDENTS

PACKAGE = "layers.indicators.years"
#: A wanted area needs so much of its ground under the year's own areas; with less there is no figure.
LEAST_COVERED = 0.95


@dataclass(slots=True)
class Zones:
    """The areas that an edition was published on: boundary versions, and figures by key (None is hidden).

    `moved` are the versions whose figures were shared out to them when they were brought in, `moved_from` from what.
    """

    version_ids: list[int] = field(default_factory=list)
    rows: dict[int, int] = field(default_factory=dict)
    figures: dict[str, dict[int, float | None]] = field(default_factory=dict)
    moved_from: str = ""
    moved: set[int] = field(default_factory=set)

    def add(self, version_id: int, key: str, state: str, value: float | None, moved_from: str) -> None:
        """Take in one figure; a missing one leaves only its area behind."""
        if version_id not in self.rows:
            self.rows[version_id] = len(self.version_ids)
            self.version_ids.append(version_id)
        if state != "missing":
            self.figures.setdefault(key, {})[version_id] = value
        if moved_from:
            self.moved_from = moved_from
            self.moved.add(version_id)

    def column(self, key: str) -> tuple[Floats, Flags]:
        """Figures by area, NaN where there is none, and where the publisher hides them."""
        values = np.full(len(self.version_ids), np.nan)
        hidden = np.zeros(len(self.version_ids), dtype=np.bool_)
        for version_id, value in self.figures.get(key, {}).items():
            row = self.rows[version_id]
            hidden[row] = value is None
            values[row] = np.nan if value is None else value
        return values, hidden


@dataclass(frozen=True, slots=True)
class Brought:
    """One column on the wanted areas."""

    values: Floats
    hidden: Flags
    moved: Flags


@dataclass(slots=True)
class Carrier:
    """Shares of each edition's areas in the wanted ones; an area whose boundary stayed keeps its figures as they are.

    `weights` names what people are shared out by, empty for area alone.
    """

    version_ids: tuple[int, ...]
    shapes: Mapping[int, BaseGeometry]
    weights: str
    places: NDArray[np.object_]
    people: Floats
    _shares: dict[int, tuple[Overlap, list[int]] | None] = field(default_factory=dict)

    def brought(self, zones: Zones, key: str, *, is_count: bool) -> Brought:
        """A column on the wanted areas.

        A wanted area that meets a hidden one is hidden. What cannot be added up (a mean, a median) is not
        carried over: it has no figure where the boundary changed.
        """
        own, own_hidden = zones.column(key)
        values, hidden = np.full(len(self.version_ids), np.nan), np.zeros(len(self.version_ids), dtype=np.bool_)
        for row, version_id in enumerate(self.version_ids):
            at = zones.rows.get(version_id)
            if at is not None:
                values[row], hidden[row] = own[at], own_hidden[at]
        moved = np.array([version_id in zones.moved for version_id in self.version_ids], dtype=np.bool_)
        found = self._overlap(zones)
        if found is None or not is_count:
            return Brought(values, hidden, moved)
        over, rows = found
        meets = over.touched()
        unknown = np.asarray(meets @ (np.isnan(own) & ~own_hidden).astype(np.float64)) > 0
        secret = np.asarray(meets @ own_hidden.astype(np.float64)) > 0
        total = np.asarray(over.share @ np.nan_to_num(own))
        covered = np.nan_to_num(over.covered_share()) >= LEAST_COVERED
        values[rows] = np.where(covered & ~unknown & ~secret, total, np.nan)
        hidden[rows] = covered & secret
        moved[rows] = covered
        return Brought(values, hidden, moved)

    def counts(self, zones: Zones) -> tuple[int, int]:
        """How many wanted areas are made of other boundaries, and how many are not covered by them."""
        before = len(zones.moved & set(self.version_ids))
        found = self._overlap(zones)
        if found is None:
            return before, 0
        covered = int((np.nan_to_num(found[0].covered_share()) >= LEAST_COVERED).sum())
        return before + covered, len(found[1]) - covered

    def _overlap(self, zones: Zones) -> tuple[Overlap, list[int]] | None:
        """None when every area kept its boundary, or when the year just lacks some areas."""
        if id(zones) not in self._shares:
            self._shares[id(zones)] = self._laid(zones)
        return self._shares[id(zones)]

    def _laid(self, zones: Zones) -> tuple[Overlap, list[int]] | None:
        rows = [
            row
            for row, version_id in enumerate(self.version_ids)
            if version_id not in zones.rows and version_id in self.shapes
        ]
        known = set(self.version_ids)
        if not rows or all(one in known for one in zones.version_ids):
            return None
        sources = as_array([self.shapes[one] for one in zones.version_ids])
        targets = as_array([self.shapes[self.version_ids[row]] for row in rows])
        if len(self.places):
            return dasymetric_overlap(sources, targets, self.places, self.people), rows
        return overlap(sources, targets), rows


def carrier(
    connection: Connection, municipality_id: int, version_ids: tuple[int, ...], zones: Mapping[str, Zones]
) -> Carrier:
    """What brings these editions to these boundaries. Boundaries are read only when some differ."""
    wanted = set(version_ids)
    foreign = {one for edition in zones.values() for one in edition.version_ids} - wanted
    nowhere = Carrier(version_ids, {}, "", np.empty(0, dtype=object), np.empty(0))
    if not foreign or not wanted:
        return nowhere
    shapes = boundaries_of(connection, municipality_id, sorted(wanted | foreign))
    weights, places, people = _people(connection, municipality_id)
    return Carrier(version_ids, shapes, weights, places, people)


def _people(connection: Connection, municipality_id: int) -> tuple[str, NDArray[np.object_], Floats]:
    """People of the newest grid as points, to share zones out by; nothing where there is no grid."""
    from layers.grids.queries import partitions_of  # it reads this package's neighbours

    for atoms in partitions_of(connection, municipality_id):
        if RESIDENTS in atoms.values:
            people = np.nan_to_num(atoms.values[RESIDENTS])
            return f"{atoms.title}, {atoms.year}", shapely.point_on_surface(atoms.geometry), people
    return "", np.empty(0, dtype=object), np.empty(0)


def boundaries_of(connection: Connection, municipality_id: int, version_ids: list[int]) -> dict[int, BaseGeometry]:
    """Valid boundaries of versions in the metric CRS, by their ids."""
    needed = {"municipality_id": municipality_id, "version_ids": version_ids}
    rows = connection.execute(sql(PACKAGE, "boundaries_of_editions"), needed)
    return {row.id: shapely.make_valid(shapely.from_wkb(bytes(row.wkb))) for row in rows}


def as_array(shapes: list[BaseGeometry]) -> NDArray[np.object_]:
    """Shapes as NumPy takes them."""
    found = np.empty(len(shapes), dtype=object)
    found[:] = shapes
    return found
