"""The indicators' figures by area, as the index takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from geo.columns import Flags, Floats
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
        The counts of shares, a row per indicator; NaN where hidden or missing.
    suppressed
        Where the publisher hides an indicator, a row each.
    absent
        Indicators that were asked for and have no figure at all here.
    """

    frame: StatisticsFrame
    indicators: tuple[Indicator, ...]
    part: Floats
    whole: Floats
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
    keys = {key for one in indicators for key in (*one.numerator, *one.denominator)}
    frame = statistics_frame(connection, municipality_id, sorted(keys | {RESIDENTS, HOUSEHOLDS, HOLIDAY_HOMES}))
    if not frame.codes or RESIDENTS not in frame.values:
        raise LookupError("the municipality has no statistics")
    here = tuple(one for one in indicators if {*one.numerator, *one.denominator} <= frame.values.keys())
    shape = (len(here), len(frame.codes))
    return Figures(
        frame=frame,
        indicators=here,
        part=np.array([_sum(frame, one.numerator) for one in here]).reshape(shape),
        whole=np.array([_sum(frame, one.denominator) for one in here]).reshape(shape),
        suppressed=np.array([_hidden(frame, one) for one in here], dtype=np.bool_).reshape(shape),
        absent=tuple(one for one in indicators if one not in here),
    )


def measured(figures: Figures, weights: dict[str, float], smoothing: Smoothing) -> tuple[list[Measure], Shares | None]:
    """Measures of the weighted indicators, in their order; and the shares among them, for draws.

    The municipality's own figures stay the same whatever floor the reader tries: they come from all areas from
    `REFERENCE_FLOOR` up that have every indicator, so that all speak of the same people, or from all from there up
    where that would leave out more than `LEFT_OUT` of the residents. None stands for no shares at all.
    """
    rows = [at for at, one in enumerate(figures.indicators) if weights.get(one.key, 0) > 0]
    if not rows:
        return [], None
    columns = [_share(figures, at, weights[figures.indicators[at].key]) for at in rows]
    shares = shares_of(
        columns, population=figures.residents, smoothing=smoothing, reference=_reference(columns, figures.residents)
    )
    domains = {one.key: one.domain for one in figures.indicators}
    return [replace(one, theme=domains[one.key]) for one in measures_of(columns, shares)], shares


def _reference(columns: Sequence[ShareColumn], residents: Floats) -> Flags:
    people = np.nan_to_num(residents)
    large = people >= REFERENCE_FLOOR
    full = large & shares_of(columns, population=residents).present.all(axis=0)
    return full if people[full].sum() >= (1 - LEFT_OUT) * people[large].sum() else large


def _share(figures: Figures, at: int, weight: float) -> ShareColumn:
    one = figures.indicators[at]
    part, whole = figures.part[at], figures.whole[at]
    # A part greater than its whole is a fault of the figures: neither is believed.
    wrong = part > whole
    return ShareColumn(
        one.key,
        np.where(wrong, np.nan, part),
        np.where(wrong, np.nan, whole),
        weight=weight,
        least_base=one.minimum_base,
        higher_is_need=one.more_is_need,
    )


def _sum(frame: StatisticsFrame, keys: tuple[str, ...]) -> Floats:
    return np.asarray(np.sum([frame.values[key] for key in keys], axis=0), dtype=np.float64)


def _hidden(frame: StatisticsFrame, indicator: Indicator) -> NDArray[np.bool_]:
    keys = {*indicator.numerator, *indicator.denominator}
    return np.asarray(np.any([frame.suppressed[key] for key in keys], axis=0), dtype=np.bool_)
