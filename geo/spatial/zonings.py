"""The same people under other borders: which conclusions hold whatever the zoning.

Every figure of segregation or clustering belongs to its zoning. The same residents are put into square cells of
several sizes and origins, and into any other zoning at hand, and the figures stand side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.columns import Floats, checked_counts
from geo.stats.segregation import expected_dissimilarity, segregation

Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Zoned:
    """What one zoning says: `units` with people, D, H, and the D that chance alone would give there."""

    zoning: str
    units: int
    dissimilarity: float
    entropy: float
    expected: float

    @property
    def beyond_chance(self) -> float:
        """D less what chance would give: small units have a high D without any segregation."""
        return self.dissimilarity - self.expected


@dataclass(frozen=True, slots=True)
class Survival:
    """The zonings together: the least and the greatest D, and in how many D clearly exceeds chance."""

    least: float
    greatest: float
    over_chance: int
    zonings: int


def square_cells(points: ArrayLike, size_m: float, origin: tuple[float, float] = (0.0, 0.0)) -> Labels:
    """The number of the cell that each point lies in; cells of `size_m` from an origin, numbered from 0.

    Parameters
    ----------
    points : (n, 2) in metres, finite.
    """
    places = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    if not size_m > 0 or not np.isfinite(places).all():
        raise ValueError("finite points and a positive size are needed")
    if not len(places):
        return np.empty(0, dtype=np.int64)
    cell = np.floor((places - origin) / size_m).astype(np.int64)
    _, labels = np.unique(cell, axis=0, return_inverse=True)
    return np.asarray(labels, dtype=np.int64).ravel()


def change_of_zoning(
    group: ArrayLike,
    total: ArrayLike,
    points: ArrayLike,
    sizes_m: Sequence[float],
    *,
    origin: tuple[float, float] = (0.0, 0.0),
    shifts: int = 1,
    others: Mapping[str, ArrayLike] | None = None,
    draws: int = 99,
    seed: int = 1,
) -> list[Zoned]:
    """D and H of a group under many zonings.

    Parameters
    ----------
    group, total : people by small unit (cell, building), as `segregation`; where either is NaN the unit is left out.
    points : the units' centres, (n, 2) in metres.
    sizes_m : sides of the square cells. origin : of their first corner.
    shifts : each size is tried with so many origins each way, evenly apart (4 gives sixteen zonings).
    others : zonings by name, as the label of each unit's zone; negative is in none.
    draws, seed : of the D by chance; 0 draws give NaN.

    Raises
    ------
    ValueError
        as `segregation`, and for fewer than one shift.
    """
    x, t = checked_counts(group), checked_counts(total)
    places = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    if x.shape != t.shape or len(places) != len(x) or shifts < 1:
        raise ValueError("one group, total and point for each unit, and at least one shift, are needed")
    known = ~np.isnan(x) & ~np.isnan(t)
    x, t, places = x[known], t[known], places[known]
    found = []
    for size in sizes_m:
        for up in range(shifts):
            for across in range(shifts):
                moved = origin[0] + across * size / shifts, origin[1] + up * size / shifts
                name = f"{size:g} m" + (f", {across + 1}.{up + 1}" if shifts > 1 else "")
                found.append(_told(name, x, t, square_cells(places, size, moved), draws, seed))
    for name, zone in (others or {}).items():
        labels = np.asarray(zone, dtype=np.int64)[known]
        inside = labels >= 0
        found.append(_told(name, x[inside], t[inside], labels[inside], draws, seed))
    return found


def survival(zoned: Sequence[Zoned], margin: float = 0.01) -> Survival:
    """Whether "the group lives apart" holds in every zoning; D within `margin` of chance does not count.

    Compare D with D only for how far the choice of borders moves it, never as if one zoning were less segregated.
    """
    seen = [one for one in zoned if not np.isnan(one.dissimilarity)]
    if not seen:
        raise ValueError("no zoning has a figure")
    figures = [one.dissimilarity for one in seen]
    return Survival(min(figures), max(figures), sum(one.beyond_chance > margin for one in seen), len(seen))


def _told(name: str, x: Floats, t: Floats, labels: Labels, draws: int, seed: int) -> Zoned:
    members, everybody = (np.bincount(labels, part) if len(labels) else np.zeros(1) for part in (x, t))
    measured = segregation(members, everybody)
    chance = expected_dissimilarity(members, everybody, draws=draws, seed=seed) if draws else float("nan")
    return Zoned(name, int((everybody > 0).sum()), measured.dissimilarity, measured.entropy, chance)
