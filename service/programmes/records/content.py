"""A record's numbers made from its own choices and figures: the same in, the same out, byte for byte.

Nothing here asks a database or a clock. Making a decision and verifying one run the same lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from geo.columns import Flags
from geo.stats.composite.treating import Treated
from service.analysis.workbench.doubt import Doubt, doubt_about, doubt_card
from service.analysis.workbench.figures import REFERENCE_FLOOR, Figures
from service.analysis.workbench.plan import METHOD_VERSION, Plan
from service.analysis.workbench.result import Workbench, ranked_by
from service.programmes.choosing.choice import Choosing
from service.programmes.choosing.drawn import DrawnAreas, beside_of, wide_bench
from service.programmes.choosing.ground import Ground
from service.programmes.choosing.outcome import Outcome, carried_out
from service.programmes.choosing.solving import Solved
from service.programmes.choosing.why import last_and_next, reasons
from service.programmes.frozen import plain
from service.programmes.records.figures import definition
from service.programmes.records.rows import by_code, drawn_rows, plan_rows
from service.programmes.sharing.share import Sharing, shared

#: Version of what a card holds and how it is read; cards without it are of decisions made by hand over the sum index.
RECORD_VERSION = 2
NO_DRAWN = DrawnAreas()


@dataclass(frozen=True)
class Asked:
    """All choices of a record; `may` holds the codes of the candidates in the order of the areas."""

    plan: Plan
    may: tuple[str, ...]
    choosing: Choosing
    ground: Ground
    solved: Solved | None = None
    sharing: Sharing | None = None
    drawn: DrawnAreas = NO_DRAWN


@dataclass(frozen=True)
class Made:
    """What the choices give: live values for pages, and plain ones for the record."""

    bench: Workbench
    doubt: Doubt
    outcome: Outcome
    card: dict[str, Any]
    table: list[dict[str, Any]]
    chosen: list[dict[str, Any]]


def weighed(figures: Figures, plan: Plan) -> Figures:
    """The figures of the indicators that have a weight: a record holds no others."""
    rows = [at for at, one in enumerate(figures.indicators) if dict(plan.weights).get(one.key, 0) > 0]
    return replace(
        figures,
        indicators=tuple(figures.indicators[at] for at in rows),
        part=figures.part[rows],
        whole=figures.whole[rows],
        value=figures.value[rows],
        error=figures.error[rows],
        suppressed=figures.suppressed[rows],
    )


def made(figures: Figures, asked: Asked, extra: Mapping[str, Mapping[str, Any]], drawn: Doubt | None = None) -> Made:
    """The record of the choices over the figures.

    Parameters
    ----------
    figures : of the weighed indicators only.
    extra : what else each row of the table holds, by code: the version of the boundary and its hash.
    drawn : the draws of the same plan, where a page has them already.

    Raises
    ------
    ChoiceProblem, NothingWeighed, ValueError
        as `carried_out`, `ranked_by` and `doubt_about`.
    """
    codes = figures.frame.codes
    may: Flags = np.isin(codes, asked.may)
    bench = ranked_by(figures, asked.plan, may)
    doubt = drawn if drawn is not None else doubt_about(bench)
    wide = wide_bench(bench, figures, asked.plan, may, asked.drawn)
    beside = beside_of(wide, asked.drawn)
    outcome = carried_out(bench, doubt, asked.choosing, asked.ground, solved=asked.solved, beside=beside)
    rows = plan_rows(bench, doubt)
    table = plain([{**row, **extra.get(row["code"], {})} for row in rows])
    shares = None
    if asked.sharing is not None:
        shares = shared(bench, outcome.chosen, asked.sharing, outcome.middle)
    why = plain(reasons(bench, doubt, asked.choosing, asked.ground, outcome, beside))
    places = {code: at for at, code in enumerate(codes)}
    chosen = [
        _chosen(row, bool(outcome.by_rule[places[row["code"]]]), outcome, places[row["code"]], why[row["code"]])
        for row in table
        if outcome.chosen[places[row["code"]]]
    ]
    card = plain(_card(bench, doubt, asked, outcome, shares, table))
    if wide is not None and outcome.drawn is not None:
        rows = drawn_rows(wide, asked.drawn, outcome.drawn)
        card["drawn"] = plain(
            {**asked.drawn.plain(), **asdict(outcome.drawn), "rows": rows, "names": _names(asked.drawn, figures)}
        )
    return Made(bench, doubt, outcome, card, table, plain(chosen))


def _names(drawn: DrawnAreas, figures: Figures) -> dict[str, dict[str, str]]:
    """Names of the drawn areas and of the units that they overlap, by code."""
    named_here = dict(zip(figures.frame.codes, figures.frame.names, strict=True))
    overlapped = {other: named_here[other] for _one, other in drawn.overlaps if other in named_here}
    return {**{one["code"]: one["name"] for one in drawn.areas}, **overlapped}


def _chosen(
    row: Mapping[str, Any], by_rule: bool, outcome: Outcome, at: int, why: Mapping[str, Any]
) -> dict[str, Any]:
    kept = ("code", "name", "state", "index", "rank", "is_tied", "residents", "low", "high", "p_top")
    cost, need = float(outcome.cost[at]), float(outcome.need[at])
    return {
        **{key: row[key] for key in kept},
        "by": "rule" if by_rule else "official",
        "need": None if np.isnan(need) else need,
        "cost": None if np.isnan(cost) else cost,
        **why,
    }


def _card(
    bench: Workbench,
    doubt: Doubt,
    asked: Asked,
    outcome: Outcome,
    shares: list[dict[str, Any]] | None,
    table: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    codes, composite, recipe = bench.figures.frame.codes, bench.composite, asked.plan.recipe
    rows = by_code(table)
    return {
        "record": RECORD_VERSION,
        "preset": asked.plan.preset,
        "preset_version": METHOD_VERSION,
        "plan": asked.plan.plain(),
        "recipe": {
            "normalisation": recipe.normalisation.value,
            "aggregation": recipe.aggregation.value,
            "final": recipe.final.value,
            "smoothing": recipe.smoothing,
            "treats_outliers": recipe.treats_outliers,
            "least_weight": recipe.least_weight,
        },
        "smoothing": recipe.smoothing,
        "population_floor": asked.plan.floor,
        "units": "postal",
        "k": REFERENCE_FLOOR,
        "units_ranked": composite.of,
        "order": list(codes),
        "candidates": [code for code in codes if code in set(asked.may)],
        "excluded": [
            {"code": code, "because": rows[code]["state"]} for code in codes if rows[code]["state"] != "ranked"
        ],
        "indicators": [_indicator(bench, at) for at in range(len(bench.figures.indicators))],
        "notes": [{"kind": one.kind.value, "key": one.key, "count": one.count} for one in bench.notes],
        "treatments": [
            {"key": one.key, "action": one.action.value, "count": one.count}
            for one in composite.treatments
            if one.action is not Treated.NONE
        ],
        "doubt": doubt_card(bench, doubt)
        | {"blame": _blame(doubt), "mean_shift": _known(doubt.summary.mean_shift), "top": doubt.summary.top},
        "choice": {
            **asked.choosing.plain(),
            "ground": asked.ground.plain(codes),
            "solved": None
            if asked.solved is None
            else {"codes": list(asked.solved.codes), "exact": asked.solved.exact, "gap": asked.solved.gap},
            "by_rule": _codes(codes, outcome.by_rule),
            "tied": _codes(codes, outcome.tied),
            "unknown": _codes(codes, outcome.unknown),
            "middle": outcome.middle,
            "met": outcome.met,
            "need": float(np.nansum(outcome.need)),
            "spent": outcome.spent,
            "exact": outcome.exact,
            "gap": outcome.gap,
            "last_and_next": last_and_next(bench, outcome),
        },
        "sharing": None if asked.sharing is None else {**asked.sharing.plain(), "shares": shares},
    }


def _indicator(bench: Workbench, at: int) -> dict[str, Any]:
    one, composite = bench.figures.indicators[at], bench.composite
    found = {**definition(one), "weight": dict(bench.plan.weights)[one.key], "municipality_share": None}
    if bench.shares is not None and one.key in bench.shares.keys:
        found["municipality_share"] = _known(bench.shares.city_rates[bench.shares.keys.index(one.key)])
    city = next((measure.city for measure in bench.measures if measure.key == one.key), None)
    found["municipality_value"] = None if city is None or one.kind == "share" else _known(city)
    used = composite.keys.index(one.key) if one.key in composite.keys else None
    found["weight_share"] = None if used is None else _known(composite.weight_shares[used])
    found["pull"] = None if used is None else _known(composite.pull[used])
    return found


def _blame(doubt: Doubt) -> dict[str, list[float | None]]:
    return {source: [_known(first), _known(total)] for source, (first, total) in doubt.blame.items()}


def _codes(codes: Sequence[str], flags: Flags) -> list[str]:
    return [codes[at] for at in np.flatnonzero(flags).tolist()]


def _known(value: float | np.floating) -> float | None:
    return None if np.isnan(value) else float(value)
