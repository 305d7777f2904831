"""The workbench's charts: every point is a row of the table beside it."""

from __future__ import annotations

from typing import Any

from service.analysis.workbench.result import Workbench
from service.analysis.workbench.rows import BenchRow
from service.i18n import gettext as _
from service.i18n import named

#: With more areas than this the intervals of the first ones are drawn.
MOST_INTERVALS = 30


def index_strip(rows: list[BenchRow], base: float | None) -> dict[str, Any]:
    """The index of all ranked areas on one line; `base` is where an area as the municipality stands."""
    points = [_point(row) for row in rows if row.is_ranked]
    return {
        "kind": "strip",
        "x": {"label": _("Index"), "decimals": 1},
        "series": [{"label": _("Ranked areas"), "token": "brand", "points": points}],
        "marks": [] if base is None else [{"axis": "x", "at": base, "label": _("municipality")}],
    }


def rank_intervals(rows: list[BenchRow]) -> dict[str, Any]:
    """The ranks of the first areas with the middle nine tenths of their draws."""
    points = [
        {
            "x": row.place,
            "low": row.interval.low,
            "high": row.interval.high,
            "label": named(row.names),
            "code": row.code,
        }
        for row in rows
        if row.place is not None and row.interval is not None
    ][:MOST_INTERVALS]
    return {
        "kind": "intervals",
        "x": {"label": _("Rank"), "min": 1, "decimals": 0},
        "series": [{"label": _("Rank and its interval"), "token": "brand", "points": points}],
    }


def scatter(bench: Workbench, rows: list[BenchRow], key: str) -> dict[str, Any] | None:
    """One indicator against the index; None when it is not in the index."""
    at = next((at for at, one in enumerate(bench.indicators) if one.key == key), None)
    if at is None:
        return None
    points = [
        {"x": 100 * part.value, "y": row.index, "label": named(row.names), "code": row.code}
        for row in rows
        if row.is_ranked and (part := row.parts[at]).value is not None
    ]
    return {
        "kind": "scatter",
        "x": {"label": named(bench.indicators[at].names), "unit": "%"},
        "y": {"label": _("Index")},
        "series": [{"label": _("Ranked areas"), "token": "brand", "points": points}],
    }


def _point(row: BenchRow) -> dict[str, Any]:
    return {"x": row.index, "label": named(row.names), "code": row.code}
