"""The zones that figures come in, atoms of a grid or postal-code areas, behind one face."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack
from shapely.geometry.base import BaseGeometry

from boundaries.units import Units
from geo.columns import Flags, Floats
from geo.interpolation import Figures, Overlap, figures, overlap
from layers.grids.limits import Limits
from layers.grids.overlap import overlaps_of
from layers.grids.queries import Atoms
from layers.indicators.catalogue import HOUSEHOLDS, RESIDENTS
from layers.indicators.queries import StatisticsFrame, VariableInfo

ATOMS, UNITS = "atoms", "units"


@dataclass(frozen=True, slots=True)
class Source:
    """Zones and the figures in them, in the same order.

    `method` is ``atoms`` or ``units`` (postal-code areas), `cell_m` the side of a grid's cells. `values` is
    NaN where there is no number, `suppressed` says where it is hidden. `limits` are the fewest behind a figure.
    `whole` is the source that it is a part of (`near`), for what is told of the whole municipality.
    """

    method: str
    cell_m: float | None
    limits: Limits
    variables: dict[str, VariableInfo]
    columns: dict[str, Floats]
    overlaps: Callable[[Sequence[BaseGeometry], BaseGeometry], Overlap]
    whole: Source | None = None
    _known: dict[object, float | None] = field(default_factory=dict, repr=False, compare=False)

    def near(self, over: Overlap) -> tuple[Source, Overlap]:
        """The zones that an overlap meets, and it with them: what a shape costs follows its size alone.

        A shape that meets nothing keeps one zone, of which it has no part.
        """
        zones = over.zones_met()
        zones = zones if len(zones) else np.zeros(1, dtype=np.intp)
        columns = {key: values[zones] for key, values in self.columns.items()}
        return replace(self, columns=columns, whole=self.whole or self, _known={}), over.of_zones(zones)

    def everywhere(self, key: object, reckon: Callable[[Source], float | None]) -> float | None:
        """A figure of the whole municipality, reckoned once and then remembered under its key."""
        whole = self.whole or self
        if key not in whole._known:
            whole._known[key] = reckon(whole)
        return whole._known[key]

    def has(self, columns: Sequence[str]) -> bool:
        """Whether it has figures of all these columns."""
        return all(column in self.columns for column in columns)

    def values(self, columns: Sequence[str]) -> NDArray[np.float64]:
        """The sum of columns by zone; NaN where any of them is hidden or missing."""
        return np.asarray(np.sum([self.columns[column] for column in columns], axis=0), dtype=np.float64)

    def figures(self, columns: Sequence[str]) -> Figures:
        """The sum of columns by zone; hidden where any of them is hidden or missing."""
        return figures(self.values(columns))

    def at_most(self, column: str) -> Floats:
        """What a figure that is a part of `column` can be at most, by zone; NaN where nothing is known.

        An atom hides its residents only when it has fewer than the limit.
        """
        known = self.columns.get(column)
        if known is None:
            return np.full(len(next(iter(self.columns.values()))), np.nan)
        is_few = np.isnan(known) if self.method == ATOMS and column == RESIDENTS else np.zeros(len(known), dtype=bool)
        return np.where(is_few, self.limits.people - 1.0, known)

    def over(self, shape: BaseGeometry, ground: BaseGeometry) -> Overlap:
        """The overlap of its zones with one shape; `ground` is all that its figures speak of."""
        return self.overlaps([shape], ground)

    def origin(self, column: str) -> tuple[str, int | None]:
        """Where a column comes from, and the year it is of."""
        variable = self.variables[column]
        return variable.source, variable.year

    @property
    def household_size(self) -> float | None:
        """Persons per household over all zones that show both, at least 1; None without such figures."""
        return self.everywhere("household size", _household_size) if self.has((RESIDENTS, HOUSEHOLDS)) else None


def _household_size(source: Source) -> float | None:
    people, households = source.columns[RESIDENTS], source.columns[HOUSEHOLDS]
    both = np.isfinite(people) & np.isfinite(households)
    total = float(households[both].sum())
    return max(1.0, float(people[both].sum()) / total) if total > 0 else None


def source_of_units(units: Units, frame: StatisticsFrame) -> Source:
    """Postal-code areas with their published figures."""

    def overlaps(shapes: Sequence[BaseGeometry], _ground: BaseGeometry) -> Overlap:
        return overlap(units.geometry, shapes)

    return Source(UNITS, None, Limits(), frame.variables, frame.values, overlaps)


def source_of_atoms(atoms: Atoms) -> Source:
    """Atoms, and the empty ground between them as one zone more: there the grid says that nobody lives."""

    over = overlaps_of(atoms)

    def overlaps(shapes: Sequence[BaseGeometry], ground: BaseGeometry) -> Overlap:
        return _with_empty_ground(over(shapes), shapes, ground)

    columns = {key: np.append(values, 0.0) for key, values in atoms.values.items()}
    return Source(ATOMS, atoms.frame.cell_m, atoms.limits, atoms.variables, columns, overlaps)


def _with_empty_ground(over: Overlap, shapes: Sequence[BaseGeometry], ground: BaseGeometry) -> Overlap:
    covered = np.array([one.area if ground.covers(one) else one.intersection(ground).area for one in shapes])
    empty = np.maximum(covered - np.asarray(over.area.sum(axis=1)), 0.0)
    # The ground has no people to share out, so no shape ever touches it for bounds: its own area is endless.
    return replace(
        over,
        area=csr_array(hstack([over.area, csr_array(empty.reshape(-1, 1))])),
        share=csr_array(hstack([over.share, csr_array((len(shapes), 1))])),
        source_area=np.append(over.source_area, np.inf),
        fallback=_flag(over.fallback),
    )


def _flag(fallback: Flags) -> Flags:
    return np.append(fallback, False)
