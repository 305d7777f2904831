"""Participants weighted so that they add up to what is known of the population, one margin after another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from geo.columns import Floats, checked_counts, divided

TRIM = (0.2, 5.0)
"""Weights are kept between these: one person must not speak for many."""


@dataclass(frozen=True, slots=True)
class Raked:
    """Participants after weighting.

    `fitted` is the table that adds up to the margins, `weights` what one person of each cell counts for, scaled to a
    mean of 1 over all persons and kept within the limits (NaN in a cell without persons). `trimmed` is the share (0-1)
    of persons whose weight was cut, `effective_n` Kish's.
    """

    fitted: Floats
    weights: Floats
    trimmed: float
    effective_n: float


def raked(
    table: ArrayLike,
    row_totals: ArrayLike,
    column_totals: ArrayLike,
    *,
    trim: tuple[float, float] = TRIM,
    most_steps: int = 1000,
) -> Raked:
    """Iterative proportional fitting of a table of persons to the population's two margins.

    Parameters
    ----------
    table : persons by group of two kinds, (rows, columns), no NaN. An unknown group is a row or column of its own with
        its own total.
    row_totals, column_totals : people of the population; both must have the same sum.
    trim : least and greatest weight.

    Raises
    ------
    ValueError
        for NaN, unequal lengths or sums, a group with people and no person who took part, or no fit in `most_steps`.

    References
    ----------
    Deming, W. E. & Stephan, F. F. (1940). On a least squares adjustment of a sampled frequency table. Annals of
    Mathematical Statistics 11. Kish (1965), see `geo.stats.participation.representation`.
    """
    seed, rows, columns = checked_counts(table), checked_counts(row_totals), checked_counts(column_totals)
    if seed.ndim != 2 or seed.shape != (len(rows), len(columns)):
        raise ValueError("a table with one total for each row and each column is needed")
    if any(np.isnan(part).any() for part in (seed, rows, columns)) or not rows.sum() > 0:
        raise ValueError("raking needs every count: none may be hidden, and somebody must live there")
    if not np.isclose(rows.sum(), columns.sum(), rtol=1e-9):
        raise ValueError("the totals of rows and of columns differ in their sum")
    if ((seed.sum(axis=1) == 0) & (rows > 0)).any() or ((seed.sum(axis=0) == 0) & (columns > 0)).any():
        raise ValueError("nobody of a group took part: join it with another, or leave it out")
    fitted = seed.copy()
    for _ in range(most_steps):
        fitted = fitted * np.nan_to_num(divided(rows, fitted.sum(axis=1)))[:, None]
        fitted = fitted * np.nan_to_num(divided(columns, fitted.sum(axis=0)))
        if np.allclose(fitted.sum(axis=1), rows, rtol=1e-12, atol=1e-9 * rows.sum()):
            break
    else:
        raise ValueError("the margins cannot be met together: too many groups have nobody")
    free = divided(fitted, seed) * (seed.sum() / rows.sum())
    weights = np.clip(free, *trim)
    cut = (seed > 0) & (weights != free)
    counted = np.nan_to_num(weights)
    effective = (seed * counted).sum() ** 2 / (seed * counted**2).sum()
    return Raked(fitted, weights, float(seed[cut].sum() / seed.sum()), float(effective))
