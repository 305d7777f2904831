"""The indicators' figures by area, as the index takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from geo.columns import Flags, Floats, divided
from geo.stats.composite.measures import Measure, measures_of
from geo.stats.shares import Indicator as ShareColumn
from geo.stats.shares import Shares, Smoothing, shares_of
from layers.indicators.catalogue import HOLIDAY_HOMES, HOUSEHOLDS, RESIDENTS, Indicator
from layers.indicators.queries import StatisticsFrame, statistics_frame

#: Areas under this take no part in the municipality's own figures: theirs may be hidden by the publisher.
REFERENCE_FLOOR = 30
LEFT_OUT = 0.1


@dataclass(frozen=True)
class Figures:
    """Indicators that have figures here, and those figures by area in the order of `frame`.

    part, whole
        The counts of shares, a row per indicator; NaN where hidden or missing. Of a value `whole` is the people behind
        it, where they are known, and `part` is NaN.
    value
        The figure itself: a share (0-1) as it is, or a value in its unit. NaN where hidden or missing, and where a
        part is greater than its whole: then neither is believed.
    error
        Standard errors of values; NaN where none is given.
    suppressed
        Where the publisher hides an indicator, a row each.
    absent
        Indicators that were asked for and have no figure at all here.
    """

    frame: StatisticsFrame
    indicators: tuple[Indicator, ...]
    part: Floats
    whole: Floats
    value: Floats
    error: Floats
    suppressed: NDArray[np.bool_]
    absent: tuple[Indicator, ...]

    @property
    def residents(self) -> Floats:
        """Residents by area; NaN where unknown."""
        return self.frame.values[RESIDENTS]

    def row(self, key: str) -> int:
        """The row of an indicator in the matrices."""
        return next(at for at, one in enumerate(self.indicators) if one.key == key)


def figures_of(connection: Connection, municipality_id: int, indicators: Sequence[Indicator]) -> Figures:
    """The newest figures of some indicators.

    Raises LookupError when the municipality has no areas, or no residents are known of any.
    """
    keys = {key for one in indicators for key in one.columns}
    frame = statistics_frame(connection, municipality_id, sorted(keys | {RESIDENTS, HOUSEHOLDS, HOLIDAY_HOMES}))
    if not frame.codes or RESIDENTS not in frame.values:
        raise LookupError("the municipality has no statistics")
    return figures_in(frame, indicators)


def figures_in(frame: StatisticsFrame, indicators: Sequence[Indicator]) -> Figures:
    """The figures of some indicators in a frame that has their columns, or some of them."""
    here = tuple(one for one in indicators if _needed(one) <= frame.values.keys())
    shape = (len(here), len(frame.codes))
    part, whole, value, error = (np.full(shape, np.nan) for _ in range(4))
    hidden = np.zeros(shape, dtype=np.bool_)
    for at, one in enumerate(here):
        hidden[at] = np.any([frame.suppressed[key] for key in _needed(one)], axis=0)
        if one.kind == "share":
            part[at], whole[at] = _sum(frame, one.numerator), _sum(frame, one.denominator)
            wrong = part[at] > whole[at]
            part[at, wrong] = whole[at, wrong] = np.nan
            value[at] = np.where(whole[at] > 0, divided(part[at], whole[at]), np.nan)
        else:
            value[at] = frame.values[str(one.value)]
            whole[at] = frame.values.get(str(one.base), whole[at])
            error[at] = frame.values.get(str(one.error), error[at])
            value[at, whole[at] < one.minimum_base] = np.nan
    absent = tuple(one for one in indicators if one not in here)
    return Figures(frame, here, part, whole, value, error, hidden, absent)


def measured(
    figures: Figures, weights: dict[str, float], smoothing: Smoothing, beside: Flags | None = None
) -> tuple[list[Measure], Shares | None]:
    """Measures of the weighted indicators, in their order; and the shares among them, for draws.

    The municipality's own figures stay the same whatever floor the reader tries: they come from all areas from
    `REFERENCE_FLOOR` up that have every indicator, so that all speak of the same people, or from all from there up
    where that would leave out more than `LEFT_OUT` of the residents. None stands for no shares at all. A value's is
    the mean of the reference areas by the people behind it, or by residents. Areas flagged in `beside` take no part in
    these figures: their people are counted in the others already.
    """
    rows = [at for at, one in enumerate(figures.indicators) if weights.get(one.key, 0) > 0]
    of_shares = [at for at in rows if figures.indicators[at].kind == "share"]
    columns = [_share(figures, at, weights[figures.indicators[at].key]) for at in of_shares]
    shares, found = None, {}
    if columns:
        reference = _reference(columns, figures.residents, beside)
        shares = shares_of(columns, population=figures.residents, smoothing=smoothing, reference=reference)
        found = {one.key: one for one in measures_of(columns, shares)}
    measures = []
    for at in rows:
        one = figures.indicators[at]
        made = found.get(one.key) or _value(figures, at, weights[one.key], beside)
        measures.append(replace(made, theme=one.domain))
    return measures, shares


def _value(figures: Figures, at: int, weight: float, beside: Flags | None) -> Measure:
    one, value, whole, error = figures.indicators[at], figures.value[at], figures.whole[at], figures.error[at]
    people = whole if np.isfinite(whole).any() else figures.residents
    counted = np.isfinite(value) & (np.nan_to_num(figures.residents) >= REFERENCE_FLOOR) & (np.nan_to_num(people) > 0)
    if beside is not None:
        counted &= ~beside
    city = float(np.average(value[counted], weights=people[counted])) if counted.any() else None
    return Measure(
        one.key,
        value,
        weight=weight,
        higher_is_need=one.more_is_need,
        city=city,
        base=people,
        error=error if np.isfinite(error).any() else None,
    )


def _reference(columns: Sequence[ShareColumn], residents: Floats, beside: Flags | None) -> Flags:
    people = np.nan_to_num(residents)
    large = people >= REFERENCE_FLOOR
    if beside is not None:
        large &= ~beside
    full = large & shares_of(columns, population=residents).present.all(axis=0)
    return full if people[full].sum() >= (1 - LEFT_OUT) * people[large].sum() else large


def _share(figures: Figures, at: int, weight: float) -> ShareColumn:
    one = figures.indicators[at]
    return ShareColumn(
        one.key,
        figures.part[at],
        figures.whole[at],
        weight=weight,
        least_base=one.minimum_base,
        higher_is_need=one.more_is_need,
    )


def _needed(one: Indicator) -> set[str]:
    return {*one.numerator, *one.denominator} if one.kind == "share" else {str(one.value)}


def _sum(frame: StatisticsFrame, keys: tuple[str, ...]) -> Floats:
    return np.asarray(np.sum([frame.values[key] for key in keys], axis=0), dtype=np.float64)
