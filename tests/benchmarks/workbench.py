"""A weight that an official moves: what the server does before the map and the table can change."""

from __future__ import annotations

import itertools
import json

import numpy as np

from layers.indicators.catalogue import INDICATORS, RESIDENTS
from layers.indicators.queries import StatisticsFrame
from service.analysis.workbench.figures import Figures, figures_in
from service.analysis.workbench.plan import Plan
from service.analysis.workbench.result import ranked_by
from service.analysis.workbench.rows import bench_rows
from service.analysis.workbench.view import BenchView, live_values, weighings
from service.i18n import speaking
from tests.benchmarks.alone import timed_runs
from tests.benchmarks.times import Timed

SEED = 20261126
AREAS = 300


def live_times(runs: int = 9) -> list[Timed]:
    """Index, ranks, classes and answer of 300 areas by all built-in indicators, with other weights each time."""
    figures = _town()
    may = np.ones(AREAS, dtype=np.bool_)
    seeds = itertools.count(1)

    def moved() -> str:
        rng = np.random.default_rng(next(seeds))
        weights = tuple(sorted((one.key, float(rng.integers(1, 10))) for one in INDICATORS))
        bench = ranked_by(figures, Plan(weights=weights), may)
        view = BenchView(bench, bench_rows(bench), None, None)
        with speaking("fi"):
            return json.dumps(live_values(view, weighings(bench.plan, INDICATORS, bench)))

    return [timed_runs(Timed(f"disparity: a weight moved, {AREAS} areas x {len(INDICATORS)}", 50, 200), moved, runs)]


def _town() -> Figures:
    rng = np.random.default_rng(SEED)
    residents = rng.integers(300, 6000, AREAS).astype(np.float64)
    values = {
        column: np.floor(residents * rng.uniform(0.02, 0.2, AREAS)) for one in INDICATORS for column in one.columns
    }
    for one in INDICATORS:
        # Parts are smaller than their wholes, which hold them.
        for whole in set(one.denominator) - set(one.numerator):
            values[whole] = residents
    values[RESIDENTS] = residents
    names = tuple({"fi": f"Alue {at}"} for at in range(AREAS))
    codes = tuple(f"{at:05}" for at in range(AREAS))
    hidden = {key: np.zeros(AREAS, dtype=np.bool_) for key in values}
    return figures_in(StatisticsFrame(tuple(range(AREAS)), codes, codes, names, {}, values, hidden), INDICATORS)
