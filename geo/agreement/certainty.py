"""How sure a boundary from drawings is: what other drawers of the same kind might have given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.agreement.raster import Drawings
from geo.agreement.surface import drawers_needed, outline
from geo.columns import Floats

RESAMPLES = 200
SEED = 20_261_122
#: Inside in at least this share of the resamples: surely inside; in at most the rest: surely outside.
SURE = 0.95
#: Resamples reckoned at once; bounds the memory.
CHUNK = 50


@dataclass(frozen=True, slots=True)
class Certainty:
    """How far the boundary at a level would move with other drawers (a bootstrap over people).

    `low_m2` and `high_m2` are the 5th and 95th percentile of its size; `sure_m2` is where it lies in at least
    95 of 100 resamples, `unsure` (MultiPolygon in metres) and `unsure_m2` where in more than 5 and fewer
    than 95. Only what chance in who came to draw explains: not whether those who draw are like the rest.
    """

    low_m2: float
    high_m2: float
    sure_m2: float
    unsure: BaseGeometry
    unsure_m2: float

    def is_sure_at(self, point: BaseGeometry) -> bool:
        """Whether a point is surely inside or surely outside."""
        return not bool(shapely.intersects(self.unsure, point))


def certainty_of(drawings: Drawings, share: float) -> Certainty:
    """Resample the drawings with replacement and see where the level `share` (0-1) holds.

    The seed is fixed and the drawings stand in an order of their own, so the same drawings give the same
    answer. Reckoned on the coarse cells: sizes are right to about a cell along the outline.

    References
    ----------
    Efron, B. & Tibshirani, R. (1993). An Introduction to the Bootstrap, chapters 6 and 13.
    """
    count = len(drawings)
    needed = drawers_needed(share, count)
    grid = drawings.coarse
    bitmaps = drawings.bitmaps
    # Cells that no drawing covers, or all of them, need no reckoning.
    totals = bitmaps.sum(axis=0)
    varied = (totals > 0) & (totals < count)
    always = float((totals == count).sum())
    times = np.random.default_rng(SEED).multinomial(count, np.full(count, 1 / count), RESAMPLES).astype(np.float32)
    sizes = np.empty(RESAMPLES)
    held: Floats = np.zeros(int(varied.sum()))
    open_bits = np.ascontiguousarray(bitmaps[:, varied])
    for start in range(0, RESAMPLES, CHUNK):
        inside = times[start : start + CHUNK] @ open_bits >= needed
        sizes[start : start + CHUNK] = inside.sum(axis=1) + always
        held += inside.sum(axis=0)
    chance: Floats = (totals == count).astype(np.float64)
    chance[varied] = held / RESAMPLES
    cell_m2 = grid.cell_m**2
    unsure = ((chance > 1 - SURE) & (chance < SURE)).reshape(grid.rows, grid.columns)
    low, high = _percentiles(sizes * cell_m2)
    return Certainty(
        low_m2=low,
        high_m2=high,
        sure_m2=float((chance >= SURE).sum() * cell_m2),
        unsure=outline(unsure, grid),
        unsure_m2=float(unsure.sum() * cell_m2),
    )


def _percentiles(values: NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.percentile(values, [5, 95])
    return float(low), float(high)
