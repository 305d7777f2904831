"""A sum shared by need: more to areas that need more, none without a floor or over a cap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from geo.choice.problems import ChoiceProblem
from geo.columns import Floats, checked_counts
from geo.stats.rounding import rounded_to_sum


@dataclass(frozen=True, slots=True)
class Allocation:
    """Shares of the sum by area, in its currency; each column adds up to the sum.

    `exact` is by need, `rounded` the same in whole units, `equal` the same for each area with people, `per_head` by
    people alone. `weight` is the need that decided; 0 where the index does not exceed the threshold or is unknown.
    """

    exact: Floats
    rounded: Floats
    equal: Floats
    per_head: Floats
    weight: Floats


def allocated(
    people: ArrayLike,
    index: ArrayLike,
    budget: float,
    *,
    threshold: float = 100.0,
    gamma: float = 1.0,
    floor: float = 0.0,
    cap: float = np.inf,
    unit: float = 1.0,
) -> Allocation:
    r"""Shares a sum by people times how far the index lies over the threshold.

    .. math:: w_j = n_j \max(0, index_j - threshold)^\gamma, \quad x_j = \min(\max(t w_j, floor), cap), \quad
              \sum x_j = budget

    Areas with w = 0 get nothing.

    Parameters
    ----------
    people : by area, >= 0; NaN is unknown and gets nothing by need.
    index : by area; NaN likewise.
    gamma : 0 makes need count alike, 1 in proportion, 2 more than that.
    floor, cap : of each area that gets anything. unit : amounts are whole multiples of it, by largest remainder, ties
        to the earlier area; budget, floor and cap must be such multiples.

    Raises
    ------
    ChoiceProblem
        ``nobody_in_need``, ``floor_over_cap``, ``floors_exceed_sum``, ``caps_below_sum``, ``not_in_units``.
    ValueError
        for unequal lengths, or a budget or unit that is not positive.
    """
    heads, score = checked_counts(people), np.array(index, dtype=np.float64, ndmin=1)
    if heads.shape != score.shape or not budget > 0 or not unit > 0:
        raise ValueError("people and index of the same areas, and a positive sum and unit, are needed")
    over = np.nan_to_num(score - threshold).clip(0)
    living = np.nan_to_num(heads)
    weight = np.where(over > 0, living * over**gamma, 0.0)
    needy = weight > 0
    _check(int(needy.sum()), budget, floor, cap, unit)
    exact = np.zeros(len(weight))
    exact[needy] = _levelled(weight[needy], budget, floor, cap)
    lived = living > 0
    return Allocation(
        exact=exact,
        rounded=_in_units(exact, unit),
        equal=np.where(lived, budget / lived.sum(), 0.0),
        per_head=budget * living / living.sum(),
        weight=weight,
    )


def _check(count: int, budget: float, floor: float, cap: float, unit: float) -> None:
    if not count:
        raise ChoiceProblem("nobody_in_need", "no area's index exceeds the threshold: there is nobody to share among")
    if not 0 <= floor <= cap:
        raise ChoiceProblem("floor_over_cap", f"the floor {floor:g} exceeds the cap {cap:g}", floor=floor, cap=cap)
    if count * floor > budget:
        raise ChoiceProblem(
            "floors_exceed_sum",
            f"{count} areas at {floor:g} each take {count * floor:g}, and the sum is {budget:g}",
            areas=count,
            floor=floor,
            budget=budget,
        )
    if count * cap < budget:
        raise ChoiceProblem(
            "caps_below_sum",
            f"{count} areas at no more than {cap:g} each take {count * cap:g}, and the sum is {budget:g}",
            areas=count,
            cap=cap,
            budget=budget,
        )
    for name, amount in (("sum", budget), ("floor", floor), ("cap", cap)):
        if np.isfinite(amount) and abs(amount / unit - round(amount / unit)) > 1e-9:
            raise ChoiceProblem("not_in_units", f"the {name} {amount:g} is no multiple of {unit:g}", unit=unit)


def _levelled(weight: Floats, budget: float, floor: float, cap: float) -> Floats:
    """``clip(t w, floor, cap)`` that adds up to the budget: the sum is piecewise linear in t between its corners."""
    corners = np.unique(np.concatenate([[0.0], floor / weight, cap / weight if np.isfinite(cap) else []]))
    sums = np.clip(np.outer(corners, weight), floor, cap).sum(axis=1)
    at = int(np.searchsorted(sums, budget, side="right")) - 1
    if at < 0:
        return np.full(len(weight), floor)
    t = float(corners[at])
    moving = (t * weight >= floor * (1 - 1e-12)) & (t * weight < cap * (1 - 1e-12))
    if moving.any():
        t += (budget - float(sums[at])) / float(weight[moving].sum())
    return np.asarray(np.clip(t * weight, floor, cap), dtype=np.float64)


def _in_units(exact: Floats, unit: float) -> Floats:
    # Rounded first, so that an amount at its cap does not gain a unit from the last bit.
    return np.asarray(rounded_to_sum(np.round(exact / unit, 9), 0) * unit, dtype=np.float64)
