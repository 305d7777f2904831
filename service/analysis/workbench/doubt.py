"""How sure the ranks of a plan are, and what they are unsure because of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from geo.columns import Floats
from geo.stats.composite.orders import places
from geo.stats.uncertainty.ranks import CONCENTRATION, Source, uncertain_ranks
from geo.stats.uncertainty.scenarios import WAYS, scenario_ranks
from geo.stats.uncertainty.sobol import rank_sensitivity
from geo.stats.uncertainty.summary import RankSummary, summary
from service.analysis.workbench.result import Workbench

#: Rows of the Sobol sequence; 6 n results are made.
SOBOL_ROWS = 256
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Doubt:
    """What draws say of the ranks among the candidates; arrays in the order of the workbench's areas.

    summary
        Median rank, 5-95 %, chance of the first N, ties; NaN for areas without a rank.
    low, high
        Least and greatest rank in the fixed grid of `scenarios` ways (normalisations, aggregations, each indicator
        left out): no chance in it.
    blame
        First and total Sobol index of the ranks' unrest by source; empty when nothing varies.
    ranks
        (draws, areas), for comparing any two areas; None once the doubt has been stored.
    """

    summary: RankSummary
    low: Floats
    high: Floats
    scenarios: int
    blame: dict[str, tuple[float, float]]
    ranks: Floats | None = None


def doubt_about(bench: Workbench, progress: Progress = lambda _: None) -> Doubt:
    """Draws data, weights, method and left-out indicators, by the plan's seed; the same plan, the same bytes.

    Parameters
    ----------
    progress : is told how much is done, in per cent.

    Raises
    ------
    ValueError
        when no indicator tells the areas apart, or there are none.
    """
    plan, may = bench.plan, bench.ranked
    found = uncertain_ranks(
        bench.measures,
        plan.recipe,
        shares=bench.shares,
        settled=bench.settled,
        draws=plan.draws,
        top=plan.top,
        seed=plan.seed,
    )
    progress(50)
    # A greater rank number is less need: turned, so that the candidates are ranked among themselves.
    ranks = np.where(may, places(-found.ranks, may), np.nan)
    told = summary(bench.composite, ranks, plan.top)
    progress(60)
    grid = scenario_ranks(bench.measures, ways=WAYS, settled=bench.settled)
    scenarios = np.where(may, places(-grid.ranks, may), np.nan)
    low, high = _ends(scenarios, may)
    progress(70)
    blame = rank_sensitivity(
        bench.measures, plan.recipe, shares=bench.shares, settled=bench.settled, n=SOBOL_ROWS, seed=plan.seed
    )
    progress(100)
    return Doubt(told, low, high, grid.count, {source.value: pair for source, pair in blame.items()}, ranks)


def doubt_card(bench: Workbench, doubt: Doubt) -> dict[str, Any]:
    """What somebody needs to draw the same again."""
    return {
        "draws": doubt.summary.draws,
        "seed": bench.plan.seed,
        "sources": [source.value for source in Source],
        "weights_concentration": CONCENTRATION,
        "interval": "5-95 %",
        "scenarios": doubt.scenarios,
        "sobol_rows": SOBOL_ROWS,
    }


def stored(doubt: Doubt) -> dict[str, Any]:
    """The doubt as plain values, without its draws; `restored` gives it back."""
    columns = {name: _plain(getattr(doubt.summary, name)) for name in _COLUMNS}
    return {
        **columns,
        "grid_low": _plain(doubt.low),
        "grid_high": _plain(doubt.high),
        "scenarios": doubt.scenarios,
        "blame": {source: [None if np.isnan(one) else one for one in pair] for source, pair in doubt.blame.items()},
        "top": doubt.summary.top,
        "draws": doubt.summary.draws,
        "mean_shift": _number(doubt.summary.mean_shift),
        "dominance": _number(doubt.summary.dominance),
    }


def restored(values: dict[str, Any]) -> Doubt:
    """What `stored` kept, without the draws."""
    columns = {name: _array(values[name]) for name in _COLUMNS}
    told = RankSummary(
        **columns,
        top=values["top"],
        draws=values["draws"],
        mean_shift=_float(values["mean_shift"]),
        dominance=_float(values["dominance"]),
    )
    blame = {source: (_float(pair[0]), _float(pair[1])) for source, pair in values["blame"].items()}
    return Doubt(told, _array(values["grid_low"]), _array(values["grid_high"]), values["scenarios"], blame)


def without_draws(doubt: Doubt) -> Doubt:
    """The same, small enough to keep."""
    return replace(doubt, ranks=None)


_COLUMNS = ("median", "low", "high", "p_top", "beats_next", "tied_from", "tied_to", "shift")


def _ends(ranks: Floats, may: np.ndarray) -> tuple[Floats, Floats]:
    low, high = (np.full(ranks.shape[1], np.nan) for _ in range(2))
    seen = may & ~np.isnan(ranks).all(axis=0)
    low[seen], high[seen] = np.nanmin(ranks[:, seen], axis=0), np.nanmax(ranks[:, seen], axis=0)
    return low, high


def _plain(column: Floats) -> list[float | None]:
    return [_number(one) for one in column]


def _number(value: float | np.floating) -> float | None:
    return None if np.isnan(value) else float(value)


def _array(values: list[float | None]) -> Floats:
    return np.array([np.nan if one is None else one for one in values], dtype=np.float64)


def _float(value: float | None) -> float:
    return float("nan") if value is None else float(value)
