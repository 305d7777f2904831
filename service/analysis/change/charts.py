"""The charts of change; the tables beside them hold the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layers.indicators.catalogue import Indicator
from service.analysis.change.rows import AreaYears, GapCell, YearCell
from service.analysis.change.words import unit_words
from service.i18n import gettext as _
from service.i18n import named

#: Series in the order in which they are drawn.
COLOURS = ("accent", "theme-lake", "theme-plum", "theme-moss")
CITY_COLOUR = "ink-soft"


def lines_of(
    rows: Sequence[AreaYears], city_name: str, city: Sequence[YearCell], indicator: Indicator
) -> dict[str, Any]:
    """The figure by year: the areas with their bounds, and the municipality."""
    series = [
        {
            "label": named(row.names),
            "token": COLOURS[at % len(COLOURS)],
            "points": [_share_point(one) for one in row.cells],
        }
        for at, row in enumerate(rows)
    ]
    unit = {"type": "share"} if indicator.kind == "share" else {"unit": indicator.unit}
    series.append({"label": city_name, "token": CITY_COLOUR, "points": [_share_point(one, False) for one in city]})
    return {
        "kind": "lines",
        "x": {"label": _("Year"), "type": "year"},
        "y": {"label": named(indicator.names), **unit},
        "series": series,
    }


def gap_lines(rows: Sequence[AreaYears], indicator: Indicator, *, is_ratio: bool) -> dict[str, Any]:
    """The gap to the municipality by year, in points or as a ratio, with a mark where there is none."""
    scale = 100 if indicator.kind == "share" and not is_ratio else 1
    series = [
        {
            "label": named(row.names),
            "token": COLOURS[at % len(COLOURS)],
            "points": [_gap_point(one.year, one.ratio if is_ratio else one.points, scale) for one in row.cells],
        }
        for at, row in enumerate(rows)
    ]
    label = _("Ratio to the municipality") if is_ratio else _("Gap to the municipality")
    return {
        "kind": "lines",
        "x": {"label": _("Year"), "type": "year"},
        "y": {
            "label": label,
            "decimals": 2 if is_ratio else 1,
            **({} if is_ratio else {"unit": unit_words(indicator)}),
        },
        "series": series,
        "marks": [{"axis": "y", "at": 1 if is_ratio else 0, "label": _("as the municipality")}],
    }


def _share_point(cell: YearCell, bounds: bool = True) -> dict[str, Any]:
    point: dict[str, Any] = {"x": cell.year, "y": cell.share}
    if bounds:
        point |= {"low": cell.low, "high": cell.high}
    return point


def _gap_point(year: int, gap: GapCell, scale: float) -> dict[str, Any]:
    low, value, high = (None if one is None else one * scale for one in (gap.low, gap.value, gap.high))
    return {"x": year, "y": value, "low": low, "high": high}
