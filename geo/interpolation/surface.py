"""Figures that belong to the ground rather than to people, and ranges that need no sharing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.columns import Floats, divided
from geo.interpolation.extensive import suppressed_area_share
from geo.interpolation.overlap import Overlap
from geo.interpolation.values import Figures, states


@dataclass(frozen=True, slots=True)
class Averaged:
    """An area average by target; fields as in `Interpolated`. NaN where nothing is visible."""

    estimate: Floats
    covered_share: Floats
    suppressed_area_share: Floats
    state: NDArray[np.str_]


def intensive(over: Overlap, values: Figures) -> Averaged:
    r"""Area-weighted average of visible zones.

    .. math:: v_t = \sum_i v_i a_{it} / \sum_i a_{it}

    For densities and measures of the ground (noise, height). Never for a rate of people: that
    is `share` or `ratio`, because a big empty zone must not outvote a small full one.

    References
    ----------
    Goodchild & Lam (1980), see `overlap`.
    """
    visible = values.visible.astype(np.float64)
    seen = np.asarray(over.area @ visible)
    all_area = np.asarray(over.area.sum(axis=1))
    hidden = np.asarray(over.area @ values.suppressed.astype(np.float64))
    return Averaged(
        estimate=divided(np.asarray(over.area @ values.values), seen),
        covered_share=over.covered_share(),
        suppressed_area_share=suppressed_area_share(over, values),
        state=states(all_area > 0, hidden > 0, seen > 0),
    )


def member_range(over: Overlap, values: Figures) -> tuple[Floats, Floats]:
    """Least and greatest visible figure among the zones that each target touches.

    For medians, which cannot be interpolated. NaN where no visible zone is touched; slivers do
    not count as touching.
    """
    touched = over.touched()
    low = np.full(touched.shape[0], np.nan)
    high = np.full(touched.shape[0], np.nan)
    for row in range(touched.shape[0]):
        members = touched.indices[touched.indptr[row] : touched.indptr[row + 1]]
        seen = values.values[members][values.visible[members]]
        if seen.size:
            low[row], high[row] = seen.min(), seen.max()
    return low, high
