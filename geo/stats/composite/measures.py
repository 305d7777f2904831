"""What an index is made of: one figure by area for each indicator, whatever its unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from geo.columns import Flags, Floats
from geo.stats.shares import Indicator, Shares


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator.

    values
        By area, any unit; NaN where hidden or missing.
    weight
        Relative, >= 0; 0 leaves it out, and says so.
    higher_is_need
        False where less of it is more need, such as income.
    city
        The figure of the whole city, for ``rel``. Without it: the mean of the reference areas, weighted by `base`
        if that is given.
    base
        People (or households) behind each figure.
    limits
        Least and greatest for ``goalposts``, in the unit of `values`.
    cutoff
        For ``cutoff``: from here on (down to here if lower is need) an area is deprived in this. Without it: what
        separates the neediest fifth of the reference areas.
    error
        Standard error by area, for draws; None where the figure is taken as certain.
    theme
        Which group of indicators it belongs to.
    """

    key: str
    values: ArrayLike
    weight: float = 1.0
    higher_is_need: bool = True
    city: float | None = None
    base: ArrayLike | None = None
    limits: tuple[float, float] | None = None
    cutoff: float | None = None
    error: ArrayLike | None = None
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Measures as matrices, a row per indicator; `turned` where less is more need."""

    keys: tuple[str, ...]
    values: Floats
    weights: Floats
    turned: Flags
    city: Floats
    limits: Floats
    cutoffs: Floats

    def only(self, rows: Flags) -> Columns:
        """The indicators so flagged, in the same order."""
        keys = tuple(key for key, kept in zip(self.keys, rows, strict=True) if kept)
        parts = (self.values, self.weights, self.turned, self.city, self.limits, self.cutoffs)
        return Columns(keys, *(part[rows] for part in parts))  # type: ignore[arg-type]


def columns_of(measures: Sequence[Measure], reference: Flags) -> Columns:
    """Measures checked and put together.

    Raises
    ------
    ValueError
        for no measures, two of one key, unequal lengths, infinite numbers, weights that are negative or all 0.
    """
    keys = tuple(measure.key for measure in measures)
    if not keys or len(set(keys)) < len(keys):
        raise ValueError("indicators with different keys are needed")
    rows = [np.array(measure.values, dtype=np.float64, ndmin=1) for measure in measures]
    if any(row.shape != reference.shape for row in rows):
        raise ValueError("indicators and areas differ in length")
    values, weights = np.array(rows), np.array([measure.weight for measure in measures], dtype=np.float64)
    if np.isinf(values).any():
        raise ValueError("figures must be finite, or NaN where hidden")
    if not (np.isfinite(weights) & (weights >= 0)).all() or not weights.sum() > 0:
        raise ValueError("weights must not be negative, and not all 0")
    return Columns(
        keys,
        values,
        weights,
        np.array([not measure.higher_is_need for measure in measures]),
        np.array([_city(measure, row, reference) for measure, row in zip(measures, values, strict=True)]),
        np.array([measure.limits or (np.nan, np.nan) for measure in measures], dtype=np.float64),
        np.array([_cutoff(measure, row[reference]) for measure, row in zip(measures, values, strict=True)]),
    )


def measures_of(indicators: Sequence[Indicator], shares: Shares) -> list[Measure]:
    """Shares as measures: figures and city rates in per cent of 1 (0-1), bases in people."""
    return [
        Measure(
            one.key,
            shares.rates[row],
            weight=one.weight,
            higher_is_need=one.higher_is_need,
            city=float(shares.city_rates[row]),
            base=shares.whole[row],
        )
        for row, one in enumerate(indicators)
    ]


def _city(measure: Measure, values: Floats, reference: Flags) -> float:
    if measure.city is not None:
        return measure.city
    kept = reference & ~np.isnan(values)
    people = np.ones(len(values)) if measure.base is None else np.asarray(measure.base, dtype=np.float64)
    if people.shape != values.shape:
        raise ValueError("indicators and their bases differ in length")
    kept &= np.nan_to_num(people) > 0
    return float(np.average(values[kept], weights=people[kept])) if kept.any() else float("nan")


def _cutoff(measure: Measure, values: Floats) -> float:
    if measure.cutoff is not None:
        return measure.cutoff
    known = values[~np.isnan(values)]
    return float(np.quantile(known, 0.8 if measure.higher_is_need else 0.2)) if len(known) else float("nan")
