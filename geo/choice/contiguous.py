"""The best choice of areas that hang together on the map."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse.csgraph import connected_components

from geo.choice.budget import candidates
from geo.choice.problems import ChoiceProblem
from geo.choice.programme import TIME_LIMIT_S, Choice, Programme
from geo.spatial.weights import Weights


def best_contiguous(
    need: ArrayLike,
    neighbours: Weights,
    *,
    count: int | None = None,
    cost: ArrayLike | None = None,
    budget: float = np.inf,
    time_limit_s: float = TIME_LIMIT_S,
) -> Choice:
    """One connected set of areas with the greatest need: `count` of them, or as many as the budget allows.

    One chosen area is the root and sends one unit to each chosen area, over borders of chosen areas only
    (single-commodity flow); a set in two parts could not be served.

    Parameters
    ----------
    need : as `best_within_budget`. neighbours : who borders whom.
    count : exactly so many areas. cost, budget : what they may cost together. At least one of the two is needed.
    time_limit_s : for ten areas of fifty an exact answer may take ten seconds; after the limit the best so far is
        given, with its gap.

    Raises
    ------
    ChoiceProblem
        ``nothing_joined`` when no connected set has `count` areas; else as `best_within_budget`.

    References
    ----------
    Shirabe, T. (2005). A model of contiguity for spatial unit allocation. Geographical Analysis 37, 2-16.
    """
    if count is None and not np.isfinite(budget):
        raise ValueError("a count or a budget is needed")
    wants, costs, known = candidates(need, np.zeros(neighbours.n) if cost is None else cost)
    if len(wants) != neighbours.n:
        raise ValueError("one need for each area is needed")
    if count is not None:
        _check_joined(neighbours, known, count)
    n, most = len(wants), float(count if count is not None else known.sum())
    programme = Programme(wants.tolist(), [1] * n, known.tolist())
    if count is not None:
        programme.require(dict.fromkeys(range(n), 1.0), least=count, most=count)
    if np.isfinite(budget):
        programme.require({j: float(price) for j, price in enumerate(costs)}, most=budget)
    roots = [programme.variable(whole=True, upper=1.0) for _ in range(n)]
    sent = [programme.variable(upper=most) for _ in range(n)]
    programme.require(dict.fromkeys(roots, 1.0), most=1)
    balance: list[dict[int, float]] = [{sent[j]: 1.0, j: -1.0} for j in range(n)]
    for j in range(n):
        programme.require({roots[j]: 1.0, j: -1.0}, most=0)
        programme.require({sent[j]: 1.0, roots[j]: -most}, most=0)
    pairs = neighbours.matrix.tocoo()
    for source, target in zip(pairs.row.tolist(), pairs.col.tolist(), strict=True):
        flow = programme.variable(upper=max(most - 1, 0.0))
        balance[source][flow] = -1.0
        balance[target][flow] = 1.0
        programme.require({flow: 1.0, source: -(most - 1)}, most=0)
        programme.require({flow: 1.0, target: -(most - 1)}, most=0)
    for row in balance:
        programme.require(row, least=0, most=0)
    x, exact, gap = programme.solve(time_limit_s)
    chosen = np.asarray(x[:n] > 0.5, dtype=np.bool_)
    return Choice(chosen, float(wants[chosen].sum()), float(costs[chosen].sum()), exact, gap, ~known)


def _check_joined(neighbours: Weights, known: np.ndarray, count: int) -> None:
    inside = neighbours.subset(known)
    _, part = connected_components(inside.matrix, directed=False)
    largest = int(np.bincount(part).max())
    if not 0 < count <= largest:
        raise ChoiceProblem(
            "nothing_joined",
            f"{count} areas are asked for, and the largest set that hangs together has {largest}",
            asked=count,
            largest=largest,
        )
