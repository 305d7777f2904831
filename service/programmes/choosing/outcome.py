"""A choice carried out: which areas the rule takes, and what the official changed. No database is asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.choice.lists import over_threshold, top
from geo.choice.problems import ChoiceProblem
from geo.columns import Flags, Floats
from service.analysis.workbench.doubt import Doubt
from service.analysis.workbench.result import Workbench
from service.programmes.choosing.apart import DrawnOutcome, left_out, neediest_apart
from service.programmes.choosing.candidates import Everyone, costs_of, needs_of, why_aside, with_drawn
from service.programmes.choosing.choice import Choosing
from service.programmes.choosing.drawn import Beside
from service.programmes.choosing.ground import Ground
from service.programmes.choosing.solving import PAGE_LIMIT_S, Solved, best_choice, found_before


@dataclass(frozen=True)
class Outcome:
    """By position of the areas. `by_rule` is what the rule took, `chosen` what is left after the official's changes.

    need
        Residents times how far the index is over `middle`; NaN where unknown.
    cost
        Euros; NaN where unknown, and everywhere when the rule asks for no costs.
    tied
        Areas that tie for the last place: the rule took none of them.
    unknown
        Candidates that the rule could not take, because their cost or district is not known.
    met, spent
        Sums over `chosen`; `spent` is None without costs.
    exact, gap
        Whether no better choice exists; else how much better one might be (a share).
    drawn
        What became of drawn areas; None where none was a candidate. `met` and `spent` count them in.
    """

    by_rule: Flags
    chosen: Flags
    tied: Flags
    unknown: Flags
    need: Floats
    cost: Floats
    middle: float
    met: float
    spent: float | None
    exact: bool
    gap: float
    drawn: DrawnOutcome | None = None


def carried_out(
    bench: Workbench,
    doubt: Doubt | None,
    choosing: Choosing,
    ground: Ground,
    *,
    solved: Solved | None = None,
    beside: Beside | None = None,
    time_limit_s: float = PAGE_LIMIT_S,
) -> Outcome:
    """The rule applied to the candidates, then the official's changes.

    Parameters
    ----------
    doubt : needed for the sureness of ``threshold``; None asks for none.
    solved : what the solver found before, for ``joined``: it is taken as it is.
    beside : drawn areas that are candidates too; of those that overlap at most one is taken.

    Raises
    ------
    ChoiceProblem
        see `geo.choice.problems`; also ``no_threshold``, ``no_budget``, ``no_costs``,
        ``no_districts``, ``more_districts``.
    """
    index = np.where(bench.ranked, bench.index, np.nan)
    need, middle = needs_of(bench)
    cost = costs_of(choosing, bench.figures.frame.codes, bench.figures.residents)
    if not bench.ranked.any():
        raise ChoiceProblem("no_candidates", "no area is ranked")
    units = len(index)
    aside = why_aside(choosing, doubt)
    everyone = Everyone(bench.figures.frame.codes, index, need, cost)
    if beside is not None:
        everyone = with_drawn(everyone, choosing, beside, middle, may_take=not aside)
    took = _taken(bench, doubt, choosing, ground, everyone, units, solved, is_aside=bool(aside), limit_s=time_limit_s)
    codes = np.array(bench.figures.frame.codes)
    by_rule = np.asarray(took.taken[:units], dtype=np.bool_)
    changed = (by_rule | np.isin(codes, choosing.add)) & ~np.isin(codes, choosing.drop)
    chosen = np.append(changed, took.taken[units:])
    costed = chosen & ~np.isnan(everyone.cost)
    return Outcome(
        by_rule=by_rule,
        chosen=changed,
        tied=np.asarray(took.tied[:units], dtype=np.bool_),
        unknown=took.unknown[:units] & bench.ranked,
        need=need,
        cost=cost,
        middle=middle,
        met=float(np.nansum(np.where(chosen, everyone.need, 0.0))),
        spent=float(everyone.cost[costed].sum()) if costed.any() else None,
        exact=took.exact,
        gap=took.gap,
        drawn=None if beside is None else _told(everyone, units, took, aside),
    )


@dataclass(frozen=True)
class Taken:
    """What a rule takes of all candidates, by position, before the official's changes.

    `tied` and `unknown` are as in `Outcome`; `wanted` would be taken if it overlapped nothing that is.
    """

    taken: Flags
    wanted: Flags
    tied: Flags
    unknown: Flags
    exact: bool = True
    gap: float = 0.0


def _taken(
    bench: Workbench,
    doubt: Doubt | None,
    choosing: Choosing,
    ground: Ground,
    everyone: Everyone,
    units: int,
    solved: Solved | None,
    *,
    is_aside: bool,
    limit_s: float,
) -> Taken:
    """The rule alone. Where it leaves drawn areas aside it sees the units, the first so many, alone."""
    if choosing.mode == "top":
        return _of_list(everyone, choosing.count, bench.plan.decimals)
    if choosing.mode == "threshold":
        return _over(everyone, units, choosing, doubt)
    none = np.zeros(len(everyone.index), dtype=np.bool_)
    taken, unknown = none.copy(), none.copy()
    if solved is not None:
        taken[:units] = found_before(bench, choosing, ground, solved)
        return Taken(taken, none, none, unknown, solved.exact, solved.gap)
    seen = units if is_aside else len(everyone.index)
    taken[:seen], unknown[:seen], exact, gap = best_choice(
        choosing, ground, everyone.need[:seen], everyone.cost[:seen], everyone.overlaps, limit_s
    )
    return Taken(taken, np.nan_to_num(everyone.need) > 0, none, unknown, exact, gap)


def _of_list(everyone: Everyone, count: int, decimals: int) -> Taken:
    """The neediest, as many as asked for; who ties for the last place is not taken."""
    rounded = np.round(everyone.index, decimals)
    listed = top(neediest_apart(rounded, everyone.overlaps), count)
    taken = listed.chosen
    wanted = rounded >= (rounded[taken].min() if taken.any() else np.inf)
    return Taken(taken, wanted, listed.tied, np.zeros(len(rounded), dtype=np.bool_))


def _over(everyone: Everyone, units: int, choosing: Choosing, doubt: Doubt | None) -> Taken:
    """All over an index; units only when it is sure enough."""
    if choosing.least_index is None:
        raise ChoiceProblem("no_threshold", "an index is needed from which areas are taken")
    p_top = doubt.summary.p_top if doubt is not None and choosing.least_p > 0 else None
    wanted = over_threshold(everyone.index, choosing.least_index)
    wanted[:units] = over_threshold(everyone.index[:units], choosing.least_index, p_top, choosing.least_p)
    taken = ~np.isnan(neediest_apart(np.where(wanted, everyone.index, np.nan), everyone.overlaps))
    none = np.zeros(len(taken), dtype=np.bool_)
    return Taken(taken, wanted, none, none)


def _told(everyone: Everyone, units: int, took: Taken, aside: str) -> DrawnOutcome:
    taken, tied, wanted = took.taken, took.tied, took.wanted
    codes, drawn = everyone.codes, range(units, len(everyone.codes))

    def by_code(values: Floats) -> dict[str, float | None]:
        return {codes[at]: None if np.isnan(values[at]) else float(values[at]) for at in drawn}

    pairs = left_out(np.asarray(taken, dtype=np.bool_), np.asarray(wanted, dtype=np.bool_), everyone.overlaps)
    return DrawnOutcome(
        chosen=tuple(codes[at] for at in drawn if taken[at]),
        tied=tuple(codes[at] for at in drawn if tied[at]),
        left_out=(*((codes[at], codes[other]) for at, other in pairs), *everyone.blocked),
        aside=aside,
        need=by_code(everyone.need),
        cost=by_code(everyone.cost),
        met=float(np.nansum([everyone.need[at] for at in drawn if taken[at]])),
    )
