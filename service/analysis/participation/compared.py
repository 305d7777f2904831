"""Ideas by area beside the people there: representation with intervals, and what weighting by area does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from sqlalchemy import Connection

from geo.stats.raking import TRIM
from layers.indicators.catalogue import HOLIDAY_HOMES, RESIDENTS
from layers.indicators.queries import StatisticsFrame, statistics_frame
from service.analysis.ideas import IdeaFilters, ideas_of, voices_elsewhere
from service.analysis.pins import Base
from service.analysis.rows import number
from service.analysis.weights import AreaWeights, area_weights

Verdict = Literal["fewer", "more", "unclear", "unknown"]
#: The chi-square test is rough where more than this share of areas expects fewer than five voices.
ROUGH_ABOVE = 0.2


@dataclass(frozen=True)
class AreaPart:
    """One area. Shares are 0-1; `ratio` is the area's share of voices over its share of people, `low` and `high` its
    95 % bounds; `weighted_share` is its share of voices after weighting. None without people.
    """

    code: str
    slug: str
    names: dict[str, str]
    voices: int
    share: float | None
    people: float | None
    people_share: float | None
    ratio: float | None
    low: float | None
    high: float | None
    weight: float
    weighted_share: float | None
    verdict: Verdict


@dataclass(frozen=True)
class Comparison:
    """All areas, and what they say together.

    `unknown` are voices of no area, or of areas where nobody lives. `dissimilarity` and `weighted_dissimilarity` (0-1)
    are the share of voices that would have to come from elsewhere, before and after weighting. `is_rough` says that
    many areas are too small for the test.
    """

    base: Base
    frame: StatisticsFrame
    rows: tuple[AreaPart, ...]
    weights: AreaWeights
    unknown: int
    dissimilarity: float | None
    weighted_dissimilarity: float | None
    p_value: float | None
    is_rough: bool


def comparison(
    connection: Connection, municipality_id: int, base: Base = "residents", filters: IdeaFilters | None = None
) -> Comparison:
    """Voices by area against people by area; heaps on one point are left out.

    Raises LookupError when the municipality has no statistics.
    """
    frame = statistics_frame(connection, municipality_id, [RESIDENTS, HOLIDAY_HOMES])
    if not frame.codes or RESIDENTS not in frame.values:
        raise LookupError("the municipality has no statistics")
    ideas = ideas_of(connection, municipality_id, filters).without_heaps()
    voices = ideas.by_area(frame.area_ids, voices=True)
    nowhere = voices_elsewhere(ideas, frame.area_ids)
    return compared(frame, voices, nowhere, base)


def compared(frame: StatisticsFrame, voices: np.ndarray, nowhere: float, base: Base) -> Comparison:
    """The same from counts."""
    people = frame.values[RESIDENTS]
    if base == "users" and HOLIDAY_HOMES in frame.values:
        people = people + np.nan_to_num(frame.values[HOLIDAY_HOMES])
    weights = area_weights(voices, people, nowhere)
    settled = np.nan_to_num(people) > 0
    said, lived = voices * settled, np.where(settled, people, 0.0)
    total, everybody = float(said.sum()), float(lived.sum())
    shares = said / total if total else np.full(said.shape, np.nan)
    of_people = lived / everybody if everybody else np.full(said.shape, np.nan)
    counted = said * weights.weight
    weighted = counted / counted.sum() if counted.sum() > 0 else np.full(said.shape, np.nan)
    expected = of_people[settled] * total
    rows = [
        AreaPart(
            code=frame.codes[at],
            slug=frame.slugs[at],
            names=frame.names[at],
            voices=int(voices[at]),
            share=number(shares[at]) if settled[at] else None,
            people=number(people[at]),
            people_share=number(of_people[at]) if settled[at] else None,
            ratio=number(weights.ratio[at]),
            low=number(weights.low[at]),
            high=number(weights.high[at]),
            weight=float(weights.weight[at]),
            weighted_share=number(weighted[at]) if settled[at] else None,
            verdict=verdict_of(weights.low[at], weights.high[at]),
        )
        for at in range(len(frame.codes))
    ]
    found = weights.found
    return Comparison(
        base=base,
        frame=frame,
        rows=tuple(sorted(rows, key=lambda row: (row.ratio is None, row.ratio, row.code))),
        weights=weights,
        unknown=round(weights.unweighted),
        dissimilarity=number(found.dissimilarity) if found else None,
        weighted_dissimilarity=number(np.abs(weighted - of_people).sum() / 2),
        p_value=number(found.p_value) if found else None,
        is_rough=bool(len(expected) and (expected < 5).mean() > ROUGH_ABOVE),
    )


def verdict_of(low: float, high: float) -> Verdict:
    """Whether an area clearly has fewer or more voices than people, by the bounds of its ratio."""
    if not (low == low and high == high):
        return "unknown"
    return "fewer" if high < 1 else "more" if low > 1 else "unclear"


def comparison_card(result: Comparison) -> dict[str, Any]:
    """Everything that somebody needs to compute the same numbers again."""
    weights = result.weights
    return {
        "definition": "ratio = (area's voices / all voices) / (area's people / all people); bounds by Wilson, 95 %",
        "voice": "an idea; those of one person on one theme within 25 m are one, in areas with five voices or more",
        "weight": f"1 / ratio, kept within {TRIM[0]:g} and {TRIM[1]:g}",
        "base": result.base,
        "voices": weights.voices,
        "unknown": result.unknown,
        "dissimilarity": result.dissimilarity,
        "dissimilarity_weighted": result.weighted_dissimilarity,
        "effective_n": number(weights.effective_n),
        "trimmed": weights.trimmed,
        "p_value": result.p_value,
        "reason_for_no_weights": weights.reason,
        "editions": sorted({info.edition for info in result.frame.variables.values()}),
        "sources": sorted({info.source for info in result.frame.variables.values()}),
    }
