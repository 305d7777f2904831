"""By tie to the place: those who live here and those with a holiday home, beside residents and holiday homes.

Age is not asked for, so nothing is compared by age. The tie is not published, so every count here is protected first,
and all that follows is made of protected counts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import Literal

import numpy as np
from sqlalchemy.orm import Session

from boundaries.database import sql
from geo.columns import Floats
from geo.stats.participation import Representation, representation
from geo.stats.raking import Raked, raked
from layers.indicators.catalogue import HOLIDAY_HOMES, RESIDENTS
from layers.indicators.queries import StatisticsFrame
from service.analysis.ideas import LEAST_TOLD, IdeaFilters
from service.analysis.participation.protected import keys_of, told
from service.analysis.rows import number

PACKAGE = "service.analysis.participation"
#: Ties that a group of the population stands for; the others have none to be compared with.
COMPARED = ("permanent", "seasonal")
Reason = Literal["", "no_homes", "few", "one_tie", "no_fit"]


@dataclass(frozen=True)
class TiePart:
    """One tie. `voices` None is fewer than five; `people` and what follows is None for a tie without a population."""

    tie: str
    voices: int | None
    people: float | None
    share: float | None = None
    people_share: float | None = None
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    weighted_share: float | None = None


@dataclass(frozen=True)
class RakedArea:
    """One area (names None: areas with fewer than five voices together) before and after raking; shares are 0-1."""

    names: dict[str, str] | None
    areas: int
    voices: int
    share: float
    people_share: float
    weighted_share: float


@dataclass(frozen=True)
class Fit:
    """Voices raked to areas and ties at once.

    `ties` are the shares of `COMPARED` after raking. `left_out` are people of areas with too few voices to be joined
    even to one another.
    """

    areas: tuple[RakedArea, ...]
    ties: tuple[float, ...]
    raked: Raked
    left_out: float


@dataclass(frozen=True)
class ByTie:
    """Voices by tie, and the fit to ties and areas together; `reason` says why there is none, and is empty else."""

    ties: tuple[TiePart, ...]
    found: Representation | None
    fit: Fit | None
    voices: int
    reason: Reason


def by_tie(
    db: Session, municipality_id: int, frame: StatisticsFrame, filters: IdeaFilters, secret: str, kind: str = "postal"
) -> ByTie:
    """Voices by tie and area beside residents and holiday homes."""
    values = {"municipality_id": municipality_id, "kind": kind, **asdict(filters)}
    rows = db.execute(sql(PACKAGE, "voices_by_tie"), values).all()
    keys: defaultdict[tuple[int, str], list[float]] = defaultdict(list)
    for row, key in zip(rows, keys_of(secret, [row.id for row in rows]), strict=True):
        keys[row.area_id or 0, row.tie].append(key)
    return reckoned(frame, keys)


def reckoned(frame: StatisticsFrame, keys: dict[tuple[int, str], list[float]]) -> ByTie:
    """The same from the record keys of each area (0: none) and tie."""
    residents = np.nan_to_num(frame.values[RESIDENTS])
    homes = np.nan_to_num(frame.values.get(HOLIDAY_HOMES, np.zeros(len(frame.codes))))
    of_ties: defaultdict[str, list[float]] = defaultdict(list)
    for (_area, tie), some in keys.items():
        of_ties[tie].extend(some)
    counts = {tie: told(some) for tie, some in of_ties.items()}
    population = {"permanent": float(residents.sum()), "seasonal": float(homes.sum())}
    found, reason = _compared(counts, population)
    table = np.array([[told(keys.get((area_id, tie), [])) or 0 for tie in COMPARED] for area_id in frame.area_ids])
    fit = None
    if not reason:
        fit, reason = _fitted(frame, table.astype(np.float64), residents + homes, population)
    voices = sum(counts.get(tie) or 0 for tie in COMPARED)
    return ByTie(_tie_rows(counts, population, found, fit), found, fit, voices, reason)


def _compared(counts: dict[str, int | None], population: dict[str, float]) -> tuple[Representation | None, Reason]:
    if not population["seasonal"] > 0 or not population["permanent"] > 0:
        return None, "no_homes"
    said = [counts.get(tie) or 0 for tie in COMPARED]
    if not any(said):
        return None, "few"
    unknown = sum(count or 0 for tie, count in counts.items() if tie not in COMPARED)
    found = representation(said, [population[tie] for tie in COMPARED], unknown=unknown)
    return found, "" if all(said) else "one_tie"


def _fitted(
    frame: StatisticsFrame, table: Floats, people: Floats, population: dict[str, float]
) -> tuple[Fit | None, Reason]:
    """Both margins met at once; areas with fewer than five voices are one group."""
    large = (table.sum(axis=1) >= LEAST_TOLD) & (people > 0)
    rest = ~large & (people > 0)
    groups: list[tuple[dict[str, str] | None, Floats, float, int]] = [
        (frame.names[at], table[at], float(people[at]), 1) for at in np.flatnonzero(large)
    ]
    joined, behind = table[rest].sum(axis=0), float(people[rest].sum())
    left_out = 0.0
    if joined.sum() > 0:
        groups.append((None, joined, behind, int(rest.sum())))
    else:
        left_out = behind
    if len(groups) < 2:
        return None, "few"
    seed, row_totals = np.array([group[1] for group in groups]), np.array([group[2] for group in groups])
    columns = np.array([population[tie] for tie in COMPARED])
    # The ties' totals are scaled to the people of the areas that take part in the fit.
    columns = columns * row_totals.sum() / columns.sum()
    try:
        result = raked(seed, row_totals, columns)
    except ValueError:
        return None, "no_fit"
    counted = seed * np.nan_to_num(result.weights)
    voices, weighted = seed.sum(axis=1), counted.sum(axis=1) / counted.sum()
    rows = [
        RakedArea(
            names=names,
            areas=areas,
            voices=int(voices[at]),
            share=float(voices[at] / voices.sum()),
            people_share=float(row_totals[at] / row_totals.sum()),
            weighted_share=float(weighted[at]),
        )
        for at, (names, _cells, _people, areas) in enumerate(groups)
    ]
    ties = tuple((counted.sum(axis=0) / counted.sum()).tolist())
    return Fit(tuple(rows), ties, result, left_out), ""


def _tie_rows(
    counts: dict[str, int | None], population: dict[str, float], found: Representation | None, fit: Fit | None
) -> tuple[TiePart, ...]:
    order = ("permanent", "seasonal", "work", "study", "owner", "visitor", "unknown")
    all_said = sum(counts.get(tie) or 0 for tie in COMPARED)
    everybody = sum(population.values())
    rows = []
    for tie in order:
        voices = counts.get(tie)
        if tie not in COMPARED:
            rows.append(TiePart(tie, voices, None))
            continue
        at = COMPARED.index(tie)
        rows.append(
            TiePart(
                tie,
                voices,
                population[tie] or None,
                share=voices / all_said if voices and all_said else None,
                people_share=population[tie] / everybody if everybody else None,
                ratio=number(found.ratio[at]) if found and voices else None,
                low=number(found.low[at]) if found and voices else None,
                high=number(found.high[at]) if found and voices else None,
                weighted_share=None if fit is None else fit.ties[at],
            )
        )
    return tuple(rows)
