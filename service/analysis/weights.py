"""Who takes part, by area: what an idea of each area counts for when areas are to speak as loudly as they are many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from geo.columns import Floats
from geo.stats.participation import Representation, representation
from geo.stats.raking import TRIM

#: Fewer voices than this, or voices of one area alone, say nothing of who takes part.
LEAST_VOICES = 5
Reason = Literal["", "few_voices", "one_area"]


@dataclass(frozen=True)
class AreaWeights:
    """Weights by area, kept within TRIM; 1 for an area without voices or residents, or when none can be made.

    `found` compares voices with residents over the areas where people live (NaN elsewhere in `ratio`, `low`,
    `high`). `reason` says why no weights could be made; empty when they could. `trimmed` is how many voices had
    their weight cut, `unweighted` how many lie in areas without residents or outside all areas.
    """

    weight: Floats
    ratio: Floats
    low: Floats
    high: Floats
    found: Representation | None
    effective_n: float
    voices: float
    trimmed: float
    unweighted: float
    reason: Reason


def area_weights(voices: ArrayLike, people: ArrayLike, unplaced: float = 0.0) -> AreaWeights:
    """What one voice of each area counts for: the area's share of people over its share of voices.

    Parameters
    ----------
    voices, people : by area; people may be NaN or 0, then the area is left out of the comparison.
    unplaced : voices that lie in no area.

    Notes
    -----
    A voice counts for the area that it speaks of, which need not be where its author lives: homes are not known.
    """
    said, lived = np.asarray(voices, dtype=np.float64), np.asarray(people, dtype=np.float64)
    settled = np.nan_to_num(lived) > 0
    nowhere = np.full(said.shape, np.nan)
    reason: Reason = ""
    if said[settled].sum() < LEAST_VOICES:
        reason = "few_voices"
    elif (said[settled] > 0).sum() < 2:
        reason = "one_area"
    outside = float(said[~settled].sum() + unplaced)
    weight, ratio, low, high = np.ones(said.shape), nowhere.copy(), nowhere.copy(), nowhere.copy()
    found = None
    if settled.any():
        found = representation(said[settled], lived[settled], unknown=round(outside))
        ratio[settled], low[settled], high[settled] = found.ratio, found.low, found.high
    trimmed = 0.0
    if found is not None and not reason:
        free = np.nan_to_num(found.weight, nan=1.0)
        weight[settled] = np.clip(free, *TRIM)
        trimmed = float(said[settled][weight[settled] != free].sum())
    counted = weight * said
    effective = float(counted.sum() ** 2 / (weight * counted).sum()) if counted.sum() > 0 else float("nan")
    return AreaWeights(weight, ratio, low, high, found, effective, float(said.sum()), trimmed, outside, reason)
