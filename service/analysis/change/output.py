"""Change over time for programs and spreadsheets: every number of the page, with its method card."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from geo.change.trend import LEAST_YEARS, Trend
from service.analysis.change.moves import Moves
from service.analysis.change.rows import AreaYears, GapCell, YearCell
from service.analysis.change.series import LEVEL, Series
from service.analysis.change.words import boundary_words, state_words
from service.i18n import N_, named
from service.web.spreadsheet import Cell

CSV_HEADING = (
    N_("Code"),
    N_("Area"),
    N_("Year"),
    N_("Counted"),
    N_("Out of"),
    N_("Share, %"),
    N_("Lower bound, %"),
    N_("Upper bound, %"),
    N_("Smoothed share, %"),
    N_("Gap in points"),
    N_("Gap, lower bound"),
    N_("Gap, upper bound"),
    N_("Ratio"),
    N_("Ratio, lower bound"),
    N_("Ratio, upper bound"),
    N_("State"),
    N_("Boundaries"),
    N_("Edition"),
)


def csv_rows(series: Series, rows: Sequence[AreaYears]) -> Iterator[list[Cell]]:
    """A row for each area and year; an empty cell is no figure, and the state says why."""
    for row in rows:
        for cell, note in zip(row.cells, series.frame.notes, strict=True):
            yield [
                row.code,
                named(row.names),
                cell.year,
                cell.part,
                cell.whole,
                *(_hundred(one) for one in (cell.share, cell.low, cell.high, cell.smoothed)),
                *(_hundred(one) for one in (cell.points.value, cell.points.low, cell.points.high)),
                cell.ratio.value,
                cell.ratio.low,
                cell.ratio.high,
                state_words(cell.state) or cell.state.value,
                boundary_words(note) if cell.is_moved else "",
                note.edition,
            ]


def as_json(
    series: Series, rows: Sequence[AreaYears], city: Sequence[YearCell], city_trend: Trend, moves: Moves | str
) -> dict[str, Any]:
    """The page as plain values; None stands for no figure."""
    return {
        "method": method_card(series),
        "municipality": {"years": [_cell(one) for one in city], "trend": _trend(city_trend)},
        "areas": [
            {
                "code": row.code,
                "name": row.names,
                "boundary_version": row.version,
                "years": [_cell(one) for one in row.cells],
                "change_smoothed": row.change,
                "trend": {
                    "share": _trend(row.directions.share),
                    "gap_points": _trend(row.directions.points),
                    "gap_ratio": _trend(row.directions.ratio),
                },
            }
            for row in rows
        ],
        "moves": {"reason_for_none": moves}
        if isinstance(moves, str)
        else {
            "classes": moves.classes,
            "counts": moves.counts,
            "stayed": moves.stayed,
            "total": moves.total,
            "steady": moves.steady,
        },
    }


def method_card(series: Series) -> dict[str, Any]:
    """Everything that somebody needs to compute the same numbers again."""
    return {
        "indicator": series.indicator.key,
        "numerator": list(series.indicator.numerator),
        "denominator": list(series.indicator.denominator),
        "minimum_base": series.indicator.minimum_base,
        "units": series.frame.kind,
        "gap": "area less municipality in points, and area by municipality; the area is compared with the rest",
        "intervals": {"share": "Wilson", "points": "Newcombe (method 10)", "ratio": "Katz", "level": LEVEL},
        "trend": {
            "slope": "Theil-Sen",
            "test": "Kendall's tau",
            "least_years": LEAST_YEARS,
            "of": "shares smoothed by Marshall's global empirical Bayes over all years together",
        },
        "municipality": "the sum of the areas that show a figure in the year",
        "years": [
            {
                "year": note.year,
                "edition": note.edition,
                "source": note.source,
                "areas_shown": shown,
                "areas_moved": note.moved,
                "moved_by": note.weights or ("area" if note.moved else None),
                "moved_from": note.moved_from or None,
                "areas_not_covered": note.uncovered,
            }
            for note, shown in zip(series.frame.notes, series.shown, strict=True)
        ],
    }


def _cell(cell: YearCell) -> dict[str, Any]:
    return {
        "year": cell.year,
        "state": cell.state.value,
        "part": cell.part,
        "whole": cell.whole,
        "share": cell.share,
        "low": cell.low,
        "high": cell.high,
        "smoothed": cell.smoothed,
        "gap_points": _gap(cell.points),
        "gap_ratio": _gap(cell.ratio),
        "is_moved": cell.is_moved,
    }


def _gap(gap: GapCell) -> dict[str, float | None] | None:
    return None if gap.value is None else {"value": gap.value, "low": gap.low, "high": gap.high}


def _trend(found: Trend) -> dict[str, Any]:
    figures = {"slope": found.slope, "low": found.low, "high": found.high, "tau": found.tau, "p": found.p}
    return {
        "direction": found.direction.value,
        "years": found.years,
        **{name: None if math.isnan(one) else one for name, one in figures.items()},
    }


def _hundred(value: float | None) -> float | None:
    return None if value is None else 100 * value
