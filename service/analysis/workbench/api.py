"""The workbench for machines: numbers in plain values, with the card that gives them again."""

from __future__ import annotations

from typing import Any

from service.analysis.workbench.doubt import doubt_card
from service.analysis.workbench.plan import METHOD_VERSION
from service.analysis.workbench.rows import BenchRow
from service.analysis.workbench.view import BenchView
from service.analysis.workbench.words import notes_in_words


def bench_card(view: BenchView) -> dict[str, Any]:
    """All that somebody needs to get the same numbers."""
    bench = view.bench
    recipe, found = bench.plan.recipe, bench.composite
    infos = bench.figures.frame.variables.values()
    return {
        "plan": bench.plan.plain(),
        "method_version": METHOD_VERSION,
        "normalisation": recipe.normalisation.value,
        "aggregation": recipe.aggregation.value,
        "smoothing": recipe.smoothing,
        "least_weight_present": recipe.least_weight,
        "units": "postal",
        "units_ranked": found.of,
        "units_in_reference": int(found.reference.sum()),
        "indicators": [
            {
                "key": one.key,
                "numerator": list(one.numerator),
                "denominator": list(one.denominator),
                "value": one.value,
                "year": one.year,
                "edition": one.edition,
                "source": one.source,
                "more_is_need": one.more_is_need,
                "minimum_base": one.minimum_base,
                "weight_share": float(found.weight_shares[at]),
                "pull": _number(found.pull[at]),
                "municipality": _number(_city(view, one.key)),
            }
            for at, one in enumerate(bench.indicators)
        ],
        "notes": notes_in_words(bench),
        "draws": doubt_card(bench, view.doubt) if view.doubt is not None else None,
        "editions": sorted({info.edition for info in infos}),
        "sources": sorted({info.source for info in infos}),
        "digest": bench.digest,
    }


def bench_json(view: BenchView) -> dict[str, Any]:
    """The card and all areas; null stands for what is hidden, missing or not counted yet."""
    return {"method": bench_card(view), "areas": [bench_row(row) for row in view.rows]}


def bench_row(row: BenchRow) -> dict[str, Any]:
    """One area in plain values."""
    found = row.interval
    return {
        "code": row.code,
        "name": row.names,
        "state": row.state.value,
        "residents": row.residents,
        "index": row.index if row.is_ranked else None,
        "rank": row.place,
        "is_tied": row.is_tied,
        "is_partial": row.is_partial,
        "class": row.class_number or None,
        "rank_interval": None if found is None else {
            "median": found.median,
            "low": found.low,
            "high": found.high,
            "p_top": found.p_top,
            "tied_from": found.tied_from,
            "tied_to": found.tied_to,
            "grid_low": found.grid_low,
            "grid_high": found.grid_high,
            "is_reliable": not found.is_wide,
        },
        "indicators": {
            one.indicator.key: {
                "state": "suppressed" if one.is_suppressed else "missing" if one.value is None else "value",
                "numerator": one.numerator,
                "denominator": one.denominator,
                "value": one.value,
                "smoothed": one.smoothed,
                "score": one.score,
                "points": one.points,
            }
            for one in row.parts
        },
    }  # fmt: skip


def _city(view: BenchView, key: str) -> float | None:
    return next((one.city for one in view.bench.measures if one.key == key), None)


def _number(value: float | None) -> float | None:
    return None if value is None or value != value else float(value)
