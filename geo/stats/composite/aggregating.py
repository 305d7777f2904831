"""Several scores made into one number by area, for one table of scores or for many draws of it."""

from __future__ import annotations

import numpy as np

from geo.columns import Floats
from geo.stats.composite.recipes import Aggregation
from geo.stats.composite.weighting import SLACK

_MEANS = {
    Aggregation.ARITHMETIC: (None, None),
    Aggregation.GEOMETRIC: (np.log, np.exp),
    Aggregation.HARMONIC: (np.reciprocal, np.reciprocal),
}


def aggregated(
    scores: Floats,
    weights: Floats,
    how: Aggregation,
    *,
    least_weight: float = 0.0,
    poor_from: float = 1 / 3,
) -> Floats:
    r"""Aggregates over indicators; the weights of missing scores go to those that are there.

    .. math:: \sum_j w_j y_j, \quad
              \exp \sum_j \tfrac{w_j}{\sum w} \ln y_j, \quad
              \left(\sum_j \tfrac{w_j}{\sum w} y_j^{-1}\right)^{-1}, \quad
              \sum_k \operatorname{sgn}\left(W_{ik} - W_{ki}\right), \quad
              c_i [c_i \ge k]

    with W_ik the weight of indicators in which area i has more than area k, and c_i the weighted share of
    deprivations.

    Parameters
    ----------
    scores : (..., indicators, areas), NaN where missing; positive for the geometric and harmonic mean.
    weights : (..., indicators), >= 0.
    least_weight : share of the weight that must be present; else NaN.
    poor_from : k of ``counting``.

    Returns
    -------
    (..., areas). The arithmetic mean keeps the sum of the weights as it is; the others do not depend on it.

    References
    ----------
    Nardo, M. et al. (2008). Handbook on Constructing Composite Indicators. OECD. Munda, G. & Nardo, M. (2009).
    Noncompensatory/nonlinear composite indicators. Applied Economics 41. Alkire, S. & Foster, J. (2011). Counting and
    multidimensional poverty measurement. Journal of Public Economics 95.
    """
    unknown = np.isnan(scores)
    total = weights.sum(axis=-1)[..., None]
    if not unknown.any():
        present = np.broadcast_to(total, (*scores.shape[:-2], scores.shape[-1]))
    else:
        present = _over(weights, (~unknown).astype(np.float64))
    enough = (present > 0) & (present >= total * (least_weight - SLACK))
    if how is Aggregation.COPELAND:
        return np.where(enough, _copeland(scores, weights), np.nan)
    if how is Aggregation.COUNTING:
        share = _over(weights, np.where(unknown, 0.0, scores)) / np.where(enough, present, np.nan)
        return np.where(share >= poor_from - SLACK, share, np.where(enough, 0.0, np.nan))
    there, back = _MEANS[how]
    turned = scores if there is None else there(scores)
    weighted = _over(weights, np.where(unknown, 0.0, turned) if unknown.any() else turned)
    mean = weighted / np.where(enough, present, np.nan)
    return np.asarray(mean * total if back is None else back(mean), dtype=np.float64)


def _over(weights: Floats, scores: Floats) -> Floats:
    return np.asarray(np.matmul(weights[..., None, :], scores)[..., 0, :], dtype=np.float64)


#: Pairs of areas compared at a time: keeps the matrices of a city of thousands of areas small.
_BLOCK = 512


def _copeland(scores: Floats, weights: Floats) -> Floats:
    rows = scores.reshape(-1, *scores.shape[-2:])
    chosen = np.broadcast_to(weights, scores.shape[:-1]).reshape(-1, scores.shape[-2])
    found = np.zeros((len(rows), scores.shape[-1]))
    for number, (row, weight) in enumerate(zip(rows, chosen, strict=True)):
        for start in range(0, row.shape[-1], _BLOCK):
            own = row[:, start : start + _BLOCK]
            margin = np.zeros((own.shape[-1], row.shape[-1]))
            # Comparisons with NaN are false both ways: an indicator that either lacks says nothing about the pair.
            for mine, theirs, w in zip(own, row, weight, strict=True):
                margin += w * ((mine[:, None] > theirs).astype(np.int8) - (mine[:, None] < theirs))
            margin[np.abs(margin) <= SLACK * weight.sum()] = 0
            found[number, start : start + _BLOCK] = np.sign(margin).sum(axis=1)
    return found.reshape(*scores.shape[:-2], scores.shape[-1])
