"""The index as rows for people: one area a row, with the parts that its number is made of."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from geo.stats.index import IndexState
from layers.indicators.catalogue import HOLIDAY_HOMES, HOUSEHOLDS, Indicator
from service.analysis.disparity import Disparity


class AreaState(StrEnum):
    """Whether an area is ranked, and if not, why."""

    RANKED = "ranked"
    BELOW_FLOOR = "below_floor"
    """Fewer residents than the floor."""
    NOT_PUBLISHED = "not_published"
    """The publisher hides what the index needs."""
    NO_FIGURES = "no_figures"
    """There are no figures, for example because nobody lives there."""


@dataclass(frozen=True)
class Measure:
    """One share of one area.

    Shares are 0-1, `relative` is 100 where the area is as its municipality, `contribution` is in points of
    the index. None stands for a figure that is hidden or missing; `is_suppressed` tells the two apart.
    `raw_relative` is `relative` without smoothing.
    """

    indicator: Indicator
    numerator: float | None
    denominator: float | None
    raw_share: float | None
    share: float | None
    city_share: float | None
    relative: float | None
    raw_relative: float | None
    contribution: float | None
    is_suppressed: bool


@dataclass(frozen=True)
class AreaIndex:
    """One area in the index. `index` and `rank` are None unless its state is ``ranked``.

    `class_number` is 1 for the fifth of areas with the greatest index, 5 for the least, 0 when unranked.
    """

    area_id: int
    code: str
    slug: str
    names: dict[str, str]
    residents: float | None
    households: float | None
    holiday_homes: float | None
    state: AreaState
    is_partial: bool
    index: float | None
    raw_index: float | None
    rank: int | None
    is_tied: bool
    class_number: int
    measures: tuple[Measure, ...]

    @property
    def is_ranked(self) -> bool:
        """Whether the area has an index and a rank."""
        return self.state is AreaState.RANKED


def area_rows(result: Disparity) -> list[AreaIndex]:
    """All areas: ranked ones first by their rank, the others after them by name."""
    rows = [_row(result, position) for position in range(len(result.frame.area_ids))]
    return sorted(rows, key=lambda row: (row.rank or math.inf, row.names.get("fi", ""), row.code))


def _row(result: Disparity, at: int) -> AreaIndex:
    frame, index, ranking = result.frame, result.index, result.ranking
    state = _state(result, at)
    is_ranked = state is AreaState.RANKED
    return AreaIndex(
        area_id=frame.area_ids[at],
        code=frame.codes[at],
        slug=frame.slugs[at],
        names=frame.names[at],
        residents=number(result.residents()[at]),
        households=_figure(result, HOUSEHOLDS, at),
        holiday_homes=_figure(result, HOLIDAY_HOMES, at),
        state=state,
        is_partial=str(index.state[at]) == IndexState.RENORMALISED.value,
        index=number(index.index[at]) if is_ranked else None,
        raw_index=number(result.raw.index[at]) if is_ranked else None,
        rank=int(ranking.rank[at]) if is_ranked else None,
        is_tied=bool(ranking.tied[at]),
        class_number=int(result.classes[at]),
        measures=tuple(_measure(result, row, at) for row in range(len(result.indicators))),
    )


def _state(result: Disparity, at: int) -> AreaState:
    if not math.isnan(result.index.index[at]):
        return AreaState.RANKED
    # What the publisher hides is said first: it stays hidden whatever floor the reader tries.
    if result.suppressed[:, at].any():
        return AreaState.NOT_PUBLISHED
    if str(result.index.state[at]) == IndexState.BELOW_FLOOR.value:
        return AreaState.BELOW_FLOOR
    return AreaState.NO_FIGURES


def _measure(result: Disparity, row: int, at: int) -> Measure:
    indicator, index = result.indicators[row], result.index
    is_suppressed = bool(result.suppressed[row, at])
    part, whole = result.parts[row, at], result.wholes[row, at]
    contribution = number(index.contributions[row, at])
    relative = number(index.relative[row, at])
    return Measure(
        indicator=indicator,
        numerator=number(part),
        denominator=number(whole),
        raw_share=number(part / whole) if whole > 0 else None,
        share=number(index.rates[row, at]),
        city_share=number(index.city_rates[row]),
        relative=relative,
        raw_relative=number(result.raw.relative[row, at]),
        contribution=contribution if relative is not None else None,
        is_suppressed=is_suppressed,
    )


def _figure(result: Disparity, key: str, at: int) -> float | None:
    values = result.frame.values.get(key)
    return None if values is None else number(values[at])


def number(value: float | np.floating) -> float | None:
    """A plain float, or None for NaN."""
    return None if math.isnan(value) else float(value)
