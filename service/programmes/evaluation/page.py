"""What the page of a programme's outcome shows, and the same for spreadsheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection

from geo.change.gap import RateChange, rate_change
from service.analysis.change.rows import CellState, one_area
from service.analysis.change.words import state_words, unit_words
from service.analysis.rows import number
from service.i18n import N_, named
from service.i18n import gettext as _
from service.programmes.evaluation.outcome import Outcome
from service.programmes.evaluation.queries import FollowupView, Spans, ideas_between, residents_of, spans
from service.programmes.queries import DecisionView
from service.web.spreadsheet import Cell

PER = 1000
CSV_HEADING = (
    N_("Code"),
    N_("Area"),
    N_("Role"),
    N_("Year"),
    N_("Time"),
    N_("Counted"),
    N_("Out of"),
    N_("Figure"),
    N_("Smoothed figure"),
    N_("State"),
)


@dataclass(frozen=True, slots=True)
class IdeaRow:
    """Ideas of a group of areas before and since; rates are per 1,000 residents and year."""

    label: str
    before: int
    after: int
    rate_before: float
    rate_after: float
    change: RateChange


def idea_rows(
    connection: Connection, municipality_id: int, view: DecisionView, followup: FollowupView, today: dt.date
) -> tuple[Spans | None, list[IdeaRow], str]:
    """Ideas of the chosen and of the comparison areas, and in a word why there are none to tell."""
    times = spans(connection, municipality_id, followup, today)
    if isinstance(times, str):
        return None, [], times
    groups = ((_("Chosen areas"), [one["code"] for one in view.chosen]), (_("Comparison areas"), list(followup.codes)))
    rows = []
    for label, codes in groups:
        people = residents_of(view, codes)
        if not people:
            return times, [], "no_people"
        before, after = ideas_between(connection, municipality_id, codes, times)
        lived_before, lived_after = people * times.before_years, people * times.after_years
        change = rate_change(before, lived_before, after, lived_after)
        rows.append(IdeaRow(label, before, after, PER * before / lived_before, PER * after / lived_after, change))
    return times, rows, ""


def lines(outcome: Outcome, city_name: str, first_year: int) -> dict[str, Any]:
    """Chosen areas, comparison areas and the municipality by year, with a mark at the programme's beginning."""
    indicator = outcome.series.indicator
    named_lines = (
        (_("Chosen areas"), "accent", outcome.chosen_mean),
        (_("Comparison areas"), "theme-lake", outcome.compared_mean),
        (city_name, "ink-soft", outcome.series.city),
    )
    unit = {"type": "share"} if indicator.kind == "share" else {"unit": indicator.unit}
    return {
        "kind": "lines",
        "x": {"label": _("Year"), "type": "year"},
        "y": {"label": named(indicator.names), **unit},
        "series": [
            {"label": label, "token": token, "points": _points(outcome.years, values)}
            for label, token, values in named_lines
        ],
        "marks": _marks(outcome, first_year),
    }


def distance_lines(outcome: Outcome, first_year: int) -> dict[str, Any]:
    """How far the chosen areas are from the comparison areas, less that of the last year before the programme."""
    indicator = outcome.series.indicator
    scale = 100 if indicator.kind == "share" else 1
    values = outcome.effect.by_year * scale if outcome.effect is not None else np.empty(0)
    return {
        "kind": "lines",
        "x": {"label": _("Year"), "type": "year"},
        "y": {"label": _("Distance, compared with the last year before"), "unit": unit_words(indicator)},
        "series": [
            {"label": _("Chosen less comparison areas"), "token": "accent", "points": _points(outcome.years, values)}
        ],
        "marks": [{"axis": "y", "at": 0, "label": ""}, *_marks(outcome, first_year)],
    }


def _marks(outcome: Outcome, first_year: int) -> list[dict[str, Any]]:
    # A year that no figure has come near would only squeeze the lines together.
    if outcome.years and first_year <= outcome.years[-1] + 1:
        return [{"axis": "x", "at": first_year, "label": _("the programme begins")}]
    return []


def _points(years: Sequence[int], values: Any) -> list[dict[str, Any]]:
    return [{"x": year, "y": number(value)} for year, value in zip(years, values, strict=False)]


def role_of(outcome: Outcome, at: int) -> str:
    """What an area is in the comparison."""
    if outcome.treated[at]:
        return "chosen"
    return "comparison" if outcome.compared[at] else "other"


def csv_rows(outcome: Outcome, first_year: int) -> Iterator[list[Cell]]:
    """A row for each area of the comparison and year."""
    roles = {"chosen": _("chosen"), "comparison": _("comparison")}
    for at in np.flatnonzero(outcome.treated | outcome.compared).tolist():
        code, role = outcome.series.frame.codes[at], role_of(outcome, at)
        row = one_area(outcome.series, at)
        for cell in row.cells:
            time = _("with the programme") if cell.year >= first_year else _("before")
            shown = state_words(cell.state) or CellState.VALUE.value
            yield [
                code,
                named(row.names),
                roles[role],
                cell.year,
                time,
                cell.part,
                cell.whole,
                cell.share,
                cell.smoothed,
                shown,
            ]
