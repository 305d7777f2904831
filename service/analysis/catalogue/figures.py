"""The figures of indicators by area, each with its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from sqlalchemy import Connection

from geo.columns import Flags, Floats
from geo.stats.ranking import class_limits, quantile_classes
from layers.indicators.catalogue import Indicator
from layers.indicators.queries import StatisticsFrame, statistics_frame

CLASSES = 5
State = Literal["value", "suppressed", "missing", "small"]


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """One indicator in one area.

    `figure` is a share (0-1) or a number in the indicator's unit, None unless the state is ``value``; ``small`` says
    that fewer than the smallest base are behind it. `counted` and `base` are the counts, None where hidden; of a
    value, `counted` is None. `class_number` is 1 for the greatest fifth, 5 for the least, 0 without a figure.
    """

    area_id: int
    code: str
    slug: str
    names: dict[str, str]
    state: State
    figure: float | None
    counted: float | None
    base: float | None
    error: float | None
    class_number: int


@dataclass(frozen=True, slots=True)
class Told:
    """An indicator with its figures, in the order of the units' codes."""

    indicator: Indicator
    rows: tuple[AreaFigure, ...]
    limits: tuple[tuple[int, float, float], ...]

    @property
    def states(self) -> Counter[str]:
        """How many areas have it (``value``), and why others have not."""
        return Counter(row.state for row in self.rows)

    @property
    def whole(self) -> float | None:
        """The municipality's own share, of the areas that show it; None for a value or without any."""
        shown = [row for row in self.rows if row.state == "value" and row.counted is not None and row.base]
        base = sum(row.base or 0.0 for row in shown)
        return sum(row.counted or 0.0 for row in shown) / base if base else None


def told_of(connection: Connection, municipality_id: int, indicators: Sequence[Indicator]) -> list[Told]:
    """Indicators with their newest figures; one without any has only areas where it is missing."""
    keys = sorted({key for one in indicators for key in one.columns})
    frame = statistics_frame(connection, municipality_id, keys)
    return [_told(frame, one) for one in indicators]


def _told(frame: StatisticsFrame, indicator: Indicator) -> Told:
    figure, counted, base = _columns(frame, indicator)
    hidden = _hidden(frame, indicator)
    error = _sum(frame, (indicator.error,) if indicator.error else ())
    small = ~np.isnan(base) & (base < indicator.minimum_base)
    has = ~np.isnan(figure) & ~hidden & ~small
    classes = quantile_classes(np.where(has, figure, np.nan), CLASSES)
    rows = tuple(
        AreaFigure(
            area_id=frame.area_ids[at],
            code=frame.codes[at],
            slug=frame.slugs[at],
            names=frame.names[at],
            state="suppressed" if hidden[at] else "small" if small[at] else "value" if has[at] else "missing",
            figure=_number(figure[at]) if has[at] else None,
            counted=_number(counted[at]) if has[at] else None,
            base=_number(base[at]),
            error=_number(error[at]) if has[at] else None,
            class_number=int(classes[at]),
        )
        for at in range(len(frame.area_ids))
    )
    limits = tuple(class_limits(np.where(has, figure, np.nan), classes)) if has.any() else ()
    return Told(indicator, rows, limits)


def _columns(frame: StatisticsFrame, indicator: Indicator) -> tuple[Floats, Floats, Floats]:
    """Figure, count and base by area; NaN where there is none."""
    if indicator.kind == "value":
        nothing = np.full(len(frame.area_ids), np.nan)
        base = _sum(frame, (indicator.base,)) if indicator.base else nothing
        return _sum(frame, (indicator.value or "",)), nothing, base
    part, whole = _sum(frame, indicator.numerator), _sum(frame, indicator.denominator)
    share = np.full(len(part), np.nan)
    np.divide(part, whole, out=share, where=whole > 0)
    return share, part, whole


def _sum(frame: StatisticsFrame, keys: tuple[str, ...]) -> Floats:
    if not keys or any(key not in frame.values for key in keys):
        return np.full(len(frame.area_ids), np.nan)
    return np.asarray(np.sum([frame.values[key] for key in keys], axis=0), dtype=np.float64)


def _hidden(frame: StatisticsFrame, indicator: Indicator) -> Flags:
    needed = (*indicator.numerator, *indicator.denominator, *((indicator.value,) if indicator.value else ()))
    found = [frame.suppressed[key] for key in needed if key in frame.suppressed]
    return np.any(found, axis=0) if found else np.zeros(len(frame.area_ids), dtype=np.bool_)


def _number(value: float | np.floating) -> float | None:
    # Sums of shared-out people are whole but for rounding.
    return None if np.isnan(value) else round(float(value), 9)
