"""Outliers: looked for in every indicator, treated where the recipe says so, and told in any case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from geo.columns import Flags, Floats

SKEWNESS = 2.0
KURTOSIS = 3.5
"""An indicator is treated beyond both; the limits of the OECD handbook's software."""

MOST_WINSORISED = 5


class Treated(StrEnum):
    """What was done to an indicator."""

    NONE = "none"
    """Nothing stands out."""
    FLAGGED = "flagged"
    """Outliers stand out and were left: the recipe does not treat them, or drawing in did not do."""
    WINSORISED = "winsorised"
    """The outermost figures were drawn in to the next one."""
    LOGGED = "logged"
    """Drawing in did not do: the logarithm was taken."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """What was found and done for one indicator, and how to do the same to other figures of it.

    `skewness` and `kurtosis` (excess) are corrected for the number of areas, before and `after`; NaN with fewer than
    four areas or no variance. `count` figures were drawn in to lie between `low` and `high`. `shift` is added before
    the logarithm, which is taken of `least` or more; the sign is turned where the tail is at the low end.
    """

    key: str
    action: Treated
    skewness: float
    kurtosis: float
    skewness_after: float
    kurtosis_after: float
    count: int = 0
    low: float = -np.inf
    high: float = np.inf
    shift: float = 0.0
    least: float = 0.0

    def applied(self, values: Floats) -> Floats:
        """The same treatment of any figures of this indicator, such as draws. Order is kept, save for equals."""
        if self.action is Treated.WINSORISED:
            return np.clip(values, self.low, self.high)
        if self.action is Treated.LOGGED:
            sign = np.sign(self.skewness)
            # Draws beyond what was seen count as the outermost figure seen.
            return np.asarray(sign * np.log(np.maximum(sign * values + self.shift, self.least)), dtype=np.float64)
        return values


def treatment(key: str, values: Floats, reference: Flags, *, treats: bool, may_log: bool = True) -> Treatment:
    """Looks for outliers by skewness beyond 2 together with kurtosis beyond 3.5, and finds what cures them.

    Up to five figures of the longer tail are drawn in to the next one, one by one, until the rule is met; if five do
    not do, none is drawn in and the logarithm of the distance from the other end (plus a hundredth of the range) is
    taken instead.

    Parameters
    ----------
    values : by area; NaN where missing. reference : areas that are judged by. treats : False only looks.
    may_log : False where the unit must stay, because figures are held against a city's or a fixed one: what drawing
        in does not cure is then left, and flagged.

    References
    ----------
    Becker, W. et al. (2022). COINr: An R package for developing composite indicators. Journal of Open Source
    Software 7. Nardo et al. (2008), see `aggregated`.
    """
    known = values[reference & ~np.isnan(values)]
    skew, kurt = moments(known)
    if not _stands_out(skew, kurt):
        return Treatment(key, Treated.NONE, skew, kurt, skew, kurt)
    if not treats:
        return Treatment(key, Treated.FLAGGED, skew, kurt, skew, kurt)
    found = _winsorised(key, known, skew, kurt)
    if found is None and not may_log:
        return Treatment(key, Treated.FLAGGED, skew, kurt, skew, kurt)
    return found or _logged(key, known, skew, kurt)


def moments(values: Floats) -> tuple[float, float]:
    """Skewness and excess kurtosis as samples have them (G1 and G2 of Joanes and Gill); NaN where they have none."""
    n = len(values)
    if n < 4 or np.ptp(values) == 0:
        return float("nan"), float("nan")
    gaps = values - values.mean()
    squares = gaps * gaps
    m2 = squares.mean()
    g1, g2 = float((squares * gaps).mean() / m2**1.5), float((squares * squares).mean() / m2**2 - 3)
    skew = g1 * np.sqrt(n * (n - 1)) / (n - 2)
    kurt = ((n + 1) * g2 + 6) * (n - 1) / ((n - 2) * (n - 3))
    return float(skew), float(kurt)


def _stands_out(skew: float, kurt: float) -> bool:
    return abs(skew) > SKEWNESS and kurt > KURTOSIS


def _winsorised(key: str, known: Floats, skew: float, kurt: float) -> Treatment | None:
    ordered = np.sort(known)
    for count in range(1, min(MOST_WINSORISED, len(known) - 1) + 1):
        low, high = (-np.inf, float(ordered[-1 - count])) if skew > 0 else (float(ordered[count]), np.inf)
        after = moments(np.clip(known, low, high))
        if not _stands_out(*after):
            return Treatment(key, Treated.WINSORISED, skew, kurt, *after, count, low, high)
    return None


def _logged(key: str, known: Floats, skew: float, kurt: float) -> Treatment:
    sign = np.sign(skew)
    ends = sign * known
    edge = float(0.01 * np.ptp(known))
    shift = edge - float(ends.min())
    after = moments(sign * np.log(ends + shift))
    return Treatment(key, Treated.LOGGED, skew, kurt, *after, shift=shift, least=edge)
