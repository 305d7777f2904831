"""People by the smallest units whose figures are published: atoms of a grid, or postal-code areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection

from geo.columns import Flags, Floats
from layers.grids.queries import Atoms, partitions_of
from layers.indicators.catalogue import RESIDENTS, Indicator
from layers.indicators.queries import statistics_frame
from service.analysis.spread.zonings import POSTAL, Zoning, ZoningAreas, zoning_areas


@dataclass(frozen=True, eq=False)
class Base:
    """A group and all people by small unit, in one order.

    `cell_m` is the side of the grid's cells, None for postal-code areas. `part` and `whole` are NaN together where
    either is hidden or missing, `suppressed` says where it is hidden. `points` are the units' middles in the metric
    CRS, `geometry` the units. `sources` and `editions` say where the figures come from, `year` what they are of.
    """

    cell_m: float | None
    codes: tuple[str, ...]
    part: Floats
    whole: Floats
    residents: Floats
    suppressed: Flags
    geometry: NDArray[np.object_]
    points: NDArray[np.object_]
    sources: tuple[str, ...]
    editions: tuple[str, ...]
    year: int | None

    def __len__(self) -> int:
        return len(self.codes)


def postal_base(connection: Connection, municipality_id: int, indicator: Indicator) -> tuple[Base, ZoningAreas]:
    """Postal-code areas with an indicator's counts.

    Raises LookupError when the municipality has no statistics at all; a column that it has no figures of is unknown
    everywhere.
    """
    keys = sorted({*indicator.numerator, *indicator.denominator, RESIDENTS})
    frame = statistics_frame(connection, municipality_id, keys)
    if not frame.codes or RESIDENTS not in frame.values:
        raise LookupError("the municipality has no statistics")
    areas = zoning_areas(connection, municipality_id, Zoning(POSTAL))
    nothing, nowhere = np.full(len(frame.codes), np.nan), np.zeros(len(frame.codes), dtype=np.bool_)
    part, whole = _counts({key: frame.values.get(key, nothing) for key in keys}, indicator)
    used = [frame.variables[key] for key in keys if key in frame.variables]
    hidden = np.any([frame.suppressed.get(key, nowhere) for key in indicator.columns], axis=0)
    base = Base(
        cell_m=None,
        codes=frame.codes,
        part=part,
        whole=whole,
        residents=frame.values[RESIDENTS],
        suppressed=hidden,
        geometry=areas.geometry,
        points=np.asarray(shapely.point_on_surface(areas.geometry), dtype=object),
        sources=tuple(sorted({one.source for one in used})),
        editions=tuple(sorted({one.edition for one in used})),
        year=indicator.year,
    )
    return base, areas


def finest_base(connection: Connection, municipality_id: int, indicator: Indicator) -> Base:
    """The finest units that have an indicator's counts.

    Raises LookupError as `postal_base`.
    """
    needed = {*indicator.numerator, *indicator.denominator, RESIDENTS}
    grids = [one for one in partitions_of(connection, municipality_id) if needed <= set(one.values) and len(one)]
    if not grids:
        return postal_base(connection, municipality_id, indicator)[0]
    return _of_atoms(min(grids, key=lambda one: (one.frame.cell_m, -one.year)), indicator)


def _of_atoms(atoms: Atoms, indicator: Indicator) -> Base:
    part, whole = _counts(atoms.values, indicator)
    used = [atoms.variables[key] for key in indicator.columns]
    return Base(
        cell_m=atoms.frame.cell_m,
        codes=tuple(str(number) for number in range(len(atoms))),
        part=part,
        whole=whole,
        residents=atoms.values[RESIDENTS],
        suppressed=np.any([atoms.suppressed[key] for key in indicator.columns], axis=0),
        geometry=atoms.geometry,
        points=np.asarray(shapely.centroid(atoms.geometry), dtype=object),
        sources=(atoms.title,),
        editions=tuple(sorted({one.edition for one in used})),
        year=atoms.year,
    )


def _counts(values: dict[str, Floats], indicator: Indicator) -> tuple[Floats, Floats]:
    """Numerator and denominator; NaN together where either is hidden, where the part exceeds its whole, or where the
    indicator asks for more people than there are."""
    part, whole = _sum(values, indicator.numerator), _sum(values, indicator.denominator)
    unknown = np.isnan(part) | np.isnan(whole) | (part > whole) | (whole < indicator.minimum_base)
    return np.where(unknown, np.nan, part), np.where(unknown, np.nan, whole)


def _sum(values: dict[str, Floats], keys: Sequence[str]) -> Floats:
    return np.asarray(np.sum([values[key] for key in keys], axis=0), dtype=np.float64)
