"""Rates of small areas, pulled towards the whole as far as their size leaves in doubt.

In both functions NaN means suppressed or missing: such an area takes no part in the prior and
comes out as NaN. No area is left out in silence: `state` says what each figure is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from geo.columns import Flags, Floats, checked_counts, divided


class ShrinkState(StrEnum):
    """What a shrunk figure is."""

    SHRUNK = "shrunk"
    """From the area's own figure and the prior."""
    NO_BASE = "no_base"
    """Nobody counted here: the figure is the prior alone."""
    MISSING = "missing"
    """Suppressed or missing: no figure."""


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Shrunk rates by area.

    `raw` is events over base (NaN without base), `rate` the shrunk figure, `weight` how much of
    `rate` is the area's own (0-1), `prior_mean` and `prior_variance` what it is pulled towards
    and how much areas truly differ (on the logit scale for `logit_shrunk`), `state` ShrinkState
    values.
    """

    raw: Floats
    rate: Floats
    weight: Floats
    prior_mean: float
    prior_variance: float
    state: NDArray[np.str_]


def eb_shrunk(events: ArrayLike, base: ArrayLike, *, reference: ArrayLike | None = None) -> Shrunk:
    r"""Global empirical Bayes rates.

    .. math:: m = \frac{\sum O_i}{\sum N_i}, \quad
              s^2 = \frac{\sum N_i (r_i - m)^2}{\sum N_i}, \quad
              a = \max(0, s^2 - m / \bar N), \quad
              \theta_i = m + (r_i - m) \frac{a}{a + m / N_i}

    Parameters
    ----------
    events : counts by area (may be fractional after interpolation), >= 0 or NaN.
    base : people by area, >= 0 or NaN.
    reference : True for the areas that make the prior; all by default. Others are shrunk
        towards it without moving it.

    Returns
    -------
    Shrunk
        With a = 0 (areas differ no more than chance makes them) every area gets m. With N = 0
        an area gets m and the state ``no_base``, and its events stay out of m. With no events
        anywhere all are 0. With no people anywhere all are NaN.

    Raises
    ------
    ValueError
        for negative or infinite counts, or arrays of different lengths.

    References
    ----------
    Marshall, R. J. (1991). Mapping disease and mortality rates using empirical Bayes
    estimators. Applied Statistics 40, 283-294.
    """
    o, n, known = _known(events, base)
    used = known & (n > 0) & _reference(reference, known)
    raw = divided(o, n)
    if not used.any():
        return Shrunk(raw, np.full(len(o), np.nan), np.zeros(len(o)), np.nan, np.nan, _states(known, n))
    total = n[used].sum()
    mean = float(o[used].sum() / total)
    spread = float((n[used] * (raw[used] - mean) ** 2).sum() / total)
    variance = max(0.0, spread - mean / float(n[used].mean()))
    # a / (a + m / N), written so that it needs no division by an empty base.
    weight = np.nan_to_num(divided(variance * n, variance * n + mean))
    own = np.where(n > 0, np.nan_to_num(raw) - mean, 0.0)
    rate = np.where(known, mean + own * weight, np.nan)
    return Shrunk(raw, rate, np.where(known, weight, np.nan), mean, variance, _states(known, n))


def logit_shrunk(part: ArrayLike, whole: ArrayLike, *, city: tuple[float, float] | None = None) -> Shrunk:
    r"""Shares shrunk towards the municipality on the logit scale, as deprivation indices do.

    .. math:: z = \ln\frac{r + 1/2}{n - r + 1/2}, \quad
              s^2 = \frac{(n + 1)(n + 2)}{n (r + 1)(n - r + 1)}, \quad
              t^2 = \frac{\sum (z_i - Z)^2}{k - 1}, \quad
              w = \frac{1/s^2}{1/s^2 + 1/t^2}

    and the share is ``logit^-1(w z + (1 - w) Z)``.

    Parameters
    ----------
    part, whole : counts by area, part <= whole, or NaN.
    city : (part, whole) of the whole municipality, for Z; the sums of the areas by default.

    Returns
    -------
    Shrunk
        An area with an empty base gets the municipality's share and the state ``no_base``; so
        does every area when there are fewer than two, or when they do not differ (t2 = 0).

    Raises
    ------
    ValueError
        as `eb_shrunk`, and for a part greater than its whole.

    References
    ----------
    Social Disadvantage Research Centre (2003). Scottish Indices of Deprivation 2003, appendix 1
    (structure). Noble, M. et al. (2008). The English Indices of Deprivation 2007.
    """
    r, n, known = _known(part, whole)
    if (r[known] > n[known]).any():
        raise ValueError("part greater than whole")
    used = known & (n > 0)
    raw = divided(r, n)
    if not used.any():
        return Shrunk(raw, np.full(len(r), np.nan), np.zeros(len(r)), np.nan, np.nan, _states(known, n))
    city_part, city_whole = city or (float(r[used].sum()), float(n[used].sum()))
    centre = float(np.log((city_part + 0.5) / (city_whole - city_part + 0.5)))
    z = np.where(known, np.log((r + 0.5) / (n - r + 0.5)), 0.0)
    k = int(used.sum())
    variance = float(((z[used] - centre) ** 2).sum() / (k - 1)) if k > 1 else 0.0
    precision = n * (r + 1) * (n - r + 1) / ((n + 1) * (n + 2))
    # (1/s2) / (1/s2 + 1/t2) = t2 / (t2 + s2) = t2 p / (t2 p + 1) with p = 1/s2.
    weight = variance * precision / (variance * precision + 1)
    rate = expit(weight * z + (1 - weight) * centre)
    return Shrunk(
        raw,
        np.where(known, rate, np.nan),
        np.where(known, weight, np.nan),
        centre,
        variance,
        _states(known, n),
    )


def _known(events: ArrayLike, base: ArrayLike) -> tuple[Floats, Floats, Flags]:
    """Both columns with 0 at unknown places, and where both are known."""
    o, n = checked_counts(events), checked_counts(base)
    if o.shape != n.shape:
        raise ValueError("events and base differ in length")
    known = ~(np.isnan(o) | np.isnan(n))
    return np.where(known, o, 0.0), np.where(known, n, 0.0), known


def _reference(reference: ArrayLike | None, known: Flags) -> Flags:
    chosen = known if reference is None else np.asarray(reference, dtype=np.bool_)
    if chosen.shape != known.shape:
        raise ValueError("reference differs in length")
    return chosen


def _states(known: Flags, n: Floats) -> NDArray[np.str_]:
    chosen = np.select(
        [~known, n <= 0], [ShrinkState.MISSING.value, ShrinkState.NO_BASE.value], ShrinkState.SHRUNK.value
    )
    return np.asarray(chosen, dtype=np.str_)
