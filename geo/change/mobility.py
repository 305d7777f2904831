"""Who moves in the ranking: from which class to which, from one year to the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.columns import Floats


@dataclass(frozen=True, slots=True)
class Mobility:
    """`counts[a, b]` moves from class a to class b (0 the least values), `shares` of each row.

    `steady` is where areas would settle if moves went on as seen, None when a class was never left or never held
    anything. A row of `shares` is NaN for a class that no area was in.
    """

    counts: NDArray[np.int64]
    shares: Floats
    steady: Floats | None


def mobility(values: ArrayLike, classes: int = 5) -> Mobility:
    """Moves between classes of equal size, made anew each year.

    Parameters
    ----------
    values : (areas, years) in order of time; NaN where missing, and a move needs both years.
    classes : 5 for quintiles. A value on the limit is in the lower class.

    Raises
    ------
    ValueError
        for fewer than two years or classes, or a year with fewer areas than classes.

    References
    ----------
    Rey, S. (2001). Spatial empirics for economic growth and convergence. Geographical Analysis 33, 195-214.
    """
    table = np.asarray(values, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] < 2 or classes < 2:
        raise ValueError("at least two years and two classes are needed")
    if (np.isfinite(table).sum(axis=0) < classes).any():
        raise ValueError("a year has fewer areas with a value than there are classes")
    limits = np.nanquantile(table, np.arange(1, classes) / classes, axis=0)
    into = (table[None] > limits[:, None]).sum(axis=0)
    known = ~np.isnan(table)
    pairs = known[:, :-1] & known[:, 1:]
    counts = np.zeros((classes, classes), dtype=np.int64)
    np.add.at(counts, (into[:, :-1][pairs], into[:, 1:][pairs]), 1)
    totals = counts.sum(axis=1, keepdims=True)
    shares = np.full(counts.shape, np.nan)
    np.divide(counts, totals, out=shares, where=totals > 0)
    return Mobility(counts, shares, _steady(shares))


def _steady(shares: Floats) -> Floats | None:
    """The distribution that one more step leaves as it is; None unless there is exactly one."""
    if np.isnan(shares).any():
        return None
    n = len(shares)
    balance = np.vstack([shares.T - np.eye(n), np.ones(n)])
    if np.linalg.matrix_rank(balance[:-1]) < n - 1:
        return None
    found, *_ = np.linalg.lstsq(balance, np.append(np.zeros(n), 1.0), rcond=None)
    return np.asarray(found, dtype=np.float64)
