"""One measure in one division: segregation, clustering, and where the top places stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.columns import Flags, Floats, divided
from geo.spatial.autocorrelation import moran
from geo.stats.segregation import beyond_chance, segregation
from service.analysis.rows import number
from service.analysis.spread.bases import Base
from service.analysis.spread.figures import added_up
from service.analysis.spread.panel.ways import Way

#: Residents from which on a zone is compared with its neighbours.
FLOOR = 100
D_DRAWS, PERMUTATIONS, SEED = 199, 999, 1
#: The zones with the greatest shares that hold this part of all people are the top ones.
TOP_SHARE = 0.2
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Trial:
    """What one division says.

    `zones` have people with a known figure, who are `covered` of all (0-1). `d`, `by_chance`, `corrected`, `p_d` and
    `h` are None when there are fewer than two zones or nobody, or everybody, is of the group. `i` and `p_i` are
    Moran's, over `compared` zones; None when there is nothing to compare. `tops` says, for each top place, which
    part of its people (0-1) lives in a zone that is at the top here; None where none of them lives in any zone.
    """

    zones: int
    covered: float
    d: float | None
    by_chance: float | None
    corrected: float | None
    p_d: float | None
    h: float | None
    i: float | None
    p_i: float | None
    compared: int
    tops: tuple[float | None, ...]


def trial(base: Base, way: Way, tops: list[Flags]) -> Trial:
    """The figures of one division.

    Parameters
    ----------
    tops : for each top place, which units lie in it.
    """
    zones = way.neighbours.n
    part, whole, residents = (added_up(one, way.labels, zones) for one in (base.part, base.whole, base.residents))
    inhabited = np.asarray(np.nan_to_num(whole) > 0, dtype=np.bool_)
    share = np.where(inhabited, divided(part, whole), np.nan)
    everybody = float(np.nansum(base.whole))
    d, by_chance, corrected, p_d, h = _segregated(part[inhabited], whole[inhabited])
    i, p_i, compared = _clustered(np.where(np.nan_to_num(residents) >= FLOOR, share, np.nan), way)
    top_zones = _top(share, whole)
    return Trial(
        zones=int(inhabited.sum()),
        covered=float(whole[inhabited].sum()) / everybody if everybody else 0.0,
        d=d,
        by_chance=by_chance,
        corrected=corrected,
        p_d=p_d,
        h=h,
        i=i,
        p_i=p_i,
        compared=compared,
        tops=tuple(_still_top(base, way, units, top_zones) for units in tops),
    )


def _segregated(part: Floats, whole: Floats) -> tuple[float | None, ...]:
    if len(part) < 2 or not 0 < np.rint(part).sum() < np.rint(whole).sum():
        return (None,) * 5
    chance = beyond_chance(part, whole, draws=D_DRAWS, seed=SEED)
    found = (chance.observed, chance.by_chance, chance.corrected, chance.p_value, segregation(part, whole).entropy)
    return tuple(number(one) for one in found)


def _clustered(values: Floats, way: Way) -> tuple[float | None, float | None, int]:
    known = ~np.isnan(values)
    compared = int(known.sum())
    if compared < FEWEST or np.ptp(values[known]) == 0 or not way.neighbours.subset(known).links:
        return None, None, compared
    found = moran(values, way.neighbours, permutations=PERMUTATIONS, seed=SEED)
    return number(found.i), number(found.p), compared


def _top(share: Floats, whole: Floats) -> Flags:
    """The zones with the greatest shares, until they hold a fifth of the people."""
    order = np.argsort(np.where(np.isnan(share), np.inf, -share), kind="stable")
    order = order[~np.isnan(share[order])]
    held = np.cumsum(whole[order])
    found = np.zeros(len(share), dtype=np.bool_)
    if len(order):
        found[order[: int(np.searchsorted(held, TOP_SHARE * held[-1])) + 1]] = True
    return found


def _still_top(base: Base, way: Way, units: Flags, top_zones: Flags) -> float | None:
    here = units & (way.labels >= 0) & ~np.isnan(base.whole)
    people = float(base.whole[here].sum())
    if not people:
        return None
    return float(base.whole[here & top_zones[way.labels]].sum()) / people
