"""A choice carried out: which areas the rule takes, and what the official changed. No database is asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

from geo.choice.budget import best_within_budget
from geo.choice.contiguous import best_contiguous
from geo.choice.lists import need_of, over_threshold, top
from geo.choice.problems import ChoiceProblem
from geo.columns import Flags, Floats
from geo.stats.composite.recipes import Normalisation
from service.analysis.workbench.doubt import Doubt
from service.analysis.workbench.result import Workbench
from service.programmes.choosing.choice import Choosing
from service.programmes.choosing.ground import Ground

#: A page waits so long at the most; the worker longer.
PAGE_LIMIT_S = 2.0
WORKER_LIMIT_S = 60.0
#: What is not proved in so long is looked for by the worker.
JOINED_LIMIT_S = 0.4


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


def middle_of(bench: Workbench) -> float:
    """The index of an area that is as the municipality: 100 for relative figures, else the mean of the areas."""
    if bench.plan.recipe.normalisation is Normalisation.REL:
        return 100.0
    known = bench.composite.index[bench.settled & ~np.isnan(bench.composite.index)]
    return float(np.round(known.mean(), 9)) if len(known) else 0.0


@dataclass(frozen=True)
class Solved:
    """What a solver found before: codes, whether they are proved the best, and else how much better another may be."""

    codes: tuple[str, ...]
    exact: bool
    gap: float


def carried_out(
    bench: Workbench,
    doubt: Doubt | None,
    choosing: Choosing,
    ground: Ground,
    *,
    solved: Solved | None = None,
    time_limit_s: float = PAGE_LIMIT_S,
) -> Outcome:
    """The rule applied to the candidates, then the official's changes.

    Parameters
    ----------
    doubt : needed for the sureness of ``threshold``; None asks for none.
    solved : what the solver found before, for ``joined``: it is taken as it is.

    Raises
    ------
    ChoiceProblem
        see `geo.choice.problems`; also ``no_threshold``, ``no_budget``, ``no_costs``,
        ``no_districts``, ``more_districts``.
    """
    index = np.where(bench.ranked, bench.index, np.nan)
    need, middle = needs_of(bench)
    cost = costs_of(bench, choosing)
    if not bench.ranked.any():
        raise ChoiceProblem("no_candidates", "no area is ranked")
    none = np.zeros(len(index), dtype=np.bool_)
    tied, unknown, exact, gap = none, none, True, 0.0
    if choosing.mode == "top":
        listed = top(np.round(index, bench.plan.decimals), choosing.count)
        by_rule, tied = listed.chosen, listed.tied
    elif choosing.mode == "threshold":
        if choosing.least_index is None:
            raise ChoiceProblem("no_threshold", "an index is needed from which areas are taken")
        p_top = doubt.summary.p_top if doubt is not None and choosing.least_p > 0 else None
        by_rule = over_threshold(index, choosing.least_index, p_top, choosing.least_p)
    elif solved is not None:
        by_rule, exact, gap = _found_before(bench, choosing, ground, solved), solved.exact, solved.gap
    else:
        by_rule, unknown, exact, gap = _solved(choosing, ground, need, cost, time_limit_s)
    codes = np.array(bench.figures.frame.codes)
    changed = (by_rule | np.isin(codes, choosing.add)) & ~np.isin(codes, choosing.drop)
    costed = changed & ~np.isnan(cost)
    return Outcome(
        by_rule=np.asarray(by_rule, dtype=np.bool_),
        chosen=changed,
        tied=tied,
        unknown=unknown & bench.ranked,
        need=need,
        cost=cost,
        middle=middle,
        met=float(np.nansum(np.where(changed, need, 0.0))),
        spent=float(cost[costed].sum()) if costed.any() else None,
        exact=exact,
        gap=gap,
    )


def _found_before(bench: Workbench, choosing: Choosing, ground: Ground, solved: Solved) -> Flags:
    """Areas side by side that were found before, held to what was asked: it is quick to see that they are right, and
    slow to prove again that none are better."""
    flags = np.asarray(np.isin(bench.figures.frame.codes, solved.codes) & bench.ranked, dtype=np.bool_)
    parts, _of = connected_components(ground.weights(len(flags)).subset(flags).matrix, directed=False)
    if flags.sum() != choosing.count or parts != 1:
        raise ChoiceProblem("impossible", "the areas found before are not so many, or do not hang together")
    return flags


def needs_of(bench: Workbench) -> tuple[Floats, float]:
    """Residents times how far the index is over that of the municipality, NaN without a rank; and that index."""
    middle = middle_of(bench)
    index = np.where(bench.ranked, bench.index, np.nan)
    return np.where(bench.ranked, need_of(bench.figures.residents, index, middle), np.nan), middle


def costs_of(bench: Workbench, choosing: Choosing) -> Floats:
    """What each area costs in euros: its own sum, or so much a resident; NaN where neither is known."""
    people = bench.figures.residents
    found = people * choosing.per_head if choosing.per_head is not None else np.full(len(people), np.nan)
    own = dict(choosing.costs)
    for position, code in enumerate(bench.figures.frame.codes):
        if code in own:
            found[position] = own[code]
    return np.asarray(found, dtype=np.float64)


def _solved(
    choosing: Choosing, ground: Ground, need: Floats, cost: Floats, time_limit_s: float
) -> tuple[Flags, Flags, bool, float]:
    districts = None
    if choosing.needs_districts:
        if not any(ground.districts):
            raise ChoiceProblem("no_districts", "no area lies in a district")
        districts = list(ground.districts)
        # An area outside all districts cannot be chosen: nobody could say for which of them it is.
        need = np.where(np.array([bool(name) for name in districts]), need, np.nan)
    if choosing.mode == "joined":
        found = best_contiguous(need, ground.weights(len(need)), count=choosing.count, time_limit_s=time_limit_s)
    elif choosing.mode == "each":
        wanted = _named(districts, need)
        if len(set(wanted)) > choosing.count:
            raise ChoiceProblem(
                "more_districts",
                f"{len(set(wanted))} districts need an area each, and {choosing.count} are asked for",
                districts=len(set(wanted)),
                asked=choosing.count,
            )
        found = best_within_budget(
            need, np.ones(len(need)), choosing.count, districts=wanted, time_limit_s=time_limit_s
        )
    else:
        if choosing.budget is None:
            raise ChoiceProblem("no_budget", "a sum is needed")
        if np.isnan(cost[~np.isnan(need)]).all():
            raise ChoiceProblem("no_costs", "no candidate has a cost")
        found = best_within_budget(
            need,
            cost,
            choosing.budget,
            districts=_named(districts, need) if districts is not None else None,
            most=choosing.most,
            time_limit_s=time_limit_s,
        )
    chosen = found.chosen
    if choosing.mode == "budget" and districts is None:
        # An area without need adds nothing: the solver may take it or not, and we do not.
        chosen = np.asarray(chosen & (np.nan_to_num(need) > 0), dtype=np.bool_)
    return chosen, found.left_out, found.exact, found.gap


def _named(districts: list[str] | None, need: Floats) -> list[str]:
    """Districts of candidates; areas that cannot be chosen ask for nothing of their own."""
    known = [name for name, one in zip(districts or [], need, strict=True) if name and not np.isnan(one)]
    first = known[0] if known else ""
    wanted = set(known)
    return [name if name in wanted else first for name in districts or []]
