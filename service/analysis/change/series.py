"""One indicator by area and year, a share or another figure, with all that the page of change tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import norm
from sqlalchemy import Connection

from geo.change.gap import Gap, gap_to_city
from geo.columns import Flags, Floats, divided
from geo.stats.intervals import wilson_interval
from geo.stats.shrinkage import eb_shrunk
from layers.indicators.catalogue import Indicator
from layers.indicators.queries import statistics_stamp
from layers.indicators.years.frame import YearsFrame
from layers.indicators.years.queries import figures_by_year

LEVEL = 0.95


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """An indicator by area and year; arrays are (areas, years) or (years,) for the municipality.

    `parts` and `wholes` are as published, `rates` their quotient (0-1), `smoothed` drawn towards the
    municipality over all years, `low` and `high` the bounds of `rates`. NaN stands for no figure: `hidden` where
    the publisher hides it, `few` where the base is under the indicator's least. The municipality is the sum of the
    areas that show a figure in that year; `shown` says how many they are.

    Of an indicator that is no share `rates` is the figure in its own unit, `smoothed` the same, `parts` NaN, `wholes`
    the people behind it where they are known, the bounds those of its standard error where there is one, and the
    municipality the mean of its areas, weighted by people where they are known in every one.
    """

    indicator: Indicator
    frame: YearsFrame
    parts: Floats
    wholes: Floats
    hidden: Flags
    few: Flags
    rates: Floats
    smoothed: Floats
    low: Floats
    high: Floats
    city: Floats
    city_low: Floats
    city_high: Floats
    city_parts: Floats
    city_wholes: Floats
    shown: tuple[int, ...]
    gap: Gap

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have figures, in order."""
        return self.frame.years


def series_of(connection: Connection, municipality_id: int, indicator: Indicator, kind: str) -> Series:
    """The indicator by year on today's boundaries. Computed once for each state of the figures, then remembered."""
    what = (indicator.key, indicator.columns, indicator.minimum_base)
    key = (municipality_id, kind, statistics_stamp(connection, municipality_id, kind), what)
    found = _remembered.get(key)
    if found is None:
        if len(_remembered) > 64:
            _remembered.clear()
        frame = figures_by_year(connection, municipality_id, indicator.columns, kind)
        found = _remembered[key] = series_in(indicator, frame)
    return found


_remembered: dict[tuple[Any, ...], Series] = {}


def series_in(indicator: Indicator, frame: YearsFrame) -> Series:
    """The indicator in a frame of years."""
    return _shares(indicator, frame) if indicator.kind == "share" else values_in(indicator, frame)


def _shares(indicator: Indicator, frame: YearsFrame) -> Series:
    parts, wholes = frame.summed(indicator.numerator), frame.summed(indicator.denominator)
    hidden = frame.any_hidden((*indicator.numerator, *indicator.denominator))
    # More cases than people is no figure but a mistake of the file.
    wrong = ~(parts <= wholes)
    parts, wholes = np.where(wrong, np.nan, parts), np.where(wrong, np.nan, wholes)
    few = (wholes > 0) & (wholes < indicator.minimum_base)
    # Intervals want whole people; what was shared out between areas is not whole.
    cases, people = np.round(parts), np.round(wholes)
    city_parts, city_wholes = np.nansum(cases, axis=0), np.nansum(people, axis=0)
    low, high = _bounds(cases, people)
    city_low, city_high = wilson_interval(city_parts, city_wholes, LEVEL)
    shown = ~np.isnan(parts) & ~few & (wholes > 0)
    return Series(
        indicator=indicator,
        frame=frame,
        parts=parts,
        wholes=wholes,
        hidden=hidden,
        few=few,
        rates=np.where(shown, divided(parts, wholes), np.nan),
        smoothed=np.where(shown, _smoothed(parts, wholes), np.nan),
        low=np.where(shown, low, np.nan),
        high=np.where(shown, high, np.nan),
        city=divided(city_parts, city_wholes),
        city_low=city_low,
        city_high=city_high,
        city_parts=city_parts,
        city_wholes=city_wholes,
        shown=tuple(int(one) for one in shown.sum(axis=0)),
        gap=_gap(np.where(shown, cases, np.nan), np.where(shown, people, np.nan), city_parts, city_wholes),
    )


def values_in(indicator: Indicator, frame: YearsFrame) -> Series:
    """An indicator that is no share. Its gap has bounds only where the figures have a standard error."""
    values = frame.summed((indicator.value,) if indicator.value else ())
    people = frame.summed((indicator.base,) if indicator.base else ())
    error = frame.summed((indicator.error,) if indicator.error else ())
    few = people < indicator.minimum_base
    rates = np.where(few, np.nan, values)
    known = ~np.isnan(rates)
    # One area without its people would be left out of the mean in silence: then all count the same.
    weighted = bool(indicator.base) and not np.isnan(people[known]).any()
    weights = np.where(known, people if weighted else 1.0, 0.0)
    city = divided(np.nansum(np.nan_to_num(rates) * weights, axis=0), weights.sum(axis=0))
    spread = float(norm.ppf((1 + LEVEL) / 2)) * error
    nothing = np.full(city.shape, np.nan)
    ratios = [divided(one, np.broadcast_to(city, rates.shape)) for one in (rates, rates - spread, rates + spread)]
    return Series(
        indicator=indicator,
        frame=frame,
        parts=np.full(rates.shape, np.nan),
        wholes=people,
        hidden=frame.any_hidden(indicator.columns),
        few=few,
        rates=rates,
        smoothed=rates,
        low=rates - spread,
        high=rates + spread,
        city=city,
        city_low=nothing,
        city_high=nothing,
        city_parts=nothing,
        city_wholes=np.nansum(people, axis=0) if weighted else nothing,
        shown=tuple(int(one) for one in known.sum(axis=0)),
        gap=Gap(rates - city, rates - spread - city, rates + spread - city, *ratios),
    )


def _smoothed(parts: Floats, wholes: Floats) -> Floats:
    """Drawn towards one mean of all the years together.

    Towards each year's own mean, an area where nothing changed would seem to follow the municipality.
    """
    return np.asarray(eb_shrunk(parts.ravel(), wholes.ravel()).rate.reshape(parts.shape), dtype=np.float64)


def _bounds(cases: Floats, people: Floats) -> tuple[Floats, Floats]:
    low, high = wilson_interval(cases.ravel(), people.ravel(), LEVEL)
    return low.reshape(cases.shape), high.reshape(cases.shape)


def _gap(cases: Floats, people: Floats, city_cases: Floats, city_people: Floats) -> Gap:
    whole = np.broadcast_to(city_cases, cases.shape), np.broadcast_to(city_people, cases.shape)
    found = gap_to_city(cases.ravel(), people.ravel(), whole[0].ravel(), whole[1].ravel(), LEVEL)
    parts = (found.points, found.points_low, found.points_high, found.ratio, found.ratio_low, found.ratio_high)
    return Gap(*(part.reshape(cases.shape) for part in parts))
