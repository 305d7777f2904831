"""Who takes part, and where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chisquare

from geo.columns import Floats, checked_counts, divided
from geo.stats.intervals import garwood_interval, wilson_interval
from geo.stats.shrinkage import eb_shrunk


@dataclass(frozen=True, slots=True)
class ParticipationRates:
    """Pins per `per` residents by area: as counted, shrunk, and with the interval of the count.

    NaN in `rate`, `low` and `high` where nobody lives or the number of residents is unknown; in
    `shrunk` only where it is unknown. `overall` is the rate of all areas together. `low` and
    `high` are `rate`'s (Garwood).
    """

    rate: Floats
    shrunk: Floats
    low: Floats
    high: Floats
    overall: float
    per: float


def participation_rates(
    pins: ArrayLike, residents: ArrayLike, *, per: float = 1000.0, level: float = 0.95
) -> ParticipationRates:
    """Rate ``per * O / N`` with its Garwood interval, beside Marshall's empirical Bayes rate.

    Parameters
    ----------
    pins : counts by area. residents : people (or users, if so chosen) by area; NaN if unknown.

    References
    ----------
    Marshall (1991), see `eb_shrunk`; Garwood (1936), see `garwood_interval`.
    """
    shrunk = eb_shrunk(pins, residents)
    counts, people = checked_counts(pins), checked_counts(residents)
    low, high = garwood_interval(counts, level)
    return ParticipationRates(
        rate=per * shrunk.raw,
        shrunk=per * shrunk.rate,
        low=per * divided(low, people),
        high=per * divided(high, people),
        overall=per * shrunk.prior_mean,
        per=per,
    )


@dataclass(frozen=True, slots=True)
class Representation:
    """Participants against population by group.

    `ratio` 1 is as many as their share of the population; `low` and `high` are its Wilson
    bounds. `weight` would even the groups out (NaN for a group without participants).
    `dissimilarity` (0-1) is the share of participants who would have to belong to other groups.
    `effective_n` is Kish's, what the sample is worth after weighting. `p_value` is of the
    chi-square test of equal shares, with statistic `chi2`. `unknown_share` is the share of all
    participants whose group is not known; they stand beside the groups and are in none.
    """

    ratio: Floats
    low: Floats
    high: Floats
    weight: Floats
    dissimilarity: float
    effective_n: float
    chi2: float
    p_value: float
    unknown_share: float


def representation(
    participants: ArrayLike, population: ArrayLike, *, unknown: int = 0, level: float = 0.95
) -> Representation:
    r"""Which groups are over- and under-represented among participants.

    .. math:: ratio_g = \frac{n_g / n}{N_g / N}, \quad w_g = 1 / ratio_g, \quad
              D = \tfrac12 \sum |n_g/n - N_g/N|, \quad
              n_{eff} = \frac{(\sum n_g w_g)^2}{\sum n_g w_g^2}

    Parameters
    ----------
    participants : whole numbers by group. population : people by the same groups, all > 0.
    unknown : participants whose group is not known.

    Returns
    -------
    Representation
        Figures are NaN when nobody of a known group took part.

    Raises
    ------
    ValueError
        for NaN, empty groups in the population, or unequal lengths.

    References
    ----------
    Kish, L. (1965). Survey Sampling. Wiley. Wilson (1927), see `wilson_interval`.
    """
    n_g, all_g = checked_counts(participants), checked_counts(population)
    if n_g.shape != all_g.shape or np.isnan(n_g).any() or not (all_g > 0).all() or unknown < 0:
        raise ValueError("one count per group is needed, and people in every group")
    n, share = float(n_g.sum()), all_g / all_g.sum()
    everybody = n + unknown
    unknown_share = unknown / everybody if everybody else float("nan")
    if n == 0:
        none = np.full(n_g.shape, np.nan)
        nan = float("nan")
        return Representation(none, none, none, none, nan, nan, nan, nan, unknown_share)
    low, high = wilson_interval(n_g, np.full(n_g.shape, n), level)
    ratio = n_g / n / share
    weight = divided(1.0, ratio)
    weighted = np.nan_to_num(weight) * n_g
    test = chisquare(n_g, share * n)
    return Representation(
        ratio=ratio,
        low=low / share,
        high=high / share,
        weight=weight,
        dissimilarity=float(np.abs(n_g / n - share).sum() / 2),
        effective_n=float(weighted.sum() ** 2 / (weighted * np.nan_to_num(weight)).sum()),
        chi2=float(test.statistic),
        p_value=float(test.pvalue),
        unknown_share=unknown_share,
    )
