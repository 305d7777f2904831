"""A plan's numbers as plain rows, an area each: what a page shows, a record keeps and a file holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from geo.stats.composite.recipes import Final, Normalisation
from layers.indicators.catalogue import HOLIDAY_HOMES, HOUSEHOLDS
from service.analysis.rows import number
from service.analysis.workbench.doubt import Doubt
from service.analysis.workbench.result import Workbench
from service.analysis.workbench.rows import BenchRow, bench_rows
from service.programmes.choosing.apart import DrawnOutcome
from service.programmes.choosing.drawn import DrawnAreas


def plan_rows(bench: Workbench, doubt: Doubt | None) -> list[dict[str, Any]]:
    """All areas: ranked ones first by rank, the others after them by name. None stands for what is hidden or missing.

    ``index`` is the index of candidates only; ``low``, ``median``, ``high`` and ``p_top`` come from the draws, and
    ``is_uncertain`` says that the range is wide. Each ``contribution`` adds up with ``base`` to the index, where the
    index can be taken apart so; else both are None.
    """
    return [_row(bench, row) for row in bench_rows(bench, doubt)]


def drawn_rows(wide: Workbench, drawn: DrawnAreas, told_of: DrawnOutcome) -> list[dict[str, Any]]:
    """The drawn areas at the end of a bench in the same shape, in their order. They have an index and no rank, and all
    of their figures are estimates."""
    units = len(wide.figures.frame.codes) - len(drawn.areas)
    rows = sorted((row for row in bench_rows(wide) if row.at >= units), key=lambda row: row.at)
    return [
        {
            **_row(wide, row, is_told=row.index is not None),
            "is_drawn": True,
            "slug": one["slug"],
            "uncertain": one["uncertain"],
            "area_version_id": one["area_version_id"],
            "boundary_version": one["boundary_version"],
            "boundary_sha256": one["boundary_sha256"],
            "is_chosen": one["code"] in told_of.chosen,
            "need": told_of.need[one["code"]],
            "cost": told_of.cost[one["code"]],
        }
        for one, row in zip(drawn.areas, rows, strict=True)
    ]


def _row(bench: Workbench, row: BenchRow, *, is_told: bool | None = None) -> dict[str, Any]:
    is_told = row.is_ranked if is_told is None else is_told
    told = asdict(row.interval) if row.interval is not None else {}
    return {
        "code": row.code,
        "name": row.names,
        "state": row.state.value,
        "residents": row.residents,
        "households": _base(bench, HOUSEHOLDS, row.at),
        "holiday_homes": _base(bench, HOLIDAY_HOMES, row.at),
        "index": row.index if is_told else None,
        "base": number(bench.composite.contributions.base[row.at]) if is_told and _adds_up(bench) else None,
        "rank": row.place,
        "is_tied": row.is_tied,
        "is_partial": row.is_partial,
        "class": row.class_number or None,
        **{key: told.get(key) for key in ("low", "median", "high", "p_top", "tied_from", "tied_to")},
        "grid_low": told.get("grid_low"),
        "grid_high": told.get("grid_high"),
        "is_uncertain": bool(told.get("is_wide", False)),
        "indicators": {
            one.key: _measure(bench, at, row.at, is_told) for at, one in enumerate(bench.figures.indicators)
        },
    }


def _adds_up(bench: Workbench) -> bool:
    """Whether the parts add up to the index itself: a percentile rank of a sum is not the sum."""
    return bench.composite.contributions.scale == "sum" and bench.plan.recipe.final is Final.PLAIN


def _measure(bench: Workbench, row: int, at: int, is_told: bool) -> dict[str, Any]:
    figures, composite = bench.figures, bench.composite
    one = figures.indicators[row]
    value = number(figures.value[row, at])
    found: dict[str, Any] = {
        "state": "suppressed" if figures.suppressed[row, at] else "missing" if value is None else "value",
        "numerator": number(figures.part[row, at]),
        "denominator": number(figures.whole[row, at]),
        "value": value,
        "error": number(figures.error[row, at]),
        "share": value if one.kind == "share" else None,
        "smoothed_share": None,
        "score": None,
        "relative": None,
        "contribution": None,
    }
    if bench.shares is not None and one.key in bench.shares.keys:
        found["smoothed_share"] = number(bench.shares.rates[bench.shares.keys.index(one.key), at])
    if is_told and one.key in composite.keys:
        used = composite.keys.index(one.key)
        score = number(composite.scores[used, at])
        found["score"] = score
        found["relative"] = score if bench.plan.recipe.normalisation is Normalisation.REL else None
        if _adds_up(bench) and score is not None:
            found["contribution"] = number(composite.contributions.parts[used, at])
    return found


def _base(bench: Workbench, key: str, at: int) -> float | None:
    values = bench.figures.frame.values.get(key)
    return None if values is None else number(values[at])


def by_code(rows: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The rows by code."""
    return {row["code"]: row for row in rows}
