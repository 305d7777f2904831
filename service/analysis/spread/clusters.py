"""Where high and low values lie together, among areas with enough people to tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.columns import Flags, Floats
from geo.spatial.autocorrelation import Moran, moran, rate_deviates
from geo.spatial.local import Local, Place, hot_spots, local_moran
from geo.spatial.weights import Weights, queen
from service.analysis.spread.figures import Measured
from service.analysis.spread.zonings import POSTAL

PERMUTATIONS, SEED, LEVEL = 999, 1, 0.05
#: Borders of areas that people drew may miss each other by this much, in metres, and still be one border.
DRAWN_GAP_M = 1.0
FEWEST = 3
#: With fewer areas than this hardly anything can be significant.
FEW = 30


@dataclass(frozen=True, eq=False)
class Clusters:
    """Clustering of a measure among the areas with at least `floor` residents.

    Arrays have an entry for each area of the zoning. `taking_part` says which areas were compared, `around` is the
    mean of an area's neighbours. `overall` is Moran's I, `of_rates` the same freed of the swings of small areas (None
    for what is no share), `local` local Moran, `hot` Gi*. `problem` is ``few_areas``, ``same_everywhere`` or
    ``no_neighbours``, empty without one; then nothing is told.
    """

    floor: int
    taking_part: Flags
    problem: str
    around: Floats
    overall: Moran | None = None
    of_rates: Moran | None = None
    local: Local | None = None
    hot: Local | None = None

    @property
    def areas(self) -> int:
        """How many areas were compared."""
        return int(self.taking_part.sum())

    @property
    def islands(self) -> tuple[int, ...]:
        """Positions of the areas that take part and have no neighbour that does."""
        return () if self.overall is None else tuple(int(at) for at in self.overall.islands)

    def places(self) -> tuple[str, ...]:
        """What each area is among its neighbours, as a `Place`; missing where it takes no part."""
        if self.local is None:
            return (str(Place.MISSING),) * len(self.taking_part)
        return tuple(str(place) for place in self.local.place)


def neighbours_of(measured: Measured) -> Weights:
    """Who shares a border with whom, at least a corner."""
    gap_m = 0.0 if measured.areas.zoning.key == POSTAL else DRAWN_GAP_M
    return queen(list(measured.areas.geometry), gap_m=gap_m)


def clusters(measured: Measured, floor: int) -> Clusters:
    """Moran's I, local Moran and Gi* of a measure; areas under `floor` residents take no part."""
    taking_part = np.asarray(measured.known & (np.nan_to_num(measured.residents) >= floor), dtype=np.bool_)
    values = np.where(taking_part, measured.values, np.nan)
    nothing = np.full(len(values), np.nan)
    if taking_part.sum() < FEWEST:
        return Clusters(floor, taking_part, "few_areas", nothing)
    if np.ptp(values[taking_part]) == 0:
        return Clusters(floor, taking_part, "same_everywhere", nothing)
    weights = neighbours_of(measured)
    among = weights.subset(taking_part)
    if not among.links:
        return Clusters(floor, taking_part, "no_neighbours", nothing)
    around = nothing.copy()
    around[taking_part] = _means(among, values[taking_part])
    return Clusters(
        floor=floor,
        taking_part=taking_part,
        problem="",
        around=around,
        overall=moran(values, weights, permutations=PERMUTATIONS, seed=SEED),
        of_rates=_of_rates(measured, weights, taking_part),
        local=local_moran(values, weights, permutations=PERMUTATIONS, seed=SEED, level=LEVEL),
        hot=hot_spots(values, weights, permutations=PERMUTATIONS, seed=SEED, level=LEVEL),
    )


def _of_rates(measured: Measured, weights: Weights, taking_part: Flags) -> Moran | None:
    if not measured.is_share:
        return None
    events, base = (np.where(taking_part, counts, np.nan) for counts in (measured.part, measured.whole))
    deviates = rate_deviates(events, base)
    if np.ptp(deviates[taking_part]) == 0:
        return None
    return moran(deviates, weights, permutations=PERMUTATIONS, seed=SEED)


def _means(weights: Weights, values: Floats) -> Floats:
    """The mean of each area's neighbours; NaN for islands."""
    means = np.asarray(weights.row_standardised().matrix @ values, dtype=np.float64)
    means[weights.islands] = np.nan
    return means
