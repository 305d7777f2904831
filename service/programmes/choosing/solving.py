"""The choices that a solver makes: the best within a sum, one in each district, or areas side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

from geo.choice.budget import best_within_budget
from geo.choice.contiguous import best_contiguous
from geo.choice.problems import ChoiceProblem
from geo.columns import Flags, Floats
from service.analysis.workbench.result import Workbench
from service.programmes.choosing.choice import Choosing
from service.programmes.choosing.ground import Ground

#: A page waits so long at the most; the worker longer.
PAGE_LIMIT_S = 2.0
WORKER_LIMIT_S = 60.0
#: What is not proved in so long is looked for by the worker.
JOINED_LIMIT_S = 0.4


@dataclass(frozen=True)
class Solved:
    """What a solver found before: codes, whether they are proved the best, and else how much better another may be."""

    codes: tuple[str, ...]
    exact: bool
    gap: float


def found_before(bench: Workbench, choosing: Choosing, ground: Ground, solved: Solved) -> Flags:
    """Areas side by side that were found before, held to what was asked: it is quick to see that they are right, and
    slow to prove again that none are better."""
    flags = np.asarray(np.isin(bench.figures.frame.codes, solved.codes) & bench.ranked, dtype=np.bool_)
    parts, _of = connected_components(ground.weights(len(flags)).subset(flags).matrix, directed=False)
    if flags.sum() != choosing.count or parts != 1:
        raise ChoiceProblem("impossible", "the areas found before are not so many, or do not hang together")
    return flags


def best_choice(
    choosing: Choosing,
    ground: Ground,
    need: Floats,
    cost: Floats,
    overlaps: Sequence[tuple[int, int]],
    time_limit_s: float,
) -> tuple[Flags, Flags, bool, float]:
    """Areas taken, those left out for what is not known of them, whether it is proved the best, and else the gap.

    Parameters
    ----------
    need, cost : by area; NaN where unknown.
    overlaps : pairs of positions of which at most one may be taken.

    Raises ChoiceProblem as `geo.choice.problems`; also no_districts, more_districts, no_budget, no_costs.
    """
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
