"""Draws of figures that are not known for certain: the shares of small areas, and where people of split areas live.

All draws come from the generator that is given: the same seed gives the same bytes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, sparray
from scipy.special import expit

from geo.columns import Floats, checked_counts
from geo.stats.shares import Shares
from geo.stats.shrinkage import eb_shrunk, logit_shrunk


def posterior_shares(
    shares: Shares, draws: int, rng: np.random.Generator, counts: tuple[Floats, Floats] | None = None
) -> Floats:
    r"""Draws of each area's true share, given what was counted.

    Without shrinkage the posterior is Jeffreys', :math:`Beta(r + 1/2, n - r + 1/2)`. With ``eb`` it is
    :math:`Beta(r + k m, n - r + k (1 - m))` with k = m / a, whose mean is Marshall's shrunk rate exactly (m, a as
    `eb_shrunk`); where areas differ no more than by chance (a = 0) each is m. With ``logit`` it is normal on the logit
    scale, with mean wz + (1 - w)Z and variance w s2 (as `logit_shrunk`).

    Parameters
    ----------
    shares : as `shares_of` gives them; the prior is theirs.
    draws : how many.
    counts : part and whole by draw, (draws, indicators, areas), where these are uncertain themselves; see `placed`.

    Returns
    -------
    (draws, indicators, areas), 0-1; NaN where the share is missing.
    """
    found = np.full((draws, *shares.rates.shape), np.nan)
    for row in range(len(shares.keys)):
        known = ~np.isnan(shares.rates[row])
        if counts is None:
            r, n = shares.part[row, known], shares.whole[row, known]
        else:
            r, n = counts[0][:, row, known], counts[1][:, row, known]
        found[:, row, known] = _drawn(shares, row, np.broadcast_to(r, (draws, known.sum())), n, rng)
    return found


def _drawn(shares: Shares, row: int, r: Floats, n: Floats, rng: np.random.Generator) -> Floats:
    seen = np.where(shares.present[row], shares.part[row], np.nan)
    base = np.where(shares.present[row], shares.whole[row], np.nan)
    if shares.smoothing == "none":
        return _beta(r + 0.5, n - r + 0.5, rng)
    if shares.smoothing == "eb":
        prior = eb_shrunk(seen, base, reference=shares.reference)
        m, a = prior.prior_mean, prior.prior_variance
        if a == 0 or not 0 < m < 1:
            return np.full(r.shape, m)
        strength = m / a
        return _beta(r + strength * m, n - r + strength * (1 - m), rng)
    inside = shares.counted[row]
    city = (float(shares.part[row, inside].sum()), float(shares.whole[row, inside].sum()))
    shrunk = logit_shrunk(seen, base, city=city)
    z = np.log((r + 0.5) / (n - r + 0.5))
    precision = n * (r + 1) * (n - r + 1) / ((n + 1) * (n + 2))
    weight = shrunk.prior_variance * precision / (shrunk.prior_variance * precision + 1)
    centre = weight * z + (1 - weight) * shrunk.prior_mean
    # w s2 = t2 / (t2 / s2 + 1), which holds for an area without anybody too.
    spread = np.sqrt(shrunk.prior_variance / (shrunk.prior_variance * precision + 1))
    return np.asarray(expit(centre + spread * rng.standard_normal(r.shape)), dtype=np.float64)


def _beta(a: Floats, b: Floats, rng: np.random.Generator) -> Floats:
    """Beta draws as the share of one gamma in two, which is faster here than the generator's own."""
    one = rng.standard_gamma(a)
    return np.asarray(one / (one + rng.standard_gamma(np.broadcast_to(b, a.shape))), dtype=np.float64)


def placed(
    part: ArrayLike, whole: ArrayLike, share: sparray, draws: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Counts of areas that cut through statistical units, with the people of each cut unit placed at random.

    Each person of a unit falls into the area with the probability of the unit's share there, so that an area's spread
    is the root of the sum of n f (1 - f). The pieces of one unit are placed together (multinomial) when its shares add
    up to no more than 1; where areas overlap, each area is placed for itself.

    Parameters
    ----------
    part, whole : whole people by unit, (indicators, units); NaN (hidden) counts as nobody. Fractions are rounded.
    share : (areas, units), what share of a unit lies in an area, 0-1.
    draws : how many.

    Returns
    -------
    Part and whole, (draws, indicators, areas).
    """
    counts, people = np.atleast_2d(checked_counts(part)), np.atleast_2d(checked_counts(whole))
    if counts.shape != people.shape or counts.shape[1] != share.shape[1]:
        raise ValueError("units differ in number")
    if (counts > people).any():
        raise ValueError("part greater than whole")
    hidden = np.isnan(counts) | np.isnan(people)
    mine = np.rint(np.where(hidden, 0, counts)).astype(np.int64)
    rest = np.rint(np.where(hidden, 0, people)).astype(np.int64) - mine
    pieces = csr_array(share).T.tocsr()
    found = [np.zeros((draws, len(counts), share.shape[0])) for _ in range(2)]
    for unit in range(share.shape[1]):
        own = slice(pieces.indptr[unit], pieces.indptr[unit + 1])
        areas, shares_ = pieces.indices[own], np.clip(pieces.data[own], 0, 1)
        for row in range(len(counts)):
            for total, into in ((mine[row, unit], found[:1]), (rest[row, unit], ())):
                spread = _spread(int(total), shares_, draws, rng)
                for target in (*into, found[1]):
                    target[:, row, areas] += spread
    return found[0], found[1]


def _spread(people: int, shares: Floats, draws: int, rng: np.random.Generator) -> Floats:
    if (shares == 1).all():
        return np.full((draws, len(shares)), float(people))
    if shares.sum() <= 1 + 1e-9:
        chances = np.append(shares, max(0.0, 1 - shares.sum()))
        drawn = rng.multinomial(people, chances / chances.sum(), size=draws)[:, :-1]
    else:
        drawn = rng.binomial(people, shares, size=(draws, len(shares)))
    return np.asarray(drawn, dtype=np.float64)
