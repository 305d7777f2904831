"""How many ideas each area has sent: as counted, per 1,000 people, and where it is silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from boundaries.database import sql
from geo.stats.participation import ParticipationRates, participation_rates
from geo.stats.ranking import quantile_classes
from geo.stats.silence import SilentAreas, silent_areas
from layers.indicators.catalogue import HOLIDAY_HOMES, RESIDENTS
from layers.indicators.queries import StatisticsFrame, statistics_frame
from service.analysis.rows import number

PACKAGE = "service.analysis"
Base = Literal["residents", "users"]
DEFAULT_SIGMA_M = 1000
PER = 1000
LEVEL = 0.95
CLASSES = 5


@dataclass(frozen=True)
class PinTotals:
    """Where the municipality's public ideas are: `total` is the sum of the other three."""

    total: int
    in_areas: int
    outside_areas: int
    without_point: int


@dataclass(frozen=True)
class PinAnalysis:
    """Ideas by statistical unit, in the order of `frame`.

    `people` is the base of the rates: residents, or residents and holiday homes, one home counted as one.
    """

    base: Base
    frame: StatisticsFrame
    counts: NDArray[np.float64]
    people: NDArray[np.float64]
    totals: PinTotals
    rates: ParticipationRates
    silence: SilentAreas
    classes: NDArray[np.int64]


@dataclass(frozen=True)
class AreaPins:
    """One area. Rates are ideas per 1,000 people; `low` and `high` are the 95 % interval of `rate`.

    `silence` is a value of `geo.stats.silence.Silence`; `class_number` 1 is the fifth of areas with the
    greatest smoothed rate, 0 stands for an area without one.
    """

    area_id: int
    code: str
    slug: str
    names: dict[str, str]
    pins: int
    residents: float | None
    holiday_homes: float | None
    people: float | None
    rate: float | None
    smoothed: float | None
    low: float | None
    high: float | None
    expected: float | None
    silence: str
    class_number: int


def pin_analysis(connection: Connection, municipality_id: int, base: Base) -> PinAnalysis:
    """Ideas of all units against the people there.

    An idea without a public point counts in the area that its author chose to show, if any.
    Raises LookupError when the municipality has no statistics.
    """
    frame = statistics_frame(connection, municipality_id, [RESIDENTS, HOLIDAY_HOMES])
    if not frame.codes or RESIDENTS not in frame.values:
        raise LookupError("the municipality has no statistics")
    place = {"municipality_id": municipality_id, "kind": "postal"}
    found = {row.area_id: row.pins for row in connection.execute(sql(PACKAGE, "pins_by_unit"), place)}
    totals = connection.execute(sql(PACKAGE, "pins_in_all"), place).one()
    counts = np.array([found.get(area_id, 0) for area_id in frame.area_ids], dtype=np.float64)
    return analysed(frame, counts, PinTotals(*totals), base)


def analysed(frame: StatisticsFrame, counts: NDArray[np.float64], totals: PinTotals, base: Base) -> PinAnalysis:
    """Rates and silence of counted ideas."""
    people = frame.values[RESIDENTS]
    if base == "users" and HOLIDAY_HOMES in frame.values:
        people = people + np.nan_to_num(frame.values[HOLIDAY_HOMES])
    rates = participation_rates(counts, people, per=PER, level=LEVEL)
    smoothed = np.where(people > 0, rates.shrunk, np.nan)
    return PinAnalysis(
        base=base,
        frame=frame,
        counts=counts,
        people=people,
        totals=totals,
        rates=rates,
        silence=silent_areas(counts, people, level=LEVEL),
        classes=quantile_classes(smoothed, CLASSES),
    )


def pin_rows(result: PinAnalysis) -> list[AreaPins]:
    """One row an area: silent ones first, by how many ideas are missing; the others by their smoothed rate."""
    rows = [_row(result, at) for at in range(len(result.frame.area_ids))]
    return sorted(rows, key=_order)


def _order(row: AreaPins) -> tuple[int, float, str]:
    if row.silence == "silent":
        return 0, row.pins - (row.expected or 0.0), row.code
    return 1, -(row.smoothed if row.smoothed is not None else -1.0), row.code


def _row(result: PinAnalysis, at: int) -> AreaPins:
    frame, rates = result.frame, result.rates
    people = number(result.people[at])
    homes = frame.values.get(HOLIDAY_HOMES)
    has_people = bool(people)
    return AreaPins(
        area_id=frame.area_ids[at],
        code=frame.codes[at],
        slug=frame.slugs[at],
        names=frame.names[at],
        pins=int(result.counts[at]),
        residents=number(frame.values[RESIDENTS][at]),
        holiday_homes=None if homes is None else number(homes[at]),
        people=people,
        rate=number(rates.rate[at]) if has_people else None,
        smoothed=number(rates.shrunk[at]) if has_people else None,
        low=number(rates.low[at]) if has_people else None,
        high=number(rates.high[at]) if has_people else None,
        expected=number(result.silence.expected[at]) if has_people else None,
        silence=str(result.silence.state[at]),
        class_number=int(result.classes[at]),
    )


def pins_card(result: PinAnalysis) -> dict[str, Any]:
    """Everything that somebody needs to compute the same numbers again."""
    totals = result.totals
    return {
        "definition": "rate = 1000 * ideas / people; smoothed by Marshall's global empirical Bayes",
        "interval": "Garwood, 95 %, of the rate that is not smoothed",
        "silent": "the upper bound of the area's rate lies below the municipality's rate",
        "base": result.base,
        "per": PER,
        "municipality_rate": number(result.rates.overall),
        "units": "postal",
        "ideas": {
            "total": totals.total,
            "in_areas": totals.in_areas,
            "outside_areas": totals.outside_areas,
            "without_point": totals.without_point,
        },
        "editions": sorted({info.edition for info in result.frame.variables.values()}),
        "sources": sorted({info.source for info in result.frame.variables.values()}),
    }
