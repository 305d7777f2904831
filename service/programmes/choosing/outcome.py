"""A choice carried out: which areas the rule takes, and what the official changed. No database is asked."""

from __future__ import annotations

from collections.abc import Sequence
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
from service.programmes.choosing.apart import DrawnOutcome, left_out, neediest_apart, positions
from service.programmes.choosing.choice import Choosing
from service.programmes.choosing.drawn import START as DRAWN
from service.programmes.choosing.drawn import Beside
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
        everyone = _with_drawn(everyone, choosing, beside, middle, may_take=not aside)
    none = np.zeros(len(everyone.index), dtype=np.bool_)
    tied, unknown, exact, gap = none, none, True, 0.0
    if choosing.mode == "top":
        rounded = np.round(everyone.index, bench.plan.decimals)
        listed = top(neediest_apart(rounded, everyone.overlaps), choosing.count)
        taken, tied = listed.chosen, listed.tied
        wanted = rounded >= (rounded[taken].min() if taken.any() else np.inf)
    elif choosing.mode == "threshold":
        if choosing.least_index is None:
            raise ChoiceProblem("no_threshold", "an index is needed from which areas are taken")
        p_top = doubt.summary.p_top if doubt is not None and choosing.least_p > 0 else None
        wanted = over_threshold(everyone.index, choosing.least_index)
        wanted[:units] = over_threshold(index, choosing.least_index, p_top, choosing.least_p)
        taken = ~np.isnan(neediest_apart(np.where(wanted, everyone.index, np.nan), everyone.overlaps))
    elif solved is not None:
        taken = none.copy()
        taken[:units] = _found_before(bench, choosing, ground, solved)
        wanted, exact, gap = none, solved.exact, solved.gap
    else:
        # Where a rule leaves drawn areas aside it sees the units alone.
        seen = units if aside else len(everyone.index)
        found, missing, exact, gap = _solved(
            choosing, ground, everyone.need[:seen], everyone.cost[:seen], everyone.overlaps, time_limit_s
        )
        taken, unknown = none.copy(), none.copy()
        taken[:seen], unknown[:seen] = found, missing
        wanted = np.nan_to_num(everyone.need) > 0
    codes = np.array(bench.figures.frame.codes)
    by_rule = np.asarray(taken[:units], dtype=np.bool_)
    changed = (by_rule | np.isin(codes, choosing.add)) & ~np.isin(codes, choosing.drop)
    chosen = np.append(changed, taken[units:])
    costed = chosen & ~np.isnan(everyone.cost)
    return Outcome(
        by_rule=by_rule,
        chosen=changed,
        tied=np.asarray(tied[:units], dtype=np.bool_),
        unknown=unknown[:units] & bench.ranked,
        need=need,
        cost=cost,
        middle=middle,
        met=float(np.nansum(np.where(chosen, everyone.need, 0.0))),
        spent=float(everyone.cost[costed].sum()) if costed.any() else None,
        exact=exact,
        gap=gap,
        drawn=None if beside is None else _told(everyone, units, taken, tied, wanted, aside),
    )


@dataclass(frozen=True)
class Everyone:
    """All candidates of a rule, units first and drawn areas after them; `overlaps` are pairs of positions."""

    codes: tuple[str, ...]
    index: Floats
    need: Floats
    cost: Floats
    overlaps: tuple[tuple[int, int], ...] = ()
    #: Drawn areas that overlap a unit which the official took in, and that unit.
    blocked: tuple[tuple[str, str], ...] = ()


def why_aside(choosing: Choosing, doubt: Doubt | None) -> str:
    """Why a rule takes no drawn area; empty when it may."""
    if choosing.needs_districts:
        return "districts"
    if choosing.mode == "joined":
        return "joined"
    if choosing.mode == "threshold" and choosing.least_p > 0 and doubt is not None:
        return "unsure"
    return ""


def _with_drawn(units: Everyone, choosing: Choosing, beside: Beside, middle: float, *, may_take: bool) -> Everyone:
    """Both kinds of candidates. What overlaps a unit that the official took in is out: it would be counted twice."""
    blocked = [(one, other) for one, other in beside.overlaps if other in choosing.add and not other.startswith(DRAWN)]
    out = np.isin(beside.codes, [one for one, _other in blocked]) | (not may_take)
    index = np.where(out, np.nan, beside.index)
    codes = (*units.codes, *beside.codes)
    return Everyone(
        codes=codes,
        index=np.append(units.index, index),
        need=np.append(units.need, need_of(beside.people, index, middle)),
        cost=np.append(units.cost, costs_of(choosing, beside.codes, beside.people)),
        overlaps=tuple(positions(codes, beside.overlaps)) if may_take else (),
        blocked=tuple(blocked) if may_take else (),
    )


def _told(everyone: Everyone, units: int, taken: Flags, tied: Flags, wanted: Flags, aside: str) -> DrawnOutcome:
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


def costs_of(choosing: Choosing, codes: Sequence[str], people: Floats) -> Floats:
    """What each area costs in euros: its own sum, or so much a resident; NaN where neither is known."""
    found = people * choosing.per_head if choosing.per_head is not None else np.full(len(people), np.nan)
    own = dict(choosing.costs)
    for position, code in enumerate(codes):
        if code in own:
            found[position] = own[code]
    return np.asarray(found, dtype=np.float64)


def _solved(
    choosing: Choosing,
    ground: Ground,
    need: Floats,
    cost: Floats,
    overlaps: Sequence[tuple[int, int]],
    time_limit_s: float,
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
            conflicts=overlaps,
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
