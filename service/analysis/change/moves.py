"""Who moves in the ranking: fifths made anew each year, and who went from which to which."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.change.mobility import mobility
from geo.columns import Floats
from service.analysis.change.series import Series

#: With fewer areas than this a year no class would hold more than one or two of them.
LEAST_AREAS = 10
FIFTHS, THIRDS = 5, 3


@dataclass(frozen=True, slots=True)
class Moves:
    """Moves from one year to the next between `classes` groups of areas, the least values first.

    `counts[a][b]` went from a to b; `stayed` of `total` stayed where they were. `steady` is where areas would settle
    if moves went on as seen, None when that cannot be said.
    """

    classes: int
    counts: list[list[int]]
    total: int
    stayed: int
    steady: list[float] | None


def moves_in(series: Series) -> Moves | str:
    """The moves of areas, or in a word why there are none to tell: ``years``, ``areas`` or ``alike``."""
    if len(series.years) < 2:
        return "years"
    values = series.smoothed
    fewest = int(np.isfinite(values).sum(axis=0).min()) if values.size else 0
    if fewest < LEAST_AREAS:
        return "areas"
    if _alike(values):
        return "alike"
    classes = FIFTHS if fewest >= 3 * FIFTHS else THIRDS
    found = mobility(values, classes)
    return Moves(
        classes=classes,
        counts=found.counts.tolist(),
        total=int(found.counts.sum()),
        stayed=int(np.trace(found.counts)),
        steady=None if found.steady is None else found.steady.tolist(),
    )


def _alike(values: Floats) -> bool:
    """Whether in some year all areas have the same figure, so that no class tells anything."""
    return bool((np.nanmax(values, axis=0) - np.nanmin(values, axis=0) < 1e-12).any())
