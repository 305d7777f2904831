"""Why each area was chosen, what would change it, and who was nearest: as plain numbers, which the record keeps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from geo.choice.explanation import LeftOut, nearest_left_out, swaying_weights
from geo.choice.problems import ChoiceProblem
from geo.columns import Floats
from geo.stats.composite.recipes import Aggregation, Final
from geo.stats.uncertainty.differences import index_draws
from service.analysis.workbench.doubt import Doubt
from service.analysis.workbench.result import Workbench
from service.programmes.choosing.choice import Choosing
from service.programmes.choosing.drawn import Beside
from service.programmes.choosing.ground import Ground
from service.programmes.choosing.outcome import Outcome, carried_out

#: The choice is solved again without each area in turn for no more areas than this.
SOLVED_AGAIN = 25
AGAIN_LIMIT_S = 0.5
#: The middle of the draws, as the intervals of ranks.
LEVEL = 0.9


def draws_of_index(bench: Workbench) -> Floats:
    """The index in each draw of small numbers and weights, by the plan's seed."""
    return index_draws(
        bench.measures,
        bench.plan.recipe,
        shares=bench.shares,
        settled=bench.settled,
        draws=bench.plan.draws,
        seed=bench.plan.seed,
    )


def reasons(
    bench: Workbench,
    doubt: Doubt | None,
    choosing: Choosing,
    ground: Ground,
    outcome: Outcome,
    beside: Beside | None = None,
) -> dict[str, dict[str, Any]]:
    """For each chosen area by code: ``nearest`` (the nearest area left out, and how far), ``turning`` (weights at
    which another area would be before it) and ``without`` (what the rule would take in its place); None or empty
    where there is nothing to tell."""
    index = np.where(bench.ranked, bench.index, np.nan)
    draws = draws_of_index(bench)
    codes = bench.figures.frame.codes
    found = {}
    for position in np.flatnonzero(outcome.chosen):
        alone = np.zeros(len(codes), dtype=np.bool_)
        alone[position] = True
        others = np.where(outcome.chosen & ~alone, np.nan, index)
        nearest = nearest_left_out(others, alone, draws, LEVEL) if not np.isnan(index[position]) else None
        found[codes[position]] = {
            "nearest": None if nearest is None else _nearest(nearest, codes),
            "turning": _turning(bench, outcome, int(position)),
            "without": _without(bench, doubt, choosing, ground, outcome, beside, int(position)),
        }
    return found


def last_and_next(bench: Workbench, outcome: Outcome) -> dict[str, Any] | None:
    """The last area chosen by its index and the first left out, with the interval of their difference."""
    index = np.where(bench.ranked, bench.index, np.nan)
    found = nearest_left_out(index, outcome.chosen, draws_of_index(bench), LEVEL)
    codes = bench.figures.frame.codes
    return None if found is None else {"last": codes[found.last], **_nearest(found, codes)}


def _nearest(found: LeftOut, codes: tuple[str, ...]) -> dict[str, Any]:
    return {
        "code": codes[found.nearest],
        "difference": found.difference,
        "low": found.low,
        "high": found.high,
        "is_told_apart": found.can_be_told_apart,
    }


def _turning(bench: Workbench, outcome: Outcome, position: int) -> list[dict[str, Any]] | None:
    """Shares of weight at which an area that was left out would come before this one; none where no single weight
    could do that, None where the index is no weighted sum."""
    recipe, composite = bench.plan.recipe, bench.composite
    if recipe.aggregation is not Aggregation.ARITHMETIC or recipe.final is not Final.PLAIN or len(composite.keys) < 2:
        return None
    scores = np.where(bench.ranked & (~outcome.chosen | (np.arange(len(bench.ranked)) == position)), 1.0, np.nan)
    alone = np.arange(len(bench.ranked)) == position
    sways = swaying_weights((composite.scores * scores).T, composite.weight_shares, alone)
    codes, found = bench.figures.frame.codes, []
    for key, sway in zip(composite.keys, sways, strict=True):
        for side, turning in (("below", sway.below), ("above", sway.above)):
            if turning is not None:
                found.append(
                    {
                        "key": key,
                        "now": sway.now,
                        "side": side,
                        "weight": turning.weight,
                        "enters": codes[turning.enters],
                    }
                )
    return found


def _without(
    bench: Workbench,
    doubt: Doubt | None,
    choosing: Choosing,
    ground: Ground,
    outcome: Outcome,
    beside: Beside | None,
    position: int,
) -> dict[str, Any] | None:
    """What the rule would take if the area were no candidate, for rules that weigh areas against each other."""
    if choosing.mode not in ("budget", "each") or not outcome.by_rule[position]:
        return None
    if outcome.by_rule.sum() > SOLVED_AGAIN:
        return None
    try:
        other = carried_out(
            without_area(bench, position), doubt, choosing, ground, beside=beside, time_limit_s=AGAIN_LIMIT_S
        )
    except ChoiceProblem:
        return {"enters": [], "lost": None}
    codes = bench.figures.frame.codes
    met, less = (
        float(np.nansum(outcome.need[one.by_rule])) + (one.drawn.met if one.drawn is not None else 0.0)
        for one in (outcome, other)
    )
    entering = [codes[at] for at in np.flatnonzero(other.by_rule & ~outcome.by_rule)]
    if outcome.drawn is not None and other.drawn is not None:
        entering += [code for code in other.drawn.chosen if code not in outcome.drawn.chosen]
    return {
        "enters": entering,
        "lost": (met - less) / met if met > 0 else None,
    }


def without_area(bench: Workbench, position: int) -> Workbench:
    """The same with one candidate fewer; nobody's index changes by that."""
    place = bench.composite.place.copy()
    place[position] = np.nan
    return replace(bench, composite=replace(bench.composite, place=place))
