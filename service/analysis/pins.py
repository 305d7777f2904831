"""How many ideas each area has sent: as counted, per 1,000 people, by who takes part, and where it is silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from geo.stats.participation import ParticipationRates, participation_rates
from geo.stats.ranking import quantile_classes
from geo.stats.silence import SilentAreas, silent_areas
from layers.indicators.catalogue import HOLIDAY_HOMES, RESIDENTS
from layers.indicators.queries import StatisticsFrame, statistics_frame
from service.analysis.ideas import IdeaFilters, Ideas, ideas_of, voices_elsewhere
from service.analysis.rows import number
from service.analysis.weights import AreaWeights, area_weights

Base = Literal["residents", "users"]
PER = 1000
LEVEL = 0.95
CLASSES = 5


@dataclass(frozen=True)
class PinTotals:
    """Where the public ideas looked at are: `total` is the sum of the next four.

    `in_heaps` are those left out because very many lie on one exact point. `repeats` are among the others: their
    author had said the same there before.
    """

    total: int
    in_areas: int
    outside_areas: int
    without_point: int
    in_heaps: int
    repeats: int


@dataclass(frozen=True)
class PinAnalysis:
    """Ideas by statistical unit, in the order of `frame`.

    `counts` are ideas, `voices` those without repeats, of which rates, silence and `weights` are made. `people` is the
    base of the rates: residents, or residents and holiday homes, one home counted as one. `weights` rest on all ideas
    of the municipality, whichever are looked at.
    """

    base: Base
    frame: StatisticsFrame
    counts: NDArray[np.float64]
    voices: NDArray[np.float64]
    people: NDArray[np.float64]
    totals: PinTotals
    rates: ParticipationRates
    silence: SilentAreas
    classes: NDArray[np.int64]
    weights: AreaWeights
    ideas: Ideas


@dataclass(frozen=True)
class AreaPins:
    """One area. Rates are voices per 1,000 people; `low` and `high` are the 95 % interval of `rate`.

    `ratio` is 1 where the area has as large a part of all voices as of all people; `weight` is what one of its voices
    counts for when the map is adjusted for who takes part.

    `silence` is a value of `geo.stats.silence.Silence`; `class_number` 1 is the fifth of areas with the
    greatest smoothed rate, 0 stands for an area without one.
    """

    area_id: int
    code: str
    slug: str
    names: dict[str, str]
    pins: int
    voices: int
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
    ratio: float | None
    weight: float


def pin_analysis(
    connection: Connection,
    municipality_id: int,
    base: Base,
    filters: IdeaFilters | None = None,
    *,
    with_heaps: bool = False,
) -> PinAnalysis:
    """Ideas of all units against the people there.

    An idea without a public point counts in the area that its author chose to show, if any.
    Raises LookupError when the municipality has no statistics.
    """
    frame = statistics_frame(connection, municipality_id, [RESIDENTS, HOLIDAY_HOMES])
    if not frame.codes or RESIDENTS not in frame.values:
        raise LookupError("the municipality has no statistics")
    everything = ideas_of(connection, municipality_id)
    ideas = everything if filters is None or filters.is_all else ideas_of(connection, municipality_id, filters)
    return analysed(frame, ideas, everything, base, with_heaps=with_heaps)


def analysed(
    frame: StatisticsFrame, ideas: Ideas, everything: Ideas, base: Base, *, with_heaps: bool = False
) -> PinAnalysis:
    """Rates, silence and weights. `everything` are all ideas of the municipality, `ideas` those looked at."""
    people = frame.values[RESIDENTS]
    if base == "users" and HOLIDAY_HOMES in frame.values:
        people = people + np.nan_to_num(frame.values[HOLIDAY_HOMES])
    used, whole = (part if with_heaps else part.without_heaps() for part in (ideas, everything))
    counts, voices = used.by_area(frame.area_ids), used.by_area(frame.area_ids, voices=True)
    rates = participation_rates(voices, people, per=PER, level=LEVEL)
    smoothed = np.where(people > 0, rates.shrunk, np.nan)
    taking_part = whole.by_area(frame.area_ids, voices=True)
    return PinAnalysis(
        base=base,
        frame=frame,
        counts=counts,
        voices=voices,
        people=people,
        totals=_totals(ideas, used, counts),
        rates=rates,
        silence=silent_areas(voices, people, level=LEVEL),
        classes=quantile_classes(smoothed, CLASSES),
        weights=area_weights(taking_part, people, voices_elsewhere(whole, frame.area_ids)),
        ideas=ideas,
    )


def _totals(ideas: Ideas, used: Ideas, counts: NDArray[np.float64]) -> PinTotals:
    nowhere = used.ideas[~used.has_point & (used.area_ids == 0)].sum()
    return PinTotals(
        total=int(ideas.ideas.sum()),
        in_areas=int(counts.sum()),
        outside_areas=int(used.ideas.sum() - counts.sum() - nowhere),
        without_point=int(nowhere),
        in_heaps=int(ideas.ideas.sum() - used.ideas.sum()),
        repeats=int(used.ideas.sum() - used.voices.sum()),
    )


def pin_rows(result: PinAnalysis) -> list[AreaPins]:
    """One row an area: silent ones first, by how many ideas are missing; the others by their smoothed rate."""
    rows = [_row(result, at) for at in range(len(result.frame.area_ids))]
    return sorted(rows, key=_order)


def _order(row: AreaPins) -> tuple[int, float, str]:
    if row.silence == "silent":
        return 0, row.voices - (row.expected or 0.0), row.code
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
        voices=int(result.voices[at]),
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
        ratio=number(result.weights.ratio[at]),
        weight=float(result.weights.weight[at]),
    )


def pins_card(result: PinAnalysis) -> dict[str, Any]:
    """Everything that somebody needs to compute the same numbers again."""
    totals = result.totals
    return {
        "definition": "rate = 1000 * voices / people; smoothed by Marshall's global empirical Bayes",
        "interval": "Garwood, 95 %, of the rate that is not smoothed",
        "voice": "an idea; those of one person on one theme within 25 m are one",
        "weight": "the area's share of people over its share of all voices, kept within 0.2 and 5",
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
            "in_heaps": totals.in_heaps,
            "repeats": totals.repeats,
        },
        "weighting": {
            "reason_for_none": result.weights.reason,
            "voices": result.weights.voices,
            "effective_n": number(result.weights.effective_n),
            "trimmed": result.weights.trimmed,
            "without_weight": result.weights.unweighted,
        },
        "editions": sorted({info.edition for info in result.frame.variables.values()}),
        "sources": sorted({info.source for info in result.frame.variables.values()}),
    }
