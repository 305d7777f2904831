"""What came of a decision: its page, the same as a table and as JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from flask import Response, jsonify, make_response, render_template

from layers.indicators.catalogue import Indicator
from layers.indicators.own import indicators_of
from service.analysis.change import words as change_words
from service.analysis.change.rows import AreaYears, one_area
from service.errors import UnknownParameter
from service.i18n import TIME_ZONE, language, named
from service.i18n import gettext as _
from service.participation.replies.links.queries import inputs_behind
from service.programmes.blueprint import blueprint
from service.programmes.errors import DecisionNotFound
from service.programmes.evaluation import words
from service.programmes.evaluation.outcome import Outcome, outcome_of
from service.programmes.evaluation.page import (
    CSV_HEADING,
    IdeaRow,
    csv_rows,
    distance_lines,
    idea_rows,
    lines,
)
from service.programmes.evaluation.plain import as_json
from service.programmes.evaluation.queries import FollowupView, Spans, followup_of, ideas_by_state
from service.programmes.evaluation.schemas import AfterQuery
from service.programmes.queries import DecisionView, decision_by_slug
from service.web.context import municipality, public_db
from service.web.parse import parse_query
from service.web.routing import read
from service.web.spreadsheet import table_text


@dataclass(frozen=True)
class After:
    """A decision with what it is held against, in one figure. Without a `followup` there is no outcome."""

    view: DecisionView
    followup: FollowupView | None
    indicators: tuple[Indicator, ...]
    indicator: Indicator
    outcome: Outcome | None


@blueprint.get("/decisions/<slug>/after")
@read("public")
def show_after(slug: str) -> str:
    """How the chosen areas changed beside those that were fixed to compare with, and what came of ideas."""
    found = _asked(slug)
    home, connection, today = municipality(), public_db(), _today()
    times: Spans | None = None
    ideas: list[IdeaRow] = []
    why_no_ideas = ""
    if found.followup is not None:
        times, ideas, why_no_ideas = idea_rows(connection, home.id, found.view, found.followup, today)
    codes = [one["code"] for one in found.view.chosen]
    outcome = found.outcome
    drawn = distance = None
    if found.followup is not None and outcome is not None and len(outcome.years) > 1:
        drawn = lines(outcome, home.name(language()), found.followup.first_year)
        distance = distance_lines(outcome, found.followup.first_year) if outcome.effect else None
    return render_template(
        "programmes/evaluation/after.html",
        found=found,
        decision=found.view,
        words=words,
        change_words=change_words,
        indicator_options=[(one.key, named(one.names)) for one in found.indicators],
        areas=_areas(outcome) if outcome else [],
        names={row["code"]: row["name"] for row in found.view.table},
        compared_codes=_compared(outcome) if outcome else [],
        lines=drawn,
        distance=distance,
        times=times,
        last_day=times.after_to - dt.timedelta(days=1) if times else None,
        ideas=ideas,
        why_no_ideas=why_no_ideas,
        states=ideas_by_state(connection, home.id, codes, found.view.decided_at.astimezone(TIME_ZONE).date()),
        behind=inputs_behind(connection, home.id, "decision", slug),
    )


@blueprint.get("/decisions/<slug>/after.csv")
@read("public")
def after_table(slug: str) -> Response:
    """The figures of the chosen and the comparison areas, a row for each area and year."""
    found = _asked(slug)
    followup, outcome = _needed(found)
    response = make_response(table_text([_(one) for one in CSV_HEADING], csv_rows(outcome, followup.first_year)))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-{found.indicator.key}.csv"'
    return response


@blueprint.get("/api/decisions/<slug>/after")
@read("public")
def after_as_json(slug: str) -> Response:
    """The page as plain values with its method card."""
    found = _asked(slug)
    followup, outcome = _needed(found)
    _times, ideas, why = idea_rows(public_db(), municipality().id, found.view, followup, _today())
    return jsonify(as_json(found.view, followup, outcome, ideas, why))


def _asked(slug: str) -> After:
    query = parse_query(AfterQuery)
    connection, home = public_db(), municipality()
    view = decision_by_slug(connection, home.id, slug)
    if view is None:
        raise DecisionNotFound(_("There is no such decision."))
    indicators = indicators_of(connection, home.id)
    own = [one["key"] for one in view.method_card["indicators"]]
    wanted = query.indicator or next(
        (key for key in own if any(one.key == key for one in indicators)), indicators[0].key
    )
    indicator = next((one for one in indicators if one.key == wanted), None)
    if indicator is None:
        raise UnknownParameter(_("There is no indicator %(key)s here.", key=wanted))
    followup = followup_of(connection, home.id, slug)
    outcome = outcome_of(connection, home.id, view, followup, indicator) if followup else None
    # What the areas were chosen by comes first.
    first = sorted(indicators, key=lambda one: one.key not in own)
    return After(view, followup, tuple(first), indicator, outcome)


def _needed(found: After) -> tuple[FollowupView, Outcome]:
    if found.followup is None or found.outcome is None:
        raise DecisionNotFound(_("No areas to compare with were fixed when this was decided."))
    return found.followup, found.outcome


def _areas(outcome: Outcome) -> list[tuple[str, AreaYears]]:
    """The chosen areas, then those to compare with, each with its years."""
    groups = (("chosen", outcome.treated), ("comparison", outcome.compared))
    return [(role, one_area(outcome.series, at)) for role, rows in groups for at in np.flatnonzero(rows).tolist()]


def _compared(outcome: Outcome) -> list[str]:
    """The comparison areas that a mix can be made of, in the order of its weights."""
    whole = np.isfinite(outcome.series.smoothed).all(axis=1)
    return [outcome.series.frame.codes[at] for at in np.flatnonzero(outcome.compared & whole)]


def _today() -> dt.date:
    return dt.datetime.now(TIME_ZONE).date()
