"""By tie to the place: those who live here and those with a holiday home, beside residents and holiday homes.

Age is not asked for, so nothing is compared by age. The tie is not published, so every count here is protected first,
and all that follows is made of protected counts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass

import numpy as np
from sqlalchemy.orm import Session

from boundaries.database import sql
from geo.stats.participation import Representation, representation
from layers.indicators.catalogue import HOLIDAY_HOMES, RESIDENTS
from layers.indicators.queries import StatisticsFrame
from service.analysis.ideas import IdeaFilters
from service.analysis.participation.protected import keys_of, told
from service.analysis.participation.raking import COMPARED, Fit, Reason, fitted
from service.analysis.rows import number

PACKAGE = "service.analysis.participation"


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
    fit = None
    if not reason:
        fit, reason = fitted(frame, keys, residents, homes)
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
