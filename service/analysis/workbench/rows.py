"""The workbench as rows for people: one area a row, with how sure its rank is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from geo.stats.composite.weighting import IndexState
from layers.indicators.catalogue import Indicator
from service.analysis.rows import number
from service.analysis.workbench.doubt import Doubt
from service.analysis.workbench.result import Workbench

#: A rank is drawn as uncertain when its interval is wider than this share of the ranked areas.
WIDE = 0.25


class BenchState(StrEnum):
    """Whether an area is ranked, and if not, why."""

    RANKED = "ranked"
    NOT_CANDIDATE = "not_candidate"
    """The candidates were chosen without it."""
    BELOW_FLOOR = "below_floor"
    NOT_PUBLISHED = "not_published"
    """The publisher hides what the index needs."""
    NO_FIGURES = "no_figures"


@dataclass(frozen=True)
class Part:
    """One indicator of one area: counts; the share (0-1) or value as it is, smoothed, and of the municipality; the
    score that went into the index, and points of the index.

    None where hidden or missing; `is_suppressed` tells the two apart.
    """

    indicator: Indicator
    numerator: float | None
    denominator: float | None
    value: float | None
    smoothed: float | None
    city: float | None
    score: float | None
    points: float | None
    is_suppressed: bool


@dataclass(frozen=True)
class Interval:
    """How sure a rank is: median and 5-95 % of the draws, chance of the first N (0-1), the places of the areas that it
    cannot be told apart from, and the least and greatest rank over the fixed grid of methods."""

    low: int
    median: float
    high: int
    p_top: float
    tied_from: int | None
    tied_to: int | None
    grid_low: int
    grid_high: int
    is_wide: bool


@dataclass(frozen=True)
class BenchRow:
    """One area. `base` is the index of an area that is as the municipality in all that this one has. `place` and
    `interval` are None unless it is ranked, `interval` also before the draws are done."""

    at: int
    area_id: int
    code: str
    slug: str
    names: dict[str, str]
    residents: float | None
    state: BenchState
    index: float | None
    base: float | None
    place: int | None
    is_tied: bool
    is_partial: bool
    class_number: int
    interval: Interval | None
    parts: tuple[Part, ...]

    @property
    def is_ranked(self) -> bool:
        """Whether the area has a rank."""
        return self.state is BenchState.RANKED


def bench_rows(bench: Workbench, doubt: Doubt | None = None) -> list[BenchRow]:
    """All areas: ranked ones by their rank, then the others by name."""
    rows = [_row(bench, doubt, at) for at in range(len(bench.figures.frame.codes))]
    return sorted(rows, key=lambda row: (row.place or math.inf, row.names.get("fi", ""), row.code))


def _row(bench: Workbench, doubt: Doubt | None, at: int) -> BenchRow:
    frame, found = bench.figures.frame, bench.composite
    state = _state(bench, at)
    place = int(found.place[at]) if state is BenchState.RANKED else None
    return BenchRow(
        at=at,
        area_id=frame.area_ids[at],
        code=frame.codes[at],
        slug=frame.slugs[at],
        names=frame.names[at],
        residents=number(bench.figures.residents[at]),
        state=state,
        index=number(found.index[at]),
        base=number(found.contributions.base[at]),
        place=place,
        is_tied=place is not None and int((found.place == place).sum()) > 1,
        is_partial=str(found.state[at]) == IndexState.RENORMALISED.value,
        class_number=int(bench.classes[at]),
        interval=_interval(bench, doubt, at) if place is not None and doubt is not None else None,
        parts=tuple(_part(bench, row, at) for row in range(len(found.keys))),
    )


def _state(bench: Workbench, at: int) -> BenchState:
    if bench.ranked[at]:
        return BenchState.RANKED
    rows = [bench.figures.row(key) for key in bench.composite.keys]
    if bench.figures.suppressed[rows, at].any():
        return BenchState.NOT_PUBLISHED
    if not bench.settled[at]:
        return BenchState.BELOW_FLOOR
    return BenchState.NOT_CANDIDATE if not bench.may[at] else BenchState.NO_FIGURES


def _interval(bench: Workbench, doubt: Doubt, at: int) -> Interval | None:
    told = doubt.summary
    if np.isnan(told.low[at]):
        return None
    low, high = math.floor(told.low[at]), math.ceil(told.high[at])
    return Interval(
        low=low,
        median=float(told.median[at]),
        high=high,
        p_top=float(told.p_top[at]),
        tied_from=_whole(told.tied_from[at]),
        tied_to=_whole(told.tied_to[at]),
        grid_low=math.floor(doubt.low[at]),
        grid_high=math.ceil(doubt.high[at]),
        is_wide=high - low > WIDE * bench.composite.of,
    )


def _part(bench: Workbench, row: int, at: int) -> Part:
    key = bench.composite.keys[row]
    one, figures = bench.indicators[row], bench.figures
    here = figures.row(key)
    measure = next(measure for measure in bench.measures if measure.key == key)
    parts = bench.composite.contributions.parts
    return Part(
        indicator=one,
        numerator=number(figures.part[here, at]),
        denominator=number(figures.whole[here, at]),
        value=number(figures.value[here, at]),
        smoothed=number(np.asarray(measure.values, dtype=np.float64)[at]),
        city=None if measure.city is None else number(measure.city),
        score=number(bench.composite.scores[row, at]),
        points=number(parts[row, at]) if len(parts) else None,
        is_suppressed=bool(figures.suppressed[here, at]),
    )


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else int(value)
