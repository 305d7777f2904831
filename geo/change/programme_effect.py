"""What a programme changed: difference-in-differences against areas left alone, and its rank among placebos."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from geo.columns import Flags, Floats

#: With so few treated areas a standard error by area says nothing; the rank among placebos does.
FEW_TREATED = 3
MOST_PLACEBOS = 999


@dataclass(frozen=True, slots=True)
class Effect:
    """`effect` in the units of the figure. `means` are treated before and after, comparison before and after.

    `standard_error` is clustered by area (None when the treated are too few for it to mean anything). `p_placebo` is
    the share of `placebos` (comparison areas taken as if treated, the real one among them) with at least as large an
    effect either way, `rank` the real one's place, 1 the largest. `by_year` is the difference between treated and
    comparison areas less that of the last year before, for seeing whether they ran alike before. `left_out` are areas
    that lack a year.
    """

    effect: float
    means: tuple[float, float, float, float]
    standard_error: float | None
    p_placebo: float
    rank: int
    placebos: int
    by_year: Floats
    left_out: Flags


def difference_in_differences(values: ArrayLike, treated: ArrayLike, first_after: int, *, seed: int = 1) -> Effect:
    r"""Two-way fixed effects: ``Y = area + year + effect * treated * after``.

    Parameters
    ----------
    values : (areas, years) in order of time, on one area version; shrunk values if areas are small.
    treated : True for the programme's areas, all from the same year on. Comparison areas are to be fixed when the
        programme's areas are chosen (`comparison_areas`), not afterwards.
    first_after : the column of the first year with the programme; at least one year before it.
    seed : of the draw of placebos, when there are over 999 ways.

    Raises
    ------
    ValueError
        without a year before or after, without treated areas, or with fewer than two comparison areas.

    References
    ----------
    Angrist, J. & Pischke, J.-S. (2009). Mostly Harmless Econometrics, chapter 5. Conley, T. & Taber, C. (2011).
    Inference with "difference in differences" with a small number of policy changes. REStat 93, 113-125.
    """
    table, group = np.asarray(values, dtype=np.float64), np.asarray(treated, dtype=np.bool_)
    if table.ndim != 2 or len(table) != len(group) or not 0 < first_after < table.shape[1]:
        raise ValueError("areas by years, with a year before the programme and one with it, are needed")
    whole: Flags = np.asarray(np.isfinite(table).all(axis=1), dtype=np.bool_)
    y, d = table[whole], group[whole]
    if not d.any() or (~d).sum() < 2:
        raise ValueError("at least one treated area and two comparison areas with every year are needed")
    means = _four_means(y, d, first_after)
    effect = means[1] - means[0] - (means[3] - means[2])
    p, rank, placebos = _placebo(y, d, first_after, effect, seed)
    apart = y[d].mean(axis=0) - y[~d].mean(axis=0)
    return Effect(
        effect=effect,
        means=means,
        standard_error=_clustered(y, d, first_after, effect) if d.sum() > FEW_TREATED else None,
        p_placebo=p,
        rank=rank,
        placebos=placebos,
        by_year=apart - apart[first_after - 1],
        left_out=np.asarray(~whole, dtype=np.bool_),
    )


def _four_means(y: Floats, d: Flags, first: int) -> tuple[float, float, float, float]:
    parts = (y[d, :first], y[d, first:], y[~d, :first], y[~d, first:])
    before, after, other_before, other_after = (float(part.mean()) for part in parts)
    return before, after, other_before, other_after


def _clustered(y: Floats, d: Flags, first: int, effect: float) -> float:
    """Standard error by area (CRV1); means of areas and years are not counted among the parameters, as in pyfixest."""
    areas, years = y.shape
    treat = np.outer(d, np.arange(years) >= first).astype(np.float64)
    free, rest = _freed(treat), _freed(y)
    scores = (free * (rest - effect * free)).sum(axis=1)
    observations, parameters = y.size, 2
    small = areas / (areas - 1) * (observations - 1) / (observations - parameters)
    return float(np.sqrt(small * (scores**2).sum()) / (free**2).sum())


def _freed(table: Floats) -> Floats:
    """Without the means of areas and of years."""
    return np.asarray(
        table - table.mean(axis=1, keepdims=True) - table.mean(axis=0, keepdims=True) + table.mean(), dtype=np.float64
    )


def _placebo(y: Floats, d: Flags, first: int, effect: float, seed: int) -> tuple[float, int, int]:
    """As many comparison areas as were treated, taken as if they had been, the truly treated left out."""
    change = (y[:, first:].mean(axis=1) - y[:, :first].mean(axis=1))[~d]
    n, many = len(change), min(int(d.sum()), len(change) - 1)
    if comb(n, many) <= MOST_PLACEBOS:
        groups = np.array(list(combinations(range(n), many)))
    else:
        chance = np.random.default_rng(seed)
        groups = np.array([chance.choice(n, many, replace=False) for _ in range(MOST_PLACEBOS)])
    inside = change[groups].sum(axis=1)
    fake = inside / many - (change.sum() - inside) / (n - many)
    as_large = int((np.abs(fake) >= abs(effect) * (1 - 1e-12)).sum())
    return (as_large + 1) / (len(fake) + 1), as_large + 1, len(fake) + 1


def comparison_areas(baseline: ArrayLike, chosen: ArrayLike, for_each: int = 3) -> Flags:
    """Areas with a baseline like those chosen, to be fixed on the day of the choice and stored with it.

    Chosen areas take turns, the greatest baseline first, each taking the nearest area not yet taken.

    Parameters
    ----------
    baseline : by area, shrunk; NaN is never taken. chosen : the programme's areas. for_each : how many.

    Returns
    -------
    True for comparison areas; fewer when there are no more.
    """
    start, picked = np.asarray(baseline, dtype=np.float64), np.asarray(chosen, dtype=np.bool_)
    free = ~picked & ~np.isnan(start)
    taken = np.zeros(len(start), dtype=np.bool_)
    order = [int(one) for one in np.argsort(-start, kind="stable") if picked[one] and not np.isnan(start[one])]
    for one in order * for_each:
        left = np.flatnonzero(free & ~taken)
        if len(left):
            taken[left[np.abs(start[left] - start[one]).argmin()]] = True
    return taken


@dataclass(frozen=True, slots=True)
class Return:
    """What the chosen areas will give back by themselves: means of the raw and of the shrunk baseline."""

    raw: float
    shrunk: float

    @property
    def expected(self) -> float:
        """The change to expect without any programme, in the units of the figure."""
        return self.shrunk - self.raw


def return_to_the_mean(raw: ArrayLike, shrunk: ArrayLike, chosen: ArrayLike) -> Return:
    """Areas chosen because they looked worst owe part of that to chance, which does not strike twice.

    Parameters
    ----------
    raw, shrunk : rates by area at the time of the choice (`eb_shrunk`). chosen : the programme's areas.

    Raises
    ------
    ValueError
        when no chosen area has both.

    References
    ----------
    Barnett, A. et al. (2005). Regression to the mean: what it is and how to deal with it. Int. J. Epidemiology 34.
    """
    one, other = np.asarray(raw, dtype=np.float64), np.asarray(shrunk, dtype=np.float64)
    kept = np.asarray(chosen, dtype=np.bool_) & ~np.isnan(one) & ~np.isnan(other)
    if not kept.any():
        raise ValueError("no chosen area has a baseline")
    return Return(float(one[kept].mean()), float(other[kept].mean()))
