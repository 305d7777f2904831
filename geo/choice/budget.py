"""The choice that meets the most need within a sum of money, exactly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from geo.choice.problems import ChoiceProblem
from geo.choice.programme import TIME_LIMIT_S, Choice, Programme
from geo.columns import Flags, Floats


def best_within_budget(
    need: ArrayLike,
    cost: ArrayLike,
    budget: float,
    *,
    districts: Sequence[str] | None = None,
    conflicts: Sequence[tuple[int, int]] = (),
    most: int | None = None,
    shared: ArrayLike | None = None,
    atom_need: ArrayLike | None = None,
    time_limit_s: float = TIME_LIMIT_S,
) -> Choice:
    r"""Maximises the need met: ``sum need_j x_j`` subject to ``sum cost_j x_j <= budget``, x 0 or 1.

    Parameters
    ----------
    need : by candidate, >= 0, as `need_of` gives it; NaN is unknown and cannot be chosen.
    cost : by candidate, >= 0, in the budget's currency; NaN likewise.
    districts : the district of each candidate; when given, at least one is chosen in each.
    conflicts : pairs of candidates of which at most one is chosen, because they overlap.
    most : at most so many candidates.
    shared, atom_need : instead of conflicts: the share (0-1) of each atom that each candidate covers, and the need of
        each atom. What several chosen candidates cover is then counted once, and `need` only says who is known.
    time_limit_s : after it the best so far, with its gap.

    Raises
    ------
    ChoiceProblem
        ``no_candidates``, ``budget_too_small``, ``district_empty``, ``districts_cost_more``, ``impossible``,
        ``out_of_time``.
    ValueError
        for unequal lengths or negative numbers.
    """
    wants, costs, known = candidates(need, cost)
    _fits(costs, known, budget)
    counted_once = shared is not None
    programme = Programme([0.0 if counted_once else float(want) for want in wants], [1] * len(wants), known.tolist())
    programme.require({j: float(price) for j, price in enumerate(costs)}, most=budget)
    if most is not None:
        programme.require(dict.fromkeys(range(len(wants)), 1.0), most=most)
    for one, other in conflicts:
        programme.require({one: 1.0, other: 1.0}, most=1)
    if districts is not None:
        _one_in_each(programme, districts, costs, known, budget)
    if shared is not None:
        _count_once(programme, shared, atom_need, len(wants))
    x, exact, gap = programme.solve(time_limit_s)
    chosen = np.asarray(x[: len(wants)] > 0.5, dtype=np.bool_)
    value = float(np.dot(programme.gain, x)) if counted_once else float(wants[chosen].sum())
    return Choice(chosen, value, float(costs[chosen].sum()), exact, gap, ~known)


def candidates(need: ArrayLike, cost: ArrayLike) -> tuple[Floats, Floats, Flags]:
    """Need and cost with 0 where unknown, and where both are known.

    Raises
    ------
    ChoiceProblem
        when no candidate is known.
    ValueError
        for unequal lengths, negative or infinite numbers.
    """
    wants, costs = np.array(need, dtype=np.float64, ndmin=1), np.array(cost, dtype=np.float64, ndmin=1)
    if wants.shape != costs.shape:
        raise ValueError("need and cost differ in length")
    known = ~(np.isnan(wants) | np.isnan(costs))
    if not known.any():
        raise ChoiceProblem("no_candidates", "no candidate has both a need and a cost")
    wants, costs = np.where(known, wants, 0.0), np.where(known, costs, 0.0)
    if not (np.isfinite(wants) & np.isfinite(costs)).all() or (wants < 0).any() or (costs < 0).any():
        raise ValueError("need and cost must be finite and not negative")
    return wants, costs, np.asarray(known, dtype=np.bool_)


def _fits(costs: Floats, known: Flags, budget: float) -> None:
    cheapest = float(costs[known].min())
    if not budget >= cheapest:
        raise ChoiceProblem(
            "budget_too_small",
            f"the cheapest candidate costs {cheapest:g}, the budget is {budget:g}",
            cheapest=cheapest,
            budget=budget,
        )


def _one_in_each(programme: Programme, districts: Sequence[str], costs: Floats, known: Flags, budget: float) -> None:
    if len(districts) != len(costs):
        raise ValueError("one district for each candidate is needed")
    names, least = np.array(districts), 0.0
    for name in dict.fromkeys(districts):
        inside = np.flatnonzero((names == name) & known)
        if not len(inside):
            raise ChoiceProblem("district_empty", f"no candidate in {name} has both a need and a cost")
        least += float(costs[inside].min())
        programme.require({int(j): 1.0 for j in inside}, least=1)
    if least > budget:
        raise ChoiceProblem(
            "districts_cost_more",
            f"one area in each district costs at least {least:g}, the budget is {budget:g}",
            least=least,
            budget=budget,
        )


def _count_once(programme: Programme, shared: ArrayLike, atom_need: ArrayLike | None, count: int) -> None:
    """An atom counts by what is covered of it: no more than the chosen cover together, and no more than all of it."""
    cover, wants = np.asarray(shared, dtype=np.float64), np.asarray(atom_need, dtype=np.float64)
    if cover.ndim != 2 or cover.shape != (count, len(np.atleast_1d(wants))):
        raise ValueError("the need of each atom and its share in each candidate are needed")
    for atom in np.flatnonzero(cover.any(axis=0)):
        part = programme.variable(gain=float(wants[atom]), upper=1.0)
        over = np.flatnonzero(cover[:, atom])
        programme.require({part: 1.0, **{int(j): -float(cover[j, atom]) for j in over}}, most=0)
