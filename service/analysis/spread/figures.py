"""One measure by the areas of one zoning: what every figure of the page is made from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from geo.columns import Flags, Floats, divided
from layers.indicators.catalogue import RESIDENTS, Indicator
from layers.indicators.queries import statistics_frame
from service.analysis.disparity import Choices, disparity
from service.analysis.spread.bases import Base, finest_base, postal_base
from service.analysis.spread.zonings import POSTAL, Zoning, ZoningAreas, zoning_areas

INDEX = "index"
#: The index of an area is told from this many residents on: below, chance decides it.
INDEX_FLOOR = 300


@dataclass(frozen=True, eq=False)
class Measured:
    """A measure by area, all arrays with an entry for each area of `areas`.

    `indicator` is None for the sum index. `values` are shares (0-1), figures in the indicator's unit or points of the
    index, NaN where there is none; `people` is whom they speak of: the share's denominator, or residents. `part` and
    `whole` are the counts of a share, NaN where hidden and everywhere for what is no share. `suppressed` says where
    the publisher hides it.
    `outside` is the part of the known people who live in no area of the zoning (0-1), `from_cell_m` the grid's side
    that the counts were added up from, None for the publisher's own figures by postal-code area.
    """

    indicator: Indicator | None
    areas: ZoningAreas
    values: Floats
    people: Floats
    part: Floats
    whole: Floats
    residents: Floats
    suppressed: Flags
    outside: float
    from_cell_m: float | None
    from_postal: bool
    sources: tuple[str, ...]
    editions: tuple[str, ...]
    year: int | None

    @property
    def key(self) -> str:
        """The indicator's key, or ``index``."""
        return self.indicator.key if self.indicator is not None else INDEX

    @property
    def is_share(self) -> bool:
        """Whether it is a part of people, so that they can be counted."""
        return self.indicator is not None and self.indicator.kind == "share"

    @property
    def known(self) -> Flags:
        """Areas with a value and people."""
        return np.asarray(~np.isnan(self.values) & (np.nan_to_num(self.people) > 0), dtype=np.bool_)


def measured_share(connection: Connection, municipality_id: int, zoning: Zoning, indicator: Indicator) -> Measured:
    """An indicator by the areas of a zoning.

    Postal-code areas have their published figures. In other zonings the figures of the finest units (atoms of a
    grid, or postal-code areas) are added up by where the unit's middle lies.

    Raises LookupError when the municipality has no statistics at all.
    """
    if zoning.key == POSTAL:
        base, areas = postal_base(connection, municipality_id, indicator)
        return _measured(indicator, areas, base, base.part, base.whole, base.residents, base.suppressed, 0.0)
    base, areas = (
        finest_base(connection, municipality_id, indicator),
        zoning_areas(connection, municipality_id, zoning),
    )
    labels = areas.labels(base.points)
    part, whole, residents = (
        added_up(counts, labels, len(areas)) for counts in (base.part, base.whole, base.residents)
    )
    hidden = np.bincount(labels[labels >= 0], base.suppressed[labels >= 0], minlength=len(areas)) > 0
    known = ~np.isnan(base.whole)
    outside = float(base.whole[known & (labels < 0)].sum() / max(base.whole[known].sum(), 1.0))
    return _measured(indicator, areas, base, part, whole, residents, hidden & np.isnan(whole), outside)


def measured_index(connection: Connection, municipality_id: int) -> Measured:
    """The sum index by postal-code area, for areas large enough to be ranked.

    Raises LookupError when the municipality has no statistics.
    """
    found = disparity(connection, municipality_id, Choices(floor=INDEX_FLOOR))
    areas = zoning_areas(connection, municipality_id, Zoning(POSTAL))
    nothing = np.full(len(areas), np.nan)
    return Measured(
        indicator=None,
        areas=areas,
        values=found.index.index,
        people=found.residents(),
        part=nothing,
        whole=nothing,
        residents=found.residents(),
        suppressed=np.asarray(found.suppressed.any(axis=0), dtype=np.bool_),
        outside=0.0,
        from_cell_m=None,
        from_postal=True,
        sources=tuple(sorted({one.source for one in found.frame.variables.values()})),
        editions=tuple(sorted({one.edition for one in found.frame.variables.values()})),
        year=max((one.year for one in found.indicators), default=None),
    )


def measured_value(connection: Connection, municipality_id: int, indicator: Indicator) -> Measured:
    """An indicator that is no share, by postal-code area, where its figures are given.

    Raises LookupError when the municipality has no statistics at all.
    """
    assert indicator.value is not None  # noqa: S101 (what is no share has a value)
    keys = sorted({indicator.value, RESIDENTS, *((indicator.base,) if indicator.base else ())})
    frame = statistics_frame(connection, municipality_id, keys)
    if not frame.codes or RESIDENTS not in frame.values:
        raise LookupError("the municipality has no statistics")
    areas = zoning_areas(connection, municipality_id, Zoning(POSTAL))
    nothing, residents = np.full(len(areas), np.nan), frame.values[RESIDENTS]
    values = frame.values.get(indicator.value, nothing)
    used = frame.variables.get(indicator.value)
    people = frame.values.get(indicator.base or "", residents)
    return Measured(
        indicator=indicator,
        areas=areas,
        values=np.where(np.nan_to_num(people) < indicator.minimum_base, np.nan, values),
        people=people,
        part=nothing,
        whole=nothing,
        residents=residents,
        suppressed=frame.suppressed.get(indicator.value, np.zeros(len(areas), dtype=np.bool_)),
        outside=0.0,
        from_cell_m=None,
        from_postal=True,
        sources=(used.source,) if used else (),
        editions=(used.edition,) if used else (),
        year=indicator.year,
    )


def added_up(counts: Floats, labels: NDArray[np.int64], zones: int) -> Floats:
    """Known counts by zone; NaN for a zone in which nothing is known. Labels under 0 are in none."""
    known = ~np.isnan(counts) & (labels >= 0)
    total = np.bincount(labels[known], counts[known], minlength=zones)
    return np.where(np.bincount(labels[known], minlength=zones) > 0, total, np.nan)


def _measured(
    indicator: Indicator,
    areas: ZoningAreas,
    base: Base,
    part: Floats,
    whole: Floats,
    residents: Floats,
    suppressed: Flags,
    outside: float,
) -> Measured:
    return Measured(
        indicator=indicator,
        areas=areas,
        values=np.where(np.nan_to_num(whole) > 0, divided(part, whole), np.nan),
        people=whole,
        part=part,
        whole=whole,
        residents=residents,
        suppressed=suppressed,
        outside=outside,
        from_cell_m=base.cell_m,
        from_postal=base.cell_m is None,
        sources=base.sources,
        editions=base.editions,
        year=base.year,
    )
