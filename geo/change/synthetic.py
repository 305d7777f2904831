"""Synthetic control: a mix of comparison areas that ran like the programme's area before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import nnls

from geo.columns import Floats


@dataclass(frozen=True, slots=True)
class Synthetic:
    """`weights` of the comparison areas (>= 0, sum 1), `mixed` their mix by year, `gap` the area less the mix.

    `misfit_before` and `misfit_after` are root mean squares of the gap; a misfit before that is not small makes the
    rest worthless. `p_placebo` is the share of areas, this one and each comparison area in turn, with at least as
    great a ratio of the two; None when not asked for.
    """

    weights: Floats
    mixed: Floats
    gap: Floats
    misfit_before: float
    misfit_after: float
    p_placebo: float | None


def synthetic_control(area: ArrayLike, comparison: ArrayLike, first_after: int, *, placebo: bool = True) -> Synthetic:
    r"""Weights that minimise ``sum_t (y_t - sum_j w_j y_jt)^2`` over the years before, ``w >= 0``, ``sum w = 1``.

    Parameters
    ----------
    area : by year, in order of time. comparison : (areas, years), none of them in the programme.
    first_after : the column of the first year with the programme.

    Raises
    ------
    ValueError
        for NaN, fewer than two comparison areas, or no year before or after.

    Notes
    -----
    For u >= 0 minimising ``|G u|^2 + (sum u - 1)^2`` with ``G = Y_j - y`` gives u = s w for the very w that minimises
    ``|G w|^2`` on the simplex, so plain non-negative least squares is exact here.

    References
    ----------
    Abadie, A. & Gardeazabal, J. (2003). The economic costs of conflict. American Economic Review 93, 113-132.
    Abadie, A., Diamond, A. & Hainmueller, J. (2010). JASA 105, 493-505 (placebo ratio). Lawson, C. & Hanson, R.
    (1974). Solving Least Squares Problems.
    """
    y, others = np.asarray(area, dtype=np.float64), np.asarray(comparison, dtype=np.float64)
    if others.ndim != 2 or y.shape != others.shape[1:] or not 0 < first_after < len(y) or len(others) < 2:
        raise ValueError("an area and at least two others, with years before and after, are needed")
    if not (np.isfinite(y).all() and np.isfinite(others).all()):
        raise ValueError("every area needs a value in every year")
    found = _mixed(y, others, first_after)
    if not placebo:
        return found
    own = _ratio(found)
    # Each comparison area against the other ones; the programme's area is in no mix.
    fakes = [_ratio(_mixed(others[j], np.delete(others, j, axis=0), first_after)) for j in range(len(others))]
    p = (1 + sum(fake >= own * (1 - 1e-12) for fake in fakes)) / (1 + len(fakes))
    return Synthetic(found.weights, found.mixed, found.gap, found.misfit_before, found.misfit_after, float(p))


def _mixed(y: Floats, others: Floats, first: int) -> Synthetic:
    apart = (others[:, :first] - y[:first]).T
    # One scale for the gaps keeps the row of ones from drowning them, and does not change the weights.
    scale = float(np.abs(apart).max()) or 1.0
    solved, _ = nnls(np.vstack([apart / scale, np.ones(len(others))]), np.append(np.zeros(first), 1.0))
    weights = np.asarray(solved / solved.sum(), dtype=np.float64)
    mixed = weights @ others
    gap = y - mixed
    before, after = (float(np.sqrt((part**2).mean())) for part in (gap[:first], gap[first:]))
    return Synthetic(weights, mixed, gap, before, after, None)


def _ratio(found: Synthetic) -> float:
    return found.misfit_after / found.misfit_before if found.misfit_before > 0 else float("inf")
