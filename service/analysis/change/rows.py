"""A series as rows for people: one area with its years, its gap and its direction."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from geo.change.gap import Gap
from geo.change.trend import Trend, trend, trends
from geo.columns import divided
from service.analysis.change.series import Series
from service.analysis.rows import number


class CellState(StrEnum):
    """What stands in a year of an area."""

    VALUE = "value"
    HIDDEN = "hidden"
    """The publisher hides it."""
    FEW = "few"
    """The base is under the least with which the share is shown."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class GapCell:
    """A gap with its bounds: in shares (0-1) for points, a number for a ratio. None where there is none."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class YearCell:
    """One year of one area: counts, the figure (a share 0-1) with bounds, the same smoothed, and the gap both ways."""

    year: int
    state: CellState
    part: float | None
    whole: float | None
    share: float | None
    low: float | None
    high: float | None
    smoothed: float | None
    points: GapCell
    ratio: GapCell
    is_moved: bool


@dataclass(frozen=True, slots=True)
class Directions:
    """Where an area's smoothed figure and its gap to the municipality, in points and as a ratio, go over the years."""

    share: Trend
    points: Trend
    ratio: Trend


@dataclass(frozen=True, slots=True)
class AreaYears:
    """One area in all years. `first` and `last` are its first and last year with a figure, None without any."""

    area_id: int
    code: str
    slug: str
    names: dict[str, str]
    version: int
    cells: tuple[YearCell, ...]
    directions: Directions

    @property
    def known(self) -> tuple[YearCell, ...]:
        """The years with a figure."""
        return tuple(one for one in self.cells if one.state is CellState.VALUE)

    @property
    def first(self) -> YearCell | None:
        """The first year with a figure."""
        return self.known[0] if self.known else None

    @property
    def last(self) -> YearCell | None:
        """The last year with a figure."""
        return self.known[-1] if self.known else None

    @property
    def change(self) -> float | None:
        """How much the smoothed figure changed from the first year to the last (0-1); None with one year."""
        if len(self.known) < 2 or self.known[0].smoothed is None or self.known[-1].smoothed is None:
            return None
        return self.known[-1].smoothed - self.known[0].smoothed

    @property
    def change_as_gap(self) -> GapCell:
        """The same as a gap without bounds, for being put in words."""
        return GapCell(self.change, None, None)


@lru_cache(maxsize=32)
def area_years(series: Series) -> list[AreaYears]:
    """All areas by name, with the greatest change of the smoothed share first."""
    rows = some_areas(series, range(len(series.frame.codes)))
    return sorted(rows, key=lambda row: (-(row.change if row.change is not None else -math.inf), row.code))


def some_areas(series: Series, rows: Sequence[int]) -> list[AreaYears]:
    """The areas in some rows of the series."""
    at = list(rows)
    values, frame = series.smoothed[at], series.frame
    city = np.broadcast_to(series.city, values.shape)
    each = (
        trends(series.years, values),
        trends(series.years, values - city),
        trends(series.years, divided(values, city)),
    )
    directions = [Directions(*three) for three in zip(*each, strict=True)]
    return [
        AreaYears(
            area_id=frame.area_ids[row],
            code=frame.codes[row],
            slug=frame.slugs[row],
            names=frame.names[row],
            version=frame.versions[row],
            cells=tuple(_cell(series, row, column) for column in range(len(series.years))),
            directions=three,
        )
        for row, three in zip(at, directions, strict=True)
    ]


def one_area(series: Series, at: int) -> AreaYears:
    """The area in a row of the series."""
    return some_areas(series, [at])[0]


def city_years(series: Series) -> tuple[list[YearCell], Trend]:
    """The municipality itself by year, and where it goes."""
    nothing = GapCell(None, None, None)
    cells = [
        YearCell(
            year=year,
            state=CellState.MISSING if math.isnan(series.city[column]) else CellState.VALUE,
            part=number(series.city_parts[column]),
            whole=number(series.city_wholes[column]),
            share=number(series.city[column]),
            low=number(series.city_low[column]),
            high=number(series.city_high[column]),
            smoothed=number(series.city[column]),
            points=nothing,
            ratio=nothing,
            is_moved=False,
        )
        for column, year in enumerate(series.years)
    ]
    return cells, trend(series.years, series.city)


def _cell(series: Series, at: int, column: int) -> YearCell:
    share = number(series.rates[at, column])
    if share is not None:
        state = CellState.VALUE
    elif series.hidden[at, column]:
        state = CellState.HIDDEN
    else:
        state = CellState.FEW if series.few[at, column] else CellState.MISSING
    shows = state is CellState.VALUE
    points, ratio = _gaps(series.gap, at, column)
    return YearCell(
        year=series.years[column],
        state=state,
        part=number(series.parts[at, column]) if shows else None,
        whole=number(series.wholes[at, column]) if shows else None,
        share=share,
        low=number(series.low[at, column]),
        high=number(series.high[at, column]),
        smoothed=number(series.smoothed[at, column]),
        points=points,
        ratio=ratio,
        is_moved=bool(series.frame.moved[at, column]),
    )


def _gaps(gap: Gap, at: int, column: int) -> tuple[GapCell, GapCell]:
    points = GapCell(*(number(part[at, column]) for part in (gap.points, gap.points_low, gap.points_high)))
    ratio = GapCell(*(number(part[at, column]) for part in (gap.ratio, gap.ratio_low, gap.ratio_high)))
    return points, ratio
