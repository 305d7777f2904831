"""The sum index of a municipality's statistical units, with all that it was made of and its method card."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from geo.stats.index import Indicator as IndexColumn
from geo.stats.index import SumIndex, sum_index
from geo.stats.ranking import Ranking, quantile_classes, ranked
from layers.indicators.catalogue import HOLIDAY_HOMES, HOUSEHOLDS, RESIDENTS, SUM_INDEX, Indicator
from layers.indicators.queries import StatisticsFrame, statistics_frame, statistics_stamp

Smoothing = Literal["eb", "none"]
FLOORS = (30, 100, 300, 1000)
DEFAULT_FLOOR = 300
#: Areas under this take no part in the municipality's own shares: their figures may be hidden by the publisher.
REFERENCE_FLOOR = 30
CLASSES = 5
#: Shares are compared as they are shown: what reads as the same number must not hide an order.
DECIMALS = 1


@dataclass(frozen=True)
class Choices:
    """What the reader chose; the address of the page carries the same.

    floor : residents under which an area gets no rank.
    smoothing : "eb" draws small areas towards the municipality, "none" shows raw shares.
    weights : share of each indicator, by key; equal by default.
    """

    floor: int = DEFAULT_FLOOR
    smoothing: Smoothing = "eb"
    weights: tuple[tuple[str, float], ...] = field(default_factory=lambda: tuple((one.key, 1.0) for one in SUM_INDEX))


@dataclass(frozen=True)
class Disparity:
    """The index of all units of a municipality, in the order of `frame`."""

    choices: Choices
    indicators: tuple[Indicator, ...]
    frame: StatisticsFrame
    parts: NDArray[np.float64]
    wholes: NDArray[np.float64]
    suppressed: NDArray[np.bool_]  # a row per indicator: the publisher hides it there
    index: SumIndex
    raw: SumIndex
    ranking: Ranking
    classes: NDArray[np.int64]

    def residents(self) -> NDArray[np.float64]:
        """Residents by unit; NaN where unknown."""
        return self.frame.values[RESIDENTS]


def disparity(connection: Connection, municipality_id: int, choices: Choices) -> Disparity:
    """The sum index as chosen. Computed once for each state of the statistics, then remembered.

    Raises LookupError when the municipality has no statistics.
    """
    stamp = statistics_stamp(connection, municipality_id)
    key = (municipality_id, stamp, choices)
    found = _remembered.get(key)
    if found is None:
        if len(_remembered) > 64:
            _remembered.clear()
        found = _remembered[key] = computed(_frame(connection, municipality_id), choices)
    return found


_remembered: dict[tuple[Any, ...], Disparity] = {}


def computed(frame: StatisticsFrame, choices: Choices) -> Disparity:
    """The sum index of a frame of statistics."""
    weights = dict(choices.weights)
    indicators = tuple(one for one in SUM_INDEX if weights.get(one.key, 0) > 0)
    parts = np.array([_sum(frame, one.numerator) for one in indicators])
    wholes = np.array([_sum(frame, one.denominator) for one in indicators])
    hidden = np.array([_any_suppressed(frame, one) for one in indicators])
    columns = [
        IndexColumn(
            one.key,
            parts[row],
            wholes[row],
            weight=weights[one.key],
            least_base=one.minimum_base,
            higher_is_need=one.more_is_need,
        )
        for row, one in enumerate(indicators)
    ]
    people = frame.values[RESIDENTS]
    # The municipality's own shares stay the same whatever floor the reader tries.
    whole = sum_index(columns, population=people, population_floor=REFERENCE_FLOOR).reference
    floor = choices.floor
    index = sum_index(columns, population=people, population_floor=floor, smoothing=choices.smoothing, reference=whole)
    raw = sum_index(columns, population=people, population_floor=floor, reference=whole)
    return Disparity(
        choices=choices,
        indicators=indicators,
        frame=frame,
        parts=parts,
        wholes=wholes,
        suppressed=hidden,
        index=index,
        raw=raw,
        ranking=ranked(index.index, decimals=DECIMALS),
        classes=quantile_classes(index.index, CLASSES),
    )


def method_card(result: Disparity) -> dict[str, Any]:
    """Everything that somebody needs to compute the same numbers again; the same card, the same numbers."""
    return {
        "preset": "helsinki",
        "preset_version": 1,
        "definition": "index = sum(weight * 100 * share / municipality's share)",
        "smoothing": result.choices.smoothing,
        "population_floor": result.choices.floor,
        "least_weight_present": 0.7,
        "units": "postal",
        "units_ranked": result.ranking.of,
        "indicators": [
            {
                "key": one.key,
                "numerator": list(one.numerator),
                "denominator": list(one.denominator),
                "year": one.year,
                "minimum_base": one.minimum_base,
                "weight": dict(result.choices.weights)[one.key],
                "municipality_share": float(result.index.city_rates[row]),
            }
            for row, one in enumerate(result.indicators)
        ],
        "editions": sorted({info.edition for info in result.frame.variables.values()}),
        "sources": sorted({info.source for info in result.frame.variables.values()}),
    }


def _frame(connection: Connection, municipality_id: int) -> StatisticsFrame:
    keys = {key for one in SUM_INDEX for key in (*one.numerator, *one.denominator)}
    frame = statistics_frame(connection, municipality_id, sorted(keys | {RESIDENTS, HOUSEHOLDS, HOLIDAY_HOMES}))
    if not frame.codes or RESIDENTS not in frame.values:
        raise LookupError("the municipality has no statistics")
    return frame


def _sum(frame: StatisticsFrame, keys: tuple[str, ...]) -> NDArray[np.float64]:
    return np.sum([frame.values[key] for key in keys], axis=0)


def _any_suppressed(frame: StatisticsFrame, indicator: Indicator) -> NDArray[np.bool_]:
    keys = {*indicator.numerator, *indicator.denominator}
    return np.any([frame.suppressed[key] for key in keys], axis=0)
