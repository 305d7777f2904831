"""What later years say of a programme: values of the areas, never their ranks, on the boundaries of the decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection

from geo.change.programme_effect import Effect, Return, difference_in_differences, return_to_the_mean
from geo.change.synthetic import Synthetic, synthetic_control
from geo.columns import Flags, Floats
from geo.stats.shrinkage import eb_shrunk
from layers.indicators.catalogue import Indicator
from layers.indicators.queries import statistics_stamp
from layers.indicators.years.queries import Target, figures_by_year
from service.analysis.change.series import Series, series_in
from service.programmes.evaluation.queries import KIND, FollowupView
from service.programmes.queries import DecisionView

#: A mix of comparison areas that misses the area by more than this share of how much areas differ is no like area.
GREATEST_MISFIT = 0.25


@dataclass(frozen=True, slots=True)
class Mix:
    """One chosen area against a mix of comparison areas. `made` None where a year is missing; `is_like` tells whether
    the mix ran like the area before the programme."""

    code: str
    made: Synthetic | None
    is_like: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known of a programme's areas in one figure.

    `treated` and `compared` mark rows of `series`; `first_after` is the column of the first year with the programme,
    None while there is none. `chosen_mean` and `compared_mean` are by year, each area counting the same. `effect`
    and `mixes` are there when years before and after are, else `why_not` says what is lacking: ``no_years``,
    ``no_before``, ``no_after``, ``no_chosen`` or ``few_compared``. `chance` is what the chosen areas owe to chance at
    the baseline, the last year before the programme.
    """

    series: Series
    treated: Flags
    compared: Flags
    first_after: int | None
    baseline: int | None
    chosen_mean: Floats
    compared_mean: Floats
    effect: Effect | None
    mixes: tuple[Mix, ...]
    chance: Return | None
    why_not: str

    @property
    def years(self) -> tuple[int, ...]:
        """The years with figures."""
        return self.series.years


def outcome_of(
    connection: Connection, municipality_id: int, view: DecisionView, followup: FollowupView, indicator: Indicator
) -> Outcome:
    """The figure of the decision's areas by year, on the boundaries that they had then.

    Reckoned once for each state of the figures, then remembered: neither the decision nor what it is held against
    ever changes.
    """
    stamp = statistics_stamp(connection, municipality_id, KIND)
    key = (municipality_id, stamp, view.content_hash, indicator.key, indicator.columns, indicator.minimum_base)
    found = _remembered.get(key)
    if found is None:
        if len(_remembered) > 32:
            _remembered.clear()
        found = _remembered[key] = _read(connection, municipality_id, view, followup, indicator)
    return found


_remembered: dict[tuple[Any, ...], Outcome] = {}


def _read(
    connection: Connection, municipality_id: int, view: DecisionView, followup: FollowupView, indicator: Indicator
) -> Outcome:
    targets = tuple(
        Target(0, row["code"], row["code"], row["name"], row["area_version_id"], row.get("boundary_version", 0))
        for row in view.table
    )
    frame = figures_by_year(connection, municipality_id, indicator.columns, KIND, targets)
    return outcome_in(series_in(indicator, frame), {one["code"] for one in view.chosen}, followup)


def outcome_in(series: Series, chosen: set[str], followup: FollowupView) -> Outcome:
    """The same from a series."""
    codes = series.frame.codes
    treated = np.array([code in chosen for code in codes], dtype=np.bool_)
    compared = np.array([code in followup.codes for code in codes], dtype=np.bool_)
    years = np.array(series.years, dtype=np.int64)
    # Years after the programme's last one still tell what stayed of it.
    after = np.flatnonzero(years >= followup.first_year)
    before = np.flatnonzero(years < followup.first_year)
    first_after = int(after[0]) if len(after) else None
    baseline = int(before[-1]) if len(before) else None
    why_not = "" if len(before) and len(after) else _lacking(len(series.years), len(before))
    effect = mixes = None
    if not why_not and first_after is not None:
        effect, why_not = _effect(series, treated, compared, first_after)
        mixes = _mixes(series, treated, compared, first_after) if effect else None
    return Outcome(
        series=series,
        treated=treated,
        compared=compared,
        first_after=first_after,
        baseline=baseline,
        chosen_mean=_means(series.smoothed, treated),
        compared_mean=_means(series.smoothed, compared),
        effect=effect,
        mixes=mixes or (),
        chance=_chance(series, treated, baseline),
        why_not=why_not,
    )


def _lacking(years: int, before: int) -> str:
    if not years:
        return "no_years"
    return "no_after" if before else "no_before"


def _effect(series: Series, treated: Flags, compared: Flags, first_after: int) -> tuple[Effect | None, str]:
    whole = _whole(series.smoothed)
    if not (treated & whole).any():
        return None, "no_chosen"
    if (compared & whole).sum() < 2:
        return None, "few_compared"
    rows = treated | compared
    return difference_in_differences(series.smoothed[rows], treated[rows], first_after), ""


def _mixes(series: Series, treated: Flags, compared: Flags, first_after: int) -> tuple[Mix, ...]:
    whole = _whole(series.smoothed)
    others = series.smoothed[compared & whole]
    spread = float(np.nanstd(series.smoothed[:, :first_after]))
    found = []
    for row in np.flatnonzero(treated):
        code = series.frame.codes[row]
        if not whole[row]:
            found.append(Mix(code, None, False))
            continue
        made = synthetic_control(series.smoothed[row], others, first_after)
        found.append(Mix(code, made, made.misfit_before <= GREATEST_MISFIT * spread))
    return tuple(found)


def _means(values: Floats, rows: Flags) -> Floats:
    """By year, over the areas that have a figure in every year; a mean of changing areas would be no change."""
    whole = rows & _whole(values)
    if not whole.any():
        return np.full(values.shape[1], np.nan)
    return np.asarray(values[whole].mean(axis=0), dtype=np.float64)


def _chance(series: Series, treated: Flags, baseline: int | None) -> Return | None:
    if baseline is None or series.indicator.kind != "share":
        return None
    shrunk = eb_shrunk(series.parts[:, baseline], series.wholes[:, baseline]).rate
    raw = series.rates[:, baseline]
    if not (treated & np.isfinite(raw) & np.isfinite(shrunk)).any():
        return None
    return return_to_the_mean(raw, shrunk, treated)


def _whole(values: Floats) -> Flags:
    """The areas that have a figure in every year."""
    return np.asarray(np.isfinite(values).all(axis=1), dtype=np.bool_)
