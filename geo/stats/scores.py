"""Scores from ranks, and what each part adds to a score."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from geo.columns import Floats


def additive_contributions(values: ArrayLike, reference: ArrayLike, weights: ArrayLike) -> Floats:
    """What each part adds to the difference between a score and a reference score.

    ``c_i = w_i (v_i - v_i(reference))``. The sum is the difference of the two scores for any
    index that is a weighted sum; weights are used as they are, whatever they add up to.

    Raises
    ------
    ValueError
        for unequal lengths.
    """
    own, other, weight = (np.asarray(part, dtype=np.float64) for part in (values, reference, weights))
    if not own.shape == other.shape == weight.shape:
        raise ValueError("values, reference and weights differ in length")
    return weight * (own - other)


def exponential_scores(ranks: ArrayLike, areas: ArrayLike) -> Floats:
    r"""The exponential transform of ranks that English and Welsh deprivation indices use.

    .. math:: E = -23 \ln\left(1 - R (1 - e^{-100/23})\right), \qquad R = (N - rank + 1) / N

    Parameters
    ----------
    ranks : 1 is the most deprived; averages for ties are fine; NaN gives NaN.
    areas : N, the number of areas ranked; one, or one for each row of ranks.

    Returns
    -------
    Scores up to 100, the most deprived.

    References
    ----------
    Ministry of Housing, Communities and Local Government (2019). The English Indices of
    Deprivation 2019: Technical report.
    """
    number = np.asarray(areas, dtype=np.float64)
    scaled = (number - np.asarray(ranks, dtype=np.float64) + 1) / number
    return np.asarray(-23 * np.log(1 - scaled * (1 - np.exp(-100 / 23))), dtype=np.float64)
