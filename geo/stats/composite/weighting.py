"""What each indicator weighs in each area when some of them are missing there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from geo.columns import Flags, Floats, divided

LEAST_WEIGHT = 0.7
"""Share of the weights that must be present for an index: a setting, ours by convention."""

# Keeps 0.7 + 0.3 * 0 at 0.7 whatever the rounding of scaled weights.
SLACK = 1e-12


class IndexState(StrEnum):
    """Why an area has the index that it has."""

    COMPLETE = "complete"
    RENORMALISED = "renormalised"
    """Some indicators are missing; the others carry their weight."""
    MISSING = "missing"
    """Too much is missing: no index."""
    BELOW_FLOOR = "below_floor"
    """Too few people live here: no index."""


@dataclass(frozen=True, slots=True)
class Weighting:
    """`weights` used, a row per indicator: in each area with an index they add up to what the chosen ones do, 0 where
    missing. `present` is the share (0-1) of the chosen weight that was there, `scored` where there is an index,
    `state` IndexState values."""

    weights: Floats
    present: Floats
    scored: Flags
    state: NDArray[np.str_]


def used_weights(chosen: Floats, known: Flags, settled: Flags, least_weight: float = LEAST_WEIGHT) -> Weighting:
    """Weights by area: what is missing hands its weight to what is there, if enough is there.

    Parameters
    ----------
    chosen : one weight per indicator, >= 0, with a sum above 0.
    known : which indicators each area has; a row per indicator.
    settled : areas that may have an index.
    least_weight : so much of the weight (0-1) must be present.
    """
    total = chosen.sum()
    present = chosen @ known / total
    scored = settled & (present >= least_weight - SLACK) & (present > 0)
    weights = np.where(scored, divided(chosen[:, None] * known, present), 0.0)
    state = np.select(
        [~settled, ~scored, ~known[chosen > 0].all(axis=0)],
        [IndexState.BELOW_FLOOR.value, IndexState.MISSING.value, IndexState.RENORMALISED.value],
        default=IndexState.COMPLETE.value,
    )
    return Weighting(weights, present, scored, np.asarray(state, dtype=np.str_))
