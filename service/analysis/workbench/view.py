"""What the pages of the workbench are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection

from geo.stats.composite.recipes import Aggregation, Normalisation
from geo.stats.ranking import class_limits
from layers.indicators.catalogue import DOMAINS, Indicator
from service.analysis.maps import feature, units_layer
from service.analysis.runs.queries import Run
from service.analysis.shapes import UnitShape
from service.analysis.words import map_classes
from service.analysis.workbench.doubt import Doubt
from service.analysis.workbench.plan import Plan
from service.analysis.workbench.result import Workbench
from service.analysis.workbench.rows import BenchRow, BenchState, bench_rows
from service.analysis.workbench.runs import doubt_run
from service.analysis.workbench.words import domain_words, rank_words
from service.i18n import format_number, format_percent
from service.i18n import gettext as _


@dataclass(frozen=True)
class Weighing:
    """One indicator in the form: its weight 0-10, that as a share of 100, and how much it really moves the index."""

    indicator: Indicator
    weight: float
    share: float | None
    pull: float | None
    correlation: float | None
    has_figures: bool


@dataclass(frozen=True)
class BenchView:
    """The results of a plan, ready to be shown."""

    bench: Workbench
    rows: list[BenchRow]
    run: Run | None
    doubt: Doubt | None

    @property
    def base(self) -> float | None:
        """The index of an area that is as the municipality, where the method has one."""
        recipe = self.bench.plan.recipe
        is_relative = recipe.normalisation is Normalisation.REL
        return 100.0 if is_relative and recipe.aggregation is not Aggregation.COPELAND else None


def view_of(connection: Connection, municipality_id: int, bench: Workbench) -> BenchView:
    """The rows of a workbench, with the draws where they have been made."""
    run, doubt = doubt_run(connection, municipality_id, bench.plan)
    return BenchView(bench, bench_rows(bench, doubt), run, doubt)


def weighings(
    plan: Plan, indicators: tuple[Indicator, ...], bench: Workbench | None
) -> list[tuple[str, list[Weighing]]]:
    """The indicators by field of life, as the form lists them."""
    given = dict(plan.weights)
    rows = {key: at for at, key in enumerate(bench.composite.keys)} if bench is not None else {}
    here = {one.key for one in bench.figures.indicators} if bench is not None else {one.key for one in indicators}

    def weighing(one: Indicator) -> Weighing:
        at = rows.get(one.key)
        if bench is None or at is None:
            return Weighing(one, given.get(one.key, 0.0), None, None, None, one.key in here)
        found = bench.composite
        return Weighing(
            one,
            given.get(one.key, 0.0),
            float(found.weight_shares[at]),
            _number(found.pull[at]),
            _number(found.correlation[at]),
            has_figures=True,
        )

    groups = {domain: [weighing(one) for one in indicators if one.domain == domain] for domain in DOMAINS}
    return [(domain_words(domain), group) for domain, group in groups.items() if group]


def bench_legend(bench: Workbench) -> list[tuple[int, str]]:
    """Each class of the map, the neediest first, with the range of the areas in it."""
    limits = class_limits(np.where(bench.ranked, bench.index, np.nan), bench.classes)
    places = min(bench.plan.decimals, 2) if bench.plan.decimals > 1 else 0
    return [(number, f"{format_number(low, places)}–{format_number(high, places)}") for number, low, high in limits]


def bench_layer(view: BenchView, shapes: dict[int, UnitShape]) -> dict[str, Any]:
    """The map's layer: candidates by class, the uncertain hatched, the others only outlined."""
    found = [_feature(row, shapes[row.area_id], view.bench.plan) for row in view.rows if row.area_id in shapes]
    return units_layer(_("Index"), found, map_classes(bench_legend(view.bench)))


def _feature(row: BenchRow, shape: UnitShape, plan: Plan) -> dict[str, Any]:
    made = feature(shape, row.code, row.names, row.class_number, _label(row, plan))
    made["properties"]["status"] = _status(row)
    return made


def live_values(view: BenchView, groups: list[tuple[str, list[Weighing]]]) -> dict[str, Any]:
    """What a script changes at once when a weight changes: classes of the map, ranks and indices in the table's new
    order, shares and pulls. The rest of the results follows as a whole."""
    return {
        "areas": {
            row.code: [
                row.class_number,
                _label(row, view.bench.plan),
                _status(row),
                rank_words(row.place, row.is_tied) if row.place is not None else "",
                format_number(row.index, view.bench.plan.decimals) if row.is_ranked else "",
            ]
            for row in view.rows
        },
        "weights": {
            one.indicator.key: [
                format_percent(one.share / 100, 0) if one.share is not None else "",
                format_percent(one.pull / 100, 0) if one.pull is not None else "",
            ]
            for _words, group in groups
            for one in group
        },
    }


def _label(row: BenchRow, plan: Plan) -> str:
    return format_number(row.index, plan.decimals if plan.decimals > 1 else 0) if row.is_ranked else ""


def _status(row: BenchRow) -> str:
    if row.is_ranked:
        return "uncertain" if row.interval is not None and row.interval.is_wide else "value"
    return "outside" if row.state is BenchState.NOT_CANDIDATE else "suppressed"


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
