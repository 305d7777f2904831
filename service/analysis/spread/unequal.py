"""How unequal the areas of one zoning are, each counted as often as people live in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.stats.extremes import Extremes, extreme_fifths
from geo.stats.inequality import atkinson, gini, gini_share_between, mean_log_deviation, quintile_share_ratio, theil
from service.analysis.rows import number
from service.analysis.spread.figures import Measured
from service.analysis.spread.regions import Regions

AVERSIONS = (0.5, 1.0, 2.0)
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class RegionPart:
    """One region: its areas and people with a value, and its mean; None where nothing is known."""

    names: dict[str, str]
    areas: int
    people: float
    mean: float | None


@dataclass(frozen=True, slots=True)
class Between:
    """How much of the differences lies between `regions` and how much within them. `theil_share` and `gini_share` are
    the parts between (0-1), None where nothing differs."""

    regions: Regions
    theil_between: float
    theil_within: float
    theil_share: float | None
    gini_share: float | None
    parts: tuple[RegionPart, ...]


@dataclass(frozen=True, slots=True)
class Unequal:
    """Measures of inequality over `areas` areas with a value. None where a measure cannot be told.

    `mean` is the people-weighted mean, `mean_difference` how far apart two people's areas are on average, in the
    measure's own unit. `atkinson` is by aversion. `problem` is ``no_values``, ``one_area``, ``negative``,
    ``all_zero`` or ``same_everywhere``, empty without one; then no measure is told.
    """

    areas: int
    people: float
    mean: float | None
    problem: str
    gini: float | None = None
    mean_difference: float | None = None
    theil: float | None = None
    mean_log_deviation: float | None = None
    atkinson: tuple[tuple[float, float | None], ...] = ()
    quintile_ratio: float | None = None
    extremes: Extremes | None = None
    between: Between | None = None


def unequal(measured: Measured, regions: Regions | None) -> Unequal:
    """All measures of one measure's values."""
    known = measured.known
    values, people = measured.values[known], measured.people[known]
    mean = float(np.average(values, weights=people)) if known.any() else None
    found = Unequal(int(known.sum()), float(people.sum()), mean, _problem(values))
    if found.problem:
        return found
    g, t = gini(values, people), theil(values, people).total
    return Unequal(
        areas=found.areas,
        people=found.people,
        mean=mean,
        problem="",
        gini=number(g),
        mean_difference=number(2 * g * (mean or 0.0)),
        theil=number(t),
        mean_log_deviation=number(mean_log_deviation(values, people)),
        atkinson=tuple((aversion, number(atkinson(values, people, aversion))) for aversion in AVERSIONS),
        quintile_ratio=number(quintile_share_ratio(values, people)),
        extremes=_extremes(measured),
        between=_between(measured, regions) if regions is not None else None,
    )


def _problem(values: np.ndarray) -> str:
    if not len(values):
        return "no_values"
    if len(values) == 1:
        return "one_area"
    if (values < 0).any():
        return "negative"
    if not values.any():
        return "all_zero"
    return "same_everywhere" if np.ptp(values) == 0 else ""


def _extremes(measured: Measured) -> Extremes | None:
    """The fifths at either end; None for what is no share of whole people."""
    if not measured.is_share or (np.nan_to_num(np.concatenate([measured.part, measured.whole])) % 1).any():
        return None
    return extreme_fifths(measured.part, measured.whole, level=LEVEL)


def _between(measured: Measured, regions: Regions) -> Between | None:
    inside = measured.known & (regions.labels >= 0)
    values, people, labels = measured.values[inside], measured.people[inside], regions.labels[inside]
    if len(np.unique(labels)) < 2 or not values.any():
        return None
    split = theil(values, people, labels)
    parts = []
    for position in np.unique(labels):
        here = labels == position
        mean = float(np.average(values[here], weights=people[here]))
        parts.append(RegionPart(regions.names[position], int(here.sum()), float(people[here].sum()), mean))
    return Between(
        regions=regions,
        theil_between=split.between,
        theil_within=split.within,
        theil_share=split.between / split.total if split.total > 0 else None,
        gini_share=number(gini_share_between(values, people, labels)),
        parts=tuple(sorted(parts, key=lambda part: -(part.mean or 0.0))),
    )
