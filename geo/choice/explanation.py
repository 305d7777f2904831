"""Why an area was chosen, what would change that, and who was nearest to be chosen instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from geo.columns import Flags, Floats
from geo.stats.rounding import rounded_to_sum
from geo.stats.scores import additive_contributions


@dataclass(frozen=True, slots=True)
class Why:
    """For a line such as "159.9 = 100 + unemployment 24.6 + education 20.1 + low income 15.2".

    The rounded `parts` (name, points), greatest first, and `reference` add up to `index` as shown.
    """

    index: float
    reference: float
    parts: tuple[tuple[str, float], ...]


def why(names: Sequence[str], scores: ArrayLike, reference: ArrayLike, weights: ArrayLike, decimals: int = 1) -> Why:
    """What each indicator adds to an area's index over the reference; scores by indicator, weights as used.

    Raises
    ------
    ValueError
        for NaN or unequal lengths.
    """
    added = additive_contributions(scores, reference, weights)
    base = float(np.dot(np.asarray(weights, dtype=np.float64), np.asarray(reference, dtype=np.float64)))
    rounded = rounded_to_sum([base, *added], decimals)
    parts = sorted(zip(names, rounded[1:].tolist(), strict=True), key=lambda part: -part[1])
    return Why(round(float(rounded.sum()), decimals), float(rounded[0]), tuple(parts))


@dataclass(frozen=True, slots=True)
class Turning:
    """The weight (share of all, 0-1) of an indicator at which the choice changes: who leaves, who comes in."""

    weight: float
    leaves: int
    enters: int


@dataclass(frozen=True, slots=True)
class Sway:
    """How far an indicator's weight may move, `now` as it is; None where the choice holds all the way to 0 or 1."""

    now: float
    below: Turning | None
    above: Turning | None


def swaying_weights(scores: ArrayLike, weights: ArrayLike, chosen: ArrayLike) -> list[Sway]:
    """For each indicator, the nearest weights below and above at which another area would be among the first N.

    The other weights keep their proportions and give or take what this one takes or gives. An index is then linear in
    the weight, so the first crossing of a chosen and an unchosen area is exact.

    Parameters
    ----------
    scores : (areas, indicators), of an index that is a weighted sum; areas with NaN take no part.
    weights : by indicator, with a positive sum. chosen : True for the first N by that index.
    """
    parts, weight = np.asarray(scores, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    picked, known = np.asarray(chosen, dtype=np.bool_), ~np.isnan(parts).any(axis=1)
    if parts.shape != (len(picked), len(weight)) or (weight < 0).any() or not weight.sum() > 0:
        raise ValueError("scores by area and indicator, and weights with a positive sum, are needed")
    share = weight / weight.sum()
    inside, outside = np.flatnonzero(picked & known), np.flatnonzero(~picked & known)
    found = []
    for one, now in enumerate(share):
        rest = np.delete(share, one)
        if not len(inside) or not len(outside) or not rest.sum() > 0:
            found.append(Sway(float(now), None, None))
            continue
        others = np.delete(parts, one, axis=1) @ (rest / rest.sum())
        lead = others[inside, None] - others[None, outside]
        change = (parts[inside, one] - others[inside])[:, None] - (parts[outside, one] - others[outside])[None, :]
        crossing = np.full(lead.shape, np.nan)
        np.divide(-lead, change, out=crossing, where=change != 0)
        # Falling behind as the weight grows happens above; as it shrinks, below.
        above = np.where((change < 0) & (crossing >= now) & (crossing <= 1), crossing, np.inf)
        below = np.where((change > 0) & (crossing <= now) & (crossing >= 0), crossing, -np.inf)
        found.append(
            Sway(float(now), _at(below, below.argmax(), inside, outside), _at(above, above.argmin(), inside, outside))
        )
    return found


def _at(crossings: Floats, at: np.intp, inside: np.ndarray, outside: np.ndarray) -> Turning | None:
    row, column = np.unravel_index(at, crossings.shape)
    weight = float(crossings[row, column])
    return Turning(weight, int(inside[row]), int(outside[column])) if np.isfinite(weight) else None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The last area chosen, the first not chosen, and the difference of their indexes with its interval.

    `low` and `high` are None without draws. When they hold 0 the two cannot be told apart.
    """

    last: int
    nearest: int
    difference: float
    low: float | None
    high: float | None

    @property
    def can_be_told_apart(self) -> bool | None:
        """None when it is not known how sure the difference is."""
        return None if self.low is None or self.high is None else not self.low <= 0 <= self.high


def nearest_left_out(
    index: ArrayLike, chosen: ArrayLike, draws: ArrayLike | None = None, level: float = 0.9
) -> LeftOut | None:
    """Who was closest to being chosen; None when all or none were.

    Parameters
    ----------
    index : by area; NaN takes no part. draws : (draws, areas), the index in each random draw.
    level : of the interval, 0.9 for 5 to 95 %.
    """
    values, picked = np.asarray(index, dtype=np.float64), np.asarray(chosen, dtype=np.bool_)
    inside: Flags = picked & ~np.isnan(values)
    outside: Flags = ~picked & ~np.isnan(values)
    if not inside.any() or not outside.any():
        return None
    last = int(np.argmin(np.where(inside, values, np.inf)))
    nearest = int(np.argmax(np.where(outside, values, -np.inf)))
    low: float | None = None
    high: float | None = None
    if draws is not None:
        gaps = np.asarray(draws, dtype=np.float64)[:, [last, nearest]]
        tail = (1 - level) / 2
        low, high = (float(bound) for bound in np.nanquantile(gaps[:, 0] - gaps[:, 1], [tail, 1 - tail]))
    return LeftOut(last, nearest, float(values[last] - values[nearest]), low, high)
