"""Figures of different units made comparable: more is more need, whatever the indicator's direction."""

from __future__ import annotations

import numpy as np

from geo.columns import Flags, Floats, divided
from geo.stats.composite.measures import Columns
from geo.stats.composite.orders import percent_ranks, standing
from geo.stats.composite.recipes import Normalisation
from geo.stats.scores import exponential_scores

#: These say nothing of an indicator that is the same everywhere.
NEEDS_VARIANCE = frozenset(set(Normalisation) - {Normalisation.GOALPOSTS, Normalisation.CUTOFF})

#: These hold figures against one of the same unit.
KEEPS_UNIT = frozenset({Normalisation.REL, Normalisation.GOALPOSTS, Normalisation.CUTOFF})


def normalised(values: Floats, how: Normalisation, columns: Columns, reference: Flags) -> Floats:
    r"""Scores of figures.

    .. math:: rel = 100 \frac{x}{\bar x_{city}}, \quad
              minmax = 100 \frac{x - \min}{\max - \min}, \quad
              z = \frac{x - \bar x}{s_{n-1}}, \quad
              prank = \frac{rank_{min} - 1}{n - 1}

    and ``imd`` as `exponential_scores`, equals getting their average rank. ``svi`` is prank to four decimals, taken in
    the indicator's own direction and subtracted from 1 where less is need; it differs from prank among equals.

    Parameters
    ----------
    values : (..., indicators, areas); NaN stays NaN. May be draws of what `columns` holds.
    columns : directions, city figures, limits and cut-offs of the same indicators.
    reference : areas that minima, means, ranks and the like are taken from. Others are scored against them, and count
        as the extreme where they lie beyond it (not in ``rel`` and ``z``).

    Returns
    -------
    Scores of the same shape. An indicator that is the same in all reference areas gets NaN where its normalisation
    divides by the spread; `rel` turned round is 200 - rel.

    Raises
    ------
    ValueError
        for ``goalposts`` without limits, or with equal ones.

    References
    ----------
    Nardo et al. (2008), see `aggregated`. Flanagan, B. et al. (2011). A social vulnerability index for disaster
    management. Journal of Homeland Security and Emergency Management 8.
    """
    turned = columns.turned[:, None]
    if how is Normalisation.REL:
        scores = 100 * divided(values, columns.city[:, None])
        return np.where(turned, 200 - scores, scores)
    if how is Normalisation.GOALPOSTS:
        return _goalposts(values, columns)
    if how is Normalisation.CUTOFF:
        limit = columns.cutoffs[:, None]
        deprived = np.where(turned, values <= limit, values >= limit)
        return np.where(np.isnan(values) | np.isnan(limit), np.nan, deprived)
    signed = np.where(turned, -values, values) if columns.turned.any() else values
    if how is Normalisation.MINMAX:
        return _minmax(signed, reference)
    if how is Normalisation.Z:
        return _z(signed, reference)
    if how is Normalisation.PRANK:
        return percent_ranks(signed, reference)
    if how is Normalisation.SVI:
        ranks = np.round(percent_ranks(values, reference), 4)
        return np.where(turned, 1 - ranks, ranks)
    return _exponential(signed, reference)


def positive(scores: Floats, how: Normalisation) -> Floats:
    """The same scores from 1 up, for means that need it: 0-100 becomes 1-100; ``rel`` under 1 counts as 1."""
    if how is Normalisation.REL:
        return np.maximum(scores, 1.0)
    return 1 + scores * (99 if how in (Normalisation.PRANK, Normalisation.SVI) else 0.99)


def spread(values: Floats, reference: Flags) -> Floats:
    """Greatest less least of the reference areas, by indicator; NaN where none has a figure."""
    low, high = _extremes(values, reference)
    return np.where(low <= high, high - low, np.nan)[..., 0]


def _extremes(values: Floats, reference: Flags) -> tuple[Floats, Floats]:
    seen = values[..., reference]
    low = np.fmin.reduce(seen, axis=-1, keepdims=True, initial=np.inf)
    high = np.fmax.reduce(seen, axis=-1, keepdims=True, initial=-np.inf)
    return low, high


def _minmax(values: Floats, reference: Flags) -> Floats:
    low, high = _extremes(values, reference)
    wide = np.where(high > low, high - low, np.nan)
    scores = (values - low) * (100 / wide)
    return scores if reference.all() else np.clip(scores, 0, 100)


def _z(values: Floats, reference: Flags) -> Floats:
    seen = values[..., reference]
    known = ~np.isnan(seen)
    if known.all():
        count = np.full((*seen.shape[:-1], 1), seen.shape[-1])
        plain = seen
    else:
        count = known.sum(axis=-1, keepdims=True)
        plain = np.where(known, seen, 0.0)
    mean = divided(plain.sum(axis=-1, keepdims=True), count)
    gaps = plain - mean if known.all() else np.where(known, plain - mean, 0.0)
    squares = np.einsum("...i,...i->...", gaps, gaps)[..., None]
    sd = np.sqrt(divided(squares, np.where(count > 1, count - 1, 0)))
    return (values - mean) / np.where(sd > 0, sd, np.nan)


def _goalposts(values: Floats, columns: Columns) -> Floats:
    low, high = columns.limits[:, 0, None], columns.limits[:, 1, None]
    if not (low < high).all():
        raise ValueError("goalposts need a least and a greatest value for every indicator")
    scores = np.clip(100 * (values - low) / (high - low), 0, 100)
    return np.where(columns.turned[:, None], 100 - scores, scores)


def _exponential(values: Floats, reference: Flags) -> Floats:
    found = standing(values, reference)
    # 1 is the most deprived; equals get the mean of their ranks, an outsider a place between two.
    rank = np.clip(found.of - found.less - (found.same - 1) / 2, 1, np.maximum(found.of, 1))
    scores = exponential_scores(rank, np.maximum(found.of, 1))
    return np.where(np.isnan(values) | (found.of < 2), np.nan, scores)
