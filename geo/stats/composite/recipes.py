"""How an index is made: the normalisation, the aggregation and the rules, and the presets that have names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geo.stats.composite.weighting import LEAST_WEIGHT
from geo.stats.shares import Smoothing


class Normalisation(StrEnum):
    """How figures of different units are made comparable; more is always more need."""

    REL = "rel"
    """100 times the figure over the city's: 100 is as the city."""
    MINMAX = "minmax"
    """0-100 from the least to the greatest of the reference areas."""
    Z = "z"
    """Standard deviations (n - 1) from the mean of the reference areas."""
    PRANK = "prank"
    """Share (0-1) of the other reference areas that have less."""
    SVI = "svi"
    """The same to four decimals, as the CDC's vulnerability index takes it."""
    IMD = "imd"
    """Ranks, spread exponentially so that the most deprived tenth stands out: 0-100."""
    GOALPOSTS = "goalposts"
    """0-100 between two fixed limits: comparable over years."""
    CUTOFF = "cutoff"
    """1 where the figure reaches a fixed cut-off, else 0."""


class Aggregation(StrEnum):
    """How several indicators become one number."""

    ARITHMETIC = "arithmetic"
    """Weighted mean: one indicator makes up for another."""
    GEOMETRIC = "geometric"
    """Weighted geometric mean: makes up less."""
    HARMONIC = "harmonic"
    """Weighted harmonic mean: makes up least of the three means."""
    COPELAND = "copeland"
    """Areas beaten less areas beaten by, pair by pair: nothing makes up for anything."""
    COUNTING = "counting"
    """Alkire and Foster's: the weighted share of deprivations where it reaches `poor_from`, else 0."""


class Final(StrEnum):
    """What is done to the aggregate in the end."""

    PLAIN = "plain"
    PRANK = "prank"
    """Its percentile rank among the reference areas, 0-1."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """All choices of method. The same recipe, measures and reference give the same index.

    scales_weights
        Whether weights are scaled to add up to 1. Some published indices use theirs as they are.
    treats_outliers
        Whether outliers are treated; they are looked for and told in any case.
    least_weight
        Share (0-1) of the weight that an area must have figures for.
    poor_from
        For ``counting``: the weighted share of deprivations (0-1) from which an area counts as deprived.
    smoothing
        How shares are shrunk before; see `geo.stats.shares`.
    """

    normalisation: Normalisation = Normalisation.REL
    aggregation: Aggregation = Aggregation.ARITHMETIC
    scales_weights: bool = True
    final: Final = Final.PLAIN
    treats_outliers: bool = False
    least_weight: float = LEAST_WEIGHT
    poor_from: float = 1 / 3
    smoothing: Smoothing = "none"

    def __post_init__(self) -> None:
        """Raises ValueError for parts that do not fit together, or names that are none."""
        for name, kind in (("normalisation", Normalisation), ("aggregation", Aggregation), ("final", Final)):
            object.__setattr__(self, name, kind(getattr(self, name)))
        counts = self.aggregation is Aggregation.COUNTING
        if counts != (self.normalisation is Normalisation.CUTOFF):
            raise ValueError("counting deprivations goes with cut-offs, and with nothing else")
        if self.normalisation is Normalisation.Z and self.aggregation in (Aggregation.GEOMETRIC, Aggregation.HARMONIC):
            raise ValueError("z-scores are negative in part: they have no geometric or harmonic mean")
        if not 0 <= self.least_weight <= 1 or not 0 < self.poor_from <= 1:
            raise ValueError("the least weight and the poverty cut-off are shares, 0-1")


PRESETS: dict[str, Recipe] = {
    "helsinki": Recipe(smoothing="eb"),
    "imd": Recipe(Normalisation.IMD, scales_weights=False, smoothing="logit"),
    "svi": Recipe(Normalisation.SVI, scales_weights=False, final=Final.PRANK),
    "zscore": Recipe(Normalisation.Z, smoothing="eb"),
    "mpi": Recipe(Normalisation.CUTOFF, Aggregation.COUNTING, smoothing="eb"),
}
"""``helsinki`` is the default. Sources and worked numbers: docs/methods/."""
