"""What many rankings of the same areas say: intervals, chances, and which areas cannot be told apart."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.columns import Floats
from geo.stats.composite.engine import Composite

#: Two areas are told apart when one is before the other in at least so many of the draws.
SURE = 0.95
#: With more areas than this each is compared with the next one only: all pairs would take gigabytes.
COMPARED = 3000


@dataclass(frozen=True, slots=True)
class RankSummary:
    """By area, NaN where an area has no index.

    median, low, high
        Median rank and the middle 90 % of ranks (5 and 95 %); 1 is the neediest.
    p_top, top
        Chance to be among the first `top`.
    beats_next
        Share of draws in which it ranks before the next area of the baseline; equals count half. NaN for the last.
    tied_from, tied_to
        First and last place of the baseline among the areas that it cannot be told apart from, itself too. NaN with
        more than `COMPARED` areas.
    shift
        Mean distance of its ranks from the baseline's; `mean_shift` is the mean of all areas.
    dominance
        Share (0-1) of pairs of areas of which one needs at least as much in every indicator, and more in one: no
        choice of weights can turn those. NaN with fewer than two areas, or more than `COMPARED`.
    draws
        How many rankings.
    """

    median: Floats
    low: Floats
    high: Floats
    p_top: Floats
    top: int
    beats_next: Floats
    tied_from: Floats
    tied_to: Floats
    shift: Floats
    mean_shift: float
    dominance: float
    draws: int


def summary(baseline: Composite, ranks: Floats, top: int) -> RankSummary:
    """Sums up `ranks` (draws, areas) beside the baseline's places."""
    place = baseline.place
    ranked = np.flatnonzero(~np.isnan(place))
    # Stable, so that equals stay in the order of the areas.
    order = ranked[np.argsort(place[ranked], kind="stable")]
    low, median, high = _quantiles(ranks)
    seen = ~np.isnan(ranks)
    with np.errstate(invalid="ignore"):
        in_top = np.where(seen.any(axis=0), (ranks <= top).sum(axis=0) / np.maximum(seen.sum(axis=0), 1), np.nan)
    shift = _mean(np.abs(ranks - place))
    beats_next, tied_from, tied_to = _told_apart(ranks, order, place)
    for column in (low, median, high, in_top, shift):
        column[np.isnan(place)] = np.nan
    known = shift[~np.isnan(shift)]
    return RankSummary(
        median=median,
        low=low,
        high=high,
        p_top=in_top,
        top=top,
        beats_next=beats_next,
        tied_from=tied_from,
        tied_to=tied_to,
        shift=shift,
        mean_shift=float(known.mean()) if len(known) else float("nan"),
        dominance=dominance(baseline.scores[:, order]) if len(order) <= COMPARED else float("nan"),
        draws=len(ranks),
    )


def dominance(scores: Floats) -> float:
    """Share of pairs of areas of which one is at least as needy by every score; `scores` (indicators, areas).

    Pairs with a missing score are never counted as such.
    """
    count = scores.shape[1]
    if count < 2 or not len(scores):
        return float("nan")
    pairs = 0
    for start in range(0, count, 256):
        own = scores[:, start : start + 256, None]
        others = scores[:, None, :]
        pairs += int(((own >= others).all(axis=0) & (own > others).any(axis=0)).sum())
    return float(pairs / (count * (count - 1) / 2))


def _told_apart(ranks: Floats, order: np.ndarray, place: Floats) -> tuple[Floats, Floats, Floats]:
    """Compares each area with every other, in the order of the baseline."""
    nexts, first, last = (np.full(ranks.shape[1], np.nan) for _ in range(3))
    if len(order) > COMPARED:
        mine, theirs = ranks[:, order[:-1]], ranks[:, order[1:]]
        nexts[order[:-1]] = 0.5 + ((mine < theirs).mean(axis=0) - (mine > theirs).mean(axis=0)) / 2
        return nexts, first, last
    before = _beaten(ranks[:, order].astype(np.float32))
    for spot, area in enumerate(order):
        # Equal ranks, and draws without a rank, speak for neither.
        share = before[spot] / 2 + (1 - before[:, spot]) / 2
        if spot + 1 < len(order):
            nexts[area] = share[spot + 1]
        apart = (share >= SURE) | (share <= 1 - SURE)
        apart[spot] = False
        alike = place[order[~apart]]
        first[area], last[area] = alike.min(), alike.max()
    return nexts, first, last


def _beaten(ranks: NDArray[np.float32]) -> Floats:
    """Share of draws in which the area of the row ranks before the area of the column."""
    draws, count = ranks.shape
    total = np.zeros((count, count))
    some, now = np.zeros((count, count), dtype=np.uint8), np.empty((count, count), dtype=np.bool_)
    for number, row in enumerate(ranks):
        np.less(row[:, None], row, out=now)
        some += now.view(np.uint8)
        # Bytes are summed eight times faster than numbers, and hold 255.
        if number % 255 == 254:
            total += some
            some[:] = 0
    return np.asarray((total + some) / draws, dtype=np.float64)


def _quantiles(ranks: Floats) -> tuple[Floats, Floats, Floats]:
    levels = (5, 50, 95)
    some = np.isnan(ranks).any(axis=0)
    found = np.full((3, ranks.shape[1]), np.nan)
    found[:, ~some] = np.percentile(ranks[:, ~some], levels, axis=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        found[:, some] = np.nanpercentile(ranks[:, some], levels, axis=0)
    return found[0], found[1], found[2]


def _mean(values: Floats) -> Floats:
    known = ~np.isnan(values)
    count = known.sum(axis=0)
    return np.where(count > 0, np.where(known, values, 0.0).sum(axis=0) / np.maximum(count, 1), np.nan)
